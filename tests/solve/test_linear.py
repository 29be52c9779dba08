"""Sums: each place from all the others, as the arithmetic of intervals has it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.solve.contractors.linear import Linear, linear
from nbkpi.solve.expr.expression import Binary, Constant, Variable

ONE = Fraction(1)
values = st.builds(Fraction, st.integers(-12, 12), st.sampled_from((1, 2, 3, 10)))
factors = st.sampled_from((ONE, -ONE, ONE / 2, -3 * ONE))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Mostly bounded ones, of which many are points or touch others."""
    lower, width = draw(values), draw(st.sampled_from((0, ONE / 2, 1, 1, 4)))
    if width == 0:
        return Interval.point(lower)
    upper = None if draw(st.integers(0, 7)) == 0 else lower + width
    return Interval.of(None if draw(st.integers(0, 7)) == 0 else lower, upper, draw(st.booleans()), draw(st.booleans()))


def times(interval: Interval, factor: Fraction) -> Interval:
    """Every value times a factor of either sign."""
    return interval.scaled(factor) if factor > 0 else (-interval).scaled(-factor)


@settings(max_examples=20 * settings().max_examples, deadline=None)
@given(terms=st.lists(st.tuples(factors, intervals()), min_size=1, max_size=5), constant=values)
def test_each_place_is_what_the_others_leave_of_it(terms: list[tuple[Fraction, Interval]], constant: Fraction) -> None:
    box = [interval for _factor, interval in terms]
    shape = Linear(tuple((place, factor) for place, (factor, _interval) in enumerate(terms)), constant)
    found = shape.contract(box)
    expected: dict[int, Interval | None] = {}
    for place, (factor, interval) in enumerate(terms):
        rest = Interval.point(constant)
        for other, (each, one) in enumerate(terms):
            rest = rest + times(one, each) if other != place else rest
        expected[place] = times(-rest, 1 / factor).intersect(interval)
    if None in expected.values():
        assert found is None
    else:
        assert found is not None
        assert dict(found) == {place: one for place, one in expected.items() if one != box[place]}


def test_nothing_added_up_is_zero() -> None:
    assert Linear.of({0: Fraction(0)}, Fraction(0)).contract([Interval.point(5)]) == []
    assert Linear.of({0: Fraction(0)}, Fraction(1)).contract([Interval.point(5)]) is None


def test_constants_of_both_sides_are_one() -> None:
    # 0 less 3 is 1 and 4: so is 0 seven more than 1.
    found = linear(Binary("-", Variable(0), Constant(Fraction(3))), Binary("+", Variable(1), Constant(Fraction(4))))
    assert found == Linear.of({0: Fraction(1), 1: Fraction(-1)}, Fraction(-7))


def test_a_quotient_by_a_number_is_a_sum_and_one_by_nothing_is_not() -> None:
    half = linear(Variable(0), Binary("/", Variable(1), Constant(Fraction(2))))
    assert half == Linear.of({0: ONE, 1: -ONE / 2}, Fraction(0))
    assert linear(Variable(0), Binary("/", Variable(1), Constant(Fraction(0)))) is None
