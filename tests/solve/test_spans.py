"""Periods that add up: against every way to cut a period into parts, tried one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.figure import Period
from nbkpi.solve.spans import PeriodSum, additions

FIRST, YEARS = 2020 * 12, 3
ALIGNED = [
    Period(start, length)
    for length in (1, 3, 6, 12, 24, 36)
    for start in range(FIRST, FIRST + 12 * YEARS, min(length, 12))
    if start + length <= FIRST + 12 * YEARS
]
loose = st.builds(Period, st.integers(FIRST, FIRST + 12 * YEARS - 1), st.integers(1, 24))
one_year = [period for period in ALIGNED if period.end <= FIRST + 12]
spoken = st.sets(st.sampled_from(one_year), max_size=16) | st.sets(st.sampled_from(ALIGNED) | loose, max_size=12)


def months(addition: PeriodSum) -> Counter[int]:
    """Each month as often as the parts have it, and minus as often as the whole and what is less do."""
    found: Counter[int] = Counter()
    for sign, periods in ((1, addition.parts), (-1, (addition.whole, *addition.less))):
        for one in periods:
            found.update(dict.fromkeys(range(one.start, one.end), 1) if sign > 0 else {})
            found.subtract(dict.fromkeys(range(one.start, one.end), 1) if sign < 0 else {})
    return found


def rank(rows: list[dict[Hashable, int]]) -> int:
    """How many of the rows do not follow from the others, by elimination."""
    left = [{place: Fraction(value) for place, value in row.items() if value} for row in rows]
    found = 0
    while left:
        first = left.pop()
        if first:
            found += 1
            pivot = next(iter(first))
            for row in left:
                factor = row.get(pivot, Fraction(0)) / first[pivot]
                for place, value in first.items():
                    row[place] = row.get(place, Fraction(0)) - factor * value
            left = [{place: value for place, value in row.items() if value} for row in left]
    return found


@settings(max_examples=10 * settings().max_examples, deadline=None)
@given(spoken)
def test_what_adds_up_does(spoken_of: set[Period]) -> None:
    seen = set()
    for one in additions(spoken_of):
        periods = (one.whole, *one.parts, *one.less)
        assert len(set(periods)) == len(periods) > 1
        key = frozenset(periods), one.is_whole
        assert key not in seen
        seen.add(key)
        if one.is_whole:
            assert not any(months(one).values())
            assert len(periods) > 2
            assert sum(period not in spoken_of for period in periods) <= 1
        else:
            assert set(periods) <= spoken_of
            assert not one.less
            # Less than all of it, no month twice, and what is missing is in several pieces.
            assert set(months(one).values()) == {0, -1}
            missing = [month for month, count in sorted(months(one).items()) if count]
            assert missing[-1] - missing[0] >= len(missing)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(spoken)
def test_every_relation_between_periods_follows_from_those_given(spoken_of: set[Period]) -> None:
    found = list(additions(spoken_of))
    if all(period.length == 12 for period in spoken_of):
        assert not found
        return
    rows: list[dict[Hashable, int]] = [
        dict.fromkeys(one.parts, 1) | dict.fromkeys((one.whole, *one.less), -1) for one in found if one.is_whole
    ]
    others = [{place: value for place, value in row.items() if place not in spoken_of} for row in rows]
    as_months: list[dict[Hashable, int]] = [dict.fromkeys(range(one.start, one.end), 1) for one in spoken_of]
    assert rank(rows) - rank(others) == len(spoken_of) - rank(as_months)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(spoken)
def test_a_missing_part_of_a_year_a_half_or_a_quarter_follows(spoken_of: set[Period]) -> None:
    found = {(one.whole, one.parts) for one in additions(spoken_of) if one.is_whole}
    if all(period.length == 12 for period in spoken_of):
        return
    for whole in ALIGNED:
        for length in (1, 3, 6) if whole.length <= 12 else ():
            parts = tuple(Period(start, length) for start in range(whole.start, whole.end, length))
            there = [part for part in parts if part in spoken_of]
            if whole.length > length and there:
                missing = len(parts) - len(there) + (whole not in spoken_of)
                assert (missing > 1) or (whole, parts) in found


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(spoken)
def test_the_parts_of_a_period_are_as_much_of_it_as_there_is(spoken_of: set[Period]) -> None:
    if all(period.length == 12 for period in spoken_of):
        return
    found = list(additions(spoken_of))
    for whole in spoken_of:
        within = [one for one in spoken_of if whole.covers(one) and one != whole]
        sets = (some for size in (1, 2, 3) for some in combinations(within, size))
        apart = (some for some in sets if all(a.end <= b.start or b.end <= a.start for a, b in combinations(some, 2)))
        most = max((sum(one.length for one in some) for some in apart), default=0)
        given_parts = (
            sum(part.length for part in one.parts if part in spoken_of) for one in found if one.whole == whole
        )
        assert max(given_parts, default=0) >= most


@pytest.mark.parametrize("at_its", ["beginning", "end"])
@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(spoken_of=spoken)
def test_what_is_left_of_the_longer_of_two_follows(at_its: str, spoken_of: set[Period]) -> None:
    found = {(one.whole, frozenset(one.parts)) for one in additions(spoken_of) if one.is_whole}
    if all(period.length == 12 for period in spoken_of):
        return
    for short in spoken_of:
        same = [
            one for one in spoken_of if (one.start == short.start if at_its == "beginning" else one.end == short.end)
        ]
        longer = [one for one in same if one.length > short.length]
        if longer:
            nearest = min(longer, key=lambda one: one.length)
            start = short.end if at_its == "beginning" else nearest.start
            rest = Period(start, nearest.length - short.length)
            assert (nearest, frozenset((short, rest))) in found


@given(st.sets(loose.map(lambda period: Period(period.start, 12))))
def test_years_alone_do_not_add_up(years: set[Period]) -> None:
    assert not list(additions(years))


def test_what_several_quarters_leave_of_their_year() -> None:
    year, *quarters = (Period(FIRST, 12), *(Period(FIRST + start, 3) for start in (0, 3, 6, 9)))
    assert PeriodSum(year, tuple(quarters)) in list(additions([year, *quarters[:3]]))
    rest = PeriodSum(year, (*quarters[:2], Period(FIRST + 6, 6)))
    assert rest in list(additions([year, *quarters[:2]]))
    assert PeriodSum(year, (quarters[0], quarters[2]), is_whole=False) in list(additions([year, *quarters[0:3:2]]))
    first_nine = Period(FIRST, 9)
    assert list(additions([year, first_nine])) == [PeriodSum(year, (first_nine, quarters[3]))]


def test_what_is_there_of_a_period_is_as_few_parts_as_can_be() -> None:
    ten, *parts = (Period(FIRST + start, length) for start, length in ((0, 10), (1, 3), (5, 2), (8, 1)))
    single = [Period(FIRST + 5, 1), Period(FIRST + 6, 1)]
    assert PeriodSum(ten, tuple(parts), is_whole=False) in list(additions([ten, *parts, *single]))


def test_two_ways_through_the_same_months_are_one_relation() -> None:
    # January to April, May and June are as much as the first and the second quarter, though the half is not printed.
    spoken_of = [Period(FIRST, 4), Period(FIRST + 4, 1), Period(FIRST + 5, 1), Period(FIRST, 3), Period(FIRST + 3, 3)]
    ways = [one for one in additions(spoken_of) if set(spoken_of) == {one.whole, *one.parts, *one.less}]
    assert len(ways) == 1
