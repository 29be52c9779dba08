"""What a report is to show is taken from a book, and every mistake in it has its place."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import DataError
from nbkpi.loading.load import load
from nbkpi.loading.models import ReportSection
from nbkpi.model.plans import SECTIONS
from nbkpi.report.bulletin import MAKERS

INDICATOR = '[[indicator]]\nid = "income"\nname = "收入"\nunit = "万元"\n'


def wrong(folder: Path, **files: str) -> list[Diagnostic]:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        load(folder)
    return list(caught.value.diagnostics)


def test_every_section_can_be_asked_for_and_made() -> None:
    assert get_args(ReportSection) == SECTIONS == tuple(MAKERS)


def test_a_plan_is_taken_as_written(tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    lines = ('title = "t"', 'note = "n"', 'sections = ["ranks", "growth", "ranks"]', "top = 3",
             'headline = ["收入", "income.growth"]')  # fmt: skip
    file.write_text("\n".join(["[report]", *lines, INDICATOR]), "utf-8")
    plan = load(file).plan
    assert (plan.title, plan.note, plan.sections, plan.top) == ("t", "n", ("ranks", "growth"), 3)
    assert [one.id for one in plan.headline] == ["income", "income.growth"]


def test_a_book_needs_none() -> None:
    plan = load(Path(__file__).parents[1] / "cli" / "books" / "county.toml").plan
    assert (plan.title, plan.sections, plan.headline, plan.top) == ("", (), (), 20)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ('headline = ["income", "incom"]', "unknown-name", 23),
        ('sections = ["growth", "grwth"]', "wrong-value", 23),
        ("top = 0", "wrong-type", 7),
        ('top = "3"', "wrong-type", 7),
        ('titel = "t"', "unknown-key", 1),
    ],
)
def test_mistakes_have_places(line: str, code: str, column: int, tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, b=f"[report]\n{line}\n{INDICATOR}")
    assert (found.code, found.line, found.column) == (code, 2, column)


def test_there_is_one(tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, a=f"[report]\n{INDICATOR}", b="[report]\ntop = 3\n")
    assert (found.code, Path(found.path).name, found.line) == ("duplicate", "b.toml", 1)
