"""Rows that only an unread column tells apart, of which the first was once taken for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

SHEETS = {
    "equal figures": ("乡,里甲,人口(人)\n东乡,甲,12\n东乡,乙,12\n西乡,丙,30\n", {("西乡", "30")}, "东乡"),
    "other figures": ("乡,里甲,人口(人)\n东乡,甲,12\n东乡,乙,13\n西乡,丙,30\n", {("西乡", "30")}, "东乡"),
    "a figure and a blank": (
        "乡,里甲,人口(人),户数(户)\n东乡,甲,12,3\n东乡,乙,,4\n西乡,丙,30,9\n",
        {("西乡", "30"), ("西乡", "9")},
        "东乡",
    ),
    "one of three": ("乡,里甲,人口(人)\n东乡,甲,12\n东乡,乙,13\n东乡,丙,12\n西乡,丙,3\n", {("西乡", "3")}, "东乡"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_none_of_them_is_taken(name: str, tmp_path: Path) -> None:
    text, figures, of = SHEETS[name]
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert {(one.entity.name, one.text) for one in found.observations} == figures
    errors = [one for one in found.findings if one.severity == "error"]
    assert [(of in one.message, "里甲" in one.message, "里甲" in one.remedy) for one in errors] == [(True, True, True)]


def test_cells_that_contradict_each_other_within_all_columns_still_do(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("乡,里甲,人口(人)\n东乡,甲,12\n东乡,甲,13\n西乡,丙,30\n", "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    errors = [one.code for one in found.findings if one.severity == "error"]
    assert ({one.text for one in found.observations}, errors) == ({"30"}, ["conflicting-observation"])
