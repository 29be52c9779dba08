"""The period of an English title, the years of its layout, and the kinds that headings of places give."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.figure import Units
from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.masks import loose, masked
from nbkpi.tables.titled import period_of_titles
from nbkpi.tables.understood import Asked, Understood


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Main figures, 2025", "2025"), ("Village figures 2025", "2025"), ("2025 village figures", "2025"),
        ("Village figures (2025)", "2025"), ("Village figures: 2025", "2025"), ("Village figures for 2025", "2025"),
        ("Table 3. 2025 village figures", "2025"), ("Village figures, June 2025", "2025-06"),
        ("Q1 2025 village figures", "2025Q1"), ("Village figures, H1 2025", "2025H1"),
        ("Village figures, January to June 2025", "2025H1"), ("Village figures, Jan–Sep 2025", "2025-01..2025-09"),
        ("Income Jan-May 2024", "2024-01..2024-05"), ("Village figures, first half of 2025", "2025H1"),
        ("Village figures, 3rd quarter of 2025", "2025Q3"), ("Village figures, Jun 2025", "2025-06"),
        ("Village figures, first nine months of 2025", "2025-01..2025-09"), ("2025-06 village figures", "2025-06"),
        ("Village figures (the first 5 months of 2025)", "2025-01..2025-05"), ("Q2 2025: villages", "2025Q2"),
    ],
)  # fmt: skip
def test_an_english_title_says_the_period(title: str, period: str) -> None:
    assert str(period_of_titles([title], Units())) == period


@pytest.mark.parametrize(
    "title",
    [
        "Village figures, year ended 31 March 2025", "Village figures, March 31, 2025", "Village figures, 2024/25",
        "Fiscal year 2025 figures", "Village figures, FY2025", "Village figures, week 23, 2025", "Yearbook 2025",
        "Published in June 2025", "Source: Ash office, 2025", "2000 farms in Ash", "Survey of 2000 farms in Ash",
        "June and July 2025", "Village figures, 2024 and 2025",
        "Village figures, 2024-2025", "Figures at 2020 prices", "Figures since 2020", "Quarterly figures, 2025",
        "Development plan 2030",
    ],
)  # fmt: skip
def test_an_english_title_that_says_no_single_period(title: str) -> None:
    assert period_of_titles([title], Units()) is None


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("Figures, 2024 and 2025", "Figures, 2025 and 2026"), ("Figures, 2024 to 2025", "Figures, 2025 to 2026"),
        ("Figures, 2024 vs 2025", "Figures, 2025 vs 2026"), ("Figures, 2024/25", "Figures, 2025/26"),
        ("Figures, 2024-2025", "Figures, 2025-2026"), ("2025 village figures", "2026 village figures"),
    ],
)  # fmt: skip
def test_the_years_of_a_title_are_not_its_layout(now: str, later: str) -> None:
    assert loose(masked(now, None)) == loose(masked(later, None)) != now


def test_prices_of_a_year_are_the_layout() -> None:
    assert loose(masked("GDP at 2015 prices", None)) != loose(masked("GDP at 2020 prices", None))


def understood(folder: Path, text: str, asked: Asked) -> Understood:
    (folder / "t.csv").write_text(text, "utf-8")
    return import_grid(open_grid(folder / "t.csv", "t.csv"), empty_book(), asked, "t.csv").understood


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        ("Town,Village", ["town", "village"]), ("County,Town", ["county", "town"]), ("镇,村", ["town", "village"]),
        ("District,Village name", ["district", "village"]), ("State,City", ["federal state", "city"]),
    ],
)  # fmt: skip
def test_headings_of_places_give_the_kinds(heads: str, kinds: list[str], tmp_path: Path) -> None:
    text = f"{heads},Year,Income (10k yuan)\nAsh,Elm,2025,88\nOak,Yew,2025,90\nOak,Other,2025,9\n"
    found = understood(tmp_path, text, Asked(new_entities=True, new_indicators=True))
    new = {row["name"]: row["kind"] for sort, row in found.new if sort == "entity"}
    assert new == dict(
        zip(("Ash", "Oak", "Elm", "Yew", "Other"), (*kinds[:1] * 2, *kinds[1:] * 2, "other"), strict=True)
    )


def test_a_title_against_the_period_given(tmp_path: Path) -> None:
    """What the warning says to leave out can be left out."""
    text = '"Village figures, 2025"\nVillage,Income (10k yuan)\nAsh,88\nElm,92\n'
    for period in ("", "2024"):
        found = understood(tmp_path, text, Asked(new_entities=True, new_indicators=True, period=period))
        assert found.table["period"] == (period or "2025")
