"""Places over the columns, once taken for indicators; rows of 项目, of which nothing was read; totals asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

SHEETS: dict[str, tuple[str, dict[str, Any], set[tuple[str, str, str]], int]] = {
    "provinces": (
        "year,北京市,河北省\n2022,5,6\n", {"indicator": "某值"}, {("北京市", "某值", "5"), ("河北省", "某值", "6")}, 0
    ),
    "provinces with an entity of all rows": (
        "year,北京市,河北省\n2022,5,6\n", {"indicator": "某值", "entity": "甲县"},
        {("北京市", "某值", "5"), ("河北省", "某值", "6")}, 0,
    ),
    "provinces of no known indicator": ("year,北京市,河北省\n2022,5,6\n", {"entity": "甲县"}, set(), 2),
    "sorts of places": (
        "year,城市(万元),农村(万元)\n2022,5,6\n", {"entity": "甲县"}, {("甲县", "城市", "5"), ("甲县", "农村", "6")}, 0
    ),
    "rows of items": (
        "项目,原煤,汽油\n可供量,5,6\n", {"period": "2022"}, {("可供量", "原煤", "5"), ("可供量", "汽油", "6")}, 0
    ),
    "a total that is asked for": (
        "谁,TOTAL\n甲乡,5\n", {"period": "2022", "columns": {"TOTAL": "total"}}, {("甲乡", "total", "5")}, 0
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_what_stands_over_columns(name: str, tmp_path: Path) -> None:
    text, given, figures, errors = SHEETS[name]
    (tmp_path / "t.csv").write_text(text, "utf-8")
    asked = Asked(unit="万元", new_entities=True, new_indicators=True)._replace(**given)
    found = import_grid(open_grid(tmp_path / "t.csv", "t.csv"), empty_book(), asked, "t.csv")
    assert {(one.entity.name, one.measure.name, one.text) for one in found.observations} == figures
    assert len([one for one in found.findings if one.severity == "error"]) == errors
