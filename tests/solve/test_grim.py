"""Rates over whole cases: what some number of cases gives, against counting them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.whole_cases import UNSETTLED, Cases
from nbkpi.solve.select import Selection

PERCENT = Fraction(100)
FAR = 40
"""Beyond this many cases nothing is counted here."""


def cases(part: Interval, whole: Interval, is_share: bool = True) -> Cases:
    return Cases(part, whole, PERCENT, is_share)


def of(whole: int) -> Cases:
    return cases(Interval.of(0, None), Interval.point(whole))


def band(rate: str) -> Interval:
    """What is printed as this percentage, both ends included: how a half was rounded is not known."""
    half = Fraction(1, 2 * 10 ** len(rate.partition(".")[2]))
    return Interval.of(max(Fraction(rate) - half, 0), min(Fraction(rate) + half, 100))


@pytest.mark.parametrize(("rate", "whole"), [("90", 25), ("75.86", 99), ("95.45", 36)])
def test_rates_that_no_number_of_cases_gives(rate: str, whole: int) -> None:
    # 90% of 25 is impossible only when halves cannot round either way: 22.5 of 25 is no whole number anyway.
    assert of(whole).example(band(rate)) is None


@pytest.mark.parametrize(("rate", "whole"), [("75.86", 29), ("95.45", 22), ("90", 20)])
def test_rates_that_fit_another_number_of_cases(rate: str, whole: int) -> None:
    assert of(whole).example(band(rate)) is not None


def test_a_rate_that_several_numbers_of_cases_give() -> None:
    possible = [k for k in range(602) if Interval.of(k, k).intersect(band("99").scaled(Fraction(601, 100)))]
    assert possible == list(range(592, 598))
    assert of(601).example(band("99")) == (592, 601)


@pytest.mark.parametrize(("whole", "step", "possible"), [(50, "1", (51, 101)), (204, "0.1", (205, 1001))])
def test_how_many_rates_are_possible(whole: int, step: str, possible: tuple[int, int]) -> None:
    assert of(whole).possible_rates(Fraction(step)) == possible


@pytest.mark.parametrize("whole", [*range(100, 130), 997, 12345, 10**9])
def test_whole_percents_say_nothing_about_a_hundred_cases_or_more(whole: int) -> None:
    assert of(whole).possible_rates(Fraction(1)) == (101, 101)


counts = st.tuples(st.integers(0, 25), st.none() | st.integers(0, 25)).map(
    lambda pair: Interval.of(pair[0], None if pair[1] is None else pair[0] + pair[1])
)
percents = st.integers(0, 240).map(lambda twice: Fraction(twice, 2))


@st.composite
def bands(draw: st.DrawFn) -> Interval:
    low = draw(percents)
    width = draw(st.sampled_from((0, 1, 3, 10, 200)).map(lambda tenths: Fraction(tenths, 10)))
    closed = (True, True) if not width else draw(st.tuples(st.booleans(), st.booleans()))
    return Interval.of(low, low + width, *closed)


@settings(max_examples=15 * settings().max_examples, deadline=None)
@given(part=counts, whole=counts, rates=bands(), is_share=st.booleans())
def test_an_example_is_found_where_there_is_one(
    part: Interval, whole: Interval, rates: Interval, is_share: bool
) -> None:
    whole = whole.intersect(Interval.of(1, None)) or Interval.of(1, 3)
    found = cases(part, whole, is_share).example(rates)
    if found is not None and found != UNSETTLED:
        k, n = found
        assert k in part
        assert n in whole
        assert k <= n or not is_share
        assert Fraction(100 * k, n) in rates
    if found is None:
        counted = [
            (k, n)
            for n in range(1, FAR)
            for k in range((n if is_share else 3 * FAR) + 1)
            if n in whole and k in part and Fraction(100 * k, n) in rates
        ]
        assert not counted


@settings(max_examples=3 * settings().max_examples, deadline=None)
@given(
    part=counts, whole=st.integers(1, 40), more=st.integers(0, 3), step=st.sampled_from((Fraction(1, 10), 1, 10, 25))
)
def test_possible_rates_are_those_that_counting_finds(
    part: Interval, whole: int, more: int, step: Fraction | int
) -> None:
    step = Fraction(step)
    found = cases(part, Interval.of(whole, whole + more)).possible_rates(step)
    seen = set()
    for n in range(whole, whole + more + 1):
        for k in range(n + 1):
            if k in part:
                shown = Fraction(100 * k, n) / step
                seen |= {floor(shown + Fraction(1, 2)), -floor(Fraction(1, 2) - shown)}
    assert found == (len(seen), floor(100 / step) + 1)


def test_many_cases_take_no_time() -> None:
    start = time.process_time()
    many = Interval.of(5, 2 * 10**9)
    assert cases(many, Interval.point(2 * 10**9)).possible_rates(Fraction(1))[1] == 101
    assert cases(Interval.of(0, None), Interval.of(1, None)).example(Interval.of(Fraction(1, 3), 34)) is not None
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "figures",
    [
        "town n 2024 超1000人\ntown r 2024 90%",
        "town m 2024 10人以上\ntown r 2024 90多%",
        "town n 2024 200余人\ntown r 2024 33.3%",
    ],
)
def test_a_rate_over_an_unknown_number_of_cases_is_no_contradiction(asked: Callable[..., object], figures: str) -> None:
    book = asked(figures, metrics="r % n/m")
    assert not [one for one in check(book.calculator, Selection()) if one.is_finding]  # type: ignore[attr-defined]


def test_few_cases_of_very_many_are_looked_at_one_by_one() -> None:
    three = cases(Interval.point(3), Interval.of(1, 10**9))
    # 3 of 5 is 60%, and 3 of 6 is 50%.
    assert three.example(Interval.of(50, 60, False, False)) is None
    assert three.example(Interval.of(50, 60)) in ((3, 5), (3, 6))


@pytest.mark.parametrize(
    ("least", "rates"),
    [
        (1000, Interval.of(0, 200, True, False)),
        (10**6, Interval.of(10, Fraction(10001, 1000))),
        (0, Interval.of(Fraction(333333, 10000), Fraction(333334, 10000), False, False)),
        (7, Interval.of(99, 100, False, False)),
        (7, Interval.of(300, Fraction(3001, 10), False, False)),
    ],
)
def test_of_any_whole_there_are_cases_in_every_band(least: int, rates: Interval) -> None:
    found = cases(Interval.of(least, None), Interval.of(1, None), is_share=False).example(rates)
    assert found is not None
    part, whole = found
    assert part >= least
    assert Fraction(100 * part, whole) in rates


def test_of_more_than_all_of_them_there_is_no_example() -> None:
    above_all = Interval.of(100, 101, False)
    assert cases(Interval.of(0, 1), Interval.of(1, None), is_share=True).example(above_all) is None
