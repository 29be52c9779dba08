"""What the rows of a sheet measure, once taken for places; times and coordinates, once taken for either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked


class Sheet(NamedTuple):
    """A table, what is said of it, all that it says (whose, what, unit, when, words), and a word of what is asked."""

    text: str
    said: dict[str, Any]
    figures: set[tuple[str, str, str, str, str]]
    asks: str = ""


SHEETS = {
    "indicators with units below years, nobody named": Sheet(
        "Main figures,,\n,2019,2020\nOutput (tonnes),8.5,8.1\nMen (persons),12,13\n", {}, set(), "--entity"
    ),
    "the same, with whose they are": Sheet(
        "Main figures,,\n,2019,2020\nOutput (tonnes),8.5,8.1\nMen (persons),12,13\n", {"entity": "Atland"},
        {("Atland", "Output (tonnes)", "吨", "2019", "8.5"), ("Atland", "Output (tonnes)", "吨", "2020", "8.1"),
         ("Atland", "Men (persons)", "人", "2019", "12"), ("Atland", "Men (persons)", "人", "2020", "13")},
    ),
    "indicators by their words, below a heading of places": Sheet(
        "Economy,2019,2020\nOutput growth (%),8.5,8.1\nUnemployment rate (%),1.2,2.1\n", {}, set(), "--entity"
    ),
    "indicators by their words, and the place in the title": Sheet(
        "2024年江口县主要指标,,\n,2019年,2020年\n粮食产量,5,6\n常住人口,7,8\n", {"unit": "1"}, set(), "--entity 江口县"
    ),
    "rows that may be either": Sheet(
        ",2019,2020\nCars,8.5,8.1\nTrucks,1.2,2.1\n", {"unit": "1"}, set(), "say whose it is with --entity"
    ),
    "a line above that says whose they are": Sheet(
        "Country: Atland,,\nSubject,2019,2020\nOutput (tonnes),8.5,8.1\nImports (tonnes),1,2\n", {},
        {("Atland", "Output (tonnes)", "吨", "2019", "8.5"), ("Atland", "Output (tonnes)", "吨", "2020", "8.1"),
         ("Atland", "Imports (tonnes)", "吨", "2019", "1"), ("Atland", "Imports (tonnes)", "吨", "2020", "2")},
    ),
    "a column that is not of a period beside them": Sheet(
        ",2019,2020,Source\nCars,8.5,8.1,5\nTrucks,1.2,2.1,6\n",
        {"entity": "Atland", "unit": "1", "skip_columns": ("Source",)},
        {("Atland", "Cars", "", "2019", "8.5"), ("Atland", "Cars", "", "2020", "8.1"),
         ("Atland", "Trucks", "", "2019", "1.2"), ("Atland", "Trucks", "", "2020", "2.1")},
    ),
    "columns of parts of a place": Sheet(
        ",North,South\nPopulation (persons),8,9\nOutput (tonnes),5,6\n", {"period": "2020"}, set(), "--name"
    ),
    "years that end within the next": Sheet(
        "Financial Year,Output\n1951-52,5.1\n1999-00,5.2\n", {"period": "2020", "unit": "1"}, set(), "--entity"
    ),
    "dates in words that are not known": Sheet(
        "Date,Output,Exports\nTrimestrul I 2005,5.1,3\nTrimestrul II 2005,5.2,4\n", {"unit": "1"}, set(), "--entity"
    ),
    "means of three years": Sheet(
        "Period,Rate\n1997-1999,5.1\n1999-01,5.3\n", {"unit": "1", "entity": "Atland"},
        {("Atland", "Rate", "", "1997..1999", "5.1")}, "1999年1月",
    ),
    "coordinates": Sheet(
        "站名,经度,StationLatitude,人口\n东站,121.5,29.8,500\n西站,121.6,29.9,600\n", {"period": "2020", "unit": "人"},
        {("东站", "人口", "人", "2020", "500"), ("西站", "人口", "人", "2020", "600")}, "经度",
    ),
    "units behind labels without brackets": Sheet(
        ",2019年,2018年\n失业率%,5.1,5.2\n人口_万人,6,5\n\"Rate, %\",7,\n游客,8,\n", {"unit": "人", "entity": "江口县"},
        {("江口县", "失业率%", "%", "2019", "5.1"), ("江口县", "失业率%", "%", "2018", "5.2"),
         ("江口县", "人口_万人", "万人", "2019", "6"), ("江口县", "人口_万人", "万人", "2018", "5"),
         ("江口县", "Rate, %", "%", "2019", "7"), ("江口县", "Rate, %", "%", "2018", ""),
         ("江口县", "游客", "人", "2019", "8"), ("江口县", "游客", "人", "2018", "")},
    ),
    "a unit behind a label that is not known": Sheet(
        ",2019年,2018年\n\"Output, million stones\",5.1,5\n游客,8,9\n", {"unit": "人", "entity": "江口县"},
        {("江口县", "游客", "人", "2019", "8"), ("江口县", "游客", "人", "2018", "9")}, "Output, million stones=",
    ),
    "a line of units over the last column, and the year in two calendars": Sheet(
        "出生數,,,\n,,按登記日期統計,單位：人；‰\n年別,,出生數（人）,粗出生率\n民國47年,1958,413,41.7\n民國48年,1959,423,41.2\n",
        {"entity": "江口县"},
        {("江口县", "出生数", "人", "1958", "413"), ("江口县", "出生数", "人", "1959", "423"),
         ("江口县", "粗出生率", "‰", "1958", "41.7"), ("江口县", "粗出生率", "‰", "1959", "41.2")},
    ),
    "what is counted from January on": Sheet(
        "指标,2019年第四季度,2019年第三季度\n产值当季值(亿元),2.7,2.5\n产值累计值(亿元),9.9,7.1\n累计签约数(份),9,7\n",
        {"entity": "江口县"},
        {("江口县", "产值当季值", "亿元", "2019Q4", "2.7"), ("江口县", "产值当季值", "亿元", "2019Q3", "2.5"),
         ("江口县", "产值累计值", "亿元", "2019", "9.9"), ("江口县", "产值累计值", "亿元", "2019-01..2019-09", "7.1"),
         ("江口县", "累计签约数", "份", "2019Q4", "9"), ("江口县", "累计签约数", "份", "2019Q3", "7")},
    ),
    "a total of some months of a year": Sheet(
        "2023年,,,\n村名,1月,2月,TOTAL\n东村,5,12,17\n西村,5,22,27\n", {"unit": "户", "indicator": "农户"},
        {("东村", "农户", "户", "2023-01", "5"), ("东村", "农户", "户", "2023-02", "12"),
         ("西村", "农户", "户", "2023-01", "5"), ("西村", "农户", "户", "2023-02", "22")}, "TOTAL",
    ),
    "groups of headings over the middle of their columns": Sheet(
        "村名,,2023年,,,2024年,\n,1月,2月,3月,1月,2月,3月\n东村,5,6,7,8,9,10\n", {"unit": "户", "indicator": "农户"},
        {("东村", "农户", "户", f"{year}-0{month}", str(words)) for words, (year, month) in
         zip(range(5, 11), ((2023, 1), (2023, 2), (2023, 3), (2024, 1), (2024, 2), (2024, 3)), strict=True)},
    ),
    "a year written once for a block of rows": Sheet(
        "Year,Region,Output(吨)\n2023,North,5\n,South,6\n2024,North,7\n,South,8\n", {},
        {("North", "Output", "吨", "2023", "5"), ("South", "Output", "吨", "2023", "6"),
         ("North", "Output", "吨", "2024", "7"), ("South", "Output", "吨", "2024", "8")},
    ),
    "a year that is only missing": Sheet(
        "Year,Region,Output(吨)\n2023,North,5\n,South,6\n2024,North,7\n2024,South,8\n", {},
        {("North", "Output", "吨", "2023", "5"), ("North", "Output", "吨", "2024", "7"),
         ("South", "Output", "吨", "2024", "8")}, "not a period",
    ),
    "years in rows above their blocks": Sheet(
        "村名,产量(吨),销量(吨)\n2023年,,\n东村,5,6\n西村,7,8\n2024年,,\n东村,9,10\n西村,11,12\n", {},
        {("东村", "产量", "吨", "2023", "5"), ("东村", "销量", "吨", "2023", "6"), ("西村", "产量", "吨", "2023", "7"),
         ("西村", "销量", "吨", "2023", "8"), ("东村", "产量", "吨", "2024", "9"), ("东村", "销量", "吨", "2024", "10"),
         ("西村", "产量", "吨", "2024", "11"), ("西村", "销量", "吨", "2024", "12")},
    ),
    "years below the headings, with a word over the labels": Sheet(
        ",Balance(吨),Population(人),Output(吨)\nPlaces,avg 2015-19,2019,2019\nAtland,67.9,68,55.2\nBeland,54,8,3.2\n",
        {"period": "2020"},
        {("Atland", "Population", "人", "2019", "68"), ("Beland", "Population", "人", "2019", "8"),
         ("Atland", "Output", "吨", "2019", "55.2"), ("Beland", "Output", "吨", "2019", "3.2")}, "avg 2015-19",
    ),
    "years without a heading": Sheet(
        ",北京,天津\n1949,,\n1950,5,6\n1951,7,8\n", {"unit": "吨", "indicator": "产量"},
        {("北京", "产量", "吨", "1950", "5"), ("北京", "产量", "吨", "1951", "7"), ("天津", "产量", "吨", "1950", "6"),
         ("天津", "产量", "吨", "1951", "8")},
    ),
    "a part of the column on the left": Sheet(
        "村名,总人口(人),其中：女(人)\n东村,11,5\n", {"period": "2020"},
        {("东村", "总人口", "人", "2020", "11"), ("东村", "总人口女", "人", "2020", "5")},
    ),
    "a column of a change beside rows that measure": Sheet(
        ",2019,2020,Difference %\nCars,8.5,8.1,5\nTrucks,1.2,2.1,6\n", {"entity": "Atland", "unit": "1"},
        {("Atland", "Cars", "", "2019", "8.5"), ("Atland", "Cars", "", "2020", "8.1"),
         ("Atland", "Trucks", "", "2019", "1.2"), ("Atland", "Trucks", "", "2020", "2.1")}, "Difference %",
    ),
    "names over the breadth of their cells": Sheet(
        "村　名,粮　食　产 量(吨),自 然 增 加(人)\n东村,5,-6\n", {"period": "2020"},
        {("东村", "粮食产量", "吨", "2020", "5"), ("东村", "自然增加", "人", "2020", "-6")},
    ),
    "months in another language": Sheet(
        ",2019,2020\nянварь,5,6\nфевраль,7,8\n", {"unit": "1", "indicator": "x"}, set(), "of times"
    ),
    "a word for time in the corner, over rows of countries": Sheet(
        "Time,,2010\nCountry,,\nAUS: Australia,,18.1\nAUT: Austria,,28.4\n", {"unit": "1", "indicator": "x"},
        {("AUS: Australia", "x", "", "2010", "18.1"), ("AUT: Austria", "x", "", "2010", "28.4")},
    ),
    "parts of what the title names": Sheet(
        "2020年各村分性别常住人口(人),,,\n村名,合计,男,女\n东村,11,5,6\n", {},
        {("东村", "常住人口", "人", "2020", "11"), ("东村", "常住人口男", "人", "2020", "5"),
         ("东村", "常住人口女", "人", "2020", "6")},
    ),
    "quantities below a title that names another": Sheet(
        "2020年各村常住人口,,\n村名,户籍人口(人),迁入人口(人)\n东村,5,6\n", {},
        {("东村", "户籍人口", "人", "2020", "5"), ("东村", "迁入人口", "人", "2020", "6")},
    ),
}  # fmt: skip


def read(sheet: Sheet, folder: Path) -> Imported:
    """What is imported of a sheet into an empty book."""
    path = folder / "t.csv"
    path.write_text(sheet.text, "utf-8")
    asked = Asked(new_entities=True, new_indicators=True, **sheet.said)
    return import_grid(open_grid(path, path.name), empty_book(), asked, path.name)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_what_the_figures_are_of(sheet: Sheet, tmp_path: Path) -> None:
    found = read(sheet, tmp_path)
    assert {
        (one.entity.name, one.measure.name, one.figure.unit.symbol, str(one.period), one.text)
        for one in found.observations
    } == sheet.figures
    asked = " ".join(f"{one.message} {one.remedy}" for one in found.findings)
    assert bool(found.findings) == bool(sheet.asks)
    assert sheet.asks in asked


BOOK = """
[[source]]
id = "s"
title = "S"

[[entity]]
id = "e"
name = "东村"

[[indicator]]
id = "i"
name = "收入"
unit = "万元"

[[observation]]
entity = "e"
indicator = "i"
period = "2023"
value = "9"
source = "s#E2"
"""


def test_only_what_stands_against_the_book_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Callable[..., Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("book.toml").write_text(BOOK, "utf-8")
    years = ",".join(f"{year}年收入(万元)" for year in range(2020, 2026))
    Path("t.csv").write_text(f"村名,{years}\n东村,1,2,3,4,5,6\n", "utf-8")
    outcome = nbkpi("import", "t.csv", "--book", ".", "--source", "s")
    assert outcome.code == 1
    assert "t.csv!E2: error: the book already has “9”" in outcome.err
    found = {str(one.period): one.text for one in load(Path()).observations}
    assert found == {"2020": "1", "2021": "2", "2022": "3", "2023": "9", "2024": "5", "2025": "6"}
