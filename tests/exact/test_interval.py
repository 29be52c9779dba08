"""Interval arithmetic: it encloses every possible result, and nothing that is not approached."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.exact import EVERYTHING, Interval, ResultTooLarge

FAR = Fraction(10) ** 18
NEAR = 1 / FAR
CLOSE_ENOUGH = Fraction(1, 10**6)

numbers = st.builds(Fraction, st.integers(-60, 60), st.sampled_from((1, 2, 3, 10)))
ends = st.tuples(st.none() | numbers, st.booleans())


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    (low, low_closed), (high, high_closed) = draw(ends), draw(ends)
    if low is not None and high is not None and low >= high:
        low, high = high, low
        low_closed = high_closed = low_closed or low == high
    return Interval.of(low, high, low_closed, high_closed)


def samples(interval: Interval) -> list[Fraction]:
    """Values of the interval: its closed ends, values very near its open ones, far away, zero and the middle."""
    low, high = interval.lower, interval.upper
    near = NEAR * min(1, high - low) if low is not None and high is not None else NEAR
    bottom = -FAR if low is None else low if interval.lower_closed else low + near
    top = FAR if high is None else high if interval.upper_closed else high - near
    found = [bottom, top, (bottom + top) / 2]
    if bottom <= 0 <= top:
        found.append(Fraction(0))
    return found


def assert_true_range(result: Interval, values: list[Fraction]) -> None:
    """Every value is inside, closed ends are attained, open ones approached, infinite ones passed at any height."""
    assert all(value in result for value in values)
    for end, closed, extreme in (
        (result.lower, result.lower_closed, min(values)),
        (result.upper, result.upper_closed, max(values)),
    ):
        if end is None:
            assert abs(extreme) > 10**6
        elif closed:
            assert extreme == end
        else:
            assert abs(extreme - end) < CLOSE_ENOUGH


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
@given(a=intervals(), b=intervals())
def test_sums_and_products_are_the_true_range(operation, a, b):
    assert_true_range(operation(a, b), [operation(x, y) for x, y in product(samples(a), samples(b))])


@given(a=intervals(), b=intervals())
def test_quotients_are_the_true_range_and_never_divide_by_zero(a, b):
    if 0 in b:
        with pytest.raises(ZeroDivisionError):
            a / b
    else:
        assert_true_range(a / b, [x / y for x, y in product(samples(a), samples(b))])


@given(a=intervals(), exponent=st.integers(-4, 5))
def test_powers_are_the_true_range(a, exponent):
    if exponent < 0 and 0 in a:
        with pytest.raises(ZeroDivisionError):
            a**exponent
    else:
        assert_true_range(a**exponent, [x**exponent for x in samples(a)])


@given(a=intervals())
def test_negation_mirrors(a):
    assert_true_range(-a, [-x for x in samples(a)])
    assert a.__neg__().__neg__() == a


@given(a=intervals(), factor=numbers)
def test_scaling_is_a_product_with_a_positive_number(a, factor):
    if factor > 0:
        assert a.scaled(factor) == a * Interval.point(factor)
    else:
        with pytest.raises(ValueError, match="positive"):
            a.scaled(factor)


@given(value=intervals(), low=numbers.map(abs), width=numbers.map(abs), low_closed=st.booleans())
def test_growth_is_the_ratio_less_one(value, low, width, low_closed):
    base = Interval.of(low, low + width + 1, low_closed and low > 0, False)
    assert value.growth_over(base) == value / base - Interval.point(1)


@given(a=intervals(), b=intervals(), x=numbers)
def test_hull_and_intersection_hold_what_either_and_both_hold(a, b, x):
    hull, both = a.hull(b), a.intersect(b)
    assert (both is not None and x in both) == (x in a and x in b)
    assert a in hull
    assert b in hull
    assert_true_range(hull, samples(a) + samples(b))
    if both is not None:
        assert both in a
        assert both in b
        assert both.hull(both) == both


@given(a=intervals(), b=intervals())
def test_an_interval_lies_in_another_when_all_its_values_do(a, b):
    assert (a in b) == (a.intersect(b) == a)


@given(a=intervals(), step=st.builds(Fraction, st.integers(1, 7), st.integers(1, 3)))
def test_snapping_keeps_exactly_the_multiples(a, step):
    snapped = a.snapped(step)
    kept = [step * index for index in range(-300, 301) if step * index in a]
    if snapped is None:
        assert not kept
        return
    assert all(multiple in snapped for multiple in kept)
    for end in (snapped.lower, snapped.upper):
        assert end is None or end in kept
    assert (snapped.lower is None, snapped.upper is None) == (a.lower is None, a.upper is None)


@given(a=intervals())
def test_signs_are_those_of_all_values(a):
    assert a.holds_zero == (0 in a)
    assert a.is_positive == all(x > 0 for x in samples(a))
    assert a.is_negative == all(x < 0 for x in samples(a))


@given(a=intervals())
def test_width_and_kind_follow_from_the_ends(a):
    assert a.is_bounded == (a.lower is not None and a.upper is not None)
    assert a.width == (a.upper - a.lower if a.is_bounded else None)
    assert a.is_point == (a.width == 0)
    assert hash(a) == hash(Interval.of(a.lower, a.upper, a.lower_closed, a.upper_closed))


@pytest.mark.parametrize("closed", [(True, False), (False, True), (False, False)])
def test_an_empty_interval_is_refused(closed):
    with pytest.raises(ValueError, match="empty"):
        Interval.of(1, 1, *closed)
    with pytest.raises(ValueError, match="empty"):
        Interval.of(2, 1)


def test_infinite_ends_are_open():
    assert Interval.of(None, None) == EVERYTHING
    assert str(EVERYTHING) == "(-∞, ∞)"
    assert str(Interval.of(Fraction(1, 2), 2, True, False)) == "[1/2, 2)"


def test_only_exact_numbers_are_members():
    assert 0.5 not in Interval.of(0, 1)
    assert "1" not in Interval.of(0, 1)


def test_a_closed_zero_is_reached_beside_an_open_infinity():
    assert Interval.of(0, 5) * EVERYTHING == EVERYTHING
    assert Interval.point(0) * EVERYTHING == Interval.point(0)
    assert Interval.of(0, 1, True, True) * Interval.of(2, None) == Interval.of(0, None)
    assert Interval.of(0, 1, False, True) * Interval.of(2, None) == Interval.of(0, None, False)


def test_last_years_income_follows_from_this_years_and_its_growth():
    income = Interval.of(Fraction("87.5"), Fraction("88.5"), True, False)
    growth = Interval.of(Fraction("0.4355"), Fraction("0.4365"), True, False)
    base = income / (Interval.point(1) + growth)
    assert round(base.lower, 2) == Fraction("60.91")
    assert round(base.upper, 2) == Fraction("61.65")
    assert (base.lower_closed, base.upper_closed) == (False, False)


@pytest.mark.parametrize("exponent", [10**5, -(10**5), 10**100])
def test_a_huge_power_is_refused_at_once(exponent):
    with pytest.raises(ResultTooLarge):
        Interval.of(Fraction(9, 8), Fraction(10, 7)) ** exponent
    assert Interval.of(1, 1) ** exponent == Interval.point(1)
