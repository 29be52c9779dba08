"""Numbers of quarters beside a year are never read as months."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run


def periods(nbkpi: Run, folder: Path, heading: str, parts: tuple[str, ...] = ("3", "4", "1")) -> list[str]:
    """The periods of three figures whose years stand beside numbers below a heading."""
    rows = "".join(f"{year},{part},{year[-1]}.5\n" for year, part in zip(("2022", "2022", "2023"), parts, strict=True))
    (folder / "a.csv").write_text(f"年份,{heading},产值(万元)\n{rows}", "utf-8")
    book = folder / "book"
    outcome = nbkpi(
        "import", str(folder / "a.csv"), "--new", str(book), "--entity", "甲县", "--new-entities", "--new-indicators"
    )
    return [str(one.period) for one in load(book).observations] if outcome.code == 0 else []


@pytest.mark.parametrize(
    "heading",
    ["QUARTER", "Quarter", "Qtr", "季度", "季", "季别", "季度/Quarter", "Fiscal quarter", "Quarter (1-4)", "Trimestre"],
)
def test_numbers_below_quarter_are_quarters(nbkpi: Run, tmp_path: Path, heading: str) -> None:
    """Year 1984, quarter 4 became April 1984, without a word."""
    assert periods(nbkpi, tmp_path, heading) == ["2022Q3", "2022Q4", "2023Q1"]


@pytest.mark.parametrize("heading", ["Month", "月", "月份"])
def test_numbers_below_month_stay_months(nbkpi: Run, tmp_path: Path, heading: str) -> None:
    """The heading says what they are, however low they are."""
    assert periods(nbkpi, tmp_path, heading) == ["2022-03", "2022-04", "2023-01"]


def test_there_is_no_sixth_quarter(nbkpi: Run, tmp_path: Path) -> None:
    """Last months below 季度 are no quarters, and no months either: they are refused."""
    assert periods(nbkpi, tmp_path, "季度", ("6", "9", "3")) == []


def test_words_below_quarter_stay_what_they_say(nbkpi: Run, tmp_path: Path) -> None:
    """Only bare numbers need the heading."""
    assert periods(nbkpi, tmp_path, "季度", ("三季度", "Q4", "第一季度")) == ["2022Q3", "2022Q4", "2023Q1"]


@pytest.mark.parametrize("heading", ["Period", "时间"])
def test_numbers_that_may_be_either_are_asked_about(nbkpi: Run, tmp_path: Path, heading: str) -> None:
    """Numbers up to 4 in all years became months, though nothing says so; a fifth one tells."""
    assert periods(nbkpi, tmp_path, heading) == []
    assert periods(nbkpi, tmp_path, heading, ("3", "11", "1")) == ["2022-03", "2022-11", "2023-01"]
