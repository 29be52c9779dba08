"""Tables whose title, and nothing else, says what their figures are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.figure import Unit
from nbkpi.figure.unit import STANDARD
from nbkpi.loading.load import empty_book
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.titled import Titled, period_of_quantity, quantity_of
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(text: str, asked: Asked = NEW, book: Book | None = None) -> Imported:
    """What is imported of a csv file."""
    Path("t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(Path("t.csv"), "t.csv"), book or empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str, str]]:
    """Every figure: whose, of what, when, and its words."""
    return {(one.entity.name, one.measure.name, str(one.period), one.text) for one in found.observations}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("title", "name", "unit"),
    [
        ("2020—2022年各县粮食产量", "粮食产量", ""),
        ("表3-2 各县（市、区）棉花产量（万吨）", "棉花产量", "万吨"),
        ("3-2 分地区地区生产总值（2020年）", "地区生产总值", ""),
        ("农村居民人均可支配收入统计表", "农村居民人均可支配收入", ""),
        ("居民消费价格指数（上年=100）", "居民消费价格指数", "上年=100"),
        ("Table 5. Number of households, by region: 2010 to 2020", "Number of households", ""),
        ("2019 Wheat production (thousand tons)", "Wheat production", "thousand tons"),
        ("Coal output by county, 2020-2022 (continued)", "Coal output", ""),
    ],
)
def test_a_title_names_a_quantity(title: str, name: str, unit: str) -> None:
    assert quantity_of(title) == Titled(name, unit)


@pytest.mark.parametrize(
    "title",
    [
        "甲县农业生产情况", "各地区粮食产量和面积", "2020年主要指标", "各市财政收入同比增长情况", "各县数量",
        "粮食产量目标", "Key indicators 2020", "Births and deaths by region",
        "Output growth, 2020", "Population of 1990, 2000, 2010",
        "World Report 2024", "Exports/imports", "Coal output, printed on 5 July 2024", "Coal output of 12 counties",
    ],
)  # fmt: skip
def test_a_title_that_names_none_or_several(title: str) -> None:
    assert quantity_of(title) is None


@pytest.mark.parametrize("head", ["2020,2021", "2020年数量,2021年数量", "2020年,2021年"])
def test_columns_of_periods_are_of_what_the_title_names(head: str) -> None:
    found = read(f"2020—2021年各县粮食产量,,\n单位：万吨,,\n地区,{head}\n甲县,1.5,2.5\n乙县,3.5,4.5\n")
    assert found.is_whole
    assert said(found) == {
        ("甲县", "粮食产量", "2020", "1.5"), ("乙县", "粮食产量", "2020", "3.5"),
        ("甲县", "粮食产量", "2021", "2.5"), ("乙县", "粮食产量", "2021", "4.5"),
    }  # fmt: skip


@pytest.mark.parametrize("head", ["数量", "Amount", "Value", "合计"])
def test_a_column_of_amounts_is_of_what_the_title_names(head: str) -> None:
    found = read(f"2020年各县粮食产量(万吨),\n地区,{head}\n甲县,1.5\n乙县,3.5\n")
    assert said(found) == {("甲县", "粮食产量", "2020", "1.5"), ("乙县", "粮食产量", "2020", "3.5")}


def test_an_english_title_says_the_period_too() -> None:
    found = read('"Coal output by county, 2022",\nUnit: thousand tons,\nCounty,Amount\nJia,1.5\nYi,3.5\n')
    assert said(found) == {("Jia", "Coal output", "2022", "1.5"), ("Yi", "Coal output", "2022", "3.5")}
    assert {one.measure.unit.symbol for one in found.observations} == {"千吨"}
    assert str(period_of_quantity(["Coal output, July 2022"], STANDARD)) == "2022-07"
    assert period_of_quantity(["World report 2024"], STANDARD) is None
    assert period_of_quantity(["Coal output 2020-2022"], STANDARD) is None


def test_an_amount_of_nothing_is_asked() -> None:
    found = read("各县情况,\n单位：万吨,\n地区,数量\n甲县,1.5\n乙县,3.5\n", NEW._replace(period="2020"))
    assert not found.observations
    assert [one.message for one in found.findings] == ["“数量” does not say what its figures are of"]
    told = read("地区,数量\n甲县,1.5\n", NEW._replace(period="2020", indicator="产量", unit="吨"))
    assert said(told) == {("甲县", "产量", "2020", "1.5")}


def test_amounts_of_two_sorts_are_what_they_say() -> None:
    found = read("品名,数量(吨),金额(万元)\n甲,1.5,2\n乙,3.5,4\n", NEW._replace(period="2020"))
    assert {one.measure.name for one in found.observations} == {"数量", "金额"}


def test_the_unit_is_asked_once() -> None:
    found = read("各县粮食产量,,\n地区,2020,2021\n甲县,1.5,2.5\n乙县,3.5,4.5\n")
    (finding,) = found.findings
    assert "“粮食产量”" in finding.message
    assert len(read("各县粮食产量,,\n地区,2020,2021\n甲县,1,2\n乙县,3,4\n", NEW._replace(unit="吨")).observations) == 4


def test_rows_that_are_quantities_are_not_of_the_title() -> None:
    found = read("甲县居民收入(元),,\n类别,2020,2021\n工资性收入,1,2\n经营净收入,3,4\n其他,3,4\n")
    assert not found.observations
    found = read("粮食产量,,\n单位：万吨,,\n种类,2020,2021\n稻谷(万吨),1.5,2.5\n亩产(公斤),3.5,4.5\n")
    assert not found.observations


def test_an_indicator_within_the_name_of_another_is_not_taken() -> None:
    book = empty_book()
    book.indicators.add(Indicator("grain", "粮食产量", book.units.get("吨") or Unit("吨", ()), "amount", "flow"))
    found = read("各县粮食产量占比,,\n地区,2020,2021\n甲县,1.5,2.5\n乙县,3.5,4.5\n", NEW, book)
    assert not found.observations
    found = read("各县人均粮食产量,,\n地区,2020,2021\n甲县,1.5,2.5\n乙县,3.5,4.5\n", NEW, book)
    assert not found.observations
    found = read("甲县粮食产量,,\n村名,2020,2021\n东村,1.5,2.5\n西村,3.5,4.5\n", NEW, book)
    assert {one.measure.id for one in found.observations} == {"grain"}
