"""Households of 1—5月 and of 1—6月 were taken for what happened in these months: June had 0 of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.figure import Units
from nbkpi.loading.load import load
from nbkpi.tables.states import is_state

if TYPE_CHECKING:
    from conftest import Run

SHEET = "2025年1—{0}月各村情况,,\n村名,收入(万元),农户(户)\n东村,{1},210\n西村,{2},320\n"


def test_households_of_a_sheet_are_a_stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("5.csv").write_text(SHEET.format(5, "50.0", "60.0"), "utf-8")
    Path("6.csv").write_text(SHEET.format(6, "62.0", "71.0"), "utf-8")
    made = nbkpi("import", "5.csv", "--new", "county")
    assert "not added up over time  农户" in made.err
    assert nbkpi("import", "6.csv", "--book", "county").code == 0
    assert load(Path("county")).indicators.by_id["农户"].is_stock
    deduced = nbkpi("deduce", "--book", "county", "--json").results()
    assert {(one["entity"]["name"], one["measure"]["name"], one["value"]) for one in deduced} == {
        ("东村", "收入", 12.0),
        ("西村", "收入", 11.0),
    }


@pytest.mark.parametrize(
    ("name", "unit", "state"),
    [
        ("农户", "户", True), ("总户数", "户", True), ("常住人口", "人", True), ("贷款余额", "亿元", True),
        ("年末职工", "人", True), ("生猪存栏", "头", True), ("收入", "万元", False), ("出生人口", "人", False),
        ("新增户数", "户", False), ("走访农户", "户", False), ("生猪出栏", "头", False), ("受理", "件", False),
    ],
)  # fmt: skip
def test_what_a_name_is_of(name: str, unit: str, state: bool) -> None:
    known = Units().get(unit)
    assert known is not None
    assert is_state(name, known) is state
