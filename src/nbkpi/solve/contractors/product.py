"""Products of two places that are a third: the form of shares, rates and growth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.exact import Interval
from nbkpi.exact.ends import equal, less
from nbkpi.exact.interval import unchecked
from nbkpi.solve.contractors.shape import Box, Changes
from nbkpi.solve.contractors.steps import Steps
from nbkpi.solve.expr.expression import Binary, Expression, Growth, Share, Variable, factored


class Product:
    """(result + offset) · factor · divisor = dividend, the form of shares, rates and growth.

    Where nothing in it is negative or without bounds, which printed figures mostly are not, whole numbers tell what
    can be narrowed; everything else is left to the steps.
    """

    is_settled = True
    is_total = is_costly = False

    def __init__(self, places: tuple[int, int, int], offset: Fraction, factor: Fraction, steps: Steps) -> None:
        self.places, self.offset, self.factor, self.steps = places, offset, factor, steps
        self.stated_by = places[:1]
        self.top: Fraction | None = None

    @classmethod
    def of(cls, left: Expression, right: Expression) -> Product | None:
        """The product that result = dividend / divisor is, or that a growth is; None for anything else."""
        scale, result = factored(left)
        factor, body = factored(right.part if isinstance(right, Share) else right)
        offset = Fraction(0)
        if isinstance(body, Growth) and factor == 1:
            (above, dividend), (below, divisor) = factored(body.value), factored(body.base)
            offset = 1 / scale
        elif isinstance(body, Binary) and body.operator == "/":
            (above, dividend), (below, divisor) = factored(body.left), factored(body.right)
        else:
            return None
        if not (isinstance(result, Variable) and isinstance(dividend, Variable) and isinstance(divisor, Variable)):
            return None
        places, factor = (result.slot, divisor.slot, dividend.slot), factor * above / below
        if len(set(places)) < 3 or factor <= 0 or scale <= 0:
            return None
        product = cls(places, offset, scale / factor, Steps(left, right))
        product.top = 1 / scale if isinstance(right, Share) else None
        return product

    def contract(self, box: Box) -> Changes | None:
        """Compare the products of the ends with the ends."""
        result, divisor, dividend = (box[place] for place in self.places)
        ends = _ends(result, divisor, dividend)
        if ends is None or (self.top is not None and less(self.top, ends[1])):
            return self.steps.contract(box)
        low, high = ends[:2]
        least, most = _times_sum(self.factor, low, self.offset), _times_sum(self.factor, high, self.offset)
        if least[0] <= 0:
            return self.steps.contract(box)
        return self._narrowed_by(box, ends, least, most)

    def _narrowed_by(self, box: Box, old: _Ends, least: tuple[int, int], most: tuple[int, int]) -> Changes | None:
        """What the products with the least and the most of the rate leave."""
        result, divisor, dividend = (box[place] for place in self.places)
        low, high, base_low, base_high, part_low, part_high = old
        # How each product of ends compares with an end of the dividend tells what is too wide.
        signs = (
            -_compared(least, base_high, part_low), _compared(most, base_low, part_high),
            -_compared(most, base_low, part_low), _compared(least, base_high, part_high),
            _compared(least, base_low, part_low), -_compared(most, base_high, part_high),
        )  # fmt: skip
        if max(signs) < 0:
            return []
        closed = _reached(result, divisor, dividend)
        moves = [
            sign > 0 or (sign == 0 and was_closed and not is_closed)
            for sign, was_closed, is_closed in zip(signs, _closed(result, divisor, dividend), closed, strict=True)
        ]
        ends = (
            self._quotient(part_low, base_high) if moves[0] else low,
            self._quotient(part_high, base_low) if moves[1] else high,
            _over(part_low, most) if moves[2] else base_low,
            _over(part_high, least) if moves[3] else base_high,
            _times(least, base_low) if moves[4] else part_low,
            _times(most, base_high) if moves[5] else part_high,
        )
        return self._narrowed(box, moves, ends, closed)

    def has_value(self, box: Box) -> bool:
        """Whether the divisor cannot be zero, and a growth exists."""
        return self.steps.has_value(box)

    def _quotient(self, above: Fraction, below: Fraction) -> Fraction:
        """above / (factor · below) − offset, reduced once."""
        top = above.numerator * below.denominator * self.factor.denominator
        bottom = above.denominator * below.numerator * self.factor.numerator
        return Fraction(
            top * self.offset.denominator - self.offset.numerator * bottom, bottom * self.offset.denominator
        )

    def _narrowed(
        self, box: Box, moves: Sequence[bool], ends: Sequence[Fraction], closed: Sequence[bool]
    ) -> Changes | None:
        """The places with their new ends, lower and upper ones in turn."""
        changes: Changes = []
        for index, place in enumerate(self.places):
            lower, upper = 2 * index, 2 * index + 1
            if moves[lower] or moves[upper]:
                old, low, high = box[place], ends[lower], ends[upper]
                low_closed = closed[lower] if moves[lower] else old.lower_closed
                high_closed = closed[upper] if moves[upper] else old.upper_closed
                if less(high, low) or (not (low_closed and high_closed) and equal(low, high)):
                    return None
                changes.append((place, unchecked(low, high, low_closed, high_closed)))
        return changes


_Ends = tuple[Fraction, Fraction, Fraction, Fraction, Fraction, Fraction]
"""Lower and upper ends of the result, the divisor and the dividend."""


def _ends(result: Interval, divisor: Interval, dividend: Interval) -> _Ends | None:
    """The ends where there are all of them, and the divisor is above zero and the dividend not below it."""
    low, high, base_low, base_high = result.lower, result.upper, divisor.lower, divisor.upper
    part_low, part_high = dividend.lower, dividend.upper
    if low is None or high is None or base_low is None or base_high is None or part_low is None or part_high is None:
        return None
    if base_low.numerator <= 0 or part_low.numerator < 0:
        return None
    return low, high, base_low, base_high, part_low, part_high


def _closed(*intervals: Interval) -> list[bool]:
    """Which ends are closed, lower and upper ones in turn."""
    return [closed for each in intervals for closed in (each.lower_closed, each.upper_closed)]


def _reached(result: Interval, divisor: Interval, dividend: Interval) -> list[bool]:
    """Which ends are reached when they come from the two others: those for which both are."""
    return [
        dividend.lower_closed and divisor.upper_closed,
        dividend.upper_closed and divisor.lower_closed,
        dividend.lower_closed and result.upper_closed,
        dividend.upper_closed and result.lower_closed,
        result.lower_closed and divisor.lower_closed,
        result.upper_closed and divisor.upper_closed,
    ]


def _times_sum(factor: Fraction, end: Fraction, offset: Fraction) -> tuple[int, int]:
    """factor · (end + offset), as a numerator and a denominator that are not reduced."""
    above = end.numerator * offset.denominator + offset.numerator * end.denominator
    return factor.numerator * above, factor.denominator * end.denominator * offset.denominator


def _over(above: Fraction, times: tuple[int, int]) -> Fraction:
    return Fraction(above.numerator * times[1], above.denominator * times[0])


def _times(times: tuple[int, int], end: Fraction) -> Fraction:
    return Fraction(times[0] * end.numerator, times[1] * end.denominator)


def _compared(times: tuple[int, int], end: Fraction, other: Fraction) -> int:
    """The sign of times · end − other."""
    left = times[0] * end.numerator * other.denominator
    right = other.numerator * times[1] * end.denominator
    return (left > right) - (left < right)
