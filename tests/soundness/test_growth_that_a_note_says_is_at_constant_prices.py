"""Growth at constant prices, of which only a note below the table says so: no level of last year follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

if TYPE_CHECKING:
    from conftest import Run

CHINESE = "村,产值（万元）,同比增长（%）,销售额（万元）,同比增长（%）\n"
ENGLISH = "Village,Output (USD),YoY growth (%),Sales (USD),YoY growth (%)\n"


def read(folder: Path, headings: str, note: str) -> Imported:
    (folder / "t.csv").write_text(f"{headings}东山村,88,5.6,70,1.5\n西岭村,75,3.1,60,2.5\n{note},,,,\n", "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def constant(found: Imported) -> set[str]:
    return {one.measure.id for one in found.observations if one.prices == "constant"}


@pytest.mark.parametrize(
    ("headings", "note", "expected"),
    [
        (CHINESE, "注：增长速度按可比价格计算。", {"产值.growth", "销售额.growth"}),
        (CHINESE, "注：表中增速均按不变价计算。", {"产值.growth", "销售额.growth"}),
        (CHINESE, "注：产值绝对数按现价计算，增长速度按可比价计算。", {"产值.growth"}),
        (ENGLISH, "Note: growth rates are at constant prices.", {"Output.growth", "Sales.growth"}),
        (ENGLISH, "Note: Output growth is calculated at constant prices.", {"Output.growth"}),
        (CHINESE, "注：绝对数按现价计算。", set()),
        (CHINESE, "注：增长速度未按可比价格计算。", set()),
        (ENGLISH, "Growth rates are not at constant prices.", set()),
        (CHINESE, "注：增长速度按现价计算。", set()),
    ],
)
def test_the_growth_that_a_note_is_about(headings: str, note: str, expected: set[str], tmp_path: Path) -> None:
    found = read(tmp_path, headings, note)
    assert constant(found) == expected
    assert not found.findings


def test_coverage_is_no_price(tmp_path: Path) -> None:
    """可比口径 says who is counted: such growth was called one at constant prices."""
    found = read(tmp_path, CHINESE, "注：1.增速按可比口径计算。")
    assert not constant(found)
    assert {one.prices for one in found.observations if one.is_claim} == {"comparable"}
    assert not any(one.is_comparable for one in found.observations if one.is_claim)


def test_a_note_on_something_else_is_warned_of(tmp_path: Path) -> None:
    found = read(tmp_path, CHINESE, "注：工业增速按可比价格计算。")
    assert not constant(found)
    assert [(one.code, one.severity) for one in found.findings] == [("prices-unclear", "warning")]


@pytest.mark.parametrize(
    ("words", "said"), [("同口径", "coverage"), ("按可比口径", "coverage"), ("按可比价格", "prices")]
)
def test_why_a_text_is_not_held_against_its_levels(words: str, said: str, nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_text(f"全县集体收入1200万元，上年同期1000万元，{words}增长25.0%。", "utf-8")
    told = nbkpi("audit", str(file)).out
    assert ("coverage" in told, "constant prices" in told) == (said == "coverage", said == "prices")
