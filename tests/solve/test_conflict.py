"""Contradictions: the fewest figures that cannot all hold, every one of them, and always an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.conftest import Asked, indicators, network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.conflict import contradictions, failure
from nbkpi.solve.equations import Builder
from nbkpi.solve.propagate import Propagation

Checks = Callable[..., list[Check]]
ONE = Fraction(1)
MANY = 1000
SECONDS = 60
"""Far more than is needed, and far less than forever."""


def identity(*equations: str) -> str:
    return "".join(f'[[identity]]\nequation = "{one}"\n' for one in equations)


def findings(found: list[Check]) -> list[set[str]]:
    """The printed figures of each finding."""
    return [{one.text for one in check.printed} for check in found if check.is_finding]


@st.composite
def sums(draw: st.DrawFn, size: int) -> tuple[dict[int, Fraction], Fraction]:
    """Two or three of so many places, added or subtracted, that come to little."""
    places = draw(st.sets(st.integers(0, size - 1), min_size=2, max_size=3))
    factors = {place: Fraction(draw(st.sampled_from((-1, 1)))) for place in places}
    return factors, Fraction(draw(st.integers(-1, 1)))


@settings(max_examples=4 * settings().max_examples, deadline=None)
@given(data=st.data(), size=st.integers(3, 8))
def test_every_contradiction_is_found_once_and_names_no_figure_that_can_be_spared(
    data: st.DataObject, size: int
) -> None:
    bounds = data.draw(
        st.lists(st.integers(-3, 3).map(Interval.point) | st.just(EVERYTHING), min_size=size, max_size=size)
    )
    claims = data.draw(st.sets(st.integers(0, size - 1)))
    made = network(bounds, data.draw(st.lists(sums(size), min_size=2, max_size=8)), claims)
    conflicts, left = contradictions(made)
    # Each takes away a claim or an equation, and nothing is held against others twice.
    asserted = [one.asserted for one in conflicts if one.asserted in claims & set(one.figures)]
    assert len(asserted) == len(set(asserted))
    assert len(conflicts) <= len(claims) + len(made.equations)
    for number, conflict in enumerate(conflicts):
        before = {one.asserted for one in conflicts[:number] if one.asserted in claims & set(one.figures)}
        assert not set(conflict.figures) & before
        part, numbers, _equations = made.part(conflict.equations)
        kept = [numbers.index(figure) for figure in conflict.figures]
        assert failure(Propagation(part, kept)) is not None
        for figure in kept:
            assert failure(Propagation(part, [one for one in kept if one != figure])) is None
    assert left.failed is None


def test_a_thousand_contradictions_are_all_listed() -> None:
    # x = y + z in a thousand places that share nothing.
    bounds = [Interval.point(value) for _place in range(MANY) for value in (10, 4, 5)]
    rows = [({3 * place: ONE, 3 * place + 1: -ONE, 3 * place + 2: -ONE}, Fraction(0)) for place in range(MANY)]
    began = time.process_time()
    conflicts, _left = contradictions(network(bounds, rows))
    assert time.process_time() - began < SECONDS
    assert {one.figures for one in conflicts} == {(3 * place, 3 * place + 1, 3 * place + 2) for place in range(MANY)}
    assert len(conflicts) == MANY


def test_a_thousand_contradictions_of_one_figure_are_all_listed() -> None:
    # A thousand claims that each say something else of the one figure.
    bounds = [Interval.point(0), *(Interval.point(number) for number in range(1, MANY + 1))]
    rows = [({0: ONE, number: -ONE}, Fraction(0)) for number in range(1, MANY + 1)]
    began = time.process_time()
    conflicts, left = contradictions(network(bounds, rows, range(1, MANY + 1)))
    assert time.process_time() - began < SECONDS
    assert sorted(one.asserted for one in conflicts) == list(range(1, MANY + 1))
    assert left.bounds == [Interval.point(0)] * (MANY + 1)


def test_a_thousand_contradictions_in_one_chain_are_all_listed() -> None:
    # Each year is one more than the year before, by a claim on both; every year was printed as nothing.
    levels, claims = range(MANY + 1), range(MANY + 1, 2 * MANY + 1)
    bounds = [*(Interval.point(0) for _level in levels), *(Interval.point(1) for _claim in claims)]
    rows = [({claim: ONE, number + 1: -ONE, number: ONE}, Fraction(0)) for number, claim in enumerate(claims)]
    began = time.process_time()
    conflicts, _left = contradictions(network(bounds, rows, claims))
    assert time.process_time() - began < SECONDS
    assert sorted(one.asserted for one in conflicts) == list(claims)
    assert all(len(one.figures) == 3 for one in conflicts)


def test_of_an_entity_and_those_above_it_nothing_is_said_of_others(asked: Callable[..., Asked]) -> None:
    figures = "east x 2024 40万元 \n west x 2024 50万元 \n town x 2024 90万元"
    one = asked(figures, "", identity("x = sum(x)", "x = y + z"))
    equations = Builder(one.calculator.formulas).whole([one.book.entity("east")]).equations
    assert {each.entity.id for each in equations} == {"east", "town", "county"}


@pytest.mark.parametrize("equation", ["rate = rate + 1", "rate - rate = 1"])
def test_what_can_never_hold_is_said_once_for_every_period(checks: Checks, equation: str) -> None:
    found = [one for one in checks("town rate 2024 5% \n town rate 2023 5%", "", identity(equation)) if one.is_finding]
    assert [(str(one.period), one.printed) for one in found] == [("2023", ()), ("2024", ())]


def test_a_metric_that_can_never_be_what_was_printed(checks: Checks) -> None:
    found = checks("town x 2024 5万元 \n town always 2024 5%", "always % x / x + 1")
    assert findings(found) == [{"5万元", "5%"}]


ZERO = "town m 2024 5人 \n town n 2024 0人"


@pytest.mark.parametrize("equation", ["rate = m / n", "m / n = rate", "x = m / n * y", "rate = growth(n)"])
def test_an_identity_that_divides_by_zero_says_nothing(checks: Checks, equation: str) -> None:
    assert findings(checks(f"{ZERO} \n town n 2023 0人 \n town x 2024 7万元", "", identity(equation))) == []


def test_a_value_printed_for_what_was_divided_by_zero_is_a_contradiction(checks: Checks) -> None:
    assert len(findings(checks(f"{ZERO} \n town rate 2024 5%", "", identity("rate = m / n")))) == 1
    assert findings(checks(f"{ZERO} \n town claimed 2024 5%", "claimed % m / n")) == [{"5%", "0人"}]


def test_a_divisor_that_was_rounded_to_zero_is_not_zero(checks: Checks) -> None:
    figures = "town x 2024 5万元 \n town y 2024 0.0万元"
    assert findings(checks(figures, "", identity("rate = x / y"))) == []
    assert findings(checks(f"{figures} \n town rate 2024 20000%", "", identity("rate = x / y"))) == []
    wrong = {"5万元", "0.0万元", "30%"}
    assert findings(checks(f"{figures} \n town rate 2024 30%", "", identity("rate = x / y"))) == [wrong]


FLOW = indicators("cases 件 count measure=flow")


def test_quarters_that_are_more_than_their_year(checks: Checks) -> None:
    quarters = "town cases 2024Q1 30件 \n town cases 2024Q2 30件 \n town cases 2024Q3 30件"
    assert findings(checks(f"town cases 2024 100件 \n {quarters}", "", FLOW)) == []
    assert findings(checks(f"town cases 2024 80件 \n {quarters}", "", FLOW)) == [{"80件", "30件"}]
    four = f"{quarters} \n town cases 2024Q4 11件"
    assert findings(checks(f"town cases 2024 100件 \n {four}", "", FLOW)) == [{"100件", "30件", "11件"}]


def test_a_total_that_is_less_than_its_parts(checks: Checks) -> None:
    parts = "east cases 2024 60件 \n west cases 2024 50件"
    for enough in (110, 150):
        assert findings(checks(f"town cases 2024 {enough}件 \n {parts}", "", FLOW)) == []
    assert findings(checks(f"town cases 2024 109件 \n {parts}", "", FLOW)) == [{"109件", "60件", "50件"}]


def test_a_sum_over_entities_that_is_not_the_total(checks: Checks) -> None:
    parts = "east n 2024 60人 \n west n 2024 50人"
    assert findings(checks(f"town n 2024 110人 \n {parts}", "", identity("n = sum(n)"))) == []
    assert findings(checks(f"town n 2024 111人 \n {parts}", "", identity("n = sum(n)"))) == [{"111人", "60人", "50人"}]
