"""Contraction: a solution in the box stays in it, whatever the shape of the equation, and nothing grows."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.solve.contractors.choose import shape_of
from nbkpi.solve.contractors.steps import Steps
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable
from nbkpi.solve.expr.ranges import compute

PLACES = 4
RESULT = Variable(PLACES)
numbers = st.builds(Fraction, st.integers(-6, 9), st.sampled_from((1, 2)))
places = st.integers(0, PLACES - 1).map(Variable)
leaves = places | places | numbers.map(Constant)


def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return (
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Growth, inner, inner)
        | st.builds(Share, inner)
        | st.builds(Power, inner, st.sampled_from((-2, -1, 2, 3)), st.just(1))
    )


expressions = st.recursive(leaves, larger, max_leaves=5)
products = st.builds(
    lambda scale, inner: inner if scale == 1 else Binary("*", Constant(scale), inner),
    st.sampled_from((Fraction(1), Fraction(100), Fraction(1, 3), Fraction(-2))),
    st.sampled_from((Binary("/", Variable(0), Variable(1)), Growth(Variable(0), Variable(1)))),
)


def exists(expression: Expression, values: list[Fraction]) -> bool:
    """Whether growth and shares in it exist at this point: compute caps shares, and takes growth from any base."""
    if isinstance(expression, Growth):
        inner = (expression.value, expression.base)
        return all(exists(one, values) for one in inner) and compute(expression.base, values) > 0
    if isinstance(expression, Share):
        return exists(expression.part, values) and 0 <= compute(expression.part, values) <= 1
    if isinstance(expression, Power):
        return exists(expression.base, values)
    if isinstance(expression, Binary):
        return exists(expression.left, values) and exists(expression.right, values)
    return True


@st.composite
def around(draw: st.DrawFn, value: Fraction) -> Interval:
    """An interval that holds a value, often at one of its ends."""
    below, above = (draw(st.sampled_from((0, 0, Fraction(1, 2), 3, None))) for _side in range(2))
    return Interval.of(
        None if below is None else value - below,
        None if above is None else value + above,
        below == 0 or draw(st.booleans()),
        above == 0 or draw(st.booleans()),
    )


@settings(max_examples=25 * settings().max_examples, deadline=None)
@given(right=expressions | products, points=st.lists(numbers, min_size=PLACES, max_size=PLACES), data=st.data())
def test_a_solution_is_never_lost(right: Expression, points: list[Fraction], data: st.DataObject) -> None:
    try:
        assume(exists(right, points))
        value = compute(right, points)
    except ZeroDivisionError:
        assume(False)
    values = [*points, value]
    box = [data.draw(around(value)) for value in values]
    for shape in (shape_of(RESULT, right), Steps(RESULT, right)):
        changes = shape.contract(box)
        assert changes is not None
        for place, narrowed in changes:
            assert values[place] in narrowed
            assert narrowed in box[place]


@settings(max_examples=15 * settings().max_examples, deadline=None)
@given(right=products, data=st.data())
def test_products_and_sums_are_as_narrow_as_their_steps(right: Expression, data: st.DataObject) -> None:
    points = [data.draw(st.builds(Fraction, st.integers(1, 30), st.sampled_from((1, 7)))) for _place in range(PLACES)]
    values = [*points, compute(right, points)]
    box = [data.draw(around(value)) for value in values]
    quick, slow = shape_of(RESULT, right).contract(box), Steps(RESULT, right).contract(box)
    assert quick is not None
    assert slow is not None
    for place, narrowed in slow:
        assert dict(quick).get(place, box[place]) in narrowed


@st.composite
def touching(draw: st.DrawFn, ends: tuple[int, ...] = (1, 2, 3, 4, 6, 12)) -> Interval:
    """With few different ends: what they come to often meets an end that is reached or is not."""
    lower, upper = sorted((draw(st.sampled_from(ends)), draw(st.sampled_from(ends))))
    if lower == upper:
        return Interval.point(lower)
    return Interval.of(lower, upper, draw(st.booleans()), draw(st.booleans()))


@settings(max_examples=30 * settings().max_examples, deadline=None)
@given(
    box=st.lists(touching(), min_size=PLACES + 1, max_size=PLACES + 1)
    | st.tuples(touching((0, 1, 2, 6)), touching(), touching(), touching(), touching((-2, -1, 0, 1, 2, 3))).map(list),
    scale=st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(3))),
    body=st.sampled_from((Binary("/", Variable(0), Variable(1)), Growth(Variable(0), Variable(1)))),
)
def test_products_leave_what_their_steps_leave(box: list[Interval], scale: Fraction, body: Expression) -> None:
    left = Binary("*", Constant(scale), RESULT)
    quick, slow = shape_of(left, body), Steps(left, body)
    assert not isinstance(quick, Steps)
    narrow, again = quick.contract(box), slow.contract(box)
    if again is None:
        assert narrow is None
    else:
        assert narrow is not None
        assert [dict(narrow).get(place, one) for place, one in enumerate(box)] == [
            dict(again).get(place, one) for place, one in enumerate(box)
        ]
