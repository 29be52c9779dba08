"""Any equation, step by step: computed forward, then followed backward from what both sides must be."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.ends import same_lower, same_upper
from nbkpi.exact.polynomial import Patience
from nbkpi.exact.relation import ABOVE_ZERO, ONE, base_of_power, factor, power, quotient, without_zero
from nbkpi.solve.contractors.shape import Box, Changes
from nbkpi.solve.expr.expression import (
    Binary,
    Constant,
    Expression,
    Growth,
    Power,
    Share,
    Variable,
    factored,
    occurrences,
    repeated_in,
)
from nbkpi.solve.expr.ranges import WHOLE, range_of
from nbkpi.solve.expr.state import Undefined, growth_state

MAX_OCCURRENCES = 6
PATIENCE = 60
"""How much goes into the true range of one side of an equation: it is asked for over and over."""


class _Step(NamedTuple):
    """One operation: on the values of two earlier steps, or on one and numbers of its own."""

    operator: str
    left: int = -1
    right: int = -1
    value: Interval = EVERYTHING
    numerator: int = 1
    denominator: int = 1


class Steps:
    """Two expressions that are equal, computed forward and then followed backward from what they both must be."""

    def __init__(self, left: Expression, right: Expression) -> None:
        self.steps: list[_Step] = []
        self.ends = (self._compiled(left), self._compiled(right))
        # Of places that occur more than once, ranges know more than arithmetic step by step; that must be quick here.
        self.tight = [(end, side, repeated_in(side)) for end, side in zip(self.ends, (left, right), strict=True)]
        self.tight = [one for one in self.tight if one[2] and sum(occurrences(one[1]).values()) <= MAX_OCCURRENCES]
        places = [step.left for step in self.steps if step.operator == "place"]
        self.is_settled = len(places) == len(set(places))
        self.is_costly = bool(self.tight)
        self.is_total = not any(map(_is_partial, self.steps))
        self.stated_by = _stated_by(left, right)

    def _compiled(self, expression: Expression) -> int:
        if isinstance(expression, Variable):
            step = _Step("place", expression.slot)
        elif isinstance(expression, Constant):
            step = _Step("number", value=Interval(expression.value, expression.value))
        elif isinstance(expression, Power):
            base = self._compiled(expression.base)
            step = _Step("^", base, numerator=expression.numerator, denominator=expression.denominator)
        elif isinstance(expression, Share):
            step = _Step("share", self._compiled(expression.part))
        elif isinstance(expression, Growth):
            step = _Step("growth", self._compiled(expression.value), self._compiled(expression.base))
        else:
            left = self._compiled(expression.left)
            step = _Step(expression.operator, left, self._compiled(expression.right))
        self.steps.append(step)
        return len(self.steps) - 1

    def contract(self, box: Box) -> Changes | None:
        """Forward, then backward."""
        values = self._forward(box)
        if len(values) < len(self.steps):
            return None
        for end, side, repeated in self.tight:
            try:
                narrowed = values[end].intersect(range_of(side, box, repeated, Patience(PATIENCE, cuts=0)))
            except Undefined:
                continue
            if narrowed is None:
                return None
            values[end] = narrowed
        left, right = self.ends
        common = values[left].intersect(values[right])
        if common is None:
            return None
        values[left] = values[right] = common
        found: dict[int, Interval] = {}
        for index in range(len(self.steps) - 1, -1, -1):
            step = self.steps[index]
            if step.operator == "place":
                before = found.get(step.left, box[step.left])
                narrowed = values[index].intersect(before)
                if narrowed is None:
                    return None
                if not (same_lower(narrowed, before) and same_upper(narrowed, before)):
                    found[step.left] = narrowed
            elif step.operator != "number" and not _backward(step, values[index], values):
                return None
        return sorted(found.items())

    def has_value(self, box: Box) -> bool:
        """Whether no divisor can be zero, no base of growth zero or less and no root one of a negative value."""
        values = self._forward(box)
        return len(values) == len(self.steps) and all(
            _has_value(step, values) for step in self.steps if _is_partial(step)
        )

    def _forward(self, box: Box) -> list[Interval]:
        """What each step can come to, up to the first one that has no value."""
        values: list[Interval] = []
        for step in self.steps:
            value = box[step.left] if step.operator == "place" else _forward(step, values)
            if value is None:
                break
            values.append(value)
        return values


def _is_partial(step: _Step) -> bool:
    """Whether the operation has no value for some operands."""
    return step.operator in ("/", "growth") or step.numerator < 0 or step.denominator % 2 == 0


def _has_value(step: _Step, values: list[Interval]) -> bool:
    """Whether the operation has a value for all that its operands can be."""
    left = values[step.left]
    if step.operator == "/":
        return not values[step.right].holds_zero
    if step.operator == "growth":
        return growth_state(left, values[step.right]) is None and _not_below_zero(left)
    return (step.numerator > 0 or not left.holds_zero) and (step.denominator % 2 == 1 or _not_below_zero(left))


def _not_below_zero(interval: Interval) -> bool:
    """Whether no value is negative."""
    return interval.lower is not None and interval.lower >= 0


def _stated_by(left: Expression, right: Expression) -> tuple[int, ...]:
    """The place that is one side, where the other one is a growth, quotient or power and nothing more."""
    for one, other in ((left, right), (right, left)):
        alone, body = factored(one)[1], factored(other)[1]
        if isinstance(alone, Variable) and not isinstance(body, Variable | Constant):
            is_operation = not isinstance(body, Binary) or body.operator == "/"
            return (alone.slot,) if is_operation else ()
    return ()


def _forward(step: _Step, values: list[Interval]) -> Interval | None:
    """What the operation can come to; None when it has no value at all."""
    operator = step.operator
    if operator == "number":
        return step.value
    left = values[step.left]
    if operator == "share":
        return left.intersect(WHOLE)
    if operator == "^":
        return power(left, step.numerator, step.denominator)
    right = values[step.right]
    if operator == "growth":
        base = right.intersect(ABOVE_ZERO)
        return None if base is None else left.growth_over(base)
    if operator == "/":
        return quotient(left, right, EVERYTHING)
    return left + right if operator == "+" else left - right if operator == "-" else left * right


def _backward(step: _Step, result: Interval, values: list[Interval]) -> bool:
    """Narrow the operands to what gives the result; False when nothing is left of one."""
    left = values[step.left]
    if step.right < 0:
        only = result if step.operator == "share" else base_of_power(result, step.numerator, step.denominator, left)
        return _narrow(values, step.left, only)
    right = values[step.right]
    if step.operator == "growth":
        times = result + ONE
        base = right.intersect(ABOVE_ZERO)
        found = None if base is None else base * times
        return (
            _narrow(values, step.right, base)
            and _narrow(values, step.left, found)
            and _narrow(values, step.right, factor(values[step.left], times, values[step.right]))
        )
    if step.operator == "+":
        return _narrow(values, step.left, result - right) and _narrow(values, step.right, result - values[step.left])
    if step.operator == "-":
        return _narrow(values, step.left, result + right) and _narrow(values, step.right, values[step.left] - result)
    if step.operator == "*":
        return _narrow(values, step.left, factor(result, right, left)) and _narrow(
            values, step.right, factor(result, values[step.left], right)
        )
    # What is divided by is not zero.
    parts = without_zero(right)
    if len(parts) == 1:
        right = values[step.right] = parts[0]
    return (
        bool(parts)
        and _narrow(values, step.left, result * right)
        and _narrow(values, step.right, factor(values[step.left], result, right))
    )


def _narrow(values: list[Interval], place: int, allowed: Interval | None) -> bool:
    narrowed = None if allowed is None else allowed.intersect(values[place])
    if narrowed is None:
        return False
    values[place] = narrowed
    return True
