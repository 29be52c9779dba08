"""Interval arithmetic: it encloses every possible result, and nothing that is not approached."""

from __future__ import annotations

import copy
import operator
import pickle
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exact.conftest import assert_true_range, every_interval, samples

from nbkpi.exact import EVERYTHING, Interval, ResultTooLarge
from nbkpi.exact.ends import same_lower, same_upper
from nbkpi.exact.interval import unchecked

numbers = st.builds(Fraction, st.integers(-60, 60), st.sampled_from((1, 2, 3, 10)))
ends = st.tuples(st.none() | numbers, st.booleans())


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    (low, low_closed), (high, high_closed) = draw(ends), draw(ends)
    if low is not None and high is not None and low >= high:
        low, high = high, low
        low_closed = high_closed = low_closed or low == high
    return Interval.of(low, high, low_closed, high_closed)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
@given(a=intervals(), b=intervals())
def test_sums_and_products_are_the_true_range(operation, a, b):
    assert_true_range(operation(a, b), [operation(x, y) for x, y in product(samples(a), samples(b))])


EVERY = every_interval(-2, 0, 1)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_every_two_intervals_of_a_few_ends(operation):
    for a, b in product(EVERY, EVERY):
        if operation is not operator.truediv or 0 not in b:
            assert_true_range(operation(a, b), [operation(x, y) for x, y in product(samples(a), samples(b))])


def test_growth_over_every_base_above_zero():
    for a, b in product(EVERY, every_interval(0, 1, 3)):
        if b.is_positive:
            assert_true_range(a.growth_over(b), [x / y - 1 for x, y in product(samples(a), samples(b))])


def test_what_holds_of_every_two_intervals():
    for a, b in product(EVERY, EVERY):
        held = [x for x in (*samples(a), *samples(b)) if x in a and x in b]
        both = a.intersect(b)
        assert (both is None) == (not held)
        assert both == b.intersect(a)
        assert both is None or assert_true_range(both, {*samples(both), *held}) is None
        assert_true_range(a.hull(b), samples(a) + samples(b))
        assert (a in b) == all(x in b for x in samples(a))
        assert (a == b) == (a in b and b in a) == (hash(a) == hash(b))


@pytest.mark.parametrize("exponent", range(-4, 5))
def test_powers_of_every_interval(exponent):
    for a in EVERY:
        if exponent >= 0 or 0 not in a:
            assert_true_range(a**exponent, [x**exponent for x in samples(a)])


def test_the_closure_adds_the_ends():
    for a in EVERY:
        values = {*samples(a), *(end for end in (a.lower, a.upper) if end is not None)}
        assert a in a.closure
        assert_true_range(a.closure, values)


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
    assert a.snapped() == a.snapped(Fraction(1))
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


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        ((5, 1), "empty"),
        ((Fraction(5), Fraction(1)), "empty"),
        ((Fraction(1), Fraction(1), False), "empty"),
        ((Fraction(1), Fraction(1), True, False), "empty"),
        ((Fraction(1), Fraction(1), False, False), "empty"),
        ((None, Fraction(1)), "infinite"),
        ((Fraction(1), None), "infinite"),
        ((None, Fraction(1), True, False), "infinite"),
        ((None, None, False, True), "infinite"),
    ],
)
def test_what_is_no_interval_cannot_be_made(ends, message):
    with pytest.raises(ValueError, match=message):
        Interval(*ends)


@pytest.mark.parametrize("ends", [(1.0, 2.0), (Fraction(1), 2.0), (0.5, 1), ("1", "2"), (2.0, None)])
def test_only_exact_numbers_are_ends(ends):
    with pytest.raises(TypeError):
        Interval(*ends, False, False)
    with pytest.raises(TypeError):
        Interval.of(*ends)


def test_whole_numbers_become_fractions():
    assert Interval.of(1, 5) == Interval(1, 5) == Interval(Fraction(1), Fraction(5))
    assert isinstance(Interval(1, 5).lower, Fraction)
    assert isinstance(Interval(1, 5).upper, Fraction)
    assert Interval.point(3) == Interval(Fraction(3), Fraction(3)) == unchecked(Fraction(3), Fraction(3), True, True)


@pytest.mark.parametrize("made", [Interval.of(1, 2), Interval.point(1) + Interval.of(0, 1), EVERYTHING])
def test_an_interval_does_not_change(made):
    names = {made: "what it is a key of"}
    for name in ("lower", "upper", "lower_closed", "upper_closed", "other"):
        with pytest.raises(AttributeError):
            setattr(made, name, Fraction(7))
        with pytest.raises(AttributeError):
            delattr(made, name)
    assert type(made) is Interval
    assert names[Interval.of(made.lower, made.upper, made.lower_closed, made.upper_closed)]


@given(a=intervals())
def test_copies_are_equal(a):
    assert copy.deepcopy(a) == copy.copy(a) == pickle.loads(pickle.dumps(a)) == replace(a) == a
    assert repr(a).startswith("Interval(lower=")


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


def test_two_ends_are_the_same_by_value_and_by_whether_they_are_reached() -> None:
    # Of intervals made apart the ends are different objects, of those cut off at one another they are mostly the same.
    for one, other in product(EVERY, EVERY):
        for a, b in ((one, other), (one, one.intersect(other) or one), (one, Interval.of(*_parts(other)))):
            assert same_lower(a, b) == ((a.lower, a.lower_closed) == (b.lower, b.lower_closed))
            assert same_upper(a, b) == ((a.upper, a.upper_closed) == (b.upper, b.upper_closed))


def _parts(a: Interval) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    """New ends of the same values."""
    low, high = (None if end is None else end + 0 for end in (a.lower, a.upper))
    return low, high, a.lower_closed, a.upper_closed
