"""Propagation: it ends, what it leaves is valid, and what was taken back leaves no trace."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.conftest import TOWN, network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import Period
from nbkpi.solve import propagate
from nbkpi.solve.conflict import contradictions, failure
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.steps import Steps
from nbkpi.solve.expr.expression import Binary, Variable
from nbkpi.solve.network import Equation
from nbkpi.solve.propagate import MAX_MOVES, MAX_MOVES_TOGETHER, Propagation
from nbkpi.solve.support import support_of

ONE = Fraction(1)
POSITIVE = Interval.of(1, None)


@pytest.mark.parametrize(
    ("factor", "constant", "solution"),
    [("0.9999", "1", Fraction(10000)), ("0.5", "0", Fraction(0)), ("1.0001", "1", Fraction(-10000))],
)
def test_slow_chains_end_with_valid_bounds(factor: str, constant: str, solution: Fraction) -> None:
    wide = Interval.of(-(10**9), 10**9)
    rows = [({0: ONE, 1: -Fraction(factor)}, -Fraction(constant)), ({0: ONE, 1: -ONE}, Fraction(0))]
    propagation = Propagation(network([wide, wide], rows))
    assert propagation.run()
    assert all(solution in bounds for bounds in propagation.bounds)
    assert sum(map(len, propagation.events)) <= 4 * 2 * MAX_MOVES


def test_bounds_that_creep_without_end_stop() -> None:
    # x = y + 1 + a, y = x + b with nothing below zero has no solution, but no bound ever shows it.
    rows = [({0: ONE, 1: -ONE, 2: -ONE}, -ONE), ({1: ONE, 0: -ONE, 3: -ONE}, Fraction(0))]
    not_negative = Interval.of(0, None)
    propagation = Propagation(network([not_negative] * 4, rows))
    propagation.run()
    assert sum(map(len, propagation.events)) <= 8 * MAX_MOVES


def test_what_several_equations_leave_together_stops_creeping_too() -> None:
    # The same from two proofs, one of them a relation of x, y and a, the other of y, x and b.
    made = network([Interval.of(0, None)] * 4, [])
    for variables, constant in (((0, 1, 2), -ONE), ((1, 0, 3), Fraction(0))):
        proof = Linear.of({0: ONE, 1: -ONE, 2: -ONE}, constant)
        made.add_equation(Equation(proof, variables, "together", None, TOWN, Period(0, 1), (0,)))
    propagation = Propagation(made)
    propagation.run()
    assert sum(map(len, propagation.events)) <= 4 * MAX_MOVES_TOGETHER


def test_an_end_that_is_no_longer_reached_moves_others_and_is_a_reason() -> None:
    # x = y · z first learns that y and z are not negative, then from a = y and b = z that they are not zero either.
    unit, above_zero = Interval.of(0, 1), Interval.of(0, 1, False)
    made = network([Interval.of(-1, 5), unit, unit, above_zero, above_zero], [])
    product = Steps(Variable(0), Binary("*", Variable(1), Variable(2)))
    made.add_equation(Equation(product, (0, 1, 2), "identity", None, TOWN, Period(0, 1)))
    for variables in ((1, 3), (2, 4)):
        same = Steps(Variable(0), Variable(1))
        made.add_equation(Equation(same, variables, "identity", None, TOWN, Period(0, 1)))
    propagation = Propagation(made)
    assert propagation.run()
    assert propagation.bounds == [above_zero] * 5
    support = support_of(propagation, [0])
    assert support.equations == {0, 1, 2}
    assert support.variables == {0, 1, 2, 3, 4}


def test_steps_see_that_an_end_is_no_longer_reached() -> None:
    unit, above_zero = Interval.of(0, 1), Interval.of(0, 1, False)
    product = Steps(Variable(0), Binary("*", Variable(1), Variable(2)))
    first = product.contract([Interval.of(-1, 5), unit, unit])
    assert first == [(0, unit)]
    assert product.contract([first[0][1], above_zero, above_zero]) == [(0, above_zero)]


Rows = list[tuple[dict[int, Fraction], Fraction]]


class Case(NamedTuple):
    """Values, intervals that hold them or say nothing, sums of them that are zero, and what is dropped of both."""

    truth: list[Fraction]
    bounds: list[Interval]
    rows: Rows
    figures: set[int]
    equations: set[int]

    def propagations(self) -> tuple[Propagation, Propagation, bool]:
        """One that went on after some was dropped, one that never had it, and whether any bound was stopped."""
        went_on = Propagation(network(self.bounds, self.rows))
        assert went_on.run()
        stopped = MAX_MOVES in went_on._moves
        went_on.drop(self.figures, self.equations)
        assert went_on.run()
        bounds = [EVERYTHING if number in self.figures else one for number, one in enumerate(self.bounds)]
        rows = [one for number, one in enumerate(self.rows) if number not in self.equations]
        fresh = Propagation(network(bounds, rows))
        assert fresh.run()
        return went_on, fresh, stopped or MAX_MOVES in (*went_on._moves, *fresh._moves)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Systems that have a solution, and up to two figures and an equation to drop."""
    truth = draw(st.lists(st.integers(-20, 20).map(Fraction), min_size=3, max_size=9))
    wide = st.integers(0, 3)
    bounds = [
        EVERYTHING if draw(st.integers(0, 4)) < 2 else Interval.of(value - draw(wide), value + draw(wide))
        for value in truth
    ]
    rows: Rows = []
    for _row in range(draw(st.integers(2, 8))):
        places = draw(st.sets(st.integers(0, len(truth) - 1), min_size=2, max_size=3))
        factors = {place: Fraction(draw(st.sampled_from((-2, -1, 1, 3)))) for place in places}
        rows.append((factors, -sum((each * truth[place] for place, each in factors.items()), Fraction(0))))
    printed = [number for number, one in enumerate(bounds) if one != EVERYTHING]
    figures = draw(st.sets(st.sampled_from(printed), max_size=2)) if printed else set()
    return Case(truth, bounds, rows, figures, draw(st.sets(st.integers(0, len(rows) - 1), max_size=1)))


@settings(max_examples=6 * settings().max_examples, deadline=None)
@given(cases())
def test_what_was_taken_back_leaves_no_trace(case: Case) -> None:
    went_on, fresh, _stopped = case.propagations()
    for number, value in enumerate(case.truth):
        assert value in went_on.bounds[number]
        assert value in fresh.bounds[number]
        # Nothing that rested on what was dropped is left: what one knows the other knows too.
        assert went_on.is_known(number) == fresh.is_known(number)
        assert not support_of(went_on, [number]).equations & case.equations


@settings(max_examples=6 * settings().max_examples, deadline=None)
@given(cases())
def test_bounds_that_move_by_anything_end_where_a_fresh_start_ends(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(propagate, "PROGRESS", (1, 1))
        went_on, fresh, stopped = case.propagations()
    assert stopped or went_on.bounds == fresh.bounds


def test_a_contradiction_names_no_figure_that_can_be_spared() -> None:
    found = 0
    for seed in range(8 * settings().max_examples):
        rng = random.Random(seed)
        size = rng.randint(3, 8)
        bounds = [Interval.point(rng.randint(-3, 3)) if rng.random() < 0.6 else EVERYTHING for _variable in range(size)]
        rows = [
            ({each: Fraction(rng.choice((-1, 1))) for each in rng.sample(range(size), 2)}, Fraction(rng.randint(-1, 1)))
            for _row in range(rng.randint(2, 8))
        ]
        made = network(bounds, rows)
        for conflict in contradictions(made)[0]:
            found += 1
            part, numbers, _equations = made.part(conflict.equations)
            kept = [numbers.index(figure) for figure in conflict.figures]
            assert failure(Propagation(part, kept)) is not None, seed
            for figure in kept:
                assert failure(Propagation(part, [one for one in kept if one != figure])) is None, seed
    assert found > 30
