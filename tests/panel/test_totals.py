"""Ends that lie equally far from every number are not added up themselves: totals are what exact fractions give."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.panel.cells import Numbers
from nbkpi.panel.whole_numbers import LONG

NUMBERS = {"above zero": (1, 999), "zero too": (0, 9), "both signs": (-99, 99), "below zero": (-99, -1)}


@pytest.mark.parametrize(
    ("numbers", "rounding"),
    [*((one, "nearest") for one in NUMBERS), ("both signs", "truncated"), ("above zero", "exact")],
)
def test_totals_of_ends(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbers: str,
    rounding: str,
) -> None:  # fmt: skip
    """Of all sorts of numbers, by every way to round: the same as where every end is added up."""
    chance, (low, high) = random.Random(3), NUMBERS[numbers]
    given = {
        (f"v{village}", str(year)): {"profit": f"{chance.randint(low, high) / 10}", "households": "3"}
        for village in range(12)
        for year in (2023, 2024)
    }
    # A group of which one part says nothing has no total.
    given["v3", "2024"]["profit"] = ""
    case = panels.Case(given, {"profit": 1, "households": 0}, groups={f"v{one}": f"c{one % 3}" for one in range(12)})
    panel = case.panel(book, tmp_path)
    for field in panel.fields:
        field.rounding = rounding
    found, _hard = panels.by_engine(engine, book, panel, ["profit_of_all"], "county")
    leaf = Numbers.leaf
    monkeypatch.setattr(Numbers, "leaf", lambda self, name: leaf(self, name)._replace(ends=None))
    slowly, _hard = panels.by_engine(engine, book, panel, ["profit_of_all"], "county")
    assert found == slowly
    assert {key for key, one in found["profit_of_all"].items() if one.state == "unknown"} == {("c0", "2024")}


@pytest.mark.parametrize(
    ("name", "ends", "expected"),
    [
        ("profit", (1, 99), (2, -1, 1)),
        ("profit", (-99, -1), (2, -1, 1)),
        ("profit", (-99, 99), None),
        ("cost", (0, 99), None),
        ("cost", (1, 99), (2, -1, 1)),
        ("rate", (1, 99), (2, -1, 1)),
        ("rate", (1, 100), None),
    ],
)
def test_where_ends_lie_equally_far(book: Book, name: str, ends: tuple[int, int], expected: object) -> None:
    """Not at zero of what cannot be below it, nor at the whole of what is a share."""
    reader = FigureReader(book.units, book.convention)
    assert Numbers(book.measure(name), reader, 0, "nearest", *ends, LONG).leaf("x").ends == expected
