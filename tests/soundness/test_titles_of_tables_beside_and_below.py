"""The title of a second table was once lost: two tables became one indicator, and headings inside were passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, new_breakdowns=True)
Cells = dict[str, tuple[str, str, str]]


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def cells(found: Imported) -> Cells:
    """The measure, the categories and the text of each cell."""
    return {
        one.locator: (one.measure.name, "/".join(member.name for member in one.entity.of), one.text)
        for one in found.observations
    }


def test_a_title_above_the_second_table_is_its_own(tmp_path: Path) -> None:
    text = "一、各县粮食产量(吨)\n地区,2018,2019\n甲县,50,51\n乙县,61,60\n\n二、各县棉花产量(吨)\n"
    text += "地区,2018,2019\n甲县,5,5\n乙县,6,6\n"
    found = cells(read(tmp_path, text))
    assert found["B3"][0] == "粮食产量"
    assert found["B8"][0] == "棉花产量"


def test_two_lines_of_title_above_the_second_table(tmp_path: Path) -> None:
    text = "Population by place\nPlace,2018,2019\n甲县,50,51\n乙县,61,60\n\n"
    text += "Table 2\nDeaths by place\nPlace,2018,2019\n甲县,5,5\n"
    found = cells(read(tmp_path, text, NEW._replace(unit="人")))
    assert {found[one][0] for one in ("B3", "B4", "B9") if one in found} >= {"Population", "Deaths"}
    assert found["B9"] == ("Deaths", "", "5")


def test_a_note_between_two_tables_is_no_title(tmp_path: Path) -> None:
    text = "各县粮食产量(吨)\n地区,2018,2019\n甲县,50,51\n乙县,61,60\n\n注：棉花产量(吨)\n地区,2018,2019\n丙县,5,5\n"
    assert {name for name, _of, _text in cells(read(tmp_path, text)).values()} == {"粮食产量"}


def test_titles_beside_each_other_are_each_of_their_own_table(tmp_path: Path) -> None:
    text = "Population,,,Deaths,\nPlace,2018,,Place,2018\n甲县,50,,甲县,5\n乙县,61,,乙县,6\n"
    found = cells(read(tmp_path, text, NEW._replace(unit="人")))
    assert (found["B3"][0], found["E3"][0]) == ("Population", "Deaths")


@pytest.mark.parametrize(("label", "unit"), [("项目", "t"), ("Item", "吨")])
def test_headings_inside_that_are_categories_hold_for_the_rows_below(tmp_path: Path, label: str, unit: str) -> None:
    text = f"{label},2018,2019\n城镇,,\n小麦产量({unit}),50,51\n水稻产量({unit}),5,5\n乡村,,\n玉米产量({unit}),61,60\n"
    found = cells(read(tmp_path, text, NEW._replace(entity="甲县")))
    assert found["B3"] == ("小麦产量", "城镇", "50")
    assert found["B4"] == ("水稻产量", "城镇", "5")
    assert found["B6"] == ("玉米产量", "乡村", "61")


def test_places_that_stand_once_below_a_heading_are_of_its_category(tmp_path: Path) -> None:
    text = "地区,人口(人)\n男,\n甲县,50\n女,\n乙县,61\n"
    found = cells(read(tmp_path, text, NEW._replace(period="2019")))
    assert found == {"B3": ("人口", "男", "50"), "B5": ("人口", "女", "61")}


def test_the_parts_of_a_row_that_measures_are_of_it(tmp_path: Path) -> None:
    text = "指标,2018,2019\n人口(人),50,52\n男,20,21\n女,30,31\n死亡人数(人),9,9\n男,4,4\n女,5,5\n"
    found = cells(read(tmp_path, text, NEW._replace(entity="甲县")))
    assert found["B3"] == ("人口", "男", "20")
    assert found["B6"] == ("死亡人数", "男", "4")


def test_quantities_inside_a_table_of_places_are_each_of_the_rows_below(tmp_path: Path) -> None:
    text = "地区,2018,2019\n粮食产量(吨),,\n甲县,50,51\n乙县,61,60\n棉花产量(吨),,\n丙县,5,5\n丁县,6,6\n"
    found = cells(read(tmp_path, text))
    assert (found["B3"][0], found["B6"][0]) == ("粮食产量", "棉花产量")
    said = cells(read(tmp_path, text, NEW._replace(indicator="产量", unit="吨")))
    assert said["B3"][0] != said["B6"][0]


def test_places_said_in_lines_inside_a_table(tmp_path: Path) -> None:
    text = "指标,2011年1月,2011年2月\n数据库：分省月度数据,,\n"
    text += "地区：甲省,,\n发电量(亿千瓦时),5,6\n地区：乙省,,\n发电量(亿千瓦时),7,8\n"
    found = read(tmp_path, text)
    assert {one.locator: one.entity.name for one in found.observations} == {
        "B4": "甲省", "C4": "甲省", "B6": "乙省", "C6": "乙省",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("各县年末总人口（万人）\n地区,2018,2019\n甲县,50,51\n乙县,61,60\n", "万人"),
        ("地区,年末总人口\n甲县,50\n乙县,61\n单位：万人\n", "万人"),
        ("地区,年末总人口\n,（万人）\n甲县,50\n乙县,61\n", "万人"),
        ("地区,年末总人口\n甲县,50\n乙县,61\n注：单位为万人\n", "万人"),
        ("人口(单位：万人),年末总人口,备注\n甲县,50,\n乙县,61,\n", "万人"),
        ("地区,年末总人口【万人】\n甲县,50\n乙县,61\n", "万人"),
        ("All figures in thousands\nPlace,年末总人口\n甲县,50\n乙县,61\n", "千"),
    ],
)
def test_the_unit_that_a_sheet_says_anywhere_is_that_of_its_figures(tmp_path: Path, text: str, unit: str) -> None:
    found = read(tmp_path, text, NEW._replace(period="" if "2018" in text else "2018"))
    assert {(one.measure.name, one.measure.unit.symbol) for one in found.observations} == {("年末总人口", unit)}
