"""Totals that nothing was held against without a word, as one of their rows had no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked


def read(folder: Path, *rows: str) -> Imported:
    (folder / "t.csv").write_text("\n".join(["村,产值（万元）,农户（户）", *rows]), "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


@pytest.mark.parametrize(
    ("cell", "said"),
    [("-", "“合计” of 产值 is not checked: 南岭村 is “-”"), ("", "“合计” of 产值 is not checked: 南岭村 is blank")],
)
@pytest.mark.parametrize("place", [0, 3])
def test_a_row_without_a_figure_is_named(cell: str, said: str, place: int, tmp_path: Path) -> None:
    rows = ["东山村,88,12", "西岭村,75,10", f"南岭村,{cell},9"]
    rows.insert(place, "合计,999,31")
    found = read(tmp_path, *rows)
    assert found.unchecked == [said]
    assert not found.findings


def test_of_several_totals_only_that_of_the_row(tmp_path: Path) -> None:
    found = read(tmp_path, "东山村,88,12", "西岭村,-,10", "小计,88,22", "南岭村,75,9", "北岭村,70,8", "小计,145,17")
    assert found.unchecked == ["“小计” of 产值 is not checked: 西岭村 is “-”"]


def test_nothing_is_said_where_all_rows_have_figures_or_no_total_has(tmp_path: Path) -> None:
    assert not read(tmp_path, "东山村,88,12", "西岭村,75,10", "南岭村,70,9", "合计,233,31").unchecked
    assert not read(tmp_path, "东山村,-,12", "西岭村,75,10", "南岭村,70,9", "合计,-,31").unchecked
