"""Polynomials compute what their terms say, and a sign over a box is that of every value in it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exact.conftest import every_interval, samples

from nbkpi.exact import Interval
from nbkpi.exact.polynomial import MAX_BOXES, MAX_DEGREE, MAX_TERMS, Patience, Polynomial, TooComplex, halves

VARIABLES = 2
TINY = Fraction(1, 10**30)

numbers = st.builds(Fraction, st.integers(-5, 5), st.sampled_from((1, 2, 3)))
points = st.tuples(numbers, numbers)
terms = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), numbers, max_size=4)
polynomials = st.builds(Polynomial, terms)
boxes = st.tuples(*[st.sampled_from(every_interval(-2, -1, 0, 1, 3))] * VARIABLES)

X, Y = (Polynomial.variable(index, VARIABLES) for index in range(VARIABLES))
ONE = Polynomial.constant(Fraction(1), VARIABLES)
TWO = ONE + ONE


def at(polynomial: Polynomial, point: tuple[Fraction, ...]) -> Fraction:
    """The value, term by term."""
    return sum(
        (factor * prod(x**power for x, power in zip(point, powers, strict=True)))
        for powers, factor in polynomial.terms.items()
    ) + Fraction(0)


@given(a=polynomials, b=polynomials, point=points, exponent=st.integers(1, 3))
def test_arithmetic_is_that_of_the_values(a, b, point, exponent):
    x, y = at(a, point), at(b, point)
    assert at(a + b, point) == x + y
    assert at(a - b, point) == x - y
    assert at(a * b, point) == x * y
    assert at(-a, point) == -x
    assert at(a**exponent, point) == x**exponent
    assert not (a - a).terms
    assert all((a + b).terms.values())


def test_a_power_of_zero_is_one():
    assert (X**0).terms == ONE.terms == {(0, 0): 1}
    assert Polynomial({}).value == 0
    assert (TWO * TWO).value == 4


@given(a=polynomials, point=points, index=st.integers(0, 1))
def test_a_derivative_is_the_slope_between_two_points_near_each_other(a, point, index):
    near = tuple(x + TINY * (place == index) for place, x in enumerate(point))
    assert abs((at(a, near) - at(a, point)) / TINY - at(a.derivative(index), point)) < Fraction(1, 10**20)


@given(a=polynomials, point=points, index=st.integers(0, 1), start=numbers, direction=st.sampled_from((1, -1)))
def test_a_shift_moves_where_a_variable_starts(a, point, index, start, direction):
    moved = tuple(start + direction * x if place == index else x for place, x in enumerate(point))
    assert at(a.shifted(index, start, direction), point) == at(a, moved)
    assert at(a.shifted(index, start), point) == at(
        a, tuple(start + x if i == index else x for i, x in enumerate(point))
    )


@given(a=polynomials, point=points, index=st.integers(0, 1))
def test_a_polynomial_is_the_sum_of_its_powers_of_a_variable(a, point, index):
    degrees = a.degrees(index)
    parts = [a.coefficient(index, power) for power in degrees]
    assert degrees == sorted(set(degrees))
    assert all(part.terms and index not in part.variables for part in parts)
    values = [at(part, point) * point[index] ** power for part, power in zip(parts, degrees, strict=True)]
    assert sum(values) == at(a, point)
    assert a.variables == {place for place in range(VARIABLES) if a.derivative(place).terms}


@given(a=polynomials, box=boxes)
def test_no_value_has_another_sign(a, box):
    sign, strict = a.sign(box), a.sign(box, strict=True)
    values = [at(a, point) for point in product(*map(samples, box))]
    if sign is not None:
        assert all(sign * value >= 0 for value in values)
        assert (sign == 0) == (not a.terms)
    if strict is not None:
        assert strict == sign
        assert all(strict * value > 0 for value in values) or not a.terms


UNIT, OPEN, LEFT = Interval.of(0, 1), Interval.of(0, 1, False, False), Interval.of(-1, 0)
ABOVE, BELOW = Interval.of(1, None), Interval.of(None, -1)


@pytest.mark.parametrize(
    ("polynomial", "box", "sign", "strict"),
    [
        (X, (UNIT, UNIT), 1, None),
        (X, (OPEN, UNIT), 1, 1),
        (-X, (OPEN, UNIT), -1, -1),
        (X, (LEFT, UNIT), -1, None),
        (X + Y, (UNIT, UNIT), 1, None),
        (X + Y, (UNIT, OPEN), 1, 1),
        (X * Y, (UNIT, OPEN), 1, None),
        (X * Y, (OPEN, OPEN), 1, 1),
        (X * Y, (LEFT, OPEN), -1, None),
        (X * Y, (ABOVE, BELOW), -1, -1),
        (X - Y, (ABOVE, UNIT), 1, None),
        (X - Y, (ABOVE, OPEN), 1, 1),
        (X - Y, (ABOVE, BELOW), 1, 1),
        (ONE - X, (UNIT, UNIT), 1, None),
        (ONE - X, (Interval.of(0, 1, True, False), UNIT), 1, 1),
        (ONE - X, (Interval.of(0, 1, False, True), UNIT), 1, None),
        (TWO - X * Y, (UNIT, UNIT), 1, 1),
        (X - X, (UNIT, UNIT), 0, 0),
        (TWO, (UNIT, UNIT), 1, 1),
        (X * X - X * Y - X * Y + Y * Y + ONE, (UNIT, UNIT), 1, 1),
        (X * X + X + ONE, (Interval.of(-1, 1), UNIT), 1, 1),
        (X - Y, (UNIT, UNIT), None, None),
        (X, (Interval.of(-1, 1), UNIT), None, None),
        (X, (Interval.of(None, None), UNIT), None, None),
        (ONE - X, (Interval.of(0, None), UNIT), None, None),
        (X * Y - TWO * Y, (Interval.point(2), Interval.of(None, 5)), 1, None),
        (X - X * Y, (OPEN, Interval.of(0, 1, True, False)), 1, 1),
        (X * Y - X, (UNIT, OPEN), -1, None),
        (X * Y - X, (LEFT, OPEN), 1, None),
        (TWO * X - X * X, (UNIT, UNIT), 1, None),
        (TWO * X - X * X, (OPEN, UNIT), 1, 1),
    ],
)
def test_signs(polynomial, box, sign, strict):
    assert polynomial.sign(box) == sign
    assert polynomial.sign(box, strict=True) == strict


@given(a=polynomials, box=boxes, line=st.integers(0, 1))
def test_what_is_never_zero_along_a_variable(a, box, line):
    if a.is_never_zero_along(line, box):
        parts = [a.coefficient(line, power) for power in a.degrees(line)]
        for point in product(*map(samples, box)):
            assert any(at(part, point) for part in parts)


@pytest.mark.parametrize(
    ("polynomial", "box", "found"),
    [
        (X, (UNIT, UNIT), True),
        (Y, (UNIT, UNIT), False),
        (Y, (UNIT, OPEN), True),
        (X * Y + ONE, (UNIT, UNIT), True),
        (X * Y, (UNIT, UNIT), False),
        (Polynomial({}), (UNIT, OPEN), False),
    ],
)
def test_zero_along_the_first_variable(polynomial, box, found):
    assert polynomial.is_never_zero_along(0, box) is found


@given(box=boxes)
def test_halves_are_the_box_once_more(box):
    two = halves(box, range(VARIABLES))
    bounded = [interval for interval in box if interval.is_bounded and not interval.is_point]
    assert (two is None) == (not bounded)
    if two is not None:
        low, high = two
        (cut,) = (index for index in range(VARIABLES) if low[index] != box[index] or high[index] != box[index])
        assert low[cut].hull(high[cut]) == box[cut]
        assert low[cut].intersect(high[cut]) == Interval.point((box[cut].lower + box[cut].upper) / 2)
        sizes = [one.width / (abs(one.lower) + abs(one.upper)) for one in bounded]
        assert box[cut].width / (abs(box[cut].lower) + abs(box[cut].upper)) == max(sizes)
    assert halves(box, ()) is None


def test_only_variables_that_occur_are_cut():
    wide, half = Interval.of(-1, 3), Fraction(1, 2)
    assert halves((UNIT, wide), [0]) == ([Interval.of(0, half), wide], [Interval.of(half, 1), wide])


def test_what_is_too_complex_is_refused():
    with pytest.raises(TooComplex):
        X ** (MAX_DEGREE + 1)
    assert (X**MAX_DEGREE).degrees(0) == [MAX_DEGREE]
    many = Polynomial({(i, j): Fraction(1) for i in range(20) for j in range(20)})
    assert len(many.terms) == MAX_TERMS
    with pytest.raises(TooComplex):
        many + X**30
    with pytest.raises(TooComplex):
        many * many


def test_patience_ends():
    patience = Patience(3)
    patience.spend(2)
    patience.spend(1)
    with pytest.raises(TooComplex):
        patience.spend(1)
    hard = X - Y
    with pytest.raises(TooComplex):
        hard.sign((UNIT, UNIT), Patience(1))
    enough = Patience(4 * MAX_BOXES)
    assert hard.sign((UNIT, UNIT), enough) is None
    assert enough.left < 4 * MAX_BOXES
