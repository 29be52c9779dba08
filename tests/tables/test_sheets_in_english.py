"""Sheets in English: units of headings and lines, and what single words of them mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True)


def read(folder: Path, text: str, asked: Asked = NEW) -> Imported:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv")


def defined(imported: Imported) -> dict[str, str]:
    """The new indicators with their units."""
    return {row["name"]: row["unit"] for table, row in imported.understood.new if table == "indicator"}


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("Revenue (million yuan)", "Revenue", "百万元"), ("Income (yuan)", "Income", "元"),
        ("GDP (RMB 100 million)", "GDP", "亿元"), ("Area (sq km)", "Area", "平方公里"),
        ("Population (10 000 persons)", "Population", "万人"), ("Population (000)", "Population", "千"),
        ("Cattle (head)", "Cattle", "头"), ("Deaths (number)", "Deaths", "个"),
        ("Debt (% of GDP)", "Debt (% of GDP)", "%"),
        ("Cost, US$ million", "Cost", "百万美元"), ("Revenue in million yuan", "Revenue", "百万元"),
        ("A (Millions of Dollars, Seasonally Adjusted)", "A (Millions of Dollars, Seasonally Adjusted)", "百万美元"),
    ],
)  # fmt: skip
def test_units_in_headings(heading: str, name: str, unit: str, tmp_path: Path) -> None:
    assert defined(read(tmp_path, f'County,Year,"{heading}"\nAsh,2024,12.5\nElm,2024,15.5\n')) == {name: unit}


@pytest.mark.parametrize(
    "heading", ["Income (households)", "GDP (county)", "Revenue (year)", "Revenue (m)", "Sales (PLN million)"]
)
def test_brackets_that_are_no_unit_that_is_known(heading: str, tmp_path: Path) -> None:
    """Whose income, of which year, millions or metres: it is asked, never guessed."""
    found = read(tmp_path, f"County,Year,{heading}\nAsh,2024,12.5\nElm,2024,15.5\n")
    assert defined(found) == {}
    assert "--unit" in found.findings[0].remedy


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Unit: 10 000 persons", "万人"), ('"Units: Millions of Dollars, Seasonally Adjusted"', "百万美元"),
        ("(RMB 100 million)", "亿元"), ("[Billions of dollars] Seasonally adjusted at annual rates", "十亿美元"),
    ],
)  # fmt: skip
def test_the_unit_line_of_a_table(line: str, unit: str, tmp_path: Path) -> None:
    found = read(
        tmp_path, f"Output by county\n{line}\nCounty,Year,Amount A,Amount B\nAsh,2024,12.5,3\nElm,2024,15.5,4\n"
    )
    assert defined(found) == {"Amount A": unit, "Amount B": unit}


def test_one_unit_for_all_is_none_of_what_counts_something_else(tmp_path: Path) -> None:
    """--unit 人 says nothing of households."""
    asked = NEW._replace(unit="人")
    assert defined(read(tmp_path, "County,Year,Population,Households\nAsh,2024,125,40\n", asked)) == {
        "Population": "人"
    }
