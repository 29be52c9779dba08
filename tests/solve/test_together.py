"""Linear relations together: against z3, which decides whether numbers exist that satisfy them all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import z3
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.conftest import network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.solve.conflict import contradictions

Sums = list[tuple[dict[int, Fraction], Fraction]]

numbers = st.integers(-6, 12).map(lambda whole: Fraction(whole, 2))
MIXED, MOSTLY_OPEN = ("closed", "open", "infinite"), ("open", "open", "open", "closed")


@st.composite
def systems(draw: st.DrawFn, *, true: bool = True, kinds: tuple[str, ...] = MIXED) -> tuple[list[Interval], Sums]:
    """Sums over a few variables, and what is known of those; with a solution, or perhaps without."""
    count, ends = draw(st.integers(3, 6)), st.sampled_from(kinds)
    truth = [draw(numbers) for _place in range(count)]
    bounds = []
    for value in truth:
        below, above = draw(ends), draw(ends)
        low = value - draw(st.integers(0, 3)) - (below == "open")
        high = value + draw(st.integers(0, 3)) + (above == "open")
        shift = Fraction(0) if true else draw(st.sampled_from((0, 0, 0, -4, 4)))
        bounds.append(
            Interval.of(
                None if below == "infinite" else low + shift,
                None if above == "infinite" else high + shift,
                below == "closed",
                above == "closed",
            )
        )
    sums: Sums = []
    for _row in range(draw(st.integers(2, 5))):
        places = draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=4, unique=True))
        factors = {place: Fraction(draw(st.sampled_from((-2, -1, 1, 1, 2, 3)))) for place in places}
        sums.append((factors, -sum((factor * truth[place] for place, factor in factors.items()), Fraction(0))))
    return bounds, sums


def solver_of(bounds: Sequence[Interval], sums: Sums) -> tuple[z3.Solver, list[z3.ArithRef]]:
    """The same system for z3."""
    places = [z3.Real(f"x{place}") for place in range(len(bounds))]
    solver = z3.Solver()
    for place, one in zip(places, bounds, strict=True):
        if one.lower is not None:
            solver.add(place >= as_real(one.lower) if one.lower_closed else place > as_real(one.lower))
        if one.upper is not None:
            solver.add(place <= as_real(one.upper) if one.upper_closed else place < as_real(one.upper))
    for factors, constant in sums:
        solver.add(z3.Sum([as_real(factor) * places[place] for place, factor in factors.items()]) == -as_real(constant))
    return solver, places


def as_real(value: Fraction) -> z3.ArithRef:
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def can(solver: z3.Solver, *conditions: z3.BoolRef) -> bool:
    return bool(solver.check(*conditions) == z3.sat)


def is_best(solver: z3.Solver, place: z3.ArithRef, end: Fraction | None, closed: bool, sign: int) -> bool:
    """Whether an end, lower for sign 1, upper for -1, is the one that z3 proves: nothing beyond, all but it within."""
    if end is None:
        return can(solver, place * sign < -1000)
    real, near = as_real(end), as_real(end + sign * Fraction(1, 10**9))
    if can(solver, (place - real) * sign < 0) or closed != can(solver, place == real):
        return False
    return closed or can(solver, (place - real) * sign > 0, (near - place) * sign > 0)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(systems() | systems(kinds=MOSTLY_OPEN))
def test_the_bounds_are_the_best_there_are(system: tuple[list[Interval], Sums]) -> None:
    bounds, sums = system
    solver, places = solver_of(bounds, sums)
    conflicts, left = contradictions(network(bounds, sums), range(len(bounds)))
    assert not conflicts
    for place, one in zip(places, left.bounds, strict=True):
        assert is_best(solver, place, one.lower, one.lower_closed, 1), (place, one)
        assert is_best(solver, place, one.upper, one.upper_closed, -1), (place, one)


@settings(max_examples=5 * settings().max_examples, deadline=None)
@given(systems(true=False) | systems(true=False, kinds=MOSTLY_OPEN))
def test_every_contradiction_is_found_and_its_figures_are_the_fewest(system: tuple[list[Interval], Sums]) -> None:
    bounds, sums = system
    solver, _places = solver_of(bounds, sums)
    conflicts, _left = contradictions(network(bounds, sums))
    assert bool(conflicts) == (not can(solver))
    for conflict in conflicts[:1]:
        believed = [one if place in conflict.figures else EVERYTHING for place, one in enumerate(bounds)]
        assert not can(solver_of(believed, sums)[0])
        for figure in conflict.figures:
            others = [EVERYTHING if place == figure else one for place, one in enumerate(believed)]
            assert can(solver_of(others, sums)[0]), (conflict.figures, figure)
