"""Propagation: it ends, what it leaves is valid, and what was taken back leaves no trace."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from tests.solve.conftest import network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.solve.conflict import contradictions
from nbkpi.solve.propagate import MAX_MOVES, Propagation

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


def test_what_was_taken_back_leaves_no_trace() -> None:
    for seed in range(400):
        rng = random.Random(seed)
        size = rng.randint(3, 9)
        truth = [Fraction(rng.randint(-20, 20)) for _variable in range(size)]
        bounds = [
            EVERYTHING if rng.random() < 0.4 else Interval.of(value - rng.randint(0, 3), value + rng.randint(0, 3))
            for value in truth
        ]
        rows = []
        for _row in range(rng.randint(2, 8)):
            factors = {
                each: Fraction(rng.choice((-2, -1, 1, 3))) for each in rng.sample(range(size), rng.choice((2, 3)))
            }
            rows.append((factors, -sum((each * truth[place] for place, each in factors.items()), Fraction(0))))
        made = network(bounds, rows)
        printed = [number for number, one in enumerate(made.variables) if one.printed]
        dropped = rng.sample(printed, min(len(printed), rng.randint(0, 2)))
        gone = rng.sample(range(len(rows)), rng.randint(0, 1))
        went_on = Propagation(made)
        assert went_on.run()
        went_on.drop(dropped, gone)
        assert went_on.run()
        fresh = Propagation(network([EVERYTHING if n in dropped else one for n, one in enumerate(bounds)],
                                    [one for n, one in enumerate(rows) if n not in gone]))  # fmt: skip
        assert fresh.run()
        for number, value in enumerate(truth):
            assert value in went_on.bounds[number]
            assert value in fresh.bounds[number]
            # Nothing that rested on what was dropped is left: what one knows the other knows too.
            assert went_on.is_known(number) == fresh.is_known(number), seed
            rests_on = went_on.support([number])
            assert not rests_on.equations & set(gone)


def test_a_contradiction_names_no_figure_that_can_be_spared() -> None:
    found = 0
    for seed in range(300):
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
            assert not Propagation(part, kept).run(), seed
            for figure in kept:
                assert Propagation(part, [one for one in kept if one != figure]).run(), seed
    assert found > 100
