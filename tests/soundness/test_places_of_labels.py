"""Rows of sheets that were once taken for another place, or for a place of another kind, without a word."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

BOOK = """
[book]
title = "county"
[[entity]]
id = "county"
name = "甲县"
kind = "county"
[[entity]]
id = "brook"
name = "溪口镇"
kind = "town"
within = "甲县"
[[entity]]
id = "river"
name = "江口镇"
kind = "town"
within = "甲县"
[[entity]]
id = "east"
name = "东村"
kind = "village"
within = "溪口镇"
[[entity]]
id = "north"
name = "北村"
kind = "village"
within = "江口镇"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
"""


class Sheet(NamedTuple):
    """Rows of a sheet, what they say of which place, what kinds the new ones have, the cells named, merged ranges."""

    rows: list[list[object]]
    figures: dict[str, str]
    kinds: dict[str, str] = {}  # noqa: RUF012
    named: set[str] = frozenset()  # type: ignore[assignment]
    merged: tuple[str, ...] = ()


SHEETS = {
    "new villages beside their merged towns": Sheet(
        [["乡镇", "村", "农户"], ["溪口镇", "新村", 5], [None, "老村", 6], ["江口镇", "新村", 7], [None, "小村", 8]],
        {"甲县/溪口镇/新村": "5", "甲县/溪口镇/老村": "6", "甲县/江口镇/新村": "7", "甲县/江口镇/小村": "8"},
        {"新村": "village", "老村": "village", "小村": "village"},
        merged=("A2:A3", "A4:A5"),
    ),
    "new villages beside their towns, written once": Sheet(
        [["乡镇", "村", "农户"], ["溪口镇", "新村", 5], [None, "老村", 6], ["江口镇", "新村", 7]],
        {"甲县/溪口镇/新村": "5", "甲县/溪口镇/老村": "6", "甲县/江口镇/新村": "7"},
        {"新村": "village", "老村": "village"},
    ),
    "a village without a town where each row says its own": Sheet(
        [["乡镇", "村", "农户"], ["溪口镇", "新村", 5], ["溪口镇", "老村", 6], [None, "散村", 7]],
        {"甲县/溪口镇/新村": "5", "甲县/溪口镇/老村": "6", "散村": "7"},
        {"新村": "village", "老村": "village", "散村": "village"},
    ),
    "towns behind their villages": Sheet(
        [["村名", "所属乡镇", "农户"], ["新村", "溪口镇", 5], ["新村", "江口镇", 6]],
        {"甲县/溪口镇/新村": "5", "甲县/江口镇/新村": "6"},
        {"新村": "village"},
    ),
    "a village of another town than that of the book": Sheet(
        [["乡镇", "村", "农户"], ["江口镇", "东村", 5], ["江口镇", "北村", 6]],
        {"甲县/江口镇/东村": "5", "甲县/江口镇/北村": "6"},
        {"东村": "village"},
    ),
    "a column of translations": Sheet(
        [["村名", "Village", "农户"], ["新村", "New Village", 5], ["老村", "Old Village", 6]],
        {"新村": "5", "老村": "6"},
        {"新村": "village", "老村": "village"},
    ),
    "two languages in one cell": Sheet(
        [["村名\nVillage", "农户\nHouseholds"], ["东村\nEast Village", 5], ["新村  New Village", 6]],
        {"甲县/溪口镇/东村": "5", "新村": "6"},
        {"新村": "village"},
    ),
    "a sum of one town is no place": Sheet(
        [["村名", "农户"], ["溪口镇合计", 11], ["东村", 5], ["新村", 6]],
        {"甲县/溪口镇/东村": "5", "新村": "6"},
        {"新村": "village"},
    ),
    "all of the county is no place among its towns": Sheet(
        [["乡镇", "农户"], ["全县", 11], ["溪口镇", 5], ["江口镇", 6]],
        {"甲县": "11", "甲县/溪口镇": "5", "甲县/江口镇": "6"},
    ),
    "the country above its provinces": Sheet(
        [["地区", "农户"], ["全国", 100], ["北京", 5], ["内蒙古自治区", 6], ["新疆", 7], ["浙江省", 8]],
        {"全国": "100", "全国/北京": "5", "全国/内蒙古自治区": "6", "全国/新疆": "7", "全国/浙江省": "8"},
        {
            "全国": "country", "北京": "municipality", "内蒙古自治区": "autonomous region", "新疆": "autonomous region",
            "浙江省": "province",
        },
    ),
    "a last indented row is no part of the last village": Sheet(
        [["村名", "农户"], ["东村", 5], ["北村", 6], ["\u3000其中：山区户", 4]],
        {"甲县/溪口镇/东村": "5", "甲县/江口镇/北村": "6"},
        named={"A4"},
    ),
    "villages are no part of a village": Sheet(
        [["村名", "农户"], ["东村", 5], ["其中：山区村", 4], ["北村", 6]],
        {"甲县/溪口镇/东村": "5", "甲县/江口镇/北村": "6"},
        named={"A3"},
    ),
    "a part of one village": Sheet(
        [["村名", "农户"], ["东村", 5], ["其中：低收入户", 4], ["北村", 6]],
        {"甲县/溪口镇/东村": "5", "甲县/江口镇/北村": "6", "甲县/溪口镇/东村/低收入户": "4"},
        {"低收入户": "subitem"},
    ),
    "a community called after its town": Sheet(
        [["村名", "农户"], ["溪口镇社区", 5], ["东村", 6]],
        {"溪口镇社区": "5", "甲县/溪口镇/东村": "6"},
        {"溪口镇社区": "community"},
    ),
    "a village behind the name of another town": Sheet(
        [["村名", "农户"], ["江口镇东村", 5], ["溪口镇 东村", 6]],
        {"甲县/江口镇/东村": "5", "甲县/溪口镇/东村": "6"},
        {"东村": "village"},
    ),
    "villages under a heading that the reader does not know": Sheet(
        [["镇(街道)", "村(社区)", "农户"], ["溪口镇", "新村", 5], ["溪口镇", "老村", 5], ["江口镇", "花园社区", 7]],
        {"甲县/溪口镇/新村": "5", "甲县/溪口镇/老村": "5", "甲县/江口镇/花园社区": "7"},
        {"新村": "village", "老村": "village", "花园社区": "community"},
    ),
    "villages under a heading of other words": Sheet(
        [["乡镇", "填报对象", "农户"], ["溪口镇", "新村", 5], ["溪口镇", "老村", 5], ["江口镇", "小村", 7]],
        {"甲县/溪口镇/新村": "5", "甲县/溪口镇/老村": "5", "甲县/江口镇/小村": "7"},
        {"新村": "village", "老村": "village", "小村": "village"},
    ),
    "what is indented under a part of several rows": Sheet(
        [["村名", "农户"], ["东村", 5], ["北村", 6], ["其中：低收入户", 1], ["\u3000\u3000一般户", 4]],
        {"甲县/溪口镇/东村": "5", "甲县/江口镇/北村": "6"},
        named={"A4", "A5"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_each_row_is_of_the_place_it_names(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    made = openpyxl.Workbook()
    for row in sheet.rows:
        made.active.append(row)
    for cells in sheet.merged:
        made.active.merge_cells(cells)
    made.save(tmp_path / "t.xlsx")
    asked = Asked(period="2024", new_entities=True)
    found = import_grid(open_grid(tmp_path / "t.xlsx", "t.xlsx"), load(tmp_path / "book.toml"), asked, "t.xlsx")
    assert {one.entity.path: one.text for one in found.observations} == sheet.figures
    new = [row for sort, row in found.understood.new if sort == "entity"]
    assert {row["name"]: row["kind"] for row in new} == sheet.kinds
    assert {one.path.rpartition("!")[2] for one in found.findings} == set(sheet.named)
