"""Growth and numbers of people that were once imported as dollars, and levels that were no indicators of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked


def read(folder: Path, text: str) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def units(found: Imported) -> dict[str, str]:
    return {one.measure.id: one.measure.unit.symbol for one in found.observations}


@pytest.mark.parametrize(
    ("line", "place", "name", "level", "growth"),
    [
        ("Unit: thousand USD", "Village", "Sales", "Value", "% change"),
        ("Unit: thousand USD", "Village", "Sales", "Level", "YoY growth (%)"),
        ("Unit: thousand USD", "Village", "Sales", "Absolute value", "Growth rate on the previous year"),
        ("单位：千美元", "村", "零售额", "绝对值", "同比增长（%）"),
        ("单位：千美元", "村", "零售额", "总量", "增速"),
    ],
)
def test_the_level_is_that_of_the_group(
    line: str, place: str, name: str, level: str, growth: str, tmp_path: Path
) -> None:
    found = read(tmp_path, f"{line}\n{place},{name},\n,{level},{growth}\nAsh,88.5,5.6\nElm,75.2,3.1\n")
    assert units(found) == {name: "千美元", f"{name}.growth": "%"}
    assert not found.findings


def test_levels_beside_other_levels_keep_their_names(tmp_path: Path) -> None:
    found = read(tmp_path, "Village,Exports,,\n,Amount (USD),Weight (t),YoY (%)\nAsh,88.5,5.6,1.5\nElm,75.2,3.1,2.5\n")
    assert {"ExportsAmount", "ExportsWeight"} <= set(units(found))


@pytest.mark.parametrize(
    "heading",
    [
        "Visitors", "Number of visitors", "Overnight tourists", "Employees", "Population", "Number of shops",
        "Sales growth", "% change", "Growth of sales on the previous year", "Debt change", "Percentage increase",
    ],
)  # fmt: skip
def test_what_is_never_in_money(heading: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"Unit: thousand USD\nVillage,Revenue A,{heading}\nAsh,88.5,5.6\nElm,75.2,3.1\n")
    assert set(units(found).values()) <= {"千美元", "%"}
    assert [unit for one, unit in units(found).items() if unit != "%"] == ["千美元"]


@pytest.mark.parametrize("heading", ["Spending by visitors", "Changes in inventories", "Net change"])
def test_what_may_be_in_money(heading: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"Unit: thousand USD\nVillage,{heading}\nAsh,88.5\nElm,75.2\n")
    assert set(units(found).values()) == {"千美元"}


@pytest.mark.parametrize("growth", ["同比增长", "增速", "同比", "同比增长（%）"])
def test_the_unit_of_a_group_is_not_that_of_its_growth(growth: str, tmp_path: Path) -> None:
    rows = "东山,88.5,5.6,3.1,4.2\n西山,75.2,3.1,2.2,6.8\n"
    found = read(tmp_path, f"单位：万元、%\n村,零售额,,游客（万人次）,\n,绝对值,{growth},绝对值,{growth}\n{rows}")
    assert units(found) == {"零售额": "万元", "零售额.growth": "%", "游客": "万人次", "游客.growth": "%"}
    assert not found.findings
