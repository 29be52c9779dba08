"""The ends of what expressions over printed figures come to are those of all numbers that the figures may be."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.text.arithmetic import Expression
from nbkpi.text.quantity import Quantity

ONE = 1000
"""Quantities are in thousandths here."""

levels = st.integers(500, 5000).map(lambda number: Quantity(number * ONE - 500, number * ONE + 500, number * ONE))
rates = st.integers(-300, 900).map(lambda number: Quantity(number - 1, number + 1, number))
parts = st.lists(st.tuples(levels, rates), min_size=1, max_size=3)


def ends(one: Quantity) -> tuple[int, int]:
    return one.low, one.high


def before(level: int, rate: int) -> Fraction:
    return Fraction(level * ONE, ONE + rate)


@given(levels, levels, rates, parts)
def test_the_growth_of_the_rest_of_a_whole_has_the_ends_of_its_corners(
    level: Quantity, whole: Quantity, growth: Quantity, others: list[tuple[Quantity, Quantity]]
) -> None:
    whole = Quantity(*(end + sum(pair[0].value for pair in others) for end in (whole.low, whole.high, whole.value)))
    flat = [one for pair in others for one in pair]
    bounds = Expression("growth_of_rest", (level, whole, growth, *flat), 1, Fraction(1)).bounds(ONE)
    corners = []
    for now, all_now, grown, *rest in product(*map(ends, (level, whole, growth, *flat))):
        base = before(all_now, grown) - sum(before(*rest[place : place + 2]) for place in range(0, len(rest), 2))
        corners.append(None if base <= 0 else Fraction(now) / base - 1)
    if any(one is None for one in corners):
        assert bounds is None
        return
    assert bounds is not None
    least, most = min(one for one in corners if one is not None), max(one for one in corners if one is not None)
    assert Fraction(bounds.low, bounds.low_under) == least * ONE
    assert Fraction(bounds.high, bounds.high_under) == most * ONE


def test_nothing_follows_where_the_rest_was_nothing() -> None:
    whole, growth = Quantity(100_000, 100_000, 100_000), Quantity(0, 0, 0)
    assert Expression("growth_of_rest", (whole, whole, growth, whole, growth), 1, Fraction(1)).bounds(ONE) is None


@pytest.mark.parametrize("fallen", [-1000, -1001])
def test_nothing_follows_where_all_of_a_part_was_lost(fallen: int) -> None:
    whole, growth = Quantity(100_000, 100_000, 100_000), Quantity(0, 0, 0)
    part, lost = Quantity(50_000, 50_000, 50_000), Quantity(fallen, fallen, fallen)
    assert Expression("growth_of_rest", (part, whole, growth, part, lost), 1, Fraction(1)).bounds(ONE) is None
