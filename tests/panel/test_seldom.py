"""Formulas that are seldom written hold what the small engine computes as well."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.model.book import Book

SELDOM = ("inverse_square", "zeroth", "thirteenth", "root_of_root", "part_and_root", "for_each_year", "minus_first",
          "cube_root", "two_years", "three_years")  # fmt: skip


def test_seldom_formulas(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path) -> None:
    """Roots, powers below zero and high ones; figures of which some are zero, or below."""
    chance = random.Random(6)
    given = {
        (f"v{village}", str(year)): {
            "income": f"{chance.randint(0, 50) / 10}", "cost": str(chance.randint(0, 40)),
            "profit": f"{chance.randint(-20, 50) / 10}",
        }
        for village in range(9)
        for year in (2020, 2021, 2022, 2023)
    }  # fmt: skip
    case = panels.Case(given, {"income": 1, "profit": 1, "cost": 0})
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), SELDOM)
    oracle = panels.Oracle(book, case)
    for name in SELDOM:
        for key, columns in found[name].items():
            panels.assert_contains(columns, oracle.result(name, key), (name, key), 24, Fraction(100))


@pytest.mark.parametrize("claimed", ["9.5", "0.4"])
def test_claims_about_seldom_formulas(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, claimed: str
) -> None:
    """Claims are judged as the small engine does, also where there is no column to judge them by."""
    chance = random.Random(7)
    given = {
        (f"v{village}", "2023"): {
            "income": f"{chance.randint(1, 50) / 10}", "cost": str(chance.randint(1, 40)), "said": claimed,
        }
        for village in range(12)
    }  # fmt: skip
    for name in ("thirteenth", "root_of_root", "inverse_square"):
        case = panels.Case(given, {"income": 1, "cost": 0, "said": 1}, claims={"said": name})
        found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), [name])
        oracle = panels.Oracle(book, case)
        for key, columns in found[name].items():
            check = oracle.check(name, key)
            assert check is not None
            assert columns.verdict == check.verdict, (name, key)
