"""The ends of intervals: which of two reaches farther, and what their products are."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

_ZERO = Fraction(0)


class Ends:
    """Both ends of an interval; None is an infinite end."""

    __slots__ = ("lower", "lower_closed", "upper", "upper_closed")

    lower: Fraction | None
    upper: Fraction | None
    lower_closed: bool
    upper_closed: bool


class End(NamedTuple):
    """One end of an interval, or the product of two ends.

    infinite is the sign of an infinite end, whose value is then 0, and 0 for a finite end.
    """

    infinite: int
    value: Fraction
    closed: bool

    @classmethod
    def of(cls, value: Fraction | None, closed: bool, side: int) -> End:
        """The lower (side -1) or upper (side 1) end of an interval."""
        return cls(side, _ZERO, False) if value is None else cls(0, value, closed)

    @property
    def sign(self) -> int:
        """The sign of the end, also of an infinite one: -1, 0 or 1."""
        return self.infinite or (self.value > 0) - (self.value < 0)

    @property
    def finite(self) -> Fraction | None:
        """The value; None for an infinite end."""
        return None if self.infinite else self.value

    def times(self, other: End) -> End:
        """The product of two ends, closed when it is reached."""
        sign = self.sign * other.sign
        if sign == 0:
            # Zero times anything is zero, even beside infinity, and one factor that reaches its zero is enough.
            reached = (self.sign == 0 and self.closed) or (other.sign == 0 and other.closed)
            return End(0, _ZERO, reached)
        if self.infinite or other.infinite:
            return End(sign, _ZERO, False)
        return End(0, self.value * other.value, self.closed and other.closed)


def extremes(corners: list[End]) -> tuple[End, End]:
    """The least and the greatest of some products of ends; of equal ones, a closed one."""
    least = min(corners, key=lambda end: (end.infinite, end.value, not end.closed))
    return least, max(corners)


def less(a: Fraction, b: Fraction) -> bool:
    """Whether a < b, without the detours that Fraction takes for other kinds of numbers."""
    return a.numerator * b.denominator < b.numerator * a.denominator


def equal(a: Fraction, b: Fraction) -> bool:
    """Whether a = b; both are in lowest terms."""
    return a is b or (a.numerator == b.numerator and a.denominator == b.denominator)


def growth(value: Fraction, base: Fraction) -> Fraction:
    """value / base − 1 as a fraction that is brought to lowest terms only once, which is fast."""
    scaled = base.numerator * value.denominator
    return Fraction(value.numerator * base.denominator - scaled, scaled)


def reaches_down(a: Ends, b: Ends) -> bool:
    """Whether a goes at least as far down as b."""
    low, other = a.lower, b.lower
    if low is None or other is None:
        return low is None
    return (a.lower_closed or not b.lower_closed) if equal(low, other) else less(low, other)


def reaches_up(a: Ends, b: Ends) -> bool:
    """Whether a goes at least as far up as b."""
    high, other = a.upper, b.upper
    if high is None or other is None:
        return high is None
    return (a.upper_closed or not b.upper_closed) if equal(high, other) else less(other, high)


def same_lower(a: Ends, b: Ends) -> bool:
    """Whether both begin at the same value, and both with it or both without it."""
    low, other = a.lower, b.lower
    if low is None or other is None:
        return low is other
    return a.lower_closed == b.lower_closed and equal(low, other)


def same_upper(a: Ends, b: Ends) -> bool:
    """Whether both end at the same value, and both with it or both without it."""
    high, other = a.upper, b.upper
    if high is None or other is None:
        return high is other
    return a.upper_closed == b.upper_closed and equal(high, other)
