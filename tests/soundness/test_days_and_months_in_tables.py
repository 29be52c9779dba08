"""Sheets whose periods were once cut to what could be read of them, or read as others, without a word."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

BOOK = """
[book]
title = "county"
[[entity]]
id = "east"
name = "东村"
[[entity]]
id = "west"
name = "西村"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
measure = "stock"
"""


class Sheet(NamedTuple):
    """A sheet, its figures (entity, indicator, period, words), the cells that are named, and the period asked for."""

    text: str
    figures: set[tuple[str, str, str, str]]
    named: set[str] = frozenset()  # type: ignore[assignment]
    period: str = ""
    indicator: str = ""


SHEETS = {
    "the day of printing is no period": Sheet("收入情况（2024年7月5日）\n村名,收入\n东村,5\n西村,6\n", set(), {"A2"}),
    "the day of printing beside the period": Sheet(
        "2024年6月收入情况（2024年7月5日）\n村名,收入\n东村,5\n西村,6\n",
        {("east", "income", "2024-06", "5"), ("west", "income", "2024-06", "6")},
    ),
    "a blank before the month": Sheet(
        "2024年 6月收入情况\n村名,收入\n东村,5\n西村,6\n",
        {("east", "income", "2024-06", "5"), ("west", "income", "2024-06", "6")},
    ),
    "a day before the indicator": Sheet(
        "村名,2024年6月15日收入,2024年末农户\n东村,5,3\n西村,6,4\n",
        {("east", "households", "2024", "3"), ("west", "households", "2024", "4")},
        {"B1"},
    ),
    "more than a period in a heading": Sheet(
        "村名,Q1_2013,2001 > JULY YTD,2001-12-01 to 2002-03-01,2014\n东村,5,6,7,8\n西村,6,7,8,9\n",
        {("east", "income", "2014", "8"), ("west", "income", "2014", "9")},
        {"B1", "C1", "D1"},
        indicator="income",
    ),
    "months in a column of their own": Sheet(
        "村名,月份,收入\n东村,6月,5\n西村,6月,6\n",
        {("east", "income", "2024-06", "5"), ("west", "income", "2024-06", "6")},
        period="2024",
    ),
    "years and months in two columns": Sheet(
        "村名,年份,月份,收入\n东村,2024,1,5\n东村,,2,6\n西村,2024,1,7\n",
        {("east", "income", "2024-01", "5"), ("east", "income", "2024-02", "6"), ("west", "income", "2024-01", "7")},
    ),
    "a year without its month": Sheet(
        "村名,年份,月份,收入\n东村,2024,1,5\n西村,2024,,7\n", {("east", "income", "2024-01", "5")}, {"C3"}
    ),
    "years and months of a table with one figure a row": Sheet(
        "对象,指标,年份,月份,数值\n东村,收入,2024,6,5\n西村,收入,2024,7,6\n",
        {("east", "income", "2024-06", "5"), ("west", "income", "2024-07", "6")},
    ),
    "October without its zero": Sheet(
        "村名,月份,收入\n东村,2024.1,5\n西村,2024.11,6\n", {("west", "income", "2024-11", "6")}, {"B2"}
    ),
    "October with its zero": Sheet(
        "村名,月份,收入\n东村,2024.1,5\n西村,2024.10,6\n",
        {("east", "income", "2024-01", "5"), ("west", "income", "2024-10", "6")},
    ),
    "days that are quarters": Sheet(
        "村名,日期,收入\n东村,2008-01-01,5\n东村,2008-10-01,7\n东村,2008-04-01,6\n",
        {("east", "income", "2008Q1", "5"), ("east", "income", "2008Q2", "6"), ("east", "income", "2008Q4", "7")},
    ),
    "days that are months": Sheet(
        "村名,日期,收入\n东村,2008/1/31,5\n东村,2008/2/29,6\n",
        {("east", "income", "2008-01", "5"), ("east", "income", "2008-02", "6")},
    ),
    "days that are years": Sheet(
        "村名,日期,收入\n东村,2008-12-31 00:00:00,5\n东村,2010-12-31 00:00:00,6\n",
        {("east", "income", "2008", "5"), ("east", "income", "2010", "6")},
    ),
    "days that are no calendar years": Sheet(
        "村名,日期,收入\n东村,2008-07-01,5\n东村,2009-07-01,6\n", set(), {"B2"}
    ),
    "days of one month": Sheet("村名,日期,收入\n东村,2008-07-01,5\n东村,2008-07-02,6\n", set(), {"B2"}),
    "days within months": Sheet("村名,日期,收入\n东村,2008-07-15,5\n东村,2008-08-15,6\n", set(), {"B2"}),
    "hours": Sheet("村名,日期,收入\n东村,2008-07-01 08:00,5\n东村,2008-08-01 08:00,6\n", set(), {"B2", "B3"}),
    "weeks": Sheet("村名,时间,收入\n东村,2024-W05,5\n西村,2024年第6周,6\n", set(), {"B2", "B3"}),
    "one day of a state and of a flow": Sheet(
        "村名,日期,收入,农户\n东村,2024-12-31,5,3\n西村,2024-12-31,6,4\n",
        {("east", "households", "2024", "3"), ("west", "households", "2024", "4")},
        {"B2"},
    ),
    "counts like years beside days": Sheet(
        "日期,村名,收入\n2008-01-01,东村,2010\n2008-04-01,东村,7\n",
        {("east", "income", "2008Q1", "2010"), ("east", "income", "2008Q2", "7")},
    ),
    "days as headings under others": Sheet(
        "村名,收入,收入\n,2024-01-01,2024-02-01\n东村,5,6\n西村,7,8\n",
        {
            ("east", "income", "2024-01", "5"), ("east", "income", "2024-02", "6"), ("west", "income", "2024-01", "7"),
            ("west", "income", "2024-02", "8"),
        },
    ),
    "months in digits alone as headings": Sheet(
        "村名,202401,202402\n东村,5,6\n西村,6,7\n",
        {
            ("east", "income", "2024-01", "5"), ("east", "income", "2024-02", "6"),
            ("west", "income", "2024-01", "6"), ("west", "income", "2024-02", "7"),
        },
        indicator="income",
    ),
    "counts like months in digits alone": Sheet(
        "村名,收入,农户\n东村,202401,202405\n西村,6,7\n",
        {
            ("east", "income", "2024", "202401"), ("east", "households", "2024", "202405"),
            ("west", "income", "2024", "6"), ("west", "households", "2024", "7"),
        },
        period="2024",
    ),
    "provisional and revised years": Sheet(
        "村名,2024年（初步）,2023r\n东村,5,6\n",
        {("east", "income", "2024 preliminary", "5"), ("east", "income", "2023 revised", "6")},
        indicator="income",
    ),
    "provisional years in a column": Sheet(
        "村名,年份,收入\n东村,2024p,5\n东村,2023,6\n",
        {("east", "income", "2024 preliminary", "5"), ("east", "income", "2023", "6")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_period_is_read_whole_or_asked_about(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "t.csv").write_text(sheet.text, "utf-8")
    asked = Asked(period=sheet.period, indicator=sheet.indicator)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), load(tmp_path / "book.toml"), asked, "t.csv")
    figures = {
        (one.entity.id, one.measure.id, f"{one.period} {one.status}".removesuffix(" final"), one.text)
        for one in found.observations
    }
    assert figures == sheet.figures
    assert {one.path.rpartition("!")[2] for one in found.findings} == set(sheet.named)
