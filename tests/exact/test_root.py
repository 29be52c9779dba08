"""Roots: exact where they are rational, and never on the wrong side elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.exact import Interval, ResultTooLarge
from nbkpi.exact.root import root_bounds

degrees = st.integers(1, 12)
values = st.fractions(min_value=0, max_value=10**30, max_denominator=10**12)


@given(value=values, degree=degrees)
def test_bounds_hold_the_root_between_them(value, degree):
    low, high = root_bounds(value, degree)
    assert 0 <= low <= high
    assert low**degree <= value <= high**degree
    assert high - low <= Fraction(1, 2**200)


@given(root=values, degree=degrees)
def test_a_rational_root_is_exact(root, degree):
    assert root_bounds(root**degree, degree) == (root, root)


@given(value=values, degree=degrees.filter(lambda degree: degree % 2))
def test_an_odd_root_mirrors(value, degree):
    low, high = root_bounds(value, degree)
    assert root_bounds(-value, degree) == (-high, -low)


@given(value=values, degree=degrees)
def test_unequal_bounds_mean_an_irrational_root(value, degree):
    low, high = root_bounds(value, degree)
    if low != high:
        assert low**degree < value < high**degree


@given(low=values, high=values, flags=st.tuples(st.booleans(), st.booleans()), degree=degrees)
def test_the_root_of_an_interval_encloses_and_keeps_rational_ends(low, high, flags, degree):
    if low >= high:
        low, high = high, low + 1
    rooted = Interval.of(low**degree, high**degree, *flags).root(degree)
    assert rooted == Interval.of(low, high, *flags)
    irrational = Interval.of(low, high, *flags).root(degree)
    assert irrational.lower**degree <= low
    assert irrational.upper**degree >= high
    assert irrational.lower_closed == (flags[0] and irrational.lower**degree == low)
    assert irrational.upper_closed == (flags[1] and irrational.upper**degree == high)


def test_an_infinite_end_stays_infinite():
    assert Interval.of(None, 8, True, False).root(3) == Interval.of(None, 2, True, False)
    assert Interval.of(4, None).root(2) == Interval.of(2, None)


@pytest.mark.parametrize("interval", [Interval.of(-1, 4), Interval.of(None, 4)])
def test_an_even_root_of_a_negative_value_does_not_exist(interval):
    with pytest.raises(ValueError, match="even root"):
        interval.root(2)


@pytest.mark.parametrize("degree", [0, -1])
def test_a_degree_below_one_is_refused(degree):
    with pytest.raises(ValueError, match="degree"):
        Interval.of(1, 2).root(degree)


@pytest.mark.parametrize(("value", "degree"), [(2, 10**6), (Fraction(1, 10**20_000), 200)])
def test_a_root_that_would_take_long_is_refused_at_once(value, degree):
    with pytest.raises(ResultTooLarge):
        Interval.of(value, value + 1).root(degree)


def test_two_years_of_growth_give_the_average_that_was_printed():
    # NBS: industrial profits of 2021 grew by 45.5% over two years, 20.6% a year on average.
    average = Interval.point(Fraction("1.455")).root(2) - Interval.point(1)
    assert round(average.lower, 3) == round(average.upper, 3) == Fraction("0.206")
