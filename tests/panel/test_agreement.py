"""The bounds of every engine hold the exact interval of the small engine, and hardly more."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nbkpi.book.book import Book
from nbkpi.figure.format import round_decimal

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
METRICS = {
    "income.growth": 2, "income.change": 2, "per_household": 2, "coverage": 2, "structure": 4, "margin": 4,
    "return": 2, "pull_income": 2, "contribution_profit": 2, "two_years_of_growth": 2, "before": 2,
    "growth_per_household": 8, "households.growth": 2, "households.change": 1, "rate.points": 2, "level.change": 2,
    "attained": 2, "pace": 4, "square": 8, "growth_of_structure": 8, "profit.growth": 2,
}  # fmt: skip
"""Each with the units in the last place that its bounds may be too wide."""
ROOTS = ("two_years", "three_years")
DECIMALS = {
    "income": 2, "profit": 2, "cost": 0, "households": 0, "poor": 0, "rate": 1, "level": 1, "income_target": 2,
}  # fmt: skip


def number(numbers: random.Random, name: str, top: int, zeros: float) -> str:
    """A printed number of a column."""
    if numbers.random() < zeros:
        return round_decimal(Fraction(0), DECIMALS[name])
    size = {"rate": 1000, "level": 3000}.get(name, 10 ** numbers.randint(1, top))
    steps = numbers.randint(1, size)
    if name in ("profit", "level") and numbers.random() < 0.4:
        steps = -steps
    return round_decimal(Fraction(steps, 10 ** DECIMALS[name]), DECIMALS[name])


def rows(seed: int, entities: int, top: int, gaps: float, zeros: float) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of which some are missing, and some cells empty or zero."""
    numbers = random.Random(seed)
    found = {}
    for entity in range(entities):
        for year in YEARS:
            if numbers.random() < gaps:
                continue
            row = {name: number(numbers, name, top, zeros) for name in DECIMALS if numbers.random() >= gaps}
            if "households" in row and "poor" in row and numbers.random() < 0.9:
                row["poor"] = str(min(int(row["poor"]), int(row["households"])))
            found[f"v{entity}", year] = row
    items = list(found.items())
    numbers.shuffle(items)
    return dict(items)


Compare = Callable[..., int]


@pytest.fixture
def compare(engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace) -> Compare:
    """Compare everything that an engine finds with the small engine; how many rows were hard."""

    def compared(given: Any, names: Sequence[str], places: float | None = None, **more: Any) -> int:
        case = panels.Case(given, dict(DECIMALS), targets=("income_target",)) if isinstance(given, dict) else given
        found, hard = panels.by_engine(engine, book, case.panel(book, tmp_path), names, **more)
        oracle = panels.Oracle(book, case)
        for name in names:
            assert set(found[name]) == set(case.rows)
            for key, columns in found[name].items():
                allowed = places if places is not None else METRICS.get(name, 4)
                about = Fraction(100) if name in (*ROOTS, "pace") else None
                panels.assert_contains(columns, oracle.result(name, key), (name, key), allowed, about)
        return int(hard)

    return compared


def test_random_rows(compare: Compare) -> None:
    given = rows(1, 300, 7, 0.0, 0.0)
    plain = [name for name in METRICS if name not in ("profit.growth", "contribution_profit", "margin", "return")]
    assert compare(given, plain) <= len(given) / 20


@pytest.mark.parametrize("top", [2, 5, 9])
def test_gaps_zeros_and_losses(compare: Compare, top: int) -> None:
    compare(rows(top, 100, top, 0.1, 0.1), list(METRICS))
