"""Sheets whose figures were once given to the wrong place, period or unit, without a word."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.errors import DataError
from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

BOOK = '[book]\ntitle = "county"\n[[entity]]\nid = "county"\nname = "甲县"\nkind = "county"\n'


class Sheet(NamedTuple):
    """A sheet, the figures in it (label, indicator, period, words), and the cells that are named instead."""

    text: str
    figures: set[tuple[str, str, str, str]]
    named: set[str] = frozenset()  # type: ignore[assignment]
    period: str = "2024"
    indicator: str = ""


SHEETS = {
    "counts between 1900 and 2100 and above are no years": Sheet(
        "地区,男(人),女(人)\n东村,2183,2101\n西村,1964,2001\n南村,990,985\n",
        {
            ("东村", "男", "2024", "2183"), ("东村", "女", "2024", "2101"), ("西村", "男", "2024", "1964"),
            ("西村", "女", "2024", "2001"), ("南村", "男", "2024", "990"), ("南村", "女", "2024", "985"),
        },
    ),
    "a first row that looks like years is one of figures": Sheet(
        "地区,男(人),女(人)\n东村,1983,2001\n西村,364,301\n",
        {
            ("东村", "男", "2024", "1983"), ("东村", "女", "2024", "2001"), ("西村", "男", "2024", "364"),
            ("西村", "女", "2024", "301"),
        },
    ),
    "a first row without figures is no heading": Sheet(
        "地区,支出(万元),人口(人)\n东村,NA,..\n西村,70.1,120\n",
        {
            ("东村", "支出", "2024", ""), ("东村", "人口", "2024", ".."), ("西村", "支出", "2024", "70.1"),
            ("西村", "人口", "2024", "120"),
        },
    ),
    "signs, marks and brackets": Sheet(
        "地区,盈余(万元)\n东村,12.3p\n西村,(12.3)\n南村,▲12.5\n北村,3.4-\n中村,12.3(1)\n上村,1.2e-4\n下村,1.2e5\n",
        {
            ("东村", "盈余", "2024", "12.3"), ("西村", "盈余", "2024", "-12.3"), ("南村", "盈余", "2024", "-12.5"),
            ("北村", "盈余", "2024", "-3.4"), ("中村", "盈余", "2024", "12.3"), ("上村", "盈余", "2024", "0.00012"),
        },
        {"B8"},
    ),
    "of cells that contradict each other none is taken": Sheet(
        "地区,年份,支出(万元)\n东村,2024,70\n东村,2024,71\n西村,2024,72\n", {("西村", "支出", "2024", "72")}, {"C3"}
    ),
    "nor where a third cell says the first again": Sheet(
        "地区,年份,支出(万元)\n东村,2024,70\n东村,2024,71\n东村,2024,70\n西村,2024,72\n",
        {("西村", "支出", "2024", "72")},
        {"C3", "C4"},
    ),
    "two tables beside each other": Sheet(
        "村名,收入(万元),村名,支出(万元)\n东村,88.1,南村,55\n西村,70,北村,66\n",
        {
            ("东村", "收入", "2024", "88.1"), ("西村", "收入", "2024", "70"), ("南村", "支出", "2024", "55"),
            ("北村", "支出", "2024", "66"),
        },
    ),
    "two tables below each other": Sheet(
        "2024年收入情况,\n村名,收入(万元)\n东村,88.1\n,\n2023年农户情况,\n村名,农户(户)\n南村,210\n",
        {("东村", "收入", "2024", "88.1"), ("南村", "农户", "2023", "210")},
        period="",
    ),
    "a heading within that gives another period and unit": Sheet(
        "2024年收入情况,\n单位：万元,\n村名,收入\n东村,88.1\n2023年收入情况,\n单位：亿元,\n东村,0.8\n",
        {("东村", "收入", "2024", "88.1"), ("东村", "收入", "2023", "0.8亿元")},
        period="",
    ),
    "periods by that of the title": Sheet(
        "2025年1-6月收入情况,,,\n村名,本月收入(万元),累计收入(万元),上年同期收入(万元)\n东村,8.1,40,38\n",
        {("东村", "收入", "2025-06", "8.1"), ("东村", "收入", "2025H1", "40"), ("东村", "收入", "2024H1", "38")},
        period="",
    ),
    "months of the year of the title": Sheet(
        "2025年5月收入情况(万元),,,,\n村名,5月,1-5月,上年同期,增长(%)\n东村,8.1,40,38,5.3\n",
        {
            ("东村", "收入", "2025-05", "8.1"), ("东村", "收入", "2025-01..2025-05", "40"),
            ("东村", "收入", "2024-01..2024-05", "38"), ("东村", "收入 同比", "2025-01..2025-05", "5.3"),
        },
        period="",
        indicator="收入",
    ),
    "growth behind the year so far and that of the year before": Sheet(
        "2025年10月收入情况,,,,\n村名,本月收入(万元),本年累计收入(万元),上年同期累计收入(万元),同比增长%\n"
        "东村,8.1,98,90.9,7.8\n填表人：某,审核：某,,,\n",
        {
            ("东村", "收入", "2025-10", "8.1"), ("东村", "收入", "2025-01..2025-10", "98"),
            ("东村", "收入", "2024-01..2024-10", "90.9"), ("东村", "收入 同比", "2025-01..2025-10", "7.8"),
        },
        period="",
    ),
    "a percentage without brackets": Sheet(
        "单位：万元,,\n村名,收入,完成率%\n东村,88,97.1\n",
        {("东村", "收入", "2024", "88"), ("东村", "完成率", "2024", "97.1")},
    ),
    "this month of a year is not known": Sheet(
        "2024年收入情况,,\n村名,本月收入(万元),上年收入(万元)\n东村,8.1,40\n",
        {("东村", "收入", "2023", "40")},
        {"B2"},
        period="",
    ),
    "growth beside what is new is not that of what stands further left": Sheet(
        "村名,收入(万元),利税(万元),同比增长\n东村,88.1,9.1,4.5%\n",
        {("东村", "收入", "2024", "88.1"), ("东村", "利税", "2024", "9.1"), ("东村", "利税 同比", "2024", "4.5%")},
    ),
    "growth beside what is not understood is of nothing": Sheet(
        "村名,收入(万元),利税,同比增长\n东村,88.1,9.1,4.5%\n", {("东村", "收入", "2024", "88.1")}, {"C1", "D1"}
    ),
    "ages are labels": Sheet("年龄,男(人),女(人)\n15-24,100,50\n25-34,120,60\n", set(), {"A2"}),
    "ages are headings": Sheet("地区,0-14岁,65岁及以上\n东村,100,50\n西村,120,60\n", set(), {"B1", "C1"}),
    "a total of the columns is named": Sheet(
        "村名,合计,收入(万元)\n东村,88,80\n", {("东村", "收入", "2024", "80")}, {"B1"}
    ),
    "shares of one among percentages": Sheet(
        "村名,收入(万元),同比增长(%)\n东村,88,43.6%\n西村,80,0.45\n",
        {("东村", "收入", "2024", "88"), ("西村", "收入", "2024", "80"), ("东村", "收入 同比", "2024", "43.6%")},
        {"C3"},
    ),
    "labels of two levels": Sheet("州,市,收入(万元)\n甲州,同市,50\n乙州,同市,60\n",
                             {("甲州/同市", "收入", "2024", "50"), ("乙州/同市", "收入", "2024", "60")}),
    "a part of several rows": Sheet(
        "村名,收入(万元)\n东村,50\n西村,60\n其中：山区村,20\n",
        {("东村", "收入", "2024", "50"), ("西村", "收入", "2024", "60")},
        {"A4"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_each_figure_is_of_what_it_stands_by(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "t.csv").write_text(sheet.text, "utf-8")
    asked = Asked(period=sheet.period, indicator=sheet.indicator, unit="万元" if sheet.indicator else "",
                  new_entities=True, new_indicators=True)  # fmt: skip
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), load(tmp_path / "book.toml"), asked, "t.csv")
    figures = {
        (one.entity.path, one.measure.name.replace(" growth", " 同比"), str(one.period), one.text)
        for one in found.observations
    }
    assert figures == sheet.figures
    assert {one.path.rpartition("!")[2] for one in found.findings} == set(sheet.named)


def test_two_areas_of_one_name_stay_two(tmp_path: Path) -> None:
    """The second was once taken for the first: its code was not known, and its name had just been defined."""
    text = "FREQ,REF_AREA,Area,TIME_PERIOD,Time,OBS_VALUE\nA,QA1,Northeast,2024,,5\nA,QB1,Northeast,2024,,7\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")
    grid, asked = open_grid(tmp_path / "t.csv", "t.csv"), Asked(new_entities=True, new_indicators=True, unit="1",
                                                                indicator="rate")  # fmt: skip
    found = import_grid(grid, empty_book(), asked, "t.csv")
    assert {(one.entity.code, one.text) for one in found.observations} == {("QA1", "5"), ("QB1", "7")}


def test_a_plain_number_is_no_digit_more(tmp_path: Path) -> None:
    """Behind 88 the unit 1 of a column made 881; of what has a unit it is none."""
    book = (
        BOOK
        + '[[indicator]]\nid = "i"\nname = "指数"\nunit = "1"\n[[indicator]]\nid = "y"\nname = "收入"\nunit = "万元"\n'
    )
    table = (
        '[[table]]\npath = "t.csv"\nunit = "单位"\nindicator = "指标"\nentity = "地区"\nperiod = "2024"\nvalue = "数"\n'
    )
    (tmp_path / "t.csv").write_text("地区,指标,单位,数\n甲县,指数,1,88\n", "utf-8")
    (tmp_path / "book.toml").write_text(book + table, "utf-8")
    assert [(one.text, one.nominal) for one in load(tmp_path).observations] == [("88", 88)]
    (tmp_path / "t.csv").write_text("地区,指标,单位,数\n甲县,收入,1,88\n", "utf-8")
    with pytest.raises(DataError):
        load(tmp_path)


def test_years_over_a_preamble_are_headings(tmp_path: Path) -> None:
    """Below two lines of words the years of the headings were once the figures of a row called Country Name."""
    text = "Source,Indicators,,\nUpdated,2026-01-01,,\nCountry Name,Country Code,1990,1991\nAtland,ATL,1950,1960\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(new_entities=True, new_indicators=True, unit="人", indicator="people")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert {(one.entity.name, str(one.period), one.text) for one in found.observations} == {
        ("Atland", "1990", "1950"), ("Atland", "1991", "1960"),
    }  # fmt: skip


def test_the_power_of_ten_of_a_unit_counts(tmp_path: Path) -> None:
    """OBS_VALUE is in UNIT_MULT, which was once no more than another column; so were dimensions, or even figures."""
    text = (
        "DATAFLOW,REF_AREA,MEASURE,SEX,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n"
        "X:D(1.0),QA,EMP,1,PS,3,2024,88.5\nX:D(1.0),QA,EMP,2,PS,6,2024,0.09\n"
    )
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(new_entities=True, new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    amounts = {(one.measure.name, one.nominal * one.measure.unit.scale) for one in found.observations}
    assert amounts == {("EMP, 1", 88_500), ("EMP, 2", 90_000)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("年份,人口(人)\n2001,1950\n2002,1990\n2003,2010\n", {("2001", "1950"), ("2002", "1990"), ("2003", "2010")}),
        ("年份,产值(万元)\n2001,1934.5\n2002,1932.3\n", {("2001", "1934.5"), ("2002", "1932.3")}),
    ],
)
def test_counts_that_look_like_years_behind_years(text: str, said: set[tuple[str, str]], tmp_path: Path) -> None:
    """Every row of a table of years was once a row of years, and none of figures."""
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(new_entities=True, new_indicators=True, entity="甲县")
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert {(str(one.period), one.text) for one in found.observations} == said
