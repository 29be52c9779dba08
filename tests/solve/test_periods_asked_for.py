"""A period that was asked for comes before those within it; what a rank lacks is of the last one printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

THINGS = """[book]
title = "t"
[[entity]]
id = "a"
name = "甲县"
kind = "county"
[[entity]]
id = "b"
name = "乙县"
kind = "county"
[[indicator]]
id = "x"
name = "零售额"
unit = "万元"
"""
MONTHS = ("01..{0}-02", "01..{0}-05", "01..{0}-06")


def book_of(folder: Path, *years: int) -> str:
    """Figures from the beginning of each year up to February, May and June."""
    rows = (
        f'[[observation]]\nentity = "{entity}"\nindicator = "x"\nperiod = "{year}-{months.format(year)}"\n'
        f'value = "{100 * (place + 1) + year - 2000}.0万元"\n'
        for entity in "ab"
        for year in years
        for place, months in enumerate(MONTHS)
    )
    (folder / "book.toml").write_text(THINGS + "".join(rows), "utf-8")
    return str(folder)


@pytest.mark.parametrize(
    "command",
    [
        *(["growth"], ["metric", "x.growth"], ["explain", "x"], ["explain", "x.growth"], ["calc", "x / 2"]),
    ],
)
def test_the_period_asked_for_comes_first(nbkpi: Run, tmp_path: Path, command: list[str]) -> None:
    """A script took the growth up to February for that of the half year."""
    book = book_of(tmp_path, 2025, 2026)
    found = nbkpi(*command, "--book", book, "--period", "2026H1", "--json").results()
    periods = [one["period"] for one in found if one["entity"]["id"] == "a"]
    assert found[0]["period"] == periods[0] == "2026H1"
    assert "2026-01..2026-05" in periods


def test_places_beside_each_other(nbkpi: Run, tmp_path: Path) -> None:
    found = nbkpi("compare", "甲县", "乙县", "--book", book_of(tmp_path, 2025, 2026), "--period", "2026H1", "--json")
    assert [one["period"] for one in found.results()][:1] == ["2026H1"]


def test_what_a_rank_lacks_is_of_the_last_period_printed(nbkpi: Run, tmp_path: Path) -> None:
    """It was said that no figure gives the half year of next year."""
    book = book_of(tmp_path, 2026)
    told = nbkpi("rank", "x.growth", "--book", book).out
    assert "no figure gives 零售额 2025H1" in told
    assert "2027" not in told
    told = nbkpi("rank", "x.growth", "--book", book, "--period", "2026-01..2026-05").out
    assert "no figure gives 零售额 2025-01..2025-05" in told
