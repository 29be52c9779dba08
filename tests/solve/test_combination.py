"""Relations times factors as one: each side of a printed rate, and where a rate says nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.solve.conftest import network

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.solve.contractors.combination import Combination, CombinedRelation
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.contractors.shape import Box
from nbkpi.solve.expr.expression import Binary, Constant, Growth, Variable
from nbkpi.solve.propagate import Propagation
from nbkpi.solve.support import support_of

ONE = Fraction(1)
RATE, DIVISOR, DIVIDEND = range(3)


def one_side(side: int) -> Combination:
    """What the lower (-1) or the upper (1) end of rate = dividend / divisor says."""
    quotient = Product.of(Variable(RATE), Binary("/", Variable(DIVIDEND), Variable(DIVISOR)))
    assert quotient is not None
    return Combination((CombinedRelation(quotient, (RATE, DIVISOR, DIVIDEND), ONE, side),), (RATE,))


def left(side: int, box: Box) -> list[Interval] | None:
    """What one side of the rate leaves of a box."""
    changes = one_side(side).contract(box)
    if changes is None:
        return None
    found = list(box)
    for place, interval in changes:
        found[place] = interval
    return found


BOX = [Interval.of(2, 3), Interval.of(10, 20), Interval.of(0, 100)]


@pytest.mark.parametrize(
    ("side", "dividend"), [(-1, Interval.of(20, 100)), (1, Interval.of(0, 60))], ids=["lower", "upper"]
)
def test_each_end_of_a_rate_bounds_the_dividend_on_its_side(side: int, dividend: Interval) -> None:
    assert left(side, BOX) == [*BOX[:2], dividend]


@pytest.mark.parametrize(("side", "rate"), [(-1, Interval.of(2, 3, False)), (1, Interval.of(2, 3, True, False))])
def test_what_an_open_end_gives_is_open(side: int, rate: Interval) -> None:
    found = left(side, [rate, *BOX[1:]])
    assert found is not None
    assert found[DIVIDEND] == (Interval.of(20, 100, False) if side < 0 else Interval.of(0, 60, True, False))


@pytest.mark.parametrize("side", [-1, 1])
def test_a_rate_without_an_end_says_nothing_on_that_side(side: int) -> None:
    without = Interval.of(None, 3) if side < 0 else Interval.of(2, None)
    assert left(side, [without, *BOX[1:]]) == [without, *BOX[1:]]


@pytest.mark.parametrize("side", [-1, 1])
def test_of_a_divisor_that_may_be_zero_or_less_a_rate_says_nothing(side: int) -> None:
    for divisor in (Interval.of(0, 20), Interval.of(-20, -10), Interval.of(-1, 20)):
        box = [BOX[RATE], divisor, Interval.of(-1000, 1000)]
        assert left(side, box) == box


@pytest.mark.parametrize(("side", "now"), [(-1, Interval.of(12, 100)), (1, Interval.of(0, 26))], ids=["lower", "upper"])
def test_a_growth_in_percent_is_of_the_base_itself(side: int, now: Interval) -> None:
    percent = Binary("*", Constant(Fraction(1, 100)), Variable(RATE))
    growth = Product.of(percent, Growth(Variable(DIVIDEND), Variable(DIVISOR)))
    assert growth is not None
    grown = Combination((CombinedRelation(growth, (RATE, DIVISOR, DIVIDEND), ONE, side),), (RATE,))
    changes = grown.contract([Interval.of(20, 30), *BOX[1:]])
    assert changes is not None
    assert dict(changes) == {DIVIDEND: now}


def test_what_two_sums_have_in_common_cancels_out() -> None:
    # 0 = 1 + 2 and 3 = 1 + 5: the first less twice half of the second is 0 - 3 = 2 - 5, whatever 1 is.
    first, second = (
        Linear.of({0: ONE, 1: -ONE, 2: -ONE}, Fraction(0)),
        Linear(((0, ONE / 2), (1, -ONE / 2)), Fraction(-5, 2)),
    )
    both = Combination((CombinedRelation(first, (0, 1, 2), ONE), CombinedRelation(second, (3, 1), Fraction(-2))), ())
    anything = Interval.of(-1000, 1000)
    changes = both.contract([anything, EVERYTHING, Interval.of(1, 2), Interval.of(6, 7)])
    assert changes is not None
    assert dict(changes) == {0: Interval.of(2, 4)}


def test_what_cannot_hold_leaves_nothing() -> None:
    assert left(-1, [*BOX[:2], Interval.of(0, 19)]) is None
    assert left(1, [*BOX[:2], Interval.of(61, 100)]) is None


def test_bounds_rest_on_the_sum_that_gave_both_ends_and_on_no_earlier_one() -> None:
    bounds = [Interval.of(-100, 100), Interval.of(0, 10), Interval.of(2, 3)]
    propagation = Propagation(network(bounds, [({0: ONE, other: -ONE}, Fraction(0)) for other in (1, 2)]))
    assert propagation.run()
    assert propagation.bounds[0] == Interval.of(2, 3)
    assert support_of(propagation, [0]).equations == {1}
