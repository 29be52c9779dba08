"""Sheets of other offices once gave figures of other years, other units or other places than they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, new_breakdowns=True)
ONE = NEW._replace(indicator="产量", unit="吨")


def read(folder: Path, text: str, asked: Asked = NEW, encoding: str = "utf-8") -> Imported:
    (folder / "t.csv").write_bytes(text.encode(encoding))
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def facts(found: Imported) -> dict[str, tuple[str, str, str]]:
    """The entity, the measure and the period of each cell."""
    return {one.locator: (one.entity.name, one.measure.name, str(one.period)) for one in found.observations}


def test_korean_is_not_read_as_chinese(tmp_path: Path) -> None:
    text = "지역,인구수(명),세대수(세대)\n종로구,50,20\n강남구,61,30\n영등포구,5,3\n"
    found = facts(read(tmp_path, text, NEW._replace(period="2019"), "cp949"))
    assert found["B2"] == ("종로구", "인구수", "2019")
    text = "地区,人口数(人),户数(户)\n临江县,50,20\n临海市,61,30\n青山县,5,3\n"
    assert facts(read(tmp_path, text, NEW._replace(period="2019"), "gb18030"))["B2"] == ("临江县", "人口数", "2019")


def test_what_programs_write_above_a_blank_heading_is_none(tmp_path: Path) -> None:
    text = "说明,Unnamed: 1,Unnamed: 2\n,2023年1月,\n地区,产量(吨),面积(亩)\n甲县,5,6\n乙县,7,8\n"
    found = facts(read(tmp_path, text))
    assert found["B4"] == ("甲县", "产量", "2023-01")
    assert found["C4"] == ("甲县", "面积", "2023-01")


def test_a_line_of_thousands_is_not_the_unit_of_percentages(tmp_path: Path) -> None:
    text = "[Numbers in thousands]\nPlace,Total employed,Percent of total employed\nA,50,2.5\nB,61,3.5\n"
    units = {
        one.measure.name: one.measure.unit.symbol
        for one in read(tmp_path, text, NEW._replace(period="2022")).observations
    }
    assert units["Percent of total employed"] == "%"


def test_quarters_in_spanish_beside_their_years(tmp_path: Path) -> None:
    found = facts(
        read(tmp_path, ",T1,T2,T3,T4\n2024,5,6,7,8\n2023,1,2,3,4\n2022,3,3,3,3\n", ONE._replace(entity="甲县"))
    )
    assert found["C2"] == ("甲县", "产量", "2024Q2")
    assert found["E3"] == ("甲县", "产量", "2023Q4")


def test_days_with_ordinals_are_no_entities(tmp_path: Path) -> None:
    text = 'Date,Population (persons)\n"January 1st, 2023",5\n"January 1st, 2022",6\n'
    found = facts(read(tmp_path, text, NEW._replace(entity="甲县")))
    assert set(found.values()) == {("甲县", "Population", "2023"), ("甲县", "Population", "2022")}


@pytest.mark.parametrize("sign", ["~", "～", "-"])
def test_ages_in_japanese_are_no_entities(tmp_path: Path, sign: str) -> None:
    text = f"年,年齢階級,総人口(千人)\n2020,0{sign}4歳,5\n2020,5{sign}9歳,6\n2020,100歳以上,7\n"
    found = read(tmp_path, text, NEW._replace(entity="甲县"))
    assert [len(one.entity.of) for one in found.observations] == [1, 1, 1]
    assert not read(tmp_path, text).observations


def test_the_year_before_a_density_is_its_period(tmp_path: Path) -> None:
    text = "Place,2018 people per sq. km,2017 people per sq. km\nA,50,51\nB,61,60\n"
    found = read(tmp_path, text)
    assert facts(found)["B2"][2] == "2018"
    assert {one.measure.unit.symbol for one in found.observations} == {"人/平方公里"}


@pytest.mark.parametrize("head", ["2013년도 이전", "2013년 이후"])
def test_before_and_after_a_year_in_korean_is_not_of_it(tmp_path: Path, head: str) -> None:
    assert not read(tmp_path, f"지역,{head}\n종로구,5\n강남구,6\n", ONE).observations


def test_the_base_of_a_name_is_not_the_period_of_its_column(tmp_path: Path) -> None:
    found = read(tmp_path, "date,甲县,union_from_2020\n2003-01-01,5,6\n2004-01-01,7,8\n", ONE)
    assert {str(one.period) for one in found.observations} == {"2003", "2004"}


def test_a_column_of_codes_among_years_is_no_figure(tmp_path: Path) -> None:
    heads = ",".join(map(str, range(2010, 2018)))
    text = f"Place,Account,{heads}\nA,211,{'1,' * 7}1\nB,22,{'2,' * 7}2\n"
    found = read(tmp_path, text, ONE)
    assert {one.measure.name for one in found.observations} == {"产量"}
    assert "column-left-out" in {one.code for one in found.findings}


def test_parts_of_places_stand_beside_these(tmp_path: Path) -> None:
    text = "年份,甲省,甲省 东部,甲省 西部,乙省\n2019,5,2,3,7\n2020,6,2,4,8\n"
    found = read(tmp_path, text, NEW._replace(entity="", unit="吨"))
    assert not any("省" in one.measure.name for one in found.observations)
    assert facts(read(tmp_path, text, ONE))["C2"] == ("甲省东部", "产量", "2019")


def test_a_column_that_multiplies_is_not_passed_over(tmp_path: Path) -> None:
    text = "Place,Indicator,Units,Scale,2019,2020\nA,GDP,US dollars,Billions,5,6\nB,GDP,US dollars,Millions,7,8\n"
    found = read(tmp_path, text)
    assert any("multiplies" in one.message and one.severity == "error" for one in found.findings)
    assert not found.is_settled


def test_single_ages_are_categories_whatever_stands_beside_them(tmp_path: Path) -> None:
    text = "Area,Age,People (persons)\n甲县,All ages,9\n甲县,0,4\n甲县,1,5\n"
    found = read(tmp_path, text, NEW._replace(period="2019"))
    assert [("/".join(member.name for member in one.entity.of), one.text) for one in found.observations] == [
        ("", "9"), ("0", "4"), ("1", "5"),
    ]  # fmt: skip
    text = "年龄,人口(人),年龄,人口(人)\n0,88,50,55\n1,12,51,66\n"
    found = read(tmp_path, text, NEW._replace(period="2019", entity="甲县"))
    assert {one.locator: one.entity.of[0].name for one in found.observations} == {
        "B2": "0", "B3": "1", "D2": "50", "D3": "51",
    }  # fmt: skip


def test_dimensions_with_the_name_of_their_data_set_are_none_of_figures(tmp_path: Path) -> None:
    text = (
        "DATAFLOW,CROP_A_1,AREA_A_1,YEAR_A_1,OBS_VALUE,OBS_STATUS\nX:A_1(1.0),10,3,2006,332,\nX:A_1(1.0),10,4,2006,5,\n"
    )
    found = facts(read(tmp_path, text, NEW._replace(unit="吨")))
    assert {(entity, period) for entity, _measure, period in found.values()} == {("3", "2006"), ("4", "2006")}


def test_what_is_headed_as_a_type_is_no_entity(tmp_path: Path) -> None:
    text = "Year,Aid type,Amount (USD)\n2019,Bilateral,5\n2019,Multilateral,6\n"
    found = read(tmp_path, text)
    assert not found.observations
    found = read(tmp_path, text, NEW._replace(entity="甲县"))
    assert {one.entity.of[0].name for one in found.observations} == {"Bilateral", "Multilateral"}


def test_numbers_with_zeros_in_front_name_something(tmp_path: Path) -> None:
    found = read(tmp_path, "Place,State,Output (t)\n甲县,01,5\n乙县,12,6\n", NEW._replace(period="2019", unit="t"))
    assert {one.measure.name for one in found.observations} == {"Output"}


def test_years_below_the_lines_about_a_data_set_are_headings(tmp_path: Path) -> None:
    text = "Dataset:,Part-time work,,,,\n,,,,,\nTIME,2019,,2020,,\nGEO (Labels),,,,,\n"
    text += "甲省,25.1,b,24.2,,\n乙省,1.9,,1.8,p,\n丙省,14.2,,13.7,,p\n"
    found = facts(read(tmp_path, text, ONE))
    assert found == {
        f"{letter}{row}": (place, "产量", year)
        for letter, year in (("B", "2019"), ("D", "2020"))
        for row, place in ((5, "甲省"), (6, "乙省"), (7, "丙省"))
    }


def test_a_row_without_a_period_keeps_nothing_else_out(tmp_path: Path) -> None:
    rows = "".join(f"{year},{year - 1990}\n" for year in range(2000, 2012))
    found = read(tmp_path, f"Year,Output (t)\n{rows}Special value,3\n", NEW._replace(entity="甲县"))
    assert len(found.observations) == 12
    assert found.is_settled
    assert {one.code for one in found.findings if one.severity == "error"} == {"bad-period"}


def test_the_columns_that_part_rows_are_asked_for_together(tmp_path: Path) -> None:
    text = "Year,Deaths,Births,Output (t)\n2019,low,low,1\n2019,low,high,2\n2019,high,low,3\n2019,high,high,4\n"
    found = read(tmp_path, text, NEW._replace(entity_columns=("Deaths",), new_breakdowns=False))
    remedy = next(one.remedy for one in found.findings if one.code == "rows-not-told-apart")
    assert "--entity-column Deaths --entity-column Births" in remedy


def test_a_unit_that_is_offered_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, "Place,Visits times,年 次\n甲县,5,6\n乙县,7,8\n", NEW._replace(period="2019"))
    assert not any("=times" in one.remedy or "=次" in one.remedy for one in found.findings)
