"""Sheets as people hand them in: footers, formulas without results, units in cells, growth named by its column."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from nbkpi.loading.load import load
from nbkpi.tables.lines import is_footer

if TYPE_CHECKING:
    from conftest import Outcome, Run

ROWS = (
    ["2025年上半年各村指标"],
    ["单位：万元"],
    ["村名", "村集体收入", "农户(户)"],
    ["东村", 52, 210],
    ["西村", 64.1, 320],
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(nbkpi: Run, *rows: list[Any], head: int = 5) -> Outcome:
    made = openpyxl.Workbook()
    for row in (*ROWS[:head], *rows):
        made.active.append(row)
    made.save("s.xlsx")
    return nbkpi("import", "s.xlsx", "--new", "county")


@pytest.mark.parametrize(
    "row",
    [
        [None, None, datetime.date(2025, 7, 5)],
        [None, None, "0574-1234567"],
        ["制表人", "张某", "2025-07-05"],
        ["联系电话", "13800000000"],
        ["制表人：张某", None, "联系电话 0574-1234567"],
        [None, "审核：李某", datetime.date(2025, 7, 5)],
    ],
)
def test_who_made_a_sheet_and_when_is_no_row_of_figures(nbkpi: Run, row: list[Any]) -> None:
    outcome = imported(nbkpi, row)
    assert (outcome.code, "error" in outcome.err) == (0, False)
    assert "note, skipped" in outcome.err
    assert "figures imported: 4 · findings: 0\n" in outcome.err
    assert [one.name for one in load(Path("county")).entities] == ["东村", "西村"]


@pytest.mark.parametrize("cells", [["电话", "240"], ["负责人", "24"], ["东村", "2025-07-05"], ["日期", "5", "6"]])
def test_what_may_be_figures_is_no_footer(cells: list[str]) -> None:
    assert not is_footer(cells)


def test_totals_by_formulas_without_results_are_said_to_be_that(nbkpi: Run) -> None:
    total = ["合计", "=SUM(B4:B5)", "=SUM(C4:C5)"]
    outcome = imported(nbkpi, total, ["制表人：张某"])
    assert outcome.code == 0
    assert "total row skipped: its formulas have no stored results" in outcome.err
    assert "“合计” has formulas, and the file does not say what they come to" in " ".join(outcome.err.split())
    assert "figures imported: 4 · findings: 0 · warnings: 1\n" in outcome.err


def test_counts_may_have_their_units_in_the_cells(nbkpi: Run) -> None:
    rows = (["村名", "村集体收入", "人口", "户数"], ["东村", 52, "356人", "120户"], ["西村", 64.1, "约400人", "130户"])
    assert imported(nbkpi, *rows, head=2).code == 0
    assert [(one.name, one.unit.symbol, one.kind) for one in load(Path("county")).indicators] == [
        ("村集体收入", "万元", "amount"), ("人口", "人", "count"), ("户数", "户", "count"),
    ]  # fmt: skip


def test_of_different_units_in_the_cells_none_is_taken(nbkpi: Run) -> None:
    rows = (["村名", "村集体收入", "规模"], ["东村", 52, "356人"], ["西村", 64.1, "120户"])
    outcome = imported(nbkpi, *rows, head=2)
    assert (outcome.code, "the unit of “规模” is 万元, not 户" in outcome.err) == (1, True)


@pytest.mark.parametrize(
    ("headings", "measure"),
    [
        (["村名", "村集体收入", "收入增幅（%）"], "村集体收入.growth"),
        (["村名", "村集体收入", "集体收入同比增长(%)"], "村集体收入.growth"),
        (["村名", "村集体收入", "户均收入增幅（%）"], "户均收入增幅"),
        (["村名", "村集体收入", "其他收入(万元)", "收入增幅（%）"], "收入增幅"),
    ],
)
def test_growth_is_of_the_column_beside_it_that_its_heading_names(
    nbkpi: Run, headings: list[str], measure: str
) -> None:
    figures = [52, 7, 5.1] if len(headings) > 3 else [52, 5.1]
    rows = (headings, ["东村", *figures], ["西村", *figures])
    assert imported(nbkpi, *rows, head=2).code == 0
    assert load(Path("county")).observations[-1].measure.id == measure
