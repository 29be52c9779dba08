"""Sums of places times factors: each place from all the others, in whole numbers of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.interval import unchecked
from nbkpi.solve.contractors.shape import Box, Changes
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Variable


class Linear(NamedTuple):
    """A sum of places times factors, and a constant, that is zero."""

    factors: tuple[tuple[int, Fraction], ...]
    constant: Fraction

    @property
    def is_settled(self) -> bool:
        """Whether contracting once is enough."""
        return True

    @property
    def is_costly(self) -> bool:
        """Never: it is arithmetic alone."""
        return False

    @property
    def is_total(self) -> bool:
        """Always: a sum has a value."""
        return True

    @property
    def stated_by(self) -> tuple[int, ...]:
        """None is needed."""
        return ()

    @classmethod
    def of(cls, factors: dict[int, Fraction], constant: Fraction) -> Linear:
        """From the factor of every place; what cancels out is left away, and the first factor is made 1."""
        kept = [(place, each) for place, each in sorted(factors.items()) if each]
        first = kept[0][1] if kept else Fraction(1)
        return cls(tuple((place, each / first) for place, each in kept), constant / first)

    def has_value(self, box: Box) -> bool:  # noqa: ARG002
        """Always: a sum has one."""
        return True

    def contract(self, box: Box) -> Changes | None:
        """Each place from all the others."""
        if not self.factors:
            return None if self.constant else []
        lows, highs = [], []
        scale = self.constant.denominator
        for place, each in self.factors:
            interval = box[place]
            above, below = each.as_integer_ratio()
            lower = _end(interval.lower, interval.lower_closed, above, below)
            upper = _end(interval.upper, interval.upper_closed, above, below)
            scale = lcm(scale, lower[1], upper[1])
            lows.append(lower if above > 0 else upper)
            highs.append(upper if above > 0 else lower)
        constant = self.constant.numerator * (scale // self.constant.denominator)
        low, high = _Total(lows, constant, scale), _Total(highs, constant, scale)
        changes: Changes = []
        for index in low.too_wide(high):
            place, each = self.factors[index]
            least, most = high.opposite(index), low.opposite(index)
            if low.is_exceeded(index, least, 1) or high.is_exceeded(index, most, -1):
                narrowed = _interval(least, most, scale, each).intersect(box[place])
                if narrowed is None:
                    return None
                changes.append((place, narrowed))
        return changes


End = tuple[int | None, int, bool]
"""An end times a factor, as a numerator (None for infinity) and a denominator, and whether it is reached."""


def _end(end: Fraction | None, closed: bool, above: int, below: int) -> End:
    if end is None:
        return None, 1, False
    numerator, denominator = end.as_integer_ratio()
    return numerator * above, denominator * below, closed


Bound = tuple[int, bool] | None
"""A bound in whole numbers of a scale, and whether it is reached; None for infinity."""


class _Total:
    """The sum of the lower, or of the upper, ends of several intervals as whole numbers of one scale."""

    __slots__ = ("closed", "infinite", "open", "terms", "total")

    def __init__(self, ends: Sequence[End], constant: int, scale: int) -> None:
        self.terms = [None if above is None else above * (scale // below) for above, below, _closed in ends]
        self.closed = [closed for _above, _below, closed in ends]
        self.infinite = self.terms.count(None)
        self.open = self.closed.count(False) - self.infinite
        self.total = constant + sum(filter(None, self.terms))

    def too_wide(self, high: _Total) -> Sequence[int]:
        """The places that may have to become narrower, where these are the lower ends and high the upper ones.

        Without infinite ends those that are at least as wide as the sum can come to on either side of zero.
        """
        if self.infinite or high.infinite:
            return range(len(self.terms)) if self.infinite < 2 or high.infinite < 2 else ()
        slack = min(high.total, -self.total)
        pairs = enumerate(zip(self.terms, high.terms, strict=True))
        return [
            index for index, (least, most) in pairs if least is not None and most is not None and most - least >= slack
        ]

    def opposite(self, index: int) -> Bound:
        """Minus what all others and the constant come to."""
        term = self.terms[index]
        if term is None:
            return None if self.infinite > 1 else (-self.total, not self.open)
        return None if self.infinite else (term - self.total, self.open == (not self.closed[index]))

    def is_exceeded(self, index: int, bound: Bound, side: int) -> bool:
        """Whether a bound lies within the end: above a lower one (side 1), below an upper one (side -1)."""
        term = self.terms[index]
        if bound is None or term is None:
            return bound is not None
        return (bound[0] - term) * side > 0 or (bound[0] == term and self.closed[index] and not bound[1])


def _interval(lower: Bound, upper: Bound, scale: int, each: Fraction) -> Interval:
    """The interval between two bounds, divided by a factor."""
    if each.numerator < 0:
        lower, upper = upper, lower
    below, above = scale * each.numerator, each.denominator
    return unchecked(
        None if lower is None else Fraction(lower[0] * above, below),
        None if upper is None else Fraction(upper[0] * above, below),
        lower is not None and lower[1],
        upper is not None and upper[1],
    )


def linear(left: Expression, right: Expression) -> Linear | None:
    """left = right as a sum; None when it is not one."""
    terms = _terms(Binary("-", left, right))
    return None if terms is None else Linear.of(*terms)


def _terms(expression: Expression) -> tuple[dict[int, Fraction], Fraction] | None:
    """The factor of each place and the constant; None for what is not linear."""
    if isinstance(expression, Variable):
        return {expression.slot: Fraction(1)}, Fraction(0)
    if isinstance(expression, Constant):
        return {}, expression.value
    if not isinstance(expression, Binary):
        return None
    left, right = _terms(expression.left), _terms(expression.right)
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
