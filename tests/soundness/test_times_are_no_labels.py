"""Months, hours and years beside figures, which were once taken for entities or for indicators."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import Run

from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid, table_text
from nbkpi.tables.understood import Asked


class Sheet(NamedTuple):
    """A sheet, what is asked, the figures in it (entity, indicator, period, words), and the cells named as wrong."""

    text: str
    asked: dict[str, str]
    figures: set[tuple[str, str, str, str]]
    named: tuple[str, ...] = ()


OURS = {"entity": "甲县"}
SALES = {"entity": "甲县", "indicator": "销量"}
JANUARY = ("甲县", "销量", "2013-01", "5")

SHEETS = {
    "English months in a column": Sheet(
        "Year,Month,销量\n2013,January,5\n2013,February,6\n", OURS, {JANUARY, ("甲县", "销量", "2013-02", "6")}
    ),
    "the entity is not said": Sheet("Year,Month,销量\n2013,January,5\n2013,February,6\n", {}, set(), ("A1",)),
    "Chinese months in a column": Sheet("年,月,销量\n2013,1月,5\n", OURS, {JANUARY}),
    "numbers of months": Sheet("年,月,销量\n2013,1,5\n2013,2,6\n", OURS, {JANUARY, ("甲县", "销量", "2013-02", "6")}),
    "months left of the entities": Sheet(
        "Year,Month,谁,销量\n2013,January,甲乡,5\n", {}, {("甲乡", "销量", "2013-01", "5")}
    ),
    "short months as headings": Sheet(
        "Year,Jan,Feb\n2013,5,2\n2014,4,6\n", SALES,
        {JANUARY, ("甲县", "销量", "2013-02", "2"), ("甲县", "销量", "2014-01", "4"), ("甲县", "销量", "2014-02", "6")},
    ),
    "months as headings of no known indicator": Sheet("Year,Jan,Feb\n2013,5,2\n", OURS, set(), ("B1",)),
    "months below years": Sheet(
        "谁,2012,,2013,\n,11月,12月,1月,2月\n甲乡,1,2,3,4\n", {"indicator": "销量"},
        {("甲乡", "销量", period, word) for period, word in
         (("2012-11", "1"), ("2012-12", "2"), ("2013-01", "3"), ("2013-02", "4"))},
    ),
    "English months below years": Sheet(
        "谁,2012,,2013,\n,November,December,January,February\n甲乡,1,2,3,4\n", {"indicator": "销量"},
        {("甲乡", "销量", period, word) for period, word in
         (("2012-11", "1"), ("2012-12", "2"), ("2013-01", "3"), ("2013-02", "4"))},
    ),
    "months of the year that is asked for": Sheet(
        "谁,Jan,Feb\n甲乡,1,2\n", {"indicator": "销量", "period": "2013"},
        {("甲乡", "销量", "2013-01", "1"), ("甲乡", "销量", "2013-02", "2")},
    ),
    "months of no year": Sheet("谁,Jan,Feb\n甲乡,1,2\n", {"indicator": "销量"}, set(), ("B1", "C1")),
    "times of day": Sheet(
        "hour,销量\n2012-06-22 01:00:00,12\n2012-06-22 02:00:00,30\n", OURS | {"period": "2012"}, set(), ("A2", "A2")
    ),
    "seasons": Sheet("季节,销量\n春季,12\n秋季,30\n", OURS | {"period": "2012"}, set(), ("A2", "A2")),
    "years of another calendar": Sheet("年度,销量\n78年度,12\n79年度,30\n", OURS, set(), ("A2", "A3")),
    "years in a column of another name": Sheet(
        "谁,建成年份,销量\n甲乡,1990,5\n乙乡,1991,6\n", {"period": "2013"},
        {("甲乡", "销量", "2013", "5"), ("乙乡", "销量", "2013", "6")}, ("B2",),
    ),
    "a word between two days": Sheet(
        "from,,until,销量\n2001-12-01,to,2002-03-01,5\n", {"period": "2013"}, set(), ("B2", "C2", "A1")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_times_are_periods_or_asked_about(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    (tmp_path / "t.csv").write_text(sheet.text, "utf-8")
    asked = Asked(unit="万元", new_entities=True, new_indicators=True)._replace(**sheet.asked)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    figures = {(one.entity.name, one.measure.name, str(one.period), one.text) for one in found.observations}
    assert figures == sheet.figures
    errors = [one.path.rpartition("!")[2] for one in found.findings if one.severity == "error"]
    assert tuple(errors) == sheet.named


def test_a_table_that_is_read_in_place_has_its_months_too(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Year,Jan,Feb\n2013,5,2\n2014,4,6\n", "utf-8")
    asked = Asked(unit="万元", new_entities=True, new_indicators=True, **SALES)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    (tmp_path / "b.toml").write_text('[book]\ntitle = "b"\n' + table_text(found, "t.csv"), "utf-8")
    book = load(tmp_path / "b.toml")
    assert {(str(one.period), one.text.removesuffix("万元")) for one in book.observations} == {
        ("2013-01", "5"), ("2013-02", "2"), ("2014-01", "4"), ("2014-02", "6"),
    }  # fmt: skip


def test_days_beside_a_row_that_is_longer_than_the_table(nbkpi: Run, tmp_path: Path) -> None:
    """A traceback: a column of nothing but days was held against one that is not of the table."""
    sheet = tmp_path / "a.csv"
    sheet.write_text(",到,,甲县,,乙县\n,2002-04-01 00:00:00,至,2002-10-01 00:00:00,,0.64\n,,,,,,,多谢\n", "utf-8")
    outcome = nbkpi("import", str(sheet), "--dry-run")
    assert outcome.code == 1
    assert "has times such as 2002-10-01" in outcome.err
