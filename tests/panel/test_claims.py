"""The verdicts on published columns are those of nbkpi check."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.figure.format import round_decimal
from nbkpi.model.book import Book

YEARS = ("2021", "2022", "2023", "2024")


def claims(seed: int, entities: int, counts: bool) -> dict[tuple[str, str], dict[str, str]]:
    """Rows with growth and a rate as they would be published: right, cut off, off by one digit, or wrong."""
    numbers = random.Random(seed)
    given = {}
    for entity in range(entities):
        for year in YEARS:
            whole = numbers.randint(1, 60 if counts else 4000)
            row = {"income": round_decimal(Fraction(numbers.randint(1, 90_000), 100), 2), "households": str(whole),
                   "poor": str(numbers.randint(0, whole))}  # fmt: skip
            given[f"v{entity}", year] = row
            before = given.get((f"v{entity}", str(int(year) - 1)))
            if before is not None:
                growth = (Fraction(row["income"]) / Fraction(before["income"]) - 1) * 100
                row["published"] = published(numbers, growth, 1)
            share = Fraction(int(row["poor"]), whole) * 100
            row["share"] = published(numbers, share, 1)
            if not 0 <= Fraction(row["share"]) <= 100:
                row["share"] = "50.0"
            if numbers.random() < 0.1:
                row.pop(numbers.choice(["households", "poor", "share"]))
    return given


def published(numbers: random.Random, value: Fraction, places: int) -> str:
    """A number as it may be printed."""
    step = Fraction(1, 10**places)
    kind = numbers.random()
    if kind < 0.5:
        return round_decimal(value, places)
    if kind < 0.7:
        return round_decimal(int(value / step) * step, places)
    return round_decimal(value + numbers.choice((-1, 1)) * numbers.choice((step, 5 * step)), places)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (False, True),
        (True, False),
        pytest.param(False, False, marks=pytest.mark.thorough),
        pytest.param(True, True, marks=pytest.mark.thorough),
    ],
)
def test_verdicts_agree(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, counts: bool, words: bool
) -> None:
    decimals = {
        "income": 2,
        "households": 0,
        "poor": 0,
        "published": None if words else 1,
        "share": None if words else 1,
    }
    given = claims(3, 150, counts)
    case = panels.Case(given, decimals, claims={"published": "income.growth", "share": "coverage"})
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), ["income.growth", "coverage"])
    oracle = panels.Oracle(book, case)
    seen: Counter[str] = Counter()
    for name, rows in found.items():
        for key, columns in rows.items():
            check = oracle.check(name, key)
            assert columns.verdict == (None if check is None else check.verdict), (name, key, columns, check)
            seen[str(columns.verdict)] += 1
    assert {"consistent", "truncated", "contradicted", "unknown", "exact"} <= set(seen)
