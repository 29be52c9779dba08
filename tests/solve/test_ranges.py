"""The range of a formula holds every value it can take, and no other wherever it is monotone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.exact import Interval
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, repeated_in
from nbkpi.solve.expr.ranges import compute, enclose, range_of
from nbkpi.solve.expr.state import MEANINGS, Undefined

of, point = Interval.of, Interval.point
A, B, C = Variable(0), Variable(1), Variable(2)
ONE = Constant(Fraction(1))
ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}


def op(left: Expression, operator: str, right: Expression) -> Binary:
    return Binary(operator, left, right)


def span(expression: Expression, *box: Interval) -> Interval:
    return range_of(expression, box, repeated_in(expression))


def state(expression: Expression, *box: Interval) -> str:
    with pytest.raises(Undefined) as caught:
        span(expression, *box)
    assert caught.value.state in MEANINGS
    return caught.value.state


numbers = st.fractions(-6, 6, max_denominator=4)


@st.composite
def intervals(draw: st.DrawFn, ends: st.SearchStrategy[Fraction] = numbers) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    if low == high:
        return point(low)
    closed, infinite = draw(st.tuples(st.booleans(), st.booleans())), draw(st.sampled_from("   <>"))
    return of(None if infinite == "<" else low, None if infinite == ">" else high, *closed)


def inside(interval: Interval, place: Fraction) -> Fraction:
    """A value of the interval: at an end that belongs to it for 0 and 1, between them otherwise."""
    low, high = interval.lower, interval.upper
    if low is None or high is None:
        distance = 100 * place if place else Fraction(1, 100)
        return distance if low is None is high else low + distance if low is not None else (high or 0) - distance
    value = low + place * (high - low)
    return value if value in interval else low + (high - low) * Fraction(1 + 97 * (value == high), 99)


def operations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Power, inner, st.integers(-2, 3), st.just(1)),
        st.builds(Growth, inner, inner),
        st.builds(lambda part, rest: Share(op(part, "/", op(part, "+", rest))), inner, inner),
    )


leaves = st.one_of(st.builds(Variable, st.integers(0, 2)), st.builds(Constant, numbers))
expressions = operations(operations(st.one_of(leaves, operations(leaves))) | leaves)
places = st.lists(st.tuples(*[st.sampled_from([Fraction(k, 4) for k in range(5)])] * 3), min_size=6, max_size=6)


@settings(max_examples=4 * settings().max_examples, deadline=None)
@given(expressions, st.tuples(intervals(), intervals(), intervals()), places)
def test_no_value_is_left_out(
    expression: Expression, box: tuple[Interval, ...], where: list[tuple[Fraction, ...]]
) -> None:
    """Also: a formula that has a range has a value everywhere in the box."""
    try:
        found = span(expression, *box)
    except Undefined:
        return
    for place in where:
        value = value_at(expression, [inside(interval, part) for interval, part in zip(box, place, strict=True)])
        assert value is None or value in found


def value_at(expression: Expression, values: Sequence[Fraction]) -> Fraction | None:
    """The value at one point, by the definition of each formula; None where a share is none."""
    if isinstance(expression, Variable):
        return values[expression.slot]
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Share):
        part = value_at(expression.part, values)
        return part if part is not None and 0 <= part <= 1 else None
    if isinstance(expression, Power):
        base = value_at(expression.base, values)
        return None if base is None else base**expression.numerator
    if isinstance(expression, Growth):
        now, before = value_at(expression.value, values), value_at(expression.base, values)
        assert before is None or before > 0
        return None if now is None or before is None else (now - before) / before
    left, right = value_at(expression.left, values), value_at(expression.right, values)
    return None if left is None or right is None else ARITHMETIC[expression.operator](left, right)


TOTAL = op(op(A, "+", B), "+", C)
RISING, FALLING = True, False
MONOTONE = [
    # For positive a, b, c: the formula, and which way it goes in each variable.
    ("share", op(A, "/", op(A, "+", B)), (RISING, FALLING)),
    ("share of three", op(A, "/", TOTAL), (RISING, FALLING, FALLING)),
    ("increase", op(A, "-", op(A, "/", op(ONE, "+", B))), (RISING, RISING)),
    ("contrast", op(op(A, "-", B), "/", op(A, "+", B)), (RISING, FALLING)),
    ("growth", op(op(A, "-", B), "/", B), (RISING, FALLING)),
    ("harmonic", op(op(A, "*", B), "/", op(A, "+", B)), (RISING, RISING)),
    ("rest", op(ONE, "-", op(A, "/", op(A, "+", B))), (FALLING, RISING)),
    ("capped share", Share(op(A, "/", op(A, "+", B))), (RISING, FALLING)),
    ("share times its whole", op(Share(op(A, "/", op(A, "+", B))), "*", op(A, "+", B)), (RISING, None)),
    ("square of a share", Power(op(A, "/", op(A, "+", B)), 2), (RISING, FALLING)),
    ("margin over cost", op(op(A, "-", op(A, "*", ONE)), "+", B), (None, RISING)),
    ("square over a sum with it", op(Power(A, 2), "/", op(Power(A, 2), "+", B)), (RISING, FALLING)),
    ("with an inverse square", op(B, "/", op(B, "+", Power(A, -2))), (RISING, RISING)),
    ("times what is always one", op(op(Power(A, 0), "*", A), "/", op(A, "+", B)), (RISING, FALLING)),
    ("odd power and itself", op(Power(A, 3), "+", A), (RISING,)),
    ("quotient of sums", op(op(A, "+", B), "/", op(op(A, "+", B), "+", C)), (RISING, RISING, FALLING)),
]

positive = intervals(st.fractions(Fraction(1, 4), 9, max_denominator=4)).filter(lambda one: one.is_positive)
bounded = positive.filter(lambda one: one.is_bounded)


@pytest.mark.parametrize(("expression", "ways"), [row[1:] for row in MONOTONE], ids=[row[0] for row in MONOTONE])
@given(box=st.lists(bounded, min_size=3, max_size=3))
@settings(max_examples=2 * settings().max_examples // 5, deadline=None)
def test_what_is_monotone_ends_at_the_corners(
    expression: Expression, ways: Sequence[bool | None], box: list[Interval]
) -> None:
    found = span(expression, *box)

    def corner(low: bool) -> tuple[Fraction, bool]:
        values, closed = [], True
        for interval, way in zip(box, (*ways, None, None, None), strict=False):
            lower = (way is RISING) == low
            end = interval.lower if lower else interval.upper
            assert end is not None
            values.append(end)
            closed = closed and (way is None or (interval.lower_closed if lower else interval.upper_closed))
        return compute(expression, values), closed

    assert (found.lower, found.lower_closed) == corner(True)
    assert (found.upper, found.upper_closed) == corner(False)


larger = intervals(st.fractions(10, 19, max_denominator=4)).filter(lambda one: one.is_bounded)


@given(a=bounded, b=bounded, c=larger, swap=st.booleans())
@settings(max_examples=3 * settings().max_examples // 5, deadline=None)
def test_growth_of_a_sum_that_keeps_a_part(a: Interval, b: Interval, c: Interval, swap: bool) -> None:
    """(a + b) / (a + c) − 1 rises or falls in a by whether c or b is greater, which is certain here."""
    expression, box = Growth(op(A, "+", B), op(A, "+", C)), (a, c, b) if swap else (a, b, c)
    corners = [compute(expression, values) for values in product(*[(one.lower, one.upper) for one in box])]
    found = span(expression, *box)
    assert (found.lower, found.upper) == (min(corners), max(corners))


def test_the_increase_of_income_is_tighter_than_plain_arithmetic() -> None:
    income, growth = of(Fraction("87.5"), Fraction("88.5"), True, False), of(Fraction("0.4355"), Fraction("0.4365"))
    increase = op(A, "-", op(A, "/", op(ONE, "+", B)))
    tight, plain = span(increase, income, growth), enclose(increase, (income, growth))
    assert [round(float(end or 0), 2) for end in (tight.lower, tight.upper)] == [26.55, 26.89]
    assert [round(float(end or 0), 2) for end in (plain.lower, plain.upper)] == [25.85, 27.59]


@pytest.mark.parametrize(
    ("expression", "box", "expected"),
    [
        (op(A, "/", op(A, "+", B)), (of(1, None), of(1, None)), of(0, 1, False, False)),
        (op(A, "/", op(A, "+", B)), (of(0, None), of(1, 2)), of(0, 1, True, False)),
        (op(A, "-", op(A, "/", op(ONE, "+", B))), (of(10, None), of(0, 1)), of(0, None)),
        (op(op(A, "-", B), "/", op(A, "+", B)), (of(0, None), of(1, 1)), of(-1, 1, True, False)),
        (op(A, "-", A), (of(None, None),), point(0)),
        (op(A, "/", A), (of(1, None),), point(1)),
        (op(Power(op(A, "-", A), 0), "+", A), (of(1, 2),), of(2, 3)),
        (op(A, "*", op(ONE, "-", A)), (of(0, Fraction(1, 2)),), of(0, Fraction(1, 4))),
    ],
)
def test_infinite_ends_and_what_cancels(expression: Expression, box: tuple[Interval, ...], expected: Interval) -> None:
    assert span(expression, *box) == expected


def test_where_it_turns_around_the_range_is_close() -> None:
    """x · (1 − x) is at most 1/4, at x = 1/2."""
    found = span(op(A, "*", op(ONE, "-", A)), of(0, 1))
    assert found.lower == 0
    assert found.upper is not None
    assert Fraction(1, 4) <= found.upper < Fraction(1, 4) + Fraction(1, 50)


LOSS, PROFIT, ZERO = of(-9, -8), of(3, 4), point(0)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (PROFIT, ZERO, "zero_base"),
        (ZERO, ZERO, "zero_base"),
        (PROFIT, LOSS, "turned_to_profit"),
        (LOSS, PROFIT, "turned_to_loss"),
        (of(-5, -4), LOSS, "loss_narrowed"),
        (ZERO, LOSS, "loss_narrowed"),
        (of(-20, -10), LOSS, "loss_widened"),
        (of(-9, -8), LOSS, "loss_unclear"),
        (PROFIT, of(0, 1), "base_may_be_zero"),
        (PROFIT, of(-1, 1), "base_sign_unknown"),
        (PROFIT, of(-1, 0), "base_sign_unknown"),
    ],
)
def test_growth_that_does_not_exist_is_a_state(now: Interval, before: Interval, expected: str) -> None:
    assert state(Growth(A, B), now, before) == expected
    # Nothing around it and nothing that repeats makes it exist.
    assert state(op(Growth(A, B), "-", op(Growth(A, B), "/", Constant(Fraction(2)))), now, before) == expected
    assert state(op(Growth(A, B), "*", A), now, before) == expected


@pytest.mark.parametrize(
    ("expression", "box"),
    [
        (op(A, "/", B), (PROFIT, of(-1, 1))),
        (op(A, "/", B), (PROFIT, ZERO)),
        (op(A, "/", B), (PROFIT, of(0, 5))),
        (op(A, "/", op(A, "/", B)), (PROFIT, of(-1, 1))),
        (op(A, "/", op(A, "+", B)), (of(0, 5), of(0, 5))),
        (op(A, "/", op(A, "-", A)), (PROFIT,)),
        (op(A, "/", op(A, "-", B)), (of(2, 3), of(1, 2))),
        (op(op(A, "/", A), "+", B), (of(0, 1), PROFIT)),
        (Power(A, -2), (of(-1, 1),)),
    ],
)
def test_a_divisor_that_may_be_zero_is_a_state(expression: Expression, box: tuple[Interval, ...]) -> None:
    assert state(expression, *box) == "division_by_zero"


def test_an_open_end_at_zero_is_no_zero() -> None:
    assert span(op(A, "/", B), point(1), of(0, 5, False, True)) == of(Fraction(1, 5), None)
    assert span(op(A, "/", op(A, "-", B)), of(2, 3), of(1, 2, True, False)) == of(Fraction(3, 2), None)


def test_roots_and_large_powers() -> None:
    assert span(Power(A, 1, 2), of(4, 9)) == of(2, 3)
    assert state(Power(A, 1, 2), of(-1, 9)) == "negative_root"
    assert span(Power(A, 1, 3), of(-8, 27)) == of(-2, 3)
    assert state(Power(Power(Power(Power(A, 100), 100), 100), 100), of(2, 3)) == "too_large"


def test_a_share_is_capped_and_nothing_else_of_it_is_possible() -> None:
    share = Share(op(A, "/", B))
    assert span(share, of(90, 110), point(100)) == of(Fraction(9, 10), 1)
    assert state(share, of(101, 110), point(100)) == "out_of_range"
    twice = op(op(share, "*", B), "-", op(share, "*", A))
    assert span(twice, of(90, 110), of(90, 110)).lower is not None
    assert state(twice, of(101, 110), point(100)) == "out_of_range"


@pytest.mark.parametrize("power", [(-1, 1), (1, 2), (-1, 2), (-2, 1)])
def test_what_cancels_out_has_no_value_where_its_parts_have_none(power: tuple[int, int]) -> None:
    assert state(op(Power(A, *power), "-", Power(A, *power)), of(-1, 4))


@pytest.mark.parametrize(("part", "share"), [(3, 1), (2, 1), (1, Fraction(1, 2)), (0, 0), (-1, 0)])
def test_a_share_at_one_point_is_of_the_whole(part: int, share: Fraction) -> None:
    assert compute(Share(op(A, "/", B)), [Fraction(part), Fraction(2)]) == share


def test_roots_at_one_point() -> None:
    for numerator, denominator, value, root in ((1, 2, 4, 2), (1, 3, -8, -2), (3, 2, 4, 8), (-1, 2, 4, Fraction(1, 2))):
        assert compute(Power(A, numerator, denominator), [Fraction(value)]) == root
    with pytest.raises(ZeroDivisionError):
        compute(Power(A, 1, 2), [Fraction(-4)])
