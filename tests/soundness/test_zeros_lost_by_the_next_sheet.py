"""A sheet of the next month that had lost more zeros than that of the last one was read as whole numbers."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.load import load
from nbkpi.tables.decimals import decimals_of

HEAD = '[[entity]]\nid = "e"\nname = "东村"\n[[indicator]]\nid = "i"\nname = "收入"\nunit = "万元"\n'
SHORT = [13.0, 8.8, -4.0, 5.9, 16.2, 1.1, 9.0]


def printed(tmp_path: Path, *values: str) -> int:
    """The decimals of a column that has lost some, beside what a book has of its measure."""
    figures = (
        f'[[observation]]\nentity = "e"\nindicator = "i"\nperiod = "{2001 + place}"\nvalue = "{value}"\n'
        for place, value in enumerate(values)
    )
    (tmp_path / "book.toml").write_text(HEAD + "".join(figures), "utf-8")
    book = load(tmp_path / "book.toml")
    return decimals_of(SHORT, next(iter(book.indicators)), book)


def test_earlier_figures_say_how_many_decimals_there_are(tmp_path: Path) -> None:
    assert printed(tmp_path, "12.4", "8.1", "-3.2", "5.0") == 1


def test_those_of_other_decimals_say_nothing(tmp_path: Path) -> None:
    assert printed(tmp_path, "12", "8", "-3", "5") == 0
    assert printed(tmp_path, "12.41", "8.12", "-3.2", "5.04") == 0
    assert printed(tmp_path, "12.4", "8.1") == 0


def test_numbers_without_any_decimals_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(HEAD, "utf-8")
    book = load(tmp_path / "book.toml")
    assert decimals_of([13.0, 8.0], next(iter(book.indicators)), book) == 0
