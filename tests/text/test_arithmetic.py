"""The ends of what expressions over printed figures come to are those of all numbers that the figures may be."""

from __future__ import annotations

from collections.abc import Callable
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


signed = st.tuples(st.integers(-2000, 2000), st.integers(1, 60)).map(
    lambda pair: Quantity(pair[0] * ONE - pair[1], pair[0] * ONE + pair[1], pair[0] * ONE)
)

FORMS: dict[str, tuple[int, int, Callable[..., Fraction]]] = {
    "sum": (3, 2, lambda a, b, c: a + b - c),
    "ratio": (3, 1, lambda a, b, c: a / (b + c)),
    "part": (2, 1, lambda a, b: a / (a + b)),
    "growth": (2, 1, lambda a, b: (a - b) / b),
    "growth_by_change": (2, 1, lambda a, b: b / (a - b)),
    "complement": (2, 1, lambda a, b: 1 - a - b),
    "rest": (2, 1, lambda a, b: (a - b) / a),
    "product": (2, 1, lambda a, b: a * b),
    "scaled": (3, 1, lambda a, b, c: a / b * c),
}
"""How many figures a form takes here, how many of them stand before the sign, and what it says of numbers."""


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_every_value_that_figures_may_have_lies_between_the_ends(form: str, data: st.DataObject) -> None:
    """And at the printed numbers it is the value, where a form says anything at all of such figures."""
    count, split, meaning = FORMS[form]
    operands = tuple(data.draw(st.one_of(levels, signed)) for _number in range(count))
    bounds = Expression(form, operands, split, Fraction(1)).bounds(ONE)
    if bounds is None:
        return
    low, high = Fraction(bounds.low, bounds.low_under), Fraction(bounds.high, bounds.high_under)
    for numbers in product(*((one.low, one.value, one.high) for one in operands)):
        try:
            value = meaning(*(Fraction(number, ONE) for number in numbers)) * ONE
        except ZeroDivisionError:
            raise AssertionError(f"{form} of {numbers} divides by zero and has ends") from None
        assert low <= value <= high
    printed = meaning(*(Fraction(one.value, ONE) for one in operands)) * ONE
    assert Fraction(bounds.value, bounds.value_under) == printed


ZERO, SOME, BELOW = (Quantity(number * ONE - 5, number * ONE + 5, number * ONE) for number in (0, 50, -50))


@pytest.mark.parametrize(
    ("form", "operands"),
    [
        ("ratio", (SOME, ZERO)), ("ratio", (SOME, BELOW)), ("part", (BELOW, SOME)), ("part", (ZERO, ZERO)),
        ("growth", (SOME, ZERO)), ("growth", (BELOW, SOME)), ("growth_by_change", (SOME, SOME)),
        ("rest", (ZERO, SOME)), ("product", (BELOW, BELOW)), ("scaled", (SOME, ZERO, SOME)),
        ("scaled", (BELOW, SOME, SOME)), ("scaled", (SOME, SOME, BELOW)),
    ],
)  # fmt: skip
def test_nothing_follows_where_a_divisor_may_be_zero_or_a_level_lies_below_it(
    form: str, operands: tuple[Quantity, ...]
) -> None:
    assert Expression(form, operands).bounds(ONE) is None


def test_a_factor_multiplies_both_ends_and_the_value() -> None:
    plain = Expression("growth", (SOME, Quantity(40_000, 40_000, 40_000))).bounds(ONE)
    doubled = Expression("growth", (SOME, Quantity(40_000, 40_000, 40_000)), 1, Fraction(3, 2)).bounds(ONE)
    assert plain is not None
    assert doubled is not None
    for end in ("low", "high", "value"):
        first, second = (Fraction(getattr(one, end), getattr(one, f"{end}_under")) for one in (plain, doubled))
        assert second == first * Fraction(3, 2)
