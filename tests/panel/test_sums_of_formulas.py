"""Totals of formulas are those that exact fractions give, and what is left out is never added up as nothing."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[[indicator]]
id = "rate"
name = "满意率"
unit = "%"
kind = "rate"
range = "share"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "profit"
name = "利润"
unit = "万元"
range = "any"
"""
ENGINES = ("duckdb", "polars")


def called(nbkpi: Run, tmp_path: Path, engine: str, rows: list[str], *arguments: str) -> SimpleNamespace:
    """What nbkpi panel makes of rows of entity, county, period, rate, households, income and profit."""
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    path = tmp_path / "p.csv"
    path.write_text("\n".join(["entity,county,period,rate,households,income,profit", *rows, ""]), "utf-8")
    call = ("panel", *arguments, "--from", str(path), "--book", str(tmp_path / "book.toml"), "--engine", engine)
    outcome = nbkpi(*call, "--json")
    lines = [] if outcome.code else outcome.json()["results"]
    top = {one["entity"]: one for one in lines if one["sort"] == "top"}
    return SimpleNamespace(err=outcome.err, top=top, lines=lines)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_weighted_rate(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    numbers = random.Random(2)
    rows, found = [], {}
    for village in range(60):
        rate, households, county = numbers.randint(0, 1000), numbers.randint(1, 400), f"c{village % 5}"
        rows.append(f"v{village},{county},2024,{rate / 10}%,{households},1,1")
        ends = [max(Fraction(2 * rate - 1, 2000), Fraction(0)), min(Fraction(2 * rate + 1, 2000), Fraction(1))]
        low, high, weight = found.get(county, (Fraction(0), Fraction(0), 0))
        found[county] = (low + ends[0] * households, high + ends[1] * households, weight + households)
    top = called(nbkpi, tmp_path, engine, rows, "sum(rate * households) / sum(households)", "--by", "county").top
    assert set(top) == set(found)
    for county, (low, high, weight) in found.items():
        exact = (float(low / weight), float(high / weight))
        assert (top[county]["lower"], top[county]["upper"]) == pytest.approx(exact, rel=1e-14)
        assert Fraction(top[county]["exact"]["lower"]) <= low / weight
        assert Fraction(top[county]["exact"]["upper"]) >= high / weight


@pytest.mark.parametrize("engine", ENGINES)
def test_what_counts_twice_in_a_summand_is_one_figure(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    rows = ["a,X,2024,,3,10万元,1", "b,X,2024,,3,20万元,1"]
    top = called(nbkpi, tmp_path, engine, rows, "sum(income * 2 - income)", "--by", "county").top
    assert (top["X"]["lower"], top["X"]["upper"]) == pytest.approx((29, 31))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("gap", ["b,X,2024,,200,1,1", "b,X,2024,50%,,1,1", "b,X,2024,—,200,1,1"])
def test_a_total_that_lacks_a_part_is_unknown(nbkpi: Run, tmp_path: Path, engine: str, gap: str) -> None:
    """A village of which only one of two factors is there would make the rate of all others too small."""
    rows = ["a,X,2024,43.6%,100,1,1", gap, "c,Y,2024,10%,5,1,1"]
    lines = called(nbkpi, tmp_path, engine, rows, "sum(rate * households)", "--by", "county").lines
    assert [one["entity"] for one in lines[:-1]] == ["Y"]
    assert lines[-1]["states"] == {"unknown": 1}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("sum(income / households)", "is a rate"),
        ("sum(rate * 2)", "is a rate"),
        ("sum(growth(income) * households)", "only figures of the entity itself, and of the same period"),
        ("sum(sum(income) * households)", "only figures of the entity itself"),
        ("sum(income * income / income)", "cannot be added up exactly"),
        ("sum(profit * households)", "cannot be added up where a figure is below zero or has no end: a 2024"),
        ("sum(income * none)", "none"),
    ],
)
def test_what_cannot_be_added_up(nbkpi: Run, tmp_path: Path, engine: str, formula: str, message: str) -> None:
    rows = ["a,X,2024,1%,100,5万元,-3万元"]
    assert message in called(nbkpi, tmp_path, engine, rows, formula, "--by", "county").err


@pytest.mark.parametrize("engine", ENGINES)
def test_an_indicator_itself_and_the_row_before(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """At steps of five years the period before lies five years before, and it is said so."""
    rows = [f"a,X,{year},,1,{value}万元,1" for year, value in ((2010, 10), (2015, 20), (2020, 50))]
    arguments = ("income", 'growth(income, "previous")', "--top", "1")
    lines = called(nbkpi, tmp_path, engine, rows, *arguments).lines
    shown = [[round(one[key], 3) for key in ("value", "lower", "upper")] for one in lines if one["sort"] == "top"]
    assert shown == [[50, 49.5, 50.5], [150, 141.463, 158.974]]
    assert [one["with_value"] for one in lines if one["sort"] == "counts"] == [3, 2]
    lines = called(nbkpi, tmp_path, engine, [*rows, "a,X,2022,,1,60万元,1"], *arguments).lines
    assert [one["with_value"] for one in lines if one["sort"] == "counts"] == [4, 0]


@pytest.mark.parametrize("engine", ENGINES)
def test_counts_of_several_metrics_do_not_mix(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    rows = ["a,X,2023,,0,10万元,1", "a,X,2024,,2,,1", "b,X,2024,,0,—,1"]
    lines = called(nbkpi, tmp_path, engine, rows, "income", "income / households", "growth(households)").lines
    counts = [(one["with_value"], one["states"]) for one in lines if one["sort"] == "counts"]
    assert counts == [
        (1, {"not_applicable": 1, "unknown": 1}), (0, {"division_by_zero": 1, "not_applicable": 1, "unknown": 1}),
        (0, {"unknown": 2, "zero_base": 1}),
    ]  # fmt: skip
