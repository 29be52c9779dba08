"""What stands in a sheet and is no figure of an entity: lists beside the table, averages, marks, single cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, period="2020")
TABLE = ["地区,收入(万元),支出(万元)", "甲县,12.5,11", "乙县,22.5,12", "丙县,32.5,13"]
FIGURES = {(place, name, number) for place, *numbers in (row.split(",") for row in TABLE[1:])
           for name, number in zip(("收入", "支出"), numbers, strict=True)}  # fmt: skip


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    """What is imported of a csv file."""
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def said(found: Imported) -> set[tuple[str, str, str]]:
    return {(one.entity.name, one.measure.name, one.text) for one in found.observations}


@pytest.mark.parametrize(
    ("beside", "columns"),
    [
        (["编码,名称", "1,粮食", "2,煤炭", "3,钢铁"], "E–F"),
        (["", "说明甲", "说明乙"], "E"),
        (["", "", "甲项,5", "乙项,6"], "E–F"),
        (["分类,备注", "粮食,x", "煤炭,", "钢铁,", "木材,", "棉花,"], "E–F"),
        (["名称", "粮食", "煤炭", "钢铁"], "E"),
    ],
)
def test_a_list_apart_is_none_of_the_table(tmp_path: Path, beside: list[str], columns: str) -> None:
    rows = [*TABLE, *[",,"] * (len(beside) - len(TABLE))]
    width = max(one.count(",") for one in beside)
    beside = [one + "," * (width - one.count(",")) for one in beside]
    beside += ["," * width] * (len(rows) - len(beside))
    found = read(tmp_path, "".join(f"{row},,{other}\n" for row, other in zip(rows, beside, strict=True)))
    assert said(found) == FIGURES
    assert [one.message for one in found.findings] == [f"the list in {columns}, apart from the table, is not read"]


def test_figures_behind_an_empty_column_are_of_the_table(tmp_path: Path) -> None:
    text = "地区,收入(万元),,支出(万元),备注\n甲县,12.5,,11,x\n乙县,22.5,,12,\n丙县,32.5,,13,\n"
    assert said(read(tmp_path, text)) == FIGURES


@pytest.mark.parametrize("word", ["平均", "平均值", "Average", "Mean"])
def test_an_average_is_no_entity_and_no_indicator(tmp_path: Path, word: str) -> None:
    rows = [f"{row},{last}" for row, last in zip(TABLE, (word, "1", "2", "3"), strict=True)]
    found = read(tmp_path, "\n".join([*rows, f"{word},22.5,12,2\n"]))
    assert said(found) == FIGURES
    assert [one.message for one in found.findings] == [f"the column “{word}”, an average, is not read"]
    assert [one.role for one in found.understood.rows] == ["average row skipped: computed from other rows"]


def test_marks_of_footnotes_are_said(tmp_path: Path) -> None:
    found = read(tmp_path, "地区,收入(万元),,支出(万元)\n甲县,12.5,a,11\n乙县,22.5,,12\n丙县,32.5,b,13\n")
    assert said(found) == FIGURES
    assert [one.message for one in found.findings] == ["the column “[C]”, of words, is not read"]


def test_of_cells_that_contradict_each_other_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "\n".join([*TABLE, "丁县,1.5,14", "甲县,13.5,11\n"]))
    assert said(found) == (FIGURES | {("丁县", "收入", "1.5"), ("丁县", "支出", "14")}) - {("甲县", "收入", "12.5")}
    assert (found.contradicting, found.is_settled, found.is_whole) == (2, True, False)
    found = read(tmp_path, "\n".join([*TABLE[:2], "甲县,13.5,11\n"]))
    assert not found.is_settled


@pytest.mark.parametrize("missing", ["…", "-", ""])
def test_signs_for_missing_figures_are_no_percentages(tmp_path: Path, missing: str) -> None:
    found = read(tmp_path, f"地区,涨幅(%)\n甲县,-0.5\n乙县,{missing}\n丙县,0.3\n丁县,1.5\n")
    assert {one.text for one in found.observations} >= {"-0.5", "0.3", "1.5"}
    assert not found.findings


def test_bare_numbers_among_percentages_are_asked_once(tmp_path: Path) -> None:
    text = "地区,涨幅(%)\n甲县,-0.5\n乙县,1.2%\n丙县,0.3\n丁县,2.5\n"
    found = read(tmp_path, text)
    assert {one.text for one in found.observations} == {"1.2%", "2.5"}
    (finding,) = found.findings
    assert finding.message == (
        "“-0.5” stands among percentages and may be a share of one; cells like it in this column, not read: 2"
    )
    assert "涨幅(%)=%" in finding.remedy
    found = read(tmp_path, text, NEW._replace(units={"涨幅(%)": "%"}))
    assert {one.text for one in found.observations} == {"-0.5", "1.2%", "0.3", "2.5"}
    assert found.is_whole
