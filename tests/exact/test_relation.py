"""Operations read backwards: no operand that gives the result is lost, and none that is not near one is kept."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.relation import (
    KEPT_BITS,
    MAX_BITS,
    MAX_SIZE,
    base_of_power,
    factor,
    outward,
    power,
    quotient,
    without_zero,
)
from nbkpi.exact.root import root_bounds

numbers = st.builds(Fraction, st.integers(-12, 12), st.sampled_from((1, 2, 3)))
exponents = st.sampled_from([(n, d) for n in range(-3, 5) for d in (1, 2, 3, 4) if Fraction(n, d).denominator == d])
TINY = Fraction(1, 10**30)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    closed = (True, True) if low == high else (draw(st.booleans()), draw(st.booleans()))
    return Interval.of(draw(st.sampled_from((low, low, None))), draw(st.sampled_from((high, high, None))), *closed)


@st.composite
def within(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a value in it, its closed ends and values near its open ones among them."""
    interval = draw(intervals())
    return interval, draw(st.sampled_from(points(interval)))


def points(interval: Interval) -> list[Fraction]:
    low = interval.lower if interval.lower is not None else (interval.upper or Fraction(0)) - 10**9
    high = interval.upper if interval.upper is not None else max(low, Fraction(0)) + 10**9
    near = (high - low) / 10**20
    found = [low, low + near, low + (high - low) / 3, (low + high) / 2, high - near, high, Fraction(0), TINY, -TINY]
    return [value for value in found if value in interval]


def reached(found: Interval | None, values: list[Fraction]) -> None:
    """Every end of a result is one of these values, or nearly, or lies far away."""
    assert (found is None) == (not values)
    if found is None:
        return
    assert all(value in found for value in values)
    for end, extreme in ((found.lower, min(values)), (found.upper, max(values))):
        assert abs(extreme) > 10**5 if end is None else abs(extreme - end) < Fraction(1, 10**5)


@given(interval=intervals())
def test_without_zero_leaves_everything_else(interval: Interval) -> None:
    parts = without_zero(interval)
    assert not any(part.holds_zero for part in parts)
    for value in points(interval):
        assert any(value in part for part in parts) == (value != 0)
    assert all(part in interval for part in parts)


@given(above=intervals(), below=intervals())
def test_quotients_by_what_can_be_zero(above: Interval, below: Interval) -> None:
    reached(quotient(above, below, EVERYTHING), [a / b for a, b in product(points(above), points(below)) if b])


@given(above=within(), below=within(), wanted=intervals())
def test_wanted_quotients_are_kept(
    above: tuple[Interval, Fraction], below: tuple[Interval, Fraction], wanted: Interval
) -> None:
    if below[1] and (value := above[1] / below[1]) in wanted:
        found = quotient(above[0], below[0], wanted)
        assert found is not None
        assert value in found
        assert found in wanted


@given(one=within(), other=within(), product_of=intervals())
def test_factors_of_a_product_are_kept(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction], product_of: Interval
) -> None:
    if one[1] * other[1] in product_of:
        found = factor(product_of, other[0], one[0])
        assert found is not None
        assert one[1] in found


def raised(value: Fraction, numerator: int, denominator: int) -> tuple[Fraction, Fraction] | None:
    """Bounds of a power; None where there is none."""
    if (value < 0 and denominator % 2 == 0) or (value == 0 and numerator < 0):
        return None
    low, high = root_bounds(value, denominator)
    ends = sorted((low**numerator, high**numerator)) if low or numerator >= 0 else [Fraction(0), Fraction(0)]
    return ends[0], ends[1]


@settings(max_examples=4 * settings().max_examples)
@given(base=within(), exponent=exponents)
def test_powers_hold_the_power_of_every_value(base: tuple[Interval, Fraction], exponent: tuple[int, int]) -> None:
    exact = raised(base[1], *exponent)
    found = power(base[0], *exponent)
    if exact is not None:
        assert found is not None
        assert found.intersect(Interval.of(*exact)) is not None
    if found is None:
        assert not any(raised(value, *exponent) for value in points(base[0]))


@settings(max_examples=6 * settings().max_examples)
@given(base=within(), exponent=exponents, result=intervals())
def test_bases_of_a_power_are_kept(
    base: tuple[Interval, Fraction], exponent: tuple[int, int], result: Interval
) -> None:
    exact = raised(base[1], *exponent)
    if exact is not None and all(end in result for end in exact):
        found = base_of_power(result, *exponent, base[0])
        assert found is not None
        assert base[1] in found
        assert found in base[0]


@given(base=intervals(), exponent=exponents)
def test_a_base_is_found_again(base: Interval, exponent: tuple[int, int]) -> None:
    forward = power(base, *exponent)
    if forward is not None and base.is_positive and exponent[0]:
        again = base_of_power(forward, *exponent, EVERYTHING if exponent[0] % 2 else Interval.of(0, None))
        assert again is not None
        assert base in again
        if base.is_bounded and base.lower and again.width is not None and base.width is not None:
            assert again.width - base.width < Fraction(1, 10**30)


def of_size(chance: Random, above: int, below: int, sign: int) -> Fraction:
    """A number whose numerator and denominator have about so many binary digits: drawn by themselves most are short."""
    return sign * Fraction(chance.getrandbits(above) + 1, chance.getrandbits(below) + 1)


sizes = st.integers(0, 12) | st.integers(200, 600)
long_numbers = st.builds(of_size, st.builds(Random, st.integers()), sizes, sizes, st.sampled_from((-1, 0, 1)))


@given(low=long_numbers, high=long_numbers, closed=st.tuples(st.booleans(), st.booleans()))
def test_rounding_outward_only_widens_and_little(low: Fraction, high: Fraction, closed: tuple[bool, bool]) -> None:
    low, high = sorted((low, high))
    interval = Interval.of(low, high, *(closed if low < high else (True, True)))
    found = outward(interval)
    assert interval in found
    for end, exact in ((found.lower, low), (found.upper, high)):
        assert end is not None
        assert abs(end - exact) <= abs(exact) * Fraction(1, 1 << (KEPT_BITS - 2))
    assert outward(found) is found or outward(found) == found


@pytest.mark.parametrize(
    ("result", "exponent", "bases"),
    [
        (Interval.of(-3, 2), (1, 2), Interval.of(0, 4)),
        (Interval.of(-3, 2, True, False), (1, 2), Interval.of(0, 4, True, False)),
        (Interval.of(-3, -1), (1, 2), None),
        (Interval.of(-3, 4), (2, 1), Interval.of(-2, 2)),
        (Interval.of(-3, 4, True, False), (2, 1), Interval.of(-2, 2, False, False)),
        (Interval.of(-3, -1), (2, 1), None),
        (Interval.of(-8, 27), (3, 1), Interval.of(-2, 3)),
        (Interval.of(-8, 27), (3, 2), Interval.of(0, 9)),
        (Interval.of(-2, 3), (1, 3), Interval.of(-8, 27)),
        (Interval.of(-1, 4), (2, 3), Interval.of(-8, 8)),
        (Interval.of(2, 4), (-1, 1), Interval.of(Fraction(1, 4), Fraction(1, 2))),
        (Interval.of(2, None), (-1, 1), Interval.of(0, Fraction(1, 2), False, True)),
        (Interval.point(0), (-1, 1), None),
        (Interval.of(0, 2), (0, 1), EVERYTHING),
        (Interval.of(2, 3), (0, 1), None),
    ],
)
def test_bases_are_all_that_fit_and_no_more(
    result: Interval, exponent: tuple[int, int], bases: Interval | None
) -> None:
    assert base_of_power(result, *exponent, EVERYTHING) == bases


def test_only_what_is_wanted_is_kept() -> None:
    assert base_of_power(Interval.of(1, 4), 2, 1, Interval.of(0, 9)) == Interval.of(1, 2)
    assert base_of_power(Interval.of(1, 4), 2, 1, Interval.of(3, 9)) is None
    assert quotient(Interval.of(1, 2), Interval.of(-1, 1), Interval.of(0, None)) == Interval.of(1, None)
    assert factor(Interval.of(1, 2), Interval.of(-1, 1), Interval.of(-5, 0)) == Interval.of(-5, -1)
    assert factor(Interval.of(0, 2), Interval.of(-1, 1), Interval.of(3, 4)) == Interval.of(3, 4)
    assert factor(Interval.of(1, 2), Interval.of(0, 1), Interval.of(3, 4)) == Interval.of(3, 4)
    assert factor(Interval.of(0, 2), Interval.of(1, 2), Interval.of(3, 4)) is None


@given(low=long_numbers, high=long_numbers)
def test_what_was_rounded_is_short_and_what_is_short_stays(low: Fraction, high: Fraction) -> None:
    low, high = sorted((low, high))
    for interval in (Interval.of(low, high), Interval.of(low, None), Interval.of(None, high), EVERYTHING):
        found = outward(interval)
        for end, exact in ((found.lower, interval.lower), (found.upper, interval.upper)):
            assert (end is None) == (exact is None)
            if end is None or exact is None:
                continue
            if max(exact.numerator.bit_length(), exact.denominator.bit_length()) <= MAX_BITS:
                assert end is exact
            else:
                # The other of the two is a power of two, as large as the number itself demands.
                assert min(end.numerator.bit_length(), end.denominator.bit_length()) <= KEPT_BITS + 1
        if found.lower is interval.lower and found.upper is interval.upper:
            assert found is interval


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_larger_or_smaller_than_anything_counted_has_no_end_or_is_next_to_zero(sign: int) -> None:
    huge, tiny = Fraction(3**2000), Fraction(1, 3**2000)
    found = outward(Interval.of(tiny, huge) if sign > 0 else Interval.of(-huge, -tiny))
    assert found == (Interval.of(0, None, False) if sign > 0 else Interval.of(None, 0, True, False))
    inner = outward(Interval.of(huge, 2 * huge) if sign > 0 else Interval.of(-2 * huge, -huge))
    limit = Fraction(2**MAX_SIZE)
    assert inner == (Interval.of(limit, None) if sign > 0 else Interval.of(None, -limit))
    # An end that was zero before stays closed.
    assert outward(Interval.of(0, huge)) == Interval.of(0, None)


def test_what_is_too_large_to_compute_narrows_nothing() -> None:
    """Whatever is wanted may then be a power, or the base of one: an enclosure, as wide as it is."""
    big, wanted = Interval.of(2**1000, 2**1001), Interval.of(0, 5)
    assert power(big, 1000, 1) == EVERYTHING
    assert base_of_power(big, 1, 1000, wanted) == wanted
    assert base_of_power(Interval.of(2**1000, None), 1, 1000, wanted) == wanted
