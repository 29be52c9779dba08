"""Periods that add up: against every way to cut a period into parts, tried one by one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.figure import Period
from nbkpi.solve.spans import additions

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


def tiles(whole: Period, parts: tuple[Period, ...]) -> bool:
    """Whether the parts are every month of the whole exactly once."""
    months = [month for part in parts for month in range(part.start, part.end)]
    return sorted(months) == list(range(whole.start, whole.end))


@settings(max_examples=10 * settings().max_examples, deadline=None)
@given(spoken)
def test_what_adds_up_does(spoken_of: set[Period]) -> None:
    seen = set()
    for whole, parts, is_whole in additions(spoken_of):
        assert parts
        assert (whole, frozenset(parts)) not in seen
        seen.add((whole, frozenset(parts)))
        if is_whole:
            assert len(parts) > 1
            assert tiles(whole, parts)
            assert sum(one not in spoken_of for one in (whole, *parts)) <= 1
        else:
            assert {whole, *parts} <= spoken_of
            assert whole not in parts
            assert all(whole.covers(part) for part in parts)
            assert all(a.end <= b.start or b.end <= a.start for a, b in combinations(parts, 2))
            # Parts that are all of it would say more.
            assert not tiles(whole, parts)


@settings(max_examples=10 * settings().max_examples, deadline=None)
@given(spoken)
def test_nothing_that_adds_up_is_left_out(spoken_of: set[Period]) -> None:
    found = {(whole, parts) for whole, parts, is_whole in additions(spoken_of) if is_whole}
    held = {(whole, parts) for whole, parts, is_whole in additions(spoken_of) if not is_whole}
    if all(period.length == 12 for period in spoken_of):
        assert not found | held
        return
    for whole in {*ALIGNED, *spoken_of}:
        # Quarters, halves and years are made of their parts even unnamed; longer spans only where named.
        is_regular = whole in ALIGNED and 1 < whole.length <= 12
        is_named = whole in spoken_of and whole.length % 12 == 0 and whole.start % 12 == 0
        for length in (1, 3, 6, 12) if is_regular or is_named else ():
            parts = tuple(Period(start, length) for start in range(whole.start, whole.end, length))
            there = tuple(part for part in parts if part in spoken_of)
            if whole.length <= length or not there:
                continue
            missing = len(parts) - len(there) + (whole not in spoken_of)
            assert ((whole, parts) in found) == (missing <= 1)
            assert ((whole, there) in held) == (missing > 1 and whole in spoken_of)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(spoken)
def test_of_two_that_begin_together_the_longer_one_is_the_shorter_and_what_comes_after(spoken_of: set[Period]) -> None:
    found = {(whole, frozenset(parts)) for whole, parts, is_whole in additions(spoken_of) if is_whole}
    if all(period.length == 12 for period in spoken_of):
        return
    for short in spoken_of:
        longer = [one for one in spoken_of if one.start == short.start and one.length > short.length]
        if longer:
            nearest = min(longer)
            after = Period(short.end, nearest.end - short.end)
            assert (nearest, frozenset((short, after))) in found


@given(st.sets(loose.map(lambda period: Period(period.start, 12))))
def test_years_alone_do_not_add_up(years: set[Period]) -> None:
    assert not list(additions(years))


def test_a_missing_quarter_follows_and_two_do_not() -> None:
    year, *quarters = (Period(FIRST, 12), *(Period(FIRST + start, 3) for start in (0, 3, 6, 9)))
    assert (year, tuple(quarters), True) in list(additions([year, *quarters[:3]]))
    assert (year, tuple(quarters[:2]), False) in list(additions([year, *quarters[:2]]))
    first_nine = Period(FIRST, 9)
    assert list(additions([year, first_nine])) == [(year, (first_nine, quarters[3]), True)]
