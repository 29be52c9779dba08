"""The tableau: at its values every row is zero and every place within its bounds, open ends by as little as can be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from nbkpi.exact import Interval
from nbkpi.solve.contractors.simplex import CONSTANT, Tableau, Value

Rows = Sequence[dict[int, Fraction]]


def system(chance: Random) -> tuple[Rows, list[Interval]]:
    """Rows that have a solution, and bounds around it, most of them open."""
    truth = [Fraction(chance.randint(-6, 6), chance.choice((1, 2))) for _place in range(chance.randint(3, 6))]
    bounds = []
    for value in truth:
        low, high = (chance.choice((1, 2, Fraction(1, 2), None)) for _side in range(2))
        ends = (None if low is None else value - low, None if high is None else value + high)
        bounds.append(Interval.of(*ends, chance.random() < 0.4, chance.random() < 0.4))
    rows = []
    for _row in range(chance.randint(1, 4)):
        places = chance.sample(range(len(truth)), k=min(3, len(truth)))
        factors = {place: Fraction(chance.choice((-3, -2, -1, 1, 2, 3)), chance.choice((1, 1, 2))) for place in places}
        rows.append({**factors, CONSTANT: -sum((each * truth[place] for place, each in factors.items()), Fraction(0))})
    return rows, bounds


def assert_solved(values: Sequence[Value], rows: Rows, bounds: Sequence[Interval]) -> None:
    for row in rows:
        for part in range(2):
            constant = row[CONSTANT] if not part else 0
            assert not constant + sum(each * values[place][part] for place, each in row.items() if place != CONSTANT)
    for (real, small), one in zip(values, bounds, strict=True):
        if one.lower is not None:
            assert real > one.lower or (real == one.lower and (small > 0 or (not small and one.lower_closed)))
        if one.upper is not None:
            assert real < one.upper or (real == one.upper and (small < 0 or (not small and one.upper_closed)))


def test_rows_are_zero_within_the_bounds_wherever_a_place_goes() -> None:
    chance = Random(1)
    for _system in range(250):
        rows, bounds = system(chance)
        tableau = Tableau(rows, bounds, bounds, 10_000)
        assert tableau.fails() is None
        assert_solved(tableau._values, rows, bounds)
        for place in range(len(bounds)):
            for up in (True, False):
                before = tableau._values[place]
                tableau.extreme(place, up)
                after = tableau._values[place]
                assert_solved(tableau._values, rows, bounds)
                assert after >= before if up else after <= before
        assert tableau.patience > 0


def test_next_to_an_end_is_at_it_only_where_it_is_open() -> None:
    # Whatever the second is, so is the first: up to 1, which neither reaches.
    rows = [{0: Fraction(1), 1: Fraction(-1)}]
    bounds = [Interval.of(0, 1), Interval.of(0, 1, True, False)]
    tableau = Tableau(rows, bounds, bounds, 100)
    assert tableau.fails() is None
    assert not tableau.is_at(0, Fraction(1), False)
    tableau.extreme(0, True)
    assert tableau.is_at(0, Fraction(1), False)
    assert not tableau.is_at(0, Fraction(1), True)
    tableau.extreme(0, False)
    assert tableau.is_at(0, Fraction(0), True)
    assert tableau.is_at(1, Fraction(0), False)


def test_a_row_that_cannot_be_zero_is_found() -> None:
    rows = [{0: Fraction(1), 1: Fraction(-2), CONSTANT: Fraction(0)}]
    bounds = [Interval.of(0, 2, True, False), Interval.of(1, 3)]
    failing = Tableau(rows, bounds, bounds, 100).fails()
    assert failing is not None
    assert set(failing) == {0, 1}
    assert Tableau(rows, [Interval.of(0, 2), bounds[1]], bounds, 100).fails() is None
