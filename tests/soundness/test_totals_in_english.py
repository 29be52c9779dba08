"""Rows of totals in English that once became villages, which nothing was held against."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked


def read(folder: Path, label: str, total: str) -> Imported:
    (folder / "t.csv").write_text(f"Village,Sales (USD)\nAsh,88\nElm,75\nOak,70\n{label},{total}\n", "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


@pytest.mark.parametrize(
    "label",
    ["Total", "Grand total", "GRAND TOTAL", "County total", "All villages", "Whole county", "The whole district",
     "Total for the county", "All 3 villages"],
)  # fmt: skip
def test_a_total_is_no_village_and_is_held_against_its_rows(label: str, tmp_path: Path) -> None:
    found = read(tmp_path, label, "233")
    assert [one.entity.name for one in found.observations] == ["Ash", "Elm", "Oak"]
    assert not found.findings
    assert [one.code for one in read(tmp_path, label, "243").findings] == ["wrong-total"]


@pytest.mark.parametrize("label", ["Allington", "Village Green", "Total Hill Village"])
def test_places_are_no_totals(label: str, tmp_path: Path) -> None:
    assert [one.entity.name for one in read(tmp_path, label, "12").observations] == ["Ash", "Elm", "Oak", label]


def test_a_wrong_total_and_its_sum_are_told_in_one_unit(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("Village,Sales (10000 yuan)\nAsh,88.1\nElm,75.2\nTotal,163.9\n", "utf-8")
    asked = Asked(period="2022", new_entities=True, new_indicators=True)
    (found,) = import_grid(open_grid(tmp_path / "u.csv", "u.csv"), empty_book(), asked, "u.csv").findings
    assert found.message.startswith("“Total” is 1,639,000 yuan, but B2–B3 add up to 1,633,000")
