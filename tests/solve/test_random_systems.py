"""Random books with a known truth: no contradiction is ever reported, and the truth lies within all bounds."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.conftest import Asked

from nbkpi.figure import Period
from nbkpi.solve.check.everything import check
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.equations import Builder
from nbkpi.solve.network import Key
from nbkpi.solve.printed import either_way
from nbkpi.solve.select import Selection

EACH = 25
"""Systems in one test."""


def _benchmark(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The others import the first by its name.
systems, corruptions, truths = (_benchmark(name) for name in ("systems", "corruptions", "truths"))


def firsts(start: int, count: int) -> list[Any]:
    """The seeds that so many tests begin with, of which a quick run takes the first few."""
    seeds = range(start, start + count * EACH, EACH)
    return [
        pytest.param(seed, marks=[pytest.mark.thorough] * (place > count // 20)) for place, seed in enumerate(seeds)
    ]


@pytest.mark.parametrize("rounding", ["half-up", "half-even"])
@pytest.mark.parametrize("first", firsts(100_000, 10))
def test_true_figures_never_contradict_each_other(first: int, rounding: str) -> None:
    for seed in range(first, first + EACH):
        system = systems.System(seed, rounding, small=True)
        for figure, observation in zip(system.figures, system.book.observations, strict=True):
            assert figure.value in either_way(observation), (seed, figure)
        assert not list(truths.findings(system)), seed


@pytest.mark.parametrize("first", firsts(200_000, 40))
def test_the_truth_lies_within_all_bounds(first: int) -> None:
    for seed in range(first, first + EACH):
        assert not list(truths.bounds_missed(systems.System(seed, small=True))), seed


@pytest.mark.parametrize("first", firsts(300_000, 10))
def test_what_is_implied_holds_the_truth(first: int) -> None:
    for seed in range(first, first + EACH):
        assert not list(truths.results_missed(systems.System(seed, small=True))), seed


def test_what_relations_give_away_is_found() -> None:
    # Those of the first seeds take ten times as long, and give nothing else away.
    found = corruptions.tally(settings().max_examples // 6, 0.8, first=7)
    assert found.false == 0
    assert found.plain_found == found.plain
    assert found.linear_found == found.linear
    assert found.linear.total() > 5


METRICS = """
each 万元/人 x / n
part % share(m, n)
squared % (m / n)^2
mean % cagr(x, 1)
reached % x / target(x)
whole 万元 sum(x)
"""
IDENTITIES = ("z = x + y", "x = sum(x)", "n = sum(n)", "each * n = x", "rate = m / n")
UNITS = {
    **dict.fromkeys(("x", "y", "whole", "x.change"), "万元"),
    **dict.fromkeys(("n", "m", "n.change"), "人"),
    **dict.fromkeys(("rate", "part", "squared", "mean", "reached", "x.growth", "n.growth"), "%"),
    "z": "亿元",
    "each": "万元/人",
}
TARGET = 50


@st.composite
def true_values(draw: st.DrawFn) -> dict[tuple[str, str, int], Fraction]:
    """What is true of two villages and their town in two years, each by its entity, measure and year."""
    values: dict[tuple[str, str, int], Fraction] = {}
    tenths, people = st.integers(1, 999).map(lambda number: Fraction(number, 10)), st.integers(1, 40)
    for year in (2023, 2024):
        for place in ("east", "west"):
            values[place, "x", year], values[place, "y", year] = draw(tenths), draw(tenths)
            values[place, "n", year] = count = Fraction(draw(people))
            values[place, "m", year] = Fraction(draw(st.integers(0, int(count))))
        for name in ("x", "y", "n", "m"):
            values["town", name, year] = values["east", name, year] + values["west", name, year]
        values["town", "whole", year] = values["town", "x", year]
    for place, year in [(place, year) for place in ("east", "west", "town") for year in (2023, 2024)]:
        x, y, n, m = (values[place, name, year] for name in ("x", "y", "n", "m"))
        values[place, "z", year] = (x + y) / 10000
        values[place, "each", year] = x / n
        values[place, "rate", year] = values[place, "part", year] = 100 * m / n
        values[place, "squared", year] = 100 * (m / n) ** 2
        values[place, "reached", year] = 100 * x / TARGET
        if year == 2024:
            before, fewer = values[place, "x", 2023], values[place, "n", 2023]
            values[place, "x.growth", year] = values[place, "mean", year] = 100 * (x / before - 1)
            values[place, "n.growth", year] = 100 * (n / fewer - 1)
            values[place, "x.change", year], values[place, "n.change", year] = x - before, n - fewer
    return values


@settings(max_examples=3 * settings().max_examples, deadline=None)
@given(truth=true_values(), data=st.data())
def test_what_is_true_is_never_ruled_out(truth: dict[tuple[str, str, int], Fraction], data: st.DataObject) -> None:
    # Totals are of those that report something: each village does once.
    printed = {(place, name, 2023) for place in ("east", "west") for name in ("x", "n")}
    printed |= data.draw(st.sets(st.sampled_from(sorted(truth)), max_size=30))
    identities = data.draw(st.sets(st.sampled_from(IDENTITIES)))
    targets = data.draw(st.sets(st.sampled_from([(place, year) for place, _name, year in truth]), max_size=3))
    rows = [f"target {place} x {year} {TARGET}万元" for place, year in sorted(targets)]
    for place, name, year in sorted(printed):
        places = data.draw(st.integers(1, 3)) + 4 * (name == "z")
        rounding = data.draw(st.sampled_from(("half-up", "half-even")))
        is_count = UNITS[name] == "人"
        text = (
            f"{truth[place, name, year]}" if is_count else systems.rounded(truth[place, name, year], places, rounding)
        )
        rows.append(f"{place} {name} {year} {text}{UNITS[name]}")
    more = "".join(f'[[identity]]\nequation = "{one}"\n' for one in sorted(identities))
    with tempfile.TemporaryDirectory() as folder:
        asked = Asked(Path(folder) / "book.toml", "\n".join(rows), METRICS, more)
    found = [one for one in check(asked.calculator, Selection()) if one.is_finding]
    assert not found, [(one.statement, one.reason, [each.text for each in one.printed]) for one in found]
    network = Builder(asked.calculator.formulas, either_way).whole(list(asked.book.entities))
    _conflicts, propagation = contradictions(network)
    for (place, name, year), value in truth.items():
        key = Key(asked.book.entity(place), asked.book.measure(name), Period(12 * year, 12))
        if key in network.numbers:
            assert value in propagation.bounds[network.numbers[key]]
