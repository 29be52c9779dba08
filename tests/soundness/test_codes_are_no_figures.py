"""Codes, ranks and numbers of rows, which were once defined as indicators."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked


def imported(text: str, tmp_path: Path, **asked: object) -> tuple[set[tuple[str, str]], set[str]]:
    """The measures and words of all figures, and the columns that are named as left out."""
    (tmp_path / "t.csv").write_text(text, "utf-8")
    given = Asked(period="2024", unit="1", new_entities=True, new_indicators=True)._replace(**asked)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), given, "t.csv")
    left_out = {one.path.rpartition("!")[2] for one in found.findings if one.code == "column-left-out"}
    return {(one.measure.name, one.text) for one in found.observations}, left_out


HEADS = [
    "学校标识码", "省份代码", "机构编码", "地區代碼", "code", "Country Code", "iso_numeric", "FIPS", "state_fips",
    "CSA", "METDIV", "geo_id", "排名", "位次", "名次", "总分位次", "rank", "编号", "邮政编码",
    "Sr. No.", "S.No", "Serial No",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_heading_says_that_numbers_name_something(head: str, tmp_path: Path) -> None:
    text = f"学校,{head},学生(人)\n东校,41620,100\n西校,4162,200\n南校,416,300\n"
    assert imported(text, tmp_path) == ({("学生", "100"), ("学生", "200"), ("学生", "300")}, {"B1"})


def test_numbers_that_start_again_are_still_none(tmp_path: Path) -> None:
    text = "学校,序号,学生(人)\n东校,1,100\n西校,2,200\n南校,1,300\n"
    assert imported(text, tmp_path) == ({("学生", "100"), ("学生", "200"), ("学生", "300")}, {"B1"})


CELLS = {
    "rows in order": ([1, 2, 3, 4, 5], True),
    "numbers of one length that begin alike": ([330213, 330214, 330281, 330282, 330299], True),
    "numbers of one length": ([130213, 330214, 530281, 230282, 430299], False),
    "too few digits": ([4201, 4207, 4251, 4209, 4212], False),
    "one number twice": ([330213, 330213, 330281, 330282, 330299], False),
    "of several lengths": ([3302, 330213, 330281, 330282, 330299], False),
    "not in order": ([1, 3, 2, 4, 5], False),
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_say_that_numbers_name_something(name: str, tmp_path: Path) -> None:
    numbers, is_naming = CELLS[name]
    rows = [f"{place}校,{number},{100 + number % 7}" for place, number in zip("东西南北中", numbers, strict=True)]
    found, left_out = imported("\n".join(["学校,某项,学生(人)", *rows]), tmp_path)
    assert ({one for one, _text in found}, left_out) == (
        ({"学生"}, {"B1"}) if is_naming else ({"某项", "学生"}, set())
    )  # fmt: skip


def test_what_has_a_unit_is_a_figure(tmp_path: Path) -> None:
    rows = [f"{place}校,{number}" for number, place in enumerate("东西南北中", 1)]
    found, left_out = imported("\n".join(["学校,学生(人)", *rows]), tmp_path)
    assert ({one for one, _text in found}, left_out) == ({"学生"}, set())


def test_figures_of_one_entity_may_rise_by_one(tmp_path: Path) -> None:
    rows = [f"{year},{number}" for number, year in enumerate(range(2001, 2007), 1)]
    found, left_out = imported("\n".join(["年份,件数", *rows]), tmp_path, entity="甲县", period="")
    assert ({one for one, _text in found}, left_out) == ({"件数"}, set())


def test_what_is_asked_for_is_read(tmp_path: Path) -> None:
    text = "学校,排名,学生(人)\n东校,2,100\n西校,1,200\n"
    found, left_out = imported(text, tmp_path, columns={"排名": "名次"})
    assert (found, left_out) == ({("名次", "2"), ("名次", "1"), ("学生", "100"), ("学生", "200")}, set())


def test_numbers_below_the_name_of_a_place_in_front_of_names_are_codes(tmp_path: Path) -> None:
    sheet = "State,District,Name,Persons\n11,1,Eastvale,50\n11,1,Westvale,60\n11,1,Northvale,70\n"
    (tmp_path / "a.csv").write_text(sheet, "utf-8")
    asked = Asked(
        period="2024", indicator="Population", unit="人", new_entities=True, new_indicators=True, new_breakdowns=True
    )
    found = import_grid(open_grid(tmp_path / "a.csv", "a.csv"), empty_book(), asked, "a.csv")
    assert [one.text for one in found.observations] == ["50", "60", "70"]


def test_a_column_that_counts_rows_may_have_other_signs(tmp_path: Path) -> None:
    text = "S.No.,学校,学生(人)\n(i),(2),(3)\n1,东校,100\n2,西校,200\n4,南校,300\n"
    assert {name for name, _text in imported(text, tmp_path)[0]} == {"学生"}


def test_a_row_that_goes_on_counting_columns_in_brackets_is_none_of_figures(tmp_path: Path) -> None:
    text = "学校,学生(人),教师(人),班级(个),校车(辆)\n(2),(106),(107),(108),(109)\n东校,100,10,5,1\n西校,200,20,6,2\n"
    assert ("学生", "(106)") not in imported(text, tmp_path)[0]
    assert len(imported(text, tmp_path)[0]) == 8
