"""Sheets whose headings end below the first row of another block, or below a corner: figures got labels not theirs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)
Rows = list[list[Any]]


def read(folder: Path, rows: Rows, merged: Iterable[str] = (), asked: Asked = NEW) -> Imported:
    """A sheet brought into an empty book."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    made.save(folder / "t.xlsx")
    return import_grid(open_grid(folder / "t.xlsx", "t.xlsx"), empty_book(), asked, "t.xlsx")


def said(found: Imported) -> set[tuple[str, str, str, str]]:
    return {(one.entity.name, one.measure.name, str(one.period), one.text) for one in found.observations}


def test_a_block_beside_another_that_begins_in_another_row(tmp_path: Path) -> None:
    rows = [
        ["3-1 各区用量", None, None, None, "3-1 续表"], ["单位:万吨", None, None, None, "单位:万吨"],
        [None, None, None, None, None, "乙料", None], ["地 区", "甲料", None, None, None, "2019 年", "2020年"],
        [None, "2019 年", "2020年", None, "全 市", 61.1, 41.9], ["全 市", 30.2, 33.9, None, "东 区", 22.2, 21.0],
        ["东 区", 16.5, 15.2, None, "西 区", 8.5, 8.1], ["西 区", 5.5, 4.2],
    ]  # fmt: skip
    found = read(tmp_path, rows, ["A4:A5", "B4:C4", "F3:G3", "E3:E4"], NEW._replace(total="全市"))
    assert said(found) >= {
        ("东区", "甲料", "2019", "16.5"), ("西区", "甲料", "2020", "4.2"),
        ("东区", "乙料", "2019", "22.2"), ("西区", "乙料", "2020", "8.1"),
    }  # fmt: skip
    assert {one[3] for one in said(found) if one[0] not in ("东区", "西区")} == {"30.2", "33.9", "61.1", "41.9"}


def test_years_below_a_corner_are_headings_whatever_period_is_asked_for(tmp_path: Path) -> None:
    rows = [["地区", "甲料(吨)", None], [None, "2019年", "2020年"], ["东区", 16.5, 15.2], ["西区", 5.5, 4.2]]
    found = read(tmp_path, rows, ["A1:A2", "B1:C1"], NEW._replace(period="2020"))
    assert said(found) == {
        ("东区", "甲料", "2019", "16.5"), ("东区", "甲料", "2020", "15.2"),
        ("西区", "甲料", "2019", "5.5"), ("西区", "甲料", "2020", "4.2"),
    }  # fmt: skip


def test_a_heading_over_two_columns_of_labels_begins_no_second_table(tmp_path: Path) -> None:
    rows = [["2012年收入"], ["地区\nRegion", None, "收入(万元)\nIncome"], ["全市", "Total", 100], ["东区", "East", 60],
            ["西区", "West", 40]]  # fmt: skip
    found = read(tmp_path, rows, ["A2:B2"], NEW._replace(total="甲市"))
    assert said(found) == {
        ("甲市", "收入", "2012", "100"), ("东区", "收入", "2012", "60"), ("西区", "收入", "2012", "40"),
    }  # fmt: skip


def test_labels_of_a_second_table_without_a_gap_and_with_another_heading(tmp_path: Path) -> None:
    rows = [["2020年"], ["地区", "甲料(吨)", "乙料(吨)", "区域", "丙料(吨)"], ["东区", 1, 2, "西区", 30],
            ["西区", 3, 4, "东区", 10]]  # fmt: skip
    found = {(one.entity.name, one.measure.name): one.text for one in read(tmp_path, rows).observations}
    assert (found["西区", "丙料"], found["东区", "丙料"], found["东区", "甲料"], len(found)) == ("30", "10", "1", 6)


HEADS: Rows = [["地区", "申请", None, "有效"], [None, None, "#发明", None]]
BODY: Rows = [["东区", 100, 40, 70], ["西区", 60, 25, 40]]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_last_row_of_headings_with_one_cell(tmp_path: Path, is_merged: bool) -> None:
    found = read(tmp_path, [["2019年(件)"], *HEADS, *BODY], ["A2:A3", "B2:B3", "D2:D3"] if is_merged else [])
    texts = {(one.entity.name, one.text): one.measure.name for one in found.observations}
    assert texts["东区", "40"].endswith("发明")
    assert texts["西区", "40"] == "有效"
    assert (len(texts), found.is_whole) == (6, True)


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("title", ["2019年(续)", "(续)"])
def test_a_continuation_below_with_other_headings(tmp_path: Path, title: str, is_merged: bool) -> None:
    others: Rows = [["地区", "授权", None, "许可"], [None, None, "#外观", None]]
    rows = [["2019年"], ["单位:件"], *HEADS, *BODY, [title], ["单位:件"], *others, ["东区", 9, 4, 7], ["西区", 6, 2, 3]]
    corners = ["A3:A4", "B3:B4", "D3:D4", "A9:A10", "B9:B10", "D9:D10"]
    found = read(tmp_path, rows, corners if is_merged else [])
    texts = {(one.entity.name, one.text): one.measure.name for one in found.observations}
    assert len(texts) == 12
    assert texts["东区", "4"].endswith("外观")
    assert (texts["西区", "6"], texts["西区", "3"], texts["东区", "70"]) == ("授权", "许可", "有效")


def test_shares_among_percentages_below_a_heading_that_comes_again(tmp_path: Path) -> None:
    heads: Rows = [["地区", "户数"], [None, None, "占比", "占比"]]
    rows = [["单位：户、％"], *heads, *heads, ["甲县", "270677", "0.01"], ["乙县", "100721"]]
    asked = NEW._replace(header=(3, 4), period="2010")
    found = read(tmp_path, rows, ["A2:A3", "B2:B3", "A4:A5", "B4:B5"], asked)
    assert {one.code for one in found.findings} >= {"bad-cell"}
