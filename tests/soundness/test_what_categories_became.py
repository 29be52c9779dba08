"""Tables with categories whose figures were once of the wrong thing, without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment

from nbkpi.library.book import load
from nbkpi.sheets.encodings import chinese_encodings

Told = dict[tuple[str, str, str, str], str]


@pytest.fixture
def told(nbkpi: Callable[..., Any], tmp_path: Path) -> Callable[..., Told]:
    """What a sheet says of which entity, indicator, period and cell, in a new book; nothing where it is not written."""

    def read(sheet: str | openpyxl.Workbook, *options: str) -> Told:
        path = tmp_path / ("a.csv" if isinstance(sheet, str) else "a.xlsx")
        if isinstance(sheet, str):
            path.write_text(sheet, encoding="utf-8")
        else:
            sheet.save(path)
        done = nbkpi("import", str(path), *options, "--new", str(tmp_path / "book"))
        if done.code:
            return {("", "", "", ""): done.out + done.err}
        found = load(tmp_path / "book").data.observations
        where = ((one.entity.itself.path, one.measure.name, str(one.period), one.entity.cell_text) for one in found)
        return {key: f"{one.text} {one.measure.unit.symbol}" for key, one in zip(where, found, strict=True)}

    return read


def test_the_place_above_each_of_several_tables_is_that_of_its_figures(told: Callable[..., Told]) -> None:
    sheet = ""
    for number, (place, men) in enumerate((("东山", 12), ("西山", 22), ("南山", 32), ("北山", 42)), 1):
        sheet += f",片区 {number},{place},,\n,,,,\n,年龄,性别,,\n,,男,女,合计\n"
        for age in ("0-14岁", "15-64岁", "65岁及以上"):
            sheet += f",{age},{men},{men + 1},{2 * men + 1}\n"
        sheet += ",,,,\n"
    found = told(sheet, "--period", "2020", "--indicator", "人口", "--unit", "人")
    assert found["东山", "人口", "2020", "0-14岁, 男"] == "12 人"
    assert found["西山", "人口", "2020", "15-64岁, 女"] == "23 人"
    assert found["南山", "人口", "2020", "65岁及以上"] == "65 人"


def test_cells_of_tables_below_each_other_contradict_each_other(told: Callable[..., Told]) -> None:
    table = "村,2020,2021\n东村,{},6\n西村,7,8\n"
    found = told(f"{table.format(5)}\n{table.format(9)}", "--indicator", "农户", "--unit", "户")
    assert ("东村", "农户", "2020", "") not in found
    assert "“5”" in found["", "", "", ""]


def test_numbers_that_are_indented_put_no_row_within_another(told: Callable[..., Told]) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in (["村", "户数"], ["东山村", 5], ["西山村", 6], ["南山村", 7]):
        made.active.append(row)
    made.active["B3"].alignment = Alignment(indent=2)
    made.active["B4"].alignment = Alignment(indent=2)
    found = {entity for entity, *_rest in told(made, "--unit", "户", "--period", "2020")}
    assert found == {"东山村", "西山村", "南山村"}


def test_percent_in_a_heading_is_not_in_the_unit_of_the_line(told: Callable[..., Told]) -> None:
    sheet = "[Numbers in thousands],,\nArea,Employed,Percent of employed\nAsh County,20,55.1\nOak County,30,44.2\n"
    found = told(sheet, "--period", "2020")
    assert found["Ash County", "Percent of employed", "2020", ""] == "55.1 %"


def test_codes_of_places_are_no_figures_beside_a_path(told: Callable[..., Told]) -> None:
    sheet = "编,地区,村,农户\n"
    for code, town in ((241, "甲镇"), (242, "乙镇"), (245, "丙镇")):
        sheet += "".join(f"{code},{town},{town[0]}{village}村,{n}\n" for n, village in enumerate("东西南", 5))
    found = told(sheet, "--entity-column", "地区", "--entity-column", "村", "--period", "2020", "--unit", "户")
    assert {measure for _entity, measure, *_rest in found} == {"农户"}


def test_the_column_given_for_the_periods_is_no_column_of_figures(told: Callable[..., Told]) -> None:
    sheet = "地区,YEAR_X_02,面积\n甲县,1994,5\n甲县,1995,6\n乙县,1994,7\n乙县,1995,8\n"
    found = told(sheet, "--period-column", "YEAR_X_02", "--unit", "公顷")
    assert {(period, text) for (_entity, _measure, period, _cell), text in found.items()} == {
        ("1994", "5 公顷"), ("1995", "6 公顷"), ("1994", "7 公顷"), ("1995", "8 公顷"),
    }  # fmt: skip


def test_a_category_at_the_head_of_its_rows_holds_for_them(told: Callable[..., Told]) -> None:
    sheet = "年龄性别死亡人数,,,\n,,1996,1997\n男,1岁,9,8\n,2岁,3,9\n女,1岁,6,5\n,2岁,4,2\n"
    found = told(sheet, "--entity", "甲县", "--indicator", "死亡人数", "--unit", "人")
    assert found["甲县", "死亡人数", "1996", "男, 2岁"] == "3 人"
    assert found["甲县", "死亡人数", "1997", "女, 1岁"] == "5 人"


@pytest.mark.parametrize(
    ("sheet", "encoding", "told_as"),
    [
        ("都道府県,総人口,男,女\n東山県,5,2,3\n西山県,4,2,2\n", "cp932", ["cp932"]),
        ("地区,人口数,男,女\n东山村,5,2,3\n西山村,4,2,2\n", "gb18030", ["gb18030"]),
    ],
)
def test_japanese_is_not_read_as_chinese(sheet: str, encoding: str, told_as: list[str]) -> None:
    assert chinese_encodings(sheet.encode(encoding)) == told_as


def test_the_first_rows_may_all_be_of_the_whole(told: Callable[..., Told]) -> None:
    rows = [
        f"{place},{household},{year},{number * 10 + len(household)}\n"
        for household in ("Total people in households", "One-person household")
        for number, place in enumerate(f"Region {one}" for one in range(160))
        for year in (2013, 2018)
    ]
    sheet = "Area,Household composition,Year,Value\n" + "".join(rows)
    found = told(sheet, "--indicator", "People", "--unit", "persons")
    assert found["Region 3", "People", "2013", ""] == "56 人"
    assert found["Region 3", "People", "2018", "One-person household"] == "50 人"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (
            "Country,Year,Age\nAtland,2001,45\nAtland,2002,61\nAtland,2003,58\nBeland,2001,70\nBeland,2002,66\n",
            {("Atland", "Age", "2002", ""): "61 ", ("Beland", "Age", "2001", ""): "70 "},
        ),
        (
            "Country,Year,Age,Votes\nAtland,2001,45,2100\nBeland,2001,61,1500\nCeland,2001,58,1300\n"
            "Deland,2001,70,1200\n",
            {("Atland", "Age", "2001", ""): "45 ", ("Atland", "Votes", "2001", ""): "2100 "},
        ),
        (
            "Country,Year,Age,Votes\nAtland,2001,18,2100\nAtland,2001,25,1500\nAtland,2001,40,1300\n"
            "Beland,2001,18,1200\nBeland,2001,25,7\nBeland,2001,40,8\n",
            {("Atland", "Votes", "2001", "25"): "1500 ", ("Beland", "Votes", "2001", "40"): "8 "},
        ),
    ],
    ids=["ages of somebody", "beside other figures", "classes again and again"],
)
def test_ages_of_somebody_are_figures(
    told: Callable[..., Told], sheet: str, expected: dict[tuple[str, str, str, str], str]
) -> None:
    found = told(sheet, "--unit", "1")
    assert {key: found.get(key, found.get(("", "", "", ""))) for key in expected} == expected


def test_rows_of_alike_tables_are_categories_of_the_places_in_their_titles(told: Callable[..., Told]) -> None:
    sheet = ""
    for number, place in enumerate(("Eastvale", "Westvale", "Northvale", "Southvale")):
        sheet += f"{place},,,\nSr. No.,Description,ISIC Codes,Establishments\n,,,\n,,,{150 + number}\n"
        sheet += f"1,Farming; fishing,1 to 3,{90 + number}\n2,Mining,5 to 9,60\n"
    found = told(sheet, "--period", "2024", "--unit", "1")
    assert found["Eastvale", "Establishments", "2024", "Farming; fishing"] == "90 "
    assert found["Southvale", "Establishments", "2024", "Farming; fishing"] == "93 "
    assert found["Westvale", "Establishments", "2024", ""] == "151 "
    assert len(found) == 12


def test_codes_of_categories_in_alike_tables_are_no_figures(told: Callable[..., Told]) -> None:
    sheet = ""
    for number, place in enumerate(("Eastvale", "Westvale", "Northvale")):
        sheet += f"{place},,\nDescription,UnitType,Workforce\nHostel,3,{40 + number}\n"
        sheet += f"Hotel,4,{50 + number}\nSchool,7,{60 + number}\n"
    found = told(sheet, "--period", "2024", "--unit", "1")
    assert {measure for _place, measure, _period, _of in found} == {"Workforce"}
    assert found["Westvale", "Workforce", "2024", "School"] == "61 "


def test_a_column_of_words_that_begins_below_many_blank_cells_is_none_of_figures(told: Callable[..., Told]) -> None:
    years = range(1700, 2000)
    rows = [f"{year},,{sex},{year % 7}" for sex in ("", "Male", "Female") for year in years]
    rows += [f"{year},{people},,{year % 5}" for people in ("British", "Other") for year in years]
    sheet = "\n".join(["Year,Nationality,Sex,Value", *rows]) + "\n"
    found = told(sheet, "--entity", "UK", "--indicator", "Detainees", "--unit", "1")
    assert {measure for _place, measure, _period, _of in found} == {"Detainees"}
    assert found["UK", "Detainees", "1704", "British"] == "4 "


def test_ages_of_one_year_alone_are_no_whole(told: Callable[..., Told]) -> None:
    sheet = "region,age,2020,2021\nEastvale,0 years,5,6\nWestvale,0 years,7,8\n"
    found = told(sheet, "--indicator", "Deaths", "--unit", "1")
    assert found["Eastvale", "Deaths", "2021", "0 years"] == "6 "


def test_percentages_are_not_in_the_unit_that_was_said_of_all(told: Callable[..., Told]) -> None:
    sheet = "state,age,population,pct_voted,voted_pct\nEastvale,18 to 24,90,56.1,56\nEastvale,65+,80,61.2,61\n"
    options = ("--period", "2024", "--unit", "thousand persons")
    assert "pct_voted" in told(sheet, *options)["", "", "", ""]
    found = told(sheet, *options, "--unit", "pct_voted=%", "--unit", "voted_pct=%")
    assert found["Eastvale", "pct_voted", "2024", "65+"] == "61.2 %"


def test_the_kind_of_places_is_no_category_of_their_figures(told: Callable[..., Told]) -> None:
    """As one, every figure would be of a part, and the places would have none of their own."""
    rows = "".join(f"Zone,East {place},{year},{place}{year}\n" for place in (1, 2, 3) for year in (2019, 2020))
    found = told(f"Geography Type,Geography,Year,Population\n{rows}", "--unit", "persons")
    assert found["East 2", "Population", "2020", ""] == "22020 人"
    assert len(found) == 6
