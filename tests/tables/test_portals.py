"""Tables of portals: years across with indicators in rows or in a line above, and tables with a column for each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.errors import UsageError
from nbkpi.loading.load import empty_book
from nbkpi.model.book import Book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)

Figure = tuple[str, str, str, str, str]
"""The name of the entity, that of the indicator, its unit, the period, the words."""


class Table(NamedTuple):
    """A table, everything it says, and the answers that it takes."""

    text: str
    figures: set[Figure]
    asked: Asked = NEW


TABLES = {
    "the World Bank": Table(
        '"Data Source","Indicators of Development",\n\n"Last Updated Date","2026-01-01",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","1990","1991","1992",\n'
        '"Atland","ATL","Population, total","P","1950","1960","",\n'
        '"Beland","BEL","Population, total","P","990","","",\n',
        {
            ("Atland", "Population, total", "", "1990", "1950"), ("Atland", "Population, total", "", "1991", "1960"),
            ("Atland", "Population, total", "", "1992", ""), ("Beland", "Population, total", "", "1990", "990"),
            ("Beland", "Population, total", "", "1991", ""), ("Beland", "Population, total", "", "1992", ""),
        },
        NEW._replace(unit="1"),
    ),
    "its data bank": Table(
        "Country Name,Country Code,Series Name,Series Code,2018 [YR2018],2019 [YR2019]\n"
        "Atland,ATL,GDP (current US$),G,..,35000\nAtland,ATL,Urban population (% of total),U,45.1,45.9\n"
        ",,,,,\nData from database: Indicators,,,,,\nLast Updated: 03/01/2024,,,,,\n",
        {
            ("Atland", "GDP (current US$)", "美元", "2018", ".."),
            ("Atland", "GDP (current US$)", "美元", "2019", "35000"),
            ("Atland", "Urban population (% of total)", "%", "2018", "45.1"),
            ("Atland", "Urban population (% of total)", "%", "2019", "45.9"),
        },
    ),
    "the United Nations": Table(
        'T02,Population and area,,,,,\nRegion/Country/Area,,Year,Series,Value,Footnotes,Source\n'
        '1,"Total, all countries or areas",2010,Population (millions),"6,985.60",,"A, 2023."\n'
        '4,Atland,2010,Population (millions),28.19,,"A, 2023."\n'
        '4,Atland,2010,Population density,44.1,,"A, 2023."\n'
        '4,Atland,2017,Surface area (thousand km2),653,Of 2016.,"A, 2023."\n',
        {
            ("Total, all countries or areas", "Population (millions)", "百万", "2010", "6,985.60"),
            ("Atland", "Population (millions)", "百万", "2010", "28.19"),
            ("Atland", "Population density", "", "2010", "44.1"),
            ("Atland", "Surface area (thousand km2)", "千平方公里", "2017", "653"),
        },
        NEW._replace(unit="1"),
    ),
    "Eurostat, all keys of a row in its first cell": Table(
        '"freq,unit,sex,geo\\TIME_PERIOD",2018 ,2019 \n"A,PC,F,QA",9.1 ,8.3 p\n"A,PC,M,QA",: ,8.7 \n',
        {
            ("QA", "某率F", "%", "2018", "9.1"), ("QA", "某率F", "%", "2019", "8.3"),
            ("QA", "某率M", "%", "2018", ":"), ("QA", "某率M", "%", "2019", "8.7"),
        },
        NEW._replace(indicator="某率"),
    ),
    "a national office, the place asked for": Table(
        "Table 1. Product,,,\n[Billions of dollars],,,\nLine,,2019,2020\n1,Gross product,21381.0,21060.5\n"
        "2,  Goods,4375.3,4535.4\n",
        {
            ("全市", "Gross product", "十亿美元", "2019", "21381.0"),
            ("全市", "Gross product", "十亿美元", "2020", "21060.5"),
            ("全市", "Goods", "十亿美元", "2019", "4375.3"), ("全市", "Goods", "十亿美元", "2020", "4535.4"),
        },
        NEW._replace(entity="全市", unit="十亿美元"),
    ),
    "months down and years across": Table(
        "Month,2019,2020\nJanuary,10.1,11.2\nFebruary,10.2,11.3\n",
        {
            ("全市", "某率", "%", "2019-01", "10.1"), ("全市", "某率", "%", "2020-01", "11.2"),
            ("全市", "某率", "%", "2019-02", "10.2"), ("全市", "某率", "%", "2020-02", "11.3"),
        },
        NEW._replace(entity="全市", indicator="某率", unit="%"),
    ),
    "names of series in rows": Table(
        "date,series_id,value\n2020-01-01,PRICES,257.9\n2020-02-01,PRICES,258.6\n2020-01-01,JOBS,3.5\n"
        "2020-02-01,JOBS,3.6\n",
        {
            ("全市", "PRICES", "", "2020-01", "257.9"), ("全市", "PRICES", "", "2020-02", "258.6"),
            ("全市", "JOBS", "", "2020-01", "3.5"), ("全市", "JOBS", "", "2020-02", "3.6"),
        },
        NEW._replace(entity="全市", unit="1"),
    ),
    "growth of what the rows say": Table(
        "2023年1-6月指标完成情况,,,,,\n指标,计量单位,本月,同比增长(%),累计,累计同比增长(%)\n产值,亿元,12.3,-4.1,70.5,5.5\n"
        "出生率,‰,6.1,0.2,6.2,0.1\n",
        {
            ("全市", "产值", "亿元", "2023-06", "12.3"), ("全市", "产值 growth", "%", "2023-06", "-4.1"),
            ("全市", "产值", "亿元", "2023H1", "70.5"), ("全市", "产值 growth", "%", "2023H1", "5.5"),
            ("全市", "出生率", "‰", "2023-06", "6.1"), ("全市", "出生率", "‰", "2023H1", "6.2"),
        },
        NEW._replace(entity="全市"),
    ),
    "growth on the year before": Table(
        "指标,单位,2020,2021,2021年比2020年增长(%)\n产值,亿元,1100,1200,9.1\n",
        {
            ("全市", "产值", "亿元", "2020", "1100"), ("全市", "产值", "亿元", "2021", "1200"),
            ("全市", "产值 growth", "%", "2021", "9.1"),
        },
        NEW._replace(entity="全市"),
    ),
    "this month and all so far": Table(
        "2023年1-6月指标完成情况,,,\n指标,计量单位,本月,本月止累计\n产值,亿元,12.3,70.5\n",
        {("全市", "产值", "亿元", "2023-06", "12.3"), ("全市", "产值", "亿元", "2023H1", "70.5")},
        NEW._replace(entity="全市"),
    ),
    "Our World in Data": Table(
        "Entity,Code,Year,Deaths per person,Births per person\nAtland,ATL,1990,0.12,0.3\nAtland,ATL,1995,0.11,\n",
        {
            ("Atland", "Deaths per person", "", "1990", "0.12"), ("Atland", "Deaths per person", "", "1995", "0.11"),
            ("Atland", "Births per person", "", "1990", "0.3"), ("Atland", "Births per person", "", "1995", ""),
        },
        NEW._replace(unit="1"),
    ),
    "provinces by years, the indicator above": Table(
        "数据库：分省数据\n指标：年末人口(万人)\n时间：最近两年\n地区,2024年,2023年\n甲省,2183,2186\n乙省,1364,1366\n"
        "数据来源：某局\n",
        {
            ("甲省", "年末人口", "万人", "2024", "2183"), ("甲省", "年末人口", "万人", "2023", "2186"),
            ("乙省", "年末人口", "万人", "2024", "1364"), ("乙省", "年末人口", "万人", "2023", "1366"),
        },
    ),
    "indicators by years, the place above": Table(
        "数据库：城市数据\n地区：甲市\n指标,2024年,2023年\n生产总值(亿元),812.5,790\n出生率(‰),6.77,6.39\n"
        "价格指数(上年=100),101.2,100.9\n其中:出口(亿美元),5.1,5.0\n",
        {
            ("甲市", "生产总值", "亿元", "2024", "812.5"), ("甲市", "生产总值", "亿元", "2023", "790"),
            ("甲市", "出生率", "‰", "2024", "6.77"), ("甲市", "出生率", "‰", "2023", "6.39"),
            ("甲市", "价格指数(上年=100)", "", "2024", "101.2"), ("甲市", "价格指数(上年=100)", "", "2023", "100.9"),
            ("甲市", "出口", "亿美元", "2024", "5.1"), ("甲市", "出口", "亿美元", "2023", "5.0"),
        },
    ),
    "one name in two units": Table(
        "指标,2024年\n出口(亿元),35.5\n出口(亿美元),5.1\n",
        {("全市", "出口", "亿元", "2024", "35.5"), ("全市", "出口(亿美元)", "亿美元", "2024", "5.1")},
        NEW._replace(entity="全市"),
    ),
    "years across, asked for": Table(
        "地区,2024年,2023年\n甲省,21.5,20.1\n",
        {("甲省", "产量", "万吨", "2024", "21.5"), ("甲省", "产量", "万吨", "2023", "20.1")},
        NEW._replace(indicator="产量", unit="万吨"),
    ),
    "long, with a heading of its own over the values": Table(
        "geo,indicator,year,model value,model\nQA,arrivals,2024,120.5,one\nQB,arrivals,2024,99,one\n",
        {("QA", "arrivals", "人次", "2024", "120.5"), ("QB", "arrivals", "人次", "2024", "99")},
        NEW._replace(unit="人次"),
    ),
    "rows that a program has numbered, and a blank column": Table(
        ",地区,年份,价格指数,备用\n0,甲省,2023,101.5,\n1,乙省,2023,100.5,\n2,丙省,2023,99.5,\n",
        {("甲省", "价格指数", "", "2023", "101.5"), ("乙省", "价格指数", "", "2023", "100.5"),
         ("丙省", "价格指数", "", "2023", "99.5")},
        NEW._replace(unit="1"),
    ),
}  # fmt: skip


def imported(folder: Path, text: str, asked: Asked, book: Book | None = None) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), book or empty_book(), asked, "t.csv")


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_is_of_what_stands_around_it(tmp_path: Path, name: str) -> None:
    table = TABLES[name]
    found = imported(tmp_path, table.text, table.asked)
    said = [
        (one.entity.name, one.measure.name, one.figure.unit.symbol, str(one.period), one.text)
        for one in found.observations
    ]
    assert set(said) == table.figures
    assert len(said) == len(table.figures)
    assert not [one for one in found.findings if one.severity == "error"]


def test_codes_beside_names_are_those_of_new_entities(tmp_path: Path) -> None:
    found = imported(tmp_path, TABLES["the World Bank"].text, NEW._replace(unit="1"))
    assert {one.entity.name: one.entity.code for one in found.observations} == {"Atland": "ATL", "Beland": "BEL"}
    assert not found.findings


def across(columns: int) -> str:
    years = range(2024 - columns, 2024)
    return f"地区,{','.join(f'{year}年' for year in years)}\n甲省,{','.join(['1.5'] * columns)}\n"


WIDE = ",".join(f"产品{number}" for number in range(40))
REMEDIES = {
    "columns that only say a period": (across(60), NEW._replace(unit="吨"), ("--indicator",), {"indicator": "产量"}),
    "indicators without a unit": (
        f"地区,年份,{WIDE}\n甲省,2024{',1.5' * 40}\n", NEW, ("--unit",), {"unit": "吨"},
    ),
    "indicators that the book has not": (
        f"地区,年份,{WIDE}\n甲省,2024{',1.5' * 40}\n", Asked(new_entities=True, unit="吨"),
        ("--new-indicators", "--map"), {"new_indicators": True},
    ),
    "indicators of rows without a unit": (
        "指标,2024年\n" + "".join(f"产品{number},1.5\n" for number in range(40)), NEW._replace(entity="甲省"),
        ("--unit",), {"unit": "吨"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REMEDIES)
def test_what_helps_is_said_once_for_all_and_does_help(tmp_path: Path, name: str) -> None:
    text, asked, options, answer = REMEDIES[name]
    found = imported(tmp_path, text, asked)
    said = [one for one in found.findings if one.code == "not-understood"]
    assert not found.observations
    assert len(said) == 1
    assert all(option in said[0].remedy for option in options)
    assert any(count in said[0].message for count in ("40", "60"))
    better = imported(tmp_path, text, asked._replace(**answer))
    assert len(better.observations) in (40, 60)
    assert not better.findings


def test_a_new_indicator_without_a_unit_is_asked_for_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--unit"):
        imported(tmp_path, "地区,2024年\n甲省,1.5\n", NEW._replace(indicator="产量"))


def test_cells_with_one_kind_of_problem_are_gathered(tmp_path: Path) -> None:
    rows = "".join(f"甲村{number},2024,5.5\n乙村{number},2024,5.5某{number}\n" for number in range(320))
    found = imported(tmp_path, f"地区,年份,产量(吨)\n{rows}", NEW)
    assert len(found.observations) == 320
    assert len(found.findings) == 6
    assert "314" in found.findings[-1].message
    assert "C15" in found.findings[-1].message


def test_columns_of_entities_are_matched_as_is_said(tmp_path: Path) -> None:
    """The remedy says --name "HEADING=NAME"."""
    text = "指标,东部,西部\n产量(吨),2.5,3.5\n"
    asked = NEW._replace(period="2024")
    book = empty_book()
    imported(tmp_path, "地区,年份,人口(人)\n甲省,2024,5\n乙省,2024,6\n", NEW, book)
    found = imported(tmp_path, text, asked, book)
    assert ["--name" in one.remedy for one in found.findings] == [True, True]
    better = imported(tmp_path, text, asked._replace(names={"东部": "甲省", "西部": "乙省"}), book)
    assert {(one.entity.name, one.text) for one in better.observations} == {("甲省", "2.5"), ("乙省", "3.5")}
    assert not better.findings


def test_joined_keys_do_not_say_what_is_measured(tmp_path: Path) -> None:
    text = '"sex,geo\\time",2018\n"F,QA",9.1\n"M,QA",8.3\n'
    found = imported(tmp_path, text, NEW._replace(unit="%"))
    assert not found.observations
    assert "--indicator" in found.findings[0].remedy
