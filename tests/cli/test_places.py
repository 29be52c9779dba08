"""How many decimals are shown: as asked, else as the book says, else as many as the figures bear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
entity = [{ id = "a", name = "甲村", kind = "village" }]
indicator = [{ id = "x", name = "收入", unit = "万元" }]
observation = [
  { entity = "a", indicator = "x", period = "2023", value = "61.284万元" },
  { entity = "a", indicator = "x", period = "2024", value = "88万元" },
]
[book]
title = "t"
"""


@pytest.fixture
def growth(nbkpi: Run, tmp_path: Path):
    """The growth that is shown with a line in the book's own table and options on the command line."""

    def shown(line: str, *options: str) -> str:
        path = tmp_path / "book.toml"
        path.write_text(BOOK + line, "utf-8")
        rows = nbkpi("growth", "--book", str(path), "--json", *options).results()
        return next(str(row["display"]) for row in rows if row["measure"]["id"] == "x.growth")

    return shown


@pytest.mark.parametrize(
    ("line", "options", "shown"),
    [
        ("places = 3", (), "43.594"),
        ("places = 0", (), "44"),
        ("places = 3", ("--places", "1"), "43.6"),
        ("places = 3", ("--places", "0"), "44"),
        ("", ("--places", "2"), "43.59"),
    ],
)
def test_the_book_decides_unless_the_command_does(line: str, options: tuple[str, ...], shown: str, growth) -> None:
    assert growth(line, *options).split()[0] == shown


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("places = -1", "a whole number, 0 or more is expected here"),
        ("places = 51", "a whole number, 50 or less is expected here"),
        ('places = "2"', "a whole number is expected here"),
    ],
)
def test_what_is_no_number_of_decimals(line: str, said: str, nbkpi: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(BOOK + line, "utf-8")
    outcome = nbkpi("growth", "--book", str(path))
    assert outcome.code == 2
    assert said in outcome.err
