"""Ranks are ranges: every rank that values within the intervals can have, and no other."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.exact.ranks import TIES, RankRange, Ties, rank_ranges

ENDS = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Small intervals, so that ends and whole intervals often coincide."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Interval.point(low)
    return Interval.of(low, high, draw(st.booleans()), draw(st.booleans()))


def samples(interval: Interval, place: int, count: int) -> list[Fraction]:
    """Values that show every order: all whole numbers, and between them some that no other interval shares."""
    apart = Fraction(place + 1, 2 * (count + 1))
    grid = [Fraction(step) for step in range(-1, 5)]
    near = {*grid, *(one + apart / 2 for one in grid), *(one + Fraction(1, 2) for one in grid)}
    near |= {one + 1 - apart / 2 for one in grid}
    return sorted(value for value in near if value in interval)


def rank(values: tuple[Fraction, ...], place: int, ties: Ties) -> int:
    """By definition."""
    above = [value for value in values if value > values[place]]
    return 1 + len(set(above) if ties == "dense" else above)


@pytest.mark.parametrize("ties", TIES)
@settings(deadline=None)
@given(found=st.lists(intervals(), min_size=1, max_size=3))
def test_the_ranges_are_those_of_all_values(ties: Ties, found: list[Interval]) -> None:
    choices = [samples(one, place, len(found)) for place, one in enumerate(found)]
    seen: list[set[int]] = [set() for _one in found]
    for values in product(*choices):
        for place in range(len(found)):
            seen[place].add(rank(values, place, ties))
    assert rank_ranges(found, ties) == [RankRange(min(ranks), max(ranks)) for ranks in seen]


@pytest.mark.parametrize("ties", TIES)
@given(found=st.lists(intervals(), min_size=4, max_size=12), random=st.randoms(use_true_random=False))
def test_no_values_have_ranks_outside(ties: Ties, found: list[Interval], random) -> None:
    ranges = rank_ranges(found, ties)
    choices = [samples(one, place, len(found)) for place, one in enumerate(found)]
    for _attempt in range(20):
        values = tuple(random.choice(one) for one in choices)
        for place, (best, worst) in enumerate(ranges):
            assert best <= rank(values, place, ties) <= worst


@st.composite
def whole_ranges(draw: st.DrawFn) -> Interval:
    low = draw(st.integers(0, 4))
    return Interval.of(low, low + draw(st.sampled_from([0, 1, 1, 2, 4])))


@pytest.mark.parametrize("ties", TIES)
@settings(deadline=None)
@given(found=st.lists(whole_ranges(), min_size=1, max_size=5), half=st.booleans())
def test_of_counts_only_whole_numbers_are_values(ties: Ties, found: list[Interval], half: bool) -> None:
    """Three counts of 1 or 2 have no more than two values."""
    step = Fraction(1, 2) if half else Fraction(1)
    choices = [[Fraction(value) for value in range(9) if value in one] for one in found]
    seen: list[set[int]] = [set() for _one in found]
    for values in product(*choices):
        for place in range(len(found)):
            seen[place].add(rank(values, place, ties))
    ranges = rank_ranges([one.scaled(step) for one in found], ties, step)
    assert ranges == [RankRange(min(ranks), max(ranks)) for ranks in seen]


def test_counts_without_an_end() -> None:
    found = [Interval.of(11, None), Interval.of(11, None), Interval.of(None, 12), Interval.point(12)]
    assert rank_ranges(found, "dense", Fraction(1)) == [(1, 3), (1, 3), (1, 4), (1, 3)]


@given(st.lists(st.integers(0, 5).map(Fraction), min_size=1))
def test_points_have_one_rank_each(values: list[Fraction]) -> None:
    for ties in TIES:
        ranges = rank_ranges([Interval.point(value) for value in values], ties)
        assert ranges == [RankRange(*2 * (rank(tuple(values), place, ties),)) for place in range(len(values))]


def test_rules_for_ties() -> None:
    scores = [Interval.point(score) for score in (100, 100, 99)]
    assert [one.best for one in rank_ranges(scores, "min")] == [1, 1, 3]
    assert [one.best for one in rank_ranges(scores, "dense")] == [1, 1, 2]


def test_ends_that_touch() -> None:
    rounded = [Interval.of(Fraction(87), Fraction(88), True, False), Interval.point(88)]
    assert rank_ranges(rounded) == [(2, 2), (1, 1)]
    reached = [Interval.of(87, 88), Interval.point(88)]
    assert rank_ranges(reached) == [(1, 2), (1, 1)]
    assert rank_ranges([Interval.of(10, None, False), Interval.point(10)]) == [(1, 1), (2, 2)]


def test_nothing_to_rank() -> None:
    assert rank_ranges([]) == rank_ranges([], "dense") == []


def test_what_is_shared_by_chance_is_one_value() -> None:
    """Two that overlap above may be equal, so that under dense the one below them can be second."""
    found = [Interval.of(5, 7), Interval.of(6, 8), Interval.point(1)]
    assert rank_ranges(found, "dense")[2] == (2, 3)
    assert rank_ranges(found, "min")[2] == (3, 3)
