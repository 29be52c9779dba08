"""Printed figures as whole numbers of one small unit, and the bounds of what is computed from them.

Every figure of a text is held in one unit so small that each end of it is a whole number. A bound is a fraction of two
whole numbers in that same unit, so that a claim is compared with it by multiplying, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval


class Quantity(NamedTuple):
    """The least, the greatest and the printed value of a figure, in the smallest unit of its text."""

    low: int
    high: int
    value: int
    low_closed: bool = True
    high_closed: bool = True

    def negated(self) -> Quantity:
        """The same below zero."""
        return Quantity(-self.high, -self.low, -self.value, self.high_closed, self.low_closed)

    @classmethod
    def whole(cls, number: int, one: int) -> Quantity:
        """A whole number, where 1 is so many of the smallest unit."""
        return cls(number * one, number * one, number * one)


class Bounds(NamedTuple):
    """What an expression may come to, from low / low_under to high / high_under, and at the printed numbers."""

    low: int
    low_under: int
    high: int
    high_under: int
    value: int
    value_under: int
    low_closed: bool = True
    high_closed: bool = True

    def meets(self, claim: Quantity) -> bool:
        """Whether some value is both computed and claimed."""
        below, above = self.low - claim.high * self.low_under, claim.low * self.high_under - self.high
        if below > 0 or above > 0:
            return False
        return (below < 0 or (self.low_closed and claim.high_closed)) and (
            above < 0 or (self.high_closed and claim.low_closed)
        )

    def interval(self, unit: Fraction) -> Interval:
        """The bounds in another unit, which is so many of the smallest."""
        low, high = Fraction(self.low, self.low_under) / unit, Fraction(self.high, self.high_under) / unit
        point = low == high
        return Interval(low, high, self.low_closed or point, self.high_closed or point)

    def nominal(self, unit: Fraction) -> Fraction:
        """What the printed numbers come to, in another unit."""
        return Fraction(self.value, self.value_under) / unit


def total(parts: Sequence[Quantity]) -> Quantity:
    """The sum of figures."""
    if len(parts) == 1:
        return parts[0]
    low = high = value = 0
    low_closed = high_closed = True
    for one in parts:
        low, high, value = low + one.low, high + one.high, value + one.value
        low_closed, high_closed = low_closed and one.low_closed, high_closed and one.high_closed
    return Quantity(low, high, value, low_closed, high_closed)


def difference(one: Quantity, other: Quantity) -> Quantity:
    """One figure less another."""
    return Quantity(
        one.low - other.high,
        one.high - other.low,
        one.value - other.value,
        one.low_closed and other.high_closed,
        one.high_closed and other.low_closed,
    )
