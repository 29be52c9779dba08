"""One equation over a box of intervals: the part of each of them that can be true together with the others.

Every contraction is sound: no solution of the equation in the box is lost. Where every variable occurs once it is
also the least such box up to the order of two-sided divisions; open and closed ends are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.exact.relation import ABOVE_ZERO, ONE, base_of_power, factor, power, quotient
from nbkpi.solve.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, repeated_in
from nbkpi.solve.ranges import WHOLE, range_of
from nbkpi.solve.state import Undefined

Box = Sequence[Interval]


class Shape(Protocol):
    """An equation without its variables: what is true of the places in a box.

    is_settled: what a contraction leaves cannot be narrowed by the same equation again.
    """

    @property
    def is_settled(self) -> bool:
        """Whether contracting once is enough."""

    def contract(self, box: Box) -> list[Interval] | None:
        """The box without what cannot be true; None when nothing is left."""


def shape_of(left: Expression, right: Expression) -> Shape:
    """The shape of left = right: linear where it is, step by step otherwise."""
    terms = _linear(Binary("-", left, right))
    return _Steps(left, right) if terms is None else Linear.of(*terms)


class Linear(NamedTuple):
    """A sum of places times factors, and a constant, that is zero."""

    factors: tuple[tuple[int, Fraction], ...]
    constant: Fraction

    @classmethod
    def of(cls, factors: dict[int, Fraction], constant: Fraction) -> Linear:
        """From the factor of every place; what cancels out is left away."""
        return cls(tuple((place, each) for place, each in sorted(factors.items()) if each), constant)

    @property
    def is_settled(self) -> bool:
        """Whether contracting once is enough."""
        return True

    def contract(self, box: Box) -> list[Interval] | None:
        """Each place from all the others."""
        parts = [(place, each, _times(box[place], each)) for place, each in self.factors]
        low = _Total([(part.lower, part.lower_closed) for _place, _each, part in parts])
        high = _Total([(part.upper, part.upper_closed) for _place, _each, part in parts])
        found = list(box)
        for place, each, part in parts:
            lower, lower_closed = high.without(part.upper, part.upper_closed, self.constant)
            upper, upper_closed = low.without(part.lower, part.lower_closed, self.constant)
            narrowed = Interval(lower, upper, lower_closed, upper_closed).intersect(part)
            if narrowed is None:
                return None
            if narrowed.lower is not part.lower or narrowed.upper is not part.upper:
                found[place] = _times(narrowed, 1 / each)
        return None if not self.factors and self.constant else found


class _Total:
    """The sum of the lower, or of the upper, ends of several intervals, from which one can be taken away again."""

    __slots__ = ("infinite", "open", "value")

    def __init__(self, ends: list[tuple[Fraction | None, bool]]) -> None:
        self.value = sum((end for end, _closed in ends if end is not None), Fraction(0))
        self.infinite = sum(end is None for end, _closed in ends)
        self.open = sum(end is not None and not closed for end, closed in ends)

    def without(self, end: Fraction | None, closed: bool, constant: Fraction) -> tuple[Fraction | None, bool]:
        """Minus what the others and the constant come to; None where one of them is infinite."""
        if self.infinite > (end is None):
            return None, False
        rest = self.value if end is None else self.value - end
        return -(rest + constant), self.open == (end is not None and not closed)


def _times(interval: Interval, each: Fraction) -> Interval:
    if each == 1:
        return interval
    return interval.scaled(each) if each > 0 else -interval.scaled(-each)


def _linear(expression: Expression) -> tuple[dict[int, Fraction], Fraction] | None:
    """The factor of each place and the constant; None for what is not linear."""
    if isinstance(expression, Variable):
        return {expression.slot: Fraction(1)}, Fraction(0)
    if isinstance(expression, Constant):
        return {}, expression.value
    if not isinstance(expression, Binary):
        return None
    left, right = _linear(expression.left), _linear(expression.right)
    if left is None or right is None:
        return None
    if expression.operator in "+-":
        sign = 1 if expression.operator == "+" else -1
        factors = dict(left[0])
        for place, each in right[0].items():
            factors[place] = factors.get(place, Fraction(0)) + sign * each
        return factors, left[1] + sign * right[1]
    if expression.operator == "*" and not left[0]:
        left, right = right, left
    if right[0] or (expression.operator == "/" and right[1] == 0):
        return None
    scale = right[1] if expression.operator == "*" else 1 / right[1]
    return {place: each * scale for place, each in left[0].items()}, left[1] * scale


class _Step(NamedTuple):
    """One operation: on the values of two earlier steps, or on one and numbers of its own."""

    operator: str
    left: int = -1
    right: int = -1
    value: Interval = EVERYTHING
    numerator: int = 1
    denominator: int = 1


class _Steps:
    """Two expressions that are equal, computed forward and then followed backward from what they both must be."""

    def __init__(self, left: Expression, right: Expression) -> None:
        self.steps: list[_Step] = []
        self.ends = (self._compiled(left), self._compiled(right))
        # Of places that occur more than once, ranges know more than arithmetic step by step.
        self.tight = [(end, side, repeated_in(side)) for end, side in zip(self.ends, (left, right), strict=True)]
        self.tight = [one for one in self.tight if one[2]]
        places = [step.left for step in self.steps if step.operator == "place"]
        self.is_settled = len(places) == len(set(places))

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

    def contract(self, box: Box) -> list[Interval] | None:
        """Forward, then backward."""
        values = self._forward(box)
        if values is None:
            return None
        for end, side, repeated in self.tight:
            try:
                narrowed = values[end].intersect(range_of(side, box, repeated))
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
        found = list(box)
        for index in range(len(self.steps) - 1, -1, -1):
            step = self.steps[index]
            if step.operator == "place":
                narrowed = values[index].intersect(found[step.left])
                if narrowed is None:
                    return None
                found[step.left] = narrowed
            elif step.operator != "number" and not _backward(step, values[index], values):
                return None
        return found

    def _forward(self, box: Box) -> list[Interval] | None:
        values: list[Interval] = []
        for step in self.steps:
            value = box[step.left] if step.operator == "place" else _forward(step, values)
            if value is None:
                return None
            values.append(value)
        return values


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
        return _narrow(values, step.right, base) and _narrow(values, step.left, found) and _narrow(
            values, step.right, factor(values[step.left], times, values[step.right])
        )
    if step.operator == "+":
        return _narrow(values, step.left, result - right) and _narrow(values, step.right, result - values[step.left])
    if step.operator == "-":
        return _narrow(values, step.left, result + right) and _narrow(values, step.right, values[step.left] - result)
    if step.operator == "*":
        return _narrow(values, step.left, factor(result, right, left)) and _narrow(
            values, step.right, factor(result, values[step.left], right)
        )
    return _narrow(values, step.left, result * right) and _narrow(
        values, step.right, factor(values[step.left], result, right)
    )


def _narrow(values: list[Interval], place: int, allowed: Interval | None) -> bool:
    narrowed = None if allowed is None else allowed.intersect(values[place])
    if narrowed is None:
        return False
    values[place] = narrowed
    return True
