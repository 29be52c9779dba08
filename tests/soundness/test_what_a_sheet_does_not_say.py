"""What a sheet leaves open is never settled without a word: whose growth, which period, which unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

GROWTH = "2025年{0}月情况\n村名,农户(户),同比增长(%)\n东村,120,12.5\n西村,130,13.5\n"
NO_UNITS = "2025年6月情况\n序号,村名,农户,收入\n1,东村,120,12.5\n2,西村,130,13.5\n合计,,540,56.0\n"


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> Run:
    """The tool in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return nbkpi


def figures(book: str = "county") -> set[tuple[str, str, str, str]]:
    return {
        (one.entity.name, one.measure.id, one.measure.unit.symbol, one.text) for one in load(Path(book)).observations
    }


def test_growth_beside_a_count_is_said_to_be_taken_as_its_growth(clerk: Run) -> None:
    """Where the column of incomes is missing, their growth became that of the households without a word."""
    Path("6.csv").write_text(GROWTH.format(6), "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county")
    assert "同比增长(%)  growth of “农户”" in outcome.err
    assert "6.csv!C2: warning: “同比增长(%)” is taken as the growth of “农户”" in outcome.err


def test_growth_that_was_of_the_same_count_last_time_is_not_doubted_again(clerk: Run) -> None:
    for month in (6, 7):
        Path(f"{month}.csv").write_text(GROWTH.format(month), "utf-8")
    assert clerk("import", "6.csv", "--new", "county").code == 0
    outcome = clerk("import", "7.csv", "--book", "county")
    assert outcome.code == 0
    assert "growth-by-place" not in outcome.err


def test_new_growth_beside_a_count_is_doubted_in_a_sheet_that_is_known(clerk: Run) -> None:
    Path("6.csv").write_text(GROWTH.format(6), "utf-8")
    Path("7.csv").write_text(
        "2025年7月情况\n村名,农户(户),同比增长(%),企业(家),同比增幅(%)\n东村,120,12.5,3,5\n西村,130,13.5,4,6\n", "utf-8"
    )
    assert clerk("import", "6.csv", "--new", "county").code == 0
    outcome = clerk("import", "7.csv", "--book", "county", "--new-indicators")
    assert "7.csv!E2: warning: “同比增幅(%)” is taken as the growth of “企业”" in outcome.err
    assert "7.csv!C2" not in outcome.err


def test_growth_of_an_amount_beside_it_is_shown_and_not_doubted(clerk: Run) -> None:
    Path("6.csv").write_text(GROWTH.format(6).replace("农户(户)", "收入(万元)"), "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county")
    assert "同比增长(%)  growth of “收入”" in outcome.err
    assert "warning" not in outcome.err


def test_growth_that_names_what_grows_is_not_doubted(clerk: Run) -> None:
    Path("6.csv").write_text(GROWTH.format(6), "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county", "--map", "同比增长(%)=农户.growth")
    assert outcome.code == 0
    assert "growth-by-place" not in outcome.err
    assert {one[1] for one in figures()} == {"农户", "农户.growth"}


def test_growth_of_what_the_book_does_not_have_is_no_new_indicator(clerk: Run) -> None:
    Path("6.csv").write_text(GROWTH.format(6), "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county", "--map", "同比增长(%)=收入.growth")
    assert outcome.code == 2
    assert "there is no indicator or metric “收入”" in outcome.err
    assert not Path("county").exists()


@pytest.mark.parametrize(
    ("period", "is_said"),
    [("2025-06", True), ("2024-07", True), ("2025", True), ("2025-07", False), ("2025-01..2025-07", False)],
)
def test_a_period_against_the_title_is_said(clerk: Run, period: str, is_said: bool) -> None:
    Path("t.csv").write_text("2025年7月情况\n村名,收入(万元)\n东村,5.5\n西村,6.5\n", "utf-8")
    outcome = clerk("import", "t.csv", "--new", "county", "--period", period)
    assert outcome.code == 0
    said = f"the period given is {period}, but the title says 2025-07"
    assert (said in outcome.err) is is_said


def test_a_month_of_the_year_in_the_title_is_not_against_it(clerk: Run) -> None:
    Path("t.csv").write_text("2025年情况\n村名,收入(万元)\n东村,5.5\n西村,6.5\n", "utf-8")
    assert "but the title" not in clerk("import", "t.csv", "--new", "county", "--period", "2025-06").err


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_total_is_where_it_is_written_and_what_becomes_of_it_is_true(clerk: Run, is_merged: bool) -> None:
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for line in NO_UNITS.replace("农户,", "农户(户),").replace("收入\n", "收入(万元)\n").splitlines():
        page.append([float(one) if one.replace(".", "").isdigit() else one or None for one in line.split(",")])
    if is_merged:
        page.merge_cells("A5:B5")
    made.save("6.xlsx")
    skipped = clerk("import", "6.xlsx", "--new", "county")
    assert "A5    合计       total row skipped: no entity given for it (--total NAME)" in skipped.err
    assert "the rows are taken as they stand, the total is only held against them" in skipped.err
    assert "all are taken as they stand" not in skipped.err
    taken = clerk("import", "6.xlsx", "--new", "other", "--total", "甲县")
    assert "A5    合计       total row: the figure of 甲县" in taken.err
    assert "all are taken as they stand" in taken.err


def test_households_are_never_counted_in_amounts(clerk: Run) -> None:
    """Following --unit 万元 gave 250万元 of households."""
    Path("6.csv").write_text(NO_UNITS, "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county")
    assert "--unit 农户=户" in outcome.err
    assert '--unit "收入=…"' in outcome.err
    outcome = clerk("import", "6.csv", "--new", "county", "--unit", "万元")
    assert outcome.code == 1
    assert "the new indicator “农户” has no unit" in outcome.err
    assert clerk("import", "6.csv", "--new", "county", "--unit", "万元", "--unit", "农户=户").code == 0
    assert figures() == {
        ("东村", "农户", "户", "120"), ("东村", "收入", "万元", "12.5"), ("西村", "农户", "户", "130"),
        ("西村", "收入", "万元", "13.5"),
    }  # fmt: skip


@pytest.mark.parametrize("line", ["单位：万元、户", "单位：户、万元"])
def test_each_new_column_has_the_unit_of_the_line_that_it_can_have(clerk: Run, line: str) -> None:
    """All of them had the first one."""
    Path("6.csv").write_text(NO_UNITS.replace("序号", f"{line}\n序号"), "utf-8")
    assert clerk("import", "6.csv", "--new", "county").code == 0
    assert {one[1:3] for one in figures()} == {("农户", "户"), ("收入", "万元")}


def test_of_two_units_of_amounts_none_is_guessed(clerk: Run) -> None:
    unclear = NO_UNITS.replace("序号", "单位：万元、亩、户\n序号")
    Path("6.csv").write_text(unclear.replace("收入", "规模"), "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county")
    assert outcome.code == 1
    assert "“规模”: unclear which unit of the unit line it has" in outcome.err
    Path("7.csv").write_text(unclear, "utf-8")
    assert clerk("import", "7.csv", "--new", "town").code == 0
    assert ("收入", "万元") in {one[1:3] for one in figures("town")}


def test_the_units_of_rows_are_those_they_can_have(clerk: Run) -> None:
    Path("6.csv").write_text("2025年6月情况\n单位：万元、户\n指标,6月\n农户,120\n收入,12.5\n", "utf-8")
    assert clerk("import", "6.csv", "--new", "county", "--entity", "甲县").code == 0
    assert {one[1:3] for one in figures()} == {("农户", "户"), ("收入", "万元")}


def test_what_was_asked_for_is_not_advised_again(clerk: Run) -> None:
    Path("6.csv").write_text(NO_UNITS, "utf-8")
    outcome = clerk("import", "6.csv", "--new", "county")
    assert "--new-entities" not in outcome.err
    assert "--new-indicators" not in outcome.err
