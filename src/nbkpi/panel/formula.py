"""From a compiled formula to the interval of every row: the same expression that the small engine computes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact.polynomial import TooComplex
from nbkpi.panel import monotone
from nbkpi.panel.condition import Test, all_of, any_of, not_
from nbkpi.panel.double import Double, Unbounded
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span, States, add, capped, constant_like, divide, growth, root, times
from nbkpi.panel.whole_numbers import TooWide
from nbkpi.solve.expr.expression import (
    Binary,
    Constant,
    Expression,
    Growth,
    Power,
    Program,
    Share,
    Variable,
    repeated_in,
)

LEAST_POWER = 12
"""Higher whole powers are left to the small engine."""


class Leaf(NamedTuple):
    """What a slot is in every row: its interval, the printed number, and whether there is a single one.

    cell: the column that is null just where nothing is known, as are the ends and the number; "" where it is not so.
    ends: where these lie equally far from the number in every row that has one, how many of their parts are one of its
    own, and how many the lower and the upper lie above it.
    """

    span: Span
    nominal: Quotient
    has_nominal: Test
    cell: str = ""
    ends: tuple[int, int, int] | None = None


class Computed(NamedTuple):
    """A formula in every row; nominal is None where no row has one (value is null there)."""

    span: Span
    nominal: Span | None


class NotInColumns(ArithmeticError):
    """A formula that only the small engine computes, row by row."""


def computed(program: Program, leaves: Sequence[Leaf]) -> Computed:
    """The program over its leaves; NotInColumns where the engine has no numbers for it, or it is no plain range."""
    try:
        span = _range(program.expression, leaves)
        nominal = _Pointwise(leaves).span(program.expression)
        factor = Fraction(1) if program.factor is None else program.factor
        return Computed(span.scaled(factor), nominal.scaled(factor))
    except (TooWide, Unbounded, TooComplex):
        raise NotInColumns from None


def _range(expression: Expression, leaves: Sequence[Leaf]) -> Span:
    wide = [index for index in repeated_in(expression) if not leaves[index].span.is_point]
    if not wide:
        return _Intervals(leaves).span(expression)
    if isinstance(expression, Share):
        return capped(_range(expression.part, leaves))
    if isinstance(expression, Binary) and isinstance(expression.left, Constant) and expression.operator == "*":
        return times(constant_like(leaves[0].span, expression.left.value), _range(expression.right, leaves))
    part = _part_of_growth(expression)
    if part is not None and not _shared(part, wide):
        return _Intervals(leaves).grown_by(*part)
    found = monotone.range_of(expression, [leaf.span for leaf in leaves])
    if found is None:
        raise NotInColumns
    return found


def _part_of_growth(expression: Expression) -> tuple[Expression, Expression] | None:
    """base and change of a growth (base + change) / base − 1, which is change / base: pull is one."""
    if not isinstance(expression, Growth) or not isinstance(expression.value, Binary):
        return None
    base, change = expression.value.left, expression.value.right
    return (base, change) if expression.value.operator == "+" and base == expression.base else None


def _shared(parts: tuple[Expression, Expression], wide: Sequence[int]) -> bool:
    """Whether a slot of some width occurs more than once in the parts."""
    return bool(set(repeated_in(Binary("/", *parts))) & set(wide))


class _Intervals:
    """Interval arithmetic over columns, where no slot of some width occurs twice."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves

    def span(self, expression: Expression) -> Span:
        if isinstance(expression, Variable):
            return self.leaves[expression.slot].span
        if isinstance(expression, Constant):
            return constant_like(self.leaves[0].span, expression.value)
        if isinstance(expression, Growth):
            value, base = self.span(expression.value), self.span(expression.base)
            return growth(value, base, *self._growth_states(expression, value, base))
        if isinstance(expression, Share):
            return capped(self.span(expression.part))
        if isinstance(expression, Power):
            return self._power(expression)
        left, right = self.span(expression.left), self.span(expression.right)
        if expression.operator == "/":
            return divide(left, right)
        if expression.operator == "*":
            return times(left, right)
        return add(left, right, 1 if expression.operator == "+" else -1)

    def grown_by(self, base: Expression, change: Expression) -> Span:
        """What a base grows by with a change: change / base, where (base + change) / base − 1 exists."""
        below, above = self.span(base), self.span(change)
        whole = add(below, above)
        states, hard = self._growth_states(Growth(Binary("+", base, change), base), whole, below)
        found = divide(above, below)
        return Span(
            found.lower, found.upper, found.lower_closed, found.upper_closed,
            (*whole.states, *below.states, *states),
            any_of((found.hard, hard)), found.is_point,
        )  # fmt: skip

    def _growth_states(self, expression: Growth, value: Span, base: Span) -> tuple[States, Test]:
        """Why growth is no number, as nbkpi.solve.expr.state says it; and rows for which that takes a closer look."""
        positive, negative = base.positive, base.negative
        found: list[tuple[str, Test]] = [("turned_to_loss", all_of(positive, value.negative))]
        hard: Test = False
        if isinstance(value.lower, Double) or isinstance(value.upper, Double):
            # What doubles do not show to lie on one side of zero may lie there.
            hard = not_(any_of((value.positive, value.negative)))
        if positive is not True:
            zero = all_of(base.lower.sign("="), base.upper.sign("="))
            either_way = not_(any_of((positive, negative)))
            found.append(("zero_base", zero))
            if isinstance(expression.base, Variable) and isinstance(expression.value, Variable):
                leaf, over = self.leaves[expression.base.slot], self.leaves[expression.value.slot]
                printed = all_of(leaf.nominal.sign("="), leaf.has_nominal, over.has_nominal)
                found.append(("zero_base", all_of(either_way, printed)))
            else:
                hard = any_of((hard, all_of(either_way, not_(zero))))
            found += [
                ("base_may_be_zero", all_of(either_way, not_(base.lower.sign("<")))),
                ("base_sign_unknown", either_way),
                ("turned_to_profit", all_of(negative, value.positive)),
                ("loss_narrowed", all_of(negative, _beyond(value.lower, ">", base.upper))),
                ("loss_widened", all_of(negative, _beyond(value.upper, "<", base.lower))),
                ("loss_unclear", negative),
            ]
        return tuple(one for one in found if one[1] is not False), hard

    def _power(self, expression: Power) -> Span:
        base, power, degree = self.span(expression.base), expression.numerator, expression.denominator
        if degree != 1:
            base = root(base, degree, _least(base))
        return _whole_power(base, power)


def _beyond(end: object, operator: str, other: object) -> Test:
    if isinstance(end, Quotient) and isinstance(other, Quotient):
        return end.beyond(operator, other)
    raise Unbounded


def _least(base: Span) -> float:
    """The least value above zero that an end can have, about."""
    ends = [end for end in (base.lower, base.upper) if isinstance(end, Quotient)]
    if len(ends) < 2:
        raise Unbounded
    return min(float(end.factor / max(end.below.high, 1)) for end in ends) * 0.5


def _whole_power(base: Span, power: int) -> Span:
    if power == 0:
        return constant_like(base, Fraction(1))
    if power < 0:
        return divide(constant_like(base, Fraction(1)), _whole_power(base, -power))
    if power > LEAST_POWER:
        raise NotInColumns
    found = base
    for _step in range(power - 1):
        found = times(found, base)
    # A negative base to a power is rare enough for the small engine.
    return Span(
        found.lower, found.upper, found.lower_closed, found.upper_closed, base.states,
        any_of((base.hard, base.lower.sign("<") if power > 1 else False)), found.is_point,
    )  # fmt: skip


class _Pointwise(_Intervals):
    """The value at the printed numbers: an interval of one point, null where a number or the value is missing.

    Its states are rows without one.
    """

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        points = [
            Leaf(Span(leaf.nominal, leaf.nominal, is_point=True), leaf.nominal, leaf.has_nominal) for leaf in leaves
        ]
        super().__init__(points)

    def span(self, expression: Expression) -> Span:
        if isinstance(expression, Growth):
            part = _part_of_growth(expression)
            if part is not None:
                return divide(self.span(part[1]), self.span(part[0]))
            quotient = divide(self.span(expression.value), self.span(expression.base))
            return add(quotient, constant_like(quotient, Fraction(1)), -1)
        if isinstance(expression, Share):
            return _clipped(self.span(expression.part))
        return super().span(expression)


def _clipped(a: Span) -> Span:
    """Zero for what is below it, one for what is above."""
    if not isinstance(a.lower, Quotient):
        raise Unbounded
    zero, one = a.lower.constant(Fraction(0)), a.lower.constant(Fraction(1))
    end = one.picked(a.lower.beyond(">", one), zero.picked(a.lower.sign("<"), a.lower))
    return Span(end, end, states=a.states, is_point=True)
