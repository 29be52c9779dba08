"""The range of a quotient of polynomials: every value is inside, and every end is reached, or approached and open."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.exact.conftest import assert_true_range, every_interval, samples
from tests.exact.test_polynomial import at

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.polynomial import Patience, Polynomial, TooComplex
from nbkpi.exact.ratio import Ratio

Formula = Callable[..., Ratio]


ONE = Polynomial.constant(Fraction(1), 2)


def constant(value: int | Fraction, variables: int) -> Ratio:
    return Ratio(*(Polynomial.constant(Fraction(each), variables) for each in (value, 1)))


def names(variables: int) -> list[Ratio]:
    one = Polynomial.constant(Fraction(1), variables)
    return [Ratio(Polynomial.variable(index, variables), one) for index in range(variables)]


def range_of(ratio: Ratio, box: list[Interval]) -> Interval | None:
    """The range, None where an end is undecided; an end that cannot be one of an interval is refused there."""
    low, high = ratio.extreme(box, True), ratio.extreme(box, False)
    return None if low is None or high is None else Interval(low[0], high[0], low[1], high[1])


ANY = every_interval(-2, 0)
POSITIVE = [each for each in every_interval(0, 2) if each.is_positive]
NOT_NEGATIVE = [each for each in every_interval(0, 2) if each in Interval.of(0, None)]
BOUNDED = [each for each in every_interval(-2, -1, 0, 1, 3) if each.is_bounded]
BELOW_ONE = [each for each in every_interval(0, 1) if each in Interval.of(0, 1)]

# In each of these the value goes one way along each variable, whatever the others are.
FORMULAS: dict[str, tuple[Formula, list[list[Interval]]]] = {
    "sum": (lambda x, y, _: x + y, [ANY, ANY]),
    "difference": (lambda x, y, _: x - y, [ANY, ANY]),
    "product": (lambda x, y, _: x * y, [NOT_NEGATIVE, NOT_NEGATIVE]),
    "share": (lambda x, y, _: x / (x + y), [POSITIVE, NOT_NEGATIVE]),
    "share of the other": (lambda x, y, _: y / (x + y), [POSITIVE, NOT_NEGATIVE]),
    "growth": (lambda x, y, one: x / y - one, [NOT_NEGATIVE, POSITIVE]),
    "margin": (lambda x, y, _: (x - y) / x, [POSITIVE, NOT_NEGATIVE]),
    "difference over sum": (lambda x, y, _: (x - y) / (x + y), [POSITIVE, POSITIVE]),
    "increase from a growth": (lambda x, y, one: x - x / (one + y), [POSITIVE, NOT_NEGATIVE]),
    "product that may stop": (lambda x, y, one: y * x / (x + one), [NOT_NEGATIVE, POSITIVE]),
    "the same the other way round": (lambda x, y, one: x * y / (y + one), [POSITIVE, NOT_NEGATIVE]),
    "what is left": (lambda x, y, one: x * (one - y), [NOT_NEGATIVE, BELOW_ONE]),
    "square": (lambda x, y, _: x * x + y, [NOT_NEGATIVE, ANY]),
    "inverse": (lambda x, y, one: one / (x * y), [POSITIVE, POSITIVE]),
    "difference of inverses": (lambda x, y, one: one / x - one / y, [POSITIVE, POSITIVE]),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_every_box(name):
    formula, sides = FORMULAS[name]
    ratio = formula(*names(2), constant(1, 2))
    for box in product(*sides):
        found = range_of(ratio, list(box))
        assert found is not None
        assert_true_range(found, [formula(*point, 1) for point in product(*map(samples, box))])


HALF_OPEN = [Interval.of(1, 2, *closed) for closed in product((False, True), repeat=2)]


@pytest.mark.parametrize("y", HALF_OPEN)
@pytest.mark.parametrize("turned", [False, True])
def test_an_end_is_reached_where_what_misses_its_own_does_not_matter(y, turned):
    """Zero is reached at x = 0 for any y; nothing else is but where both ends are."""
    first, second = names(2)
    x, z = (second, first) if turned else (first, second)
    ratio = z * x / (x + constant(1, 2))

    def found(interval: Interval) -> Interval | None:
        return range_of(ratio, [y, interval] if turned else [interval, y])

    assert found(Interval.of(0, 1)) == Interval.of(0, 1, True, y.upper_closed)
    assert found(Interval.of(0, 1, False)) == Interval.of(0, 1, False, y.upper_closed)
    assert found(Interval.of(0, 1, True, False)) == Interval.of(0, 1, True, False)
    assert found(Interval.of(-1, 0, False)) == Interval.of(None, 0, False, True)


@pytest.mark.parametrize("points", [[0], [1], [0, 1]])
def test_a_variable_with_one_value_is_a_number(points):
    """Whether the others can be anything or not: 0 · y is 0, and is reached."""
    x, y = names(2)
    box = [Interval.point(0) if index in points else Interval.of(-1, None, False) for index in range(2)]
    assert range_of(x * y, box) == range_of(x * y * y, box) == Interval.point(0)


@settings(max_examples=4 * settings().max_examples)
@given(
    above=st.dictionaries(st.tuples(*[st.integers(0, 2)] * 2), st.integers(-3, 3).map(Fraction), max_size=3),
    below=st.dictionaries(st.tuples(*[st.integers(0, 2)] * 2), st.integers(-3, 3).map(Fraction), max_size=2),
    box=st.tuples(*[st.sampled_from(BOUNDED)] * 2),
)
def test_whatever_is_decided_is_true(above, below, box):
    divisor = Polynomial(below) if any(below.values()) else ONE
    # The value has no jumps, up to the very ends, so that values near them show what the range is.
    assume(divisor.sign([each.closure for each in box], strict=True))
    ratio = Ratio(Polynomial(above), divisor)
    found = range_of(ratio, list(box))
    if found is not None:
        values = [at(ratio.above, each) / at(divisor, each) for each in product(*map(samples, box))]
        # Whether an end is reached somewhere inside is not always shown by the terms, nor by the samples.
        assert_true_range(found, values, is_cautious=True)


@pytest.mark.parametrize(
    ("above", "box", "ends"),
    [
        # What y is multiplied with is zero at some x, and what y² is at another, but never both.
        ({(0, 1): 1, (2, 1): -2, (2, 2): -1}, ((-2, 0, False), (-2, -1, False, False)), (-2, 3, False, False)),
        # 2y + 2x²(1 - y): along x it moves as x(1 - y) does, which is zero at no point inside.
        ({(0, 1): 2, (2, 0): 2, (2, 1): -2}, ((-1, 0, False, False), (0, 1, True, False)), (0, 2, False, False)),
        # -xy(2 + y): zero is reached at no x, as y never is -2.
        ({(1, 1): -2, (1, 2): -1}, ((-1, 0, False, False), (-2, -1, False, False)), (-1, 0, False, False)),
    ],
)
def test_ends_that_nothing_inside_reaches(above, box, ends):
    ratio = Ratio(Polynomial({powers: Fraction(factor) for powers, factor in above.items()}), ONE)
    assert range_of(ratio, [Interval.of(*each) for each in box]) == Interval.of(*ends)


def test_what_goes_both_ways_is_undecided():
    x, y = names(2)
    both = [Interval.of(-1, 1), Interval.of(-1, 1)]
    assert range_of(x * y, both) is None
    assert range_of(x * x, [Interval.of(-1, 1), EVERYTHING]) is None


@pytest.mark.parametrize("direction", [1, -1])
def test_beyond_all_bounds(direction):
    """Limits at the far ends and at divisors that go to zero, on either side."""
    (x,) = names(1)
    one = constant(1, 1)
    turned = x if direction == 1 else -x
    side = Interval.of(0, None, False) if direction == 1 else Interval.of(None, 0, False, False)
    assert range_of(one / turned, [side]) == Interval.of(0, None, False)
    assert range_of((turned + one) / turned, [side]) == Interval.of(1, None, False)
    assert range_of(turned / (turned + one), [side]) == Interval.of(0, 1, False, False)
    assert range_of(turned * turned / (turned + one), [side]) == Interval.of(0, None, False)
    assert range_of(constant(2, 1) - one / turned, [side]) == Interval.of(None, 2, False, False)


def test_arithmetic_is_that_of_the_values():
    x, y = names(2)
    two = constant(2, 2)
    for point in product((Fraction(-3), Fraction(1, 2), Fraction(5)), repeat=2):
        p, q = point
        for ratio, value in (
            (x / y + two / y, (p + 2) / q),
            (x / y + two / x, p / q + 2 / p),
            (x / y - two / x, p / q - 2 / p),
            (x / y * two / x, 2 / q),
            (-(x / y), -p / q),
        ):
            assert at(ratio.above, point) / at(ratio.below, point) == value
    assert (x / y + two / y).below.terms == y.above.terms
    with pytest.raises(ZeroDivisionError):
        x / (y - y)


def test_a_slope_has_the_sign_of_the_derivative():
    x, y = names(2)
    tiny = Fraction(1, 10**30)
    for ratio in (x / (x + y), y / (x + y * y), x * y * y, (x - y) / (x * x + constant(1, 2))):
        for index, p, q in product((0, 1), (Fraction(1), Fraction(3)), (Fraction(2), Fraction(5))):
            near = (p + tiny, q) if index == 0 else (p, q + tiny)
            here, there = (at(ratio.above, each) / at(ratio.below, each) for each in ((p, q), near))
            slope = at(ratio.slope(index), (p, q))
            assert (slope > 0, slope < 0) == (there > here, there < here)
            assert ratio.slope(index) is ratio.slope(index)


def test_patience_is_spent():
    x, y = names(2)
    ratio, box = x / (x + y), [Interval.of(1, 2), Interval.of(1, 2)]
    with pytest.raises(TooComplex):
        ratio.extreme(box, True, Patience(1))
    patience = Patience(100)
    assert ratio.extreme(box, True, patience) == (Fraction(1, 3), True)
    assert patience.left < 100
    left = patience.left
    ratio.slope(0, patience)
    assert patience.left == left
