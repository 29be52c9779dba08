"""Headings of several levels, of which the lowest alone was once taken for what the figures are of."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.loading.load import load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

PLACES = '[book]\ntitle = "county"\n[[entity]]\nid = "county"\nname = "甲县"\nkind = "county"\n'
MEN = '[[indicator]]\nid = "men"\nname = "男"\nunit = "人"\nkind = "count"\n'


class Sheet(NamedTuple):
    """A sheet, the figures in it (label, indicator, words), and the cells that are named."""

    text: str
    figures: set[tuple[str, str, str]]
    named: tuple[str, ...] = ()
    book: str = PLACES
    new_indicators: bool = True


UNIT = "单位：人,,,,\n"

SHEETS = {
    "the same heading below a part and below the whole": Sheet(
        UNIT + "区,合计,,甲族,\n,男,女,男,女\n东区,10,11,8,9\n西区,12,13,12,7\n",
        {
            ("东区", "男", "10"), ("东区", "女", "11"), ("东区", "甲族男", "8"), ("东区", "甲族女", "9"),
            ("西区", "男", "12"), ("西区", "女", "13"), ("西区", "甲族男", "12"), ("西区", "甲族女", "7"),
        },
    ),
    "a cell of the whole is blank": Sheet(
        UNIT + "区,合计,,甲族,\n,男,女,男,女\n东区,,,8,9\n西区,12,13,12,7\n",
        {
            ("东区", "男", ""), ("东区", "女", ""), ("东区", "甲族男", "8"),
            ("东区", "甲族女", "9"), ("西区", "男", "12"), ("西区", "女", "13"),
            ("西区", "甲族男", "12"), ("西区", "甲族女", "7"),
        },
    ),
    "a part beside a heading of one level": Sheet(
        UNIT + "区,男,甲族,\n,,男,女\n东区,,8,9\n西区,12,12,7\n",
        {
            ("东区", "男", ""), ("东区", "甲族男", "8"), ("东区", "甲族女", "9"),
            ("西区", "男", "12"), ("西区", "甲族男", "12"),
            ("西区", "甲族女", "7"),
        },
    ),
    "what the book has is not meant below a part": Sheet(
        UNIT + "区,甲族,\n,男,女\n东区,8,9\n", set(), ("B3", "C3"), PLACES + MEN, new_indicators=False
    ),
    "what the book has is meant below the whole": Sheet(
        UNIT + "区,总计,甲族\n,男,男\n东区,8,9\n", {("东区", "男", "8")}, ("C3",), PLACES + MEN, new_indicators=False
    ),
    "levels that say nothing": Sheet(
        UNIT + "区,项目,指标,基本情况\n,男,女,户主\n东区,8,9,3\n",
        {("东区", "男", "8"), ("东区", "女", "9"), ("东区", "户主", "3")},
        book=PLACES + MEN,
    ),
    "periods above": Sheet(
        UNIT + "区,2024年,,\n,男,甲族,\n,,男,女\n东区,8,7,9\n",
        {("东区", "男", "8"), ("东区", "甲族男", "7"), ("东区", "甲族女", "9")},
        book=PLACES + MEN,
    ),
    "a subtotal is that of its part": Sheet(
        UNIT + "区,甲族,,乙族\n,小计,男,小计\n东区,8,7,9\n",
        {("东区", "甲族", "8"), ("东区", "甲族男", "7"), ("东区", "乙族", "9")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_whole_heading_says_what_figures_are_of(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    (tmp_path / "book.toml").write_text(sheet.book, "utf-8")
    (tmp_path / "t.csv").write_text(sheet.text, "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=sheet.new_indicators)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), load(tmp_path / "book.toml"), asked, "t.csv")
    assert {(one.entity.name, one.measure.name, one.text) for one in found.observations} == sheet.figures
    assert tuple(one.path.rpartition("!")[2] for one in found.findings) == sheet.named
