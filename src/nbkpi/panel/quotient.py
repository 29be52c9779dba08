"""Ends of intervals as columns: a factor times one whole number over another, exact until the one division at the end.

The usual ways to compute bounds with doubles fail: one step to the next double after c / p − 1 leaves half of them
wrong, as the subtraction has magnified the rounding of the division by then. Here (c − p) / p is divided only once,
from whole numbers, and that one rounding is known.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from nbkpi.panel.condition import Test
from nbkpi.panel.double import Double
from nbkpi.panel.whole_numbers import TooWide, Whole, pick


class Quotient:
    """factor · above / below, with a factor above zero and below at least 1 in every row that has a value."""

    __slots__ = ("above", "below", "factor")

    is_exact = True
    """Whether nothing was rounded."""

    def __init__(self, above: Whole, below: Whole | None = None, factor: Fraction = Fraction(1)) -> None:
        self.above, self.factor = above, factor
        self.below = above.constant(1) if below is None else below

    @property
    def held(self) -> frozenset[str]:
        """Names of cells without which it is surely null."""
        return self.above.held | self.below.held

    def constant(self, value: Fraction) -> Quotient:
        """A number."""
        sign = (value > 0) - (value < 0)
        return Quotient(self.above.constant(sign), None, abs(value) or Fraction(1))

    def _aligned(self, other: Quotient) -> tuple[Whole, Whole, Fraction]:
        """Both numerators for one common factor."""
        a, b = self.factor, other.factor
        common = Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)
        first, second = self.above, other.above
        return (
            first * first.constant(int(a / common)),
            second * second.constant(int(b / common)),
            common,
        )

    def plus(self, other: Quotient, sign: int = 1) -> Quotient:
        """The sum, or the difference with sign −1."""
        if other.above.is_constant(0):
            return self
        if self.above.is_constant(0):
            return other if sign > 0 else other.negated()
        first, second, factor = self._aligned(other)
        below = self.below
        if not (self.below is other.below or (self.below.is_constant(1) and other.below.is_constant(1))):
            first, second, below = first * other.below, second * self.below, self.below * other.below
        return Quotient(first + second if sign > 0 else first - second, below, factor)

    def times(self, other: Quotient) -> Quotient:
        """The product."""
        return Quotient(self.above * other.above, self.below * other.below, self.factor * other.factor)

    def over(self, divisor: Quotient) -> Quotient:
        """The quotient by what is above zero in every row that has a value."""
        below = divisor.above.at_least(1)
        return Quotient(self.above * divisor.below, self.below * below, self.factor / divisor.factor)

    def scaled(self, factor: Fraction) -> Quotient:
        """Times a number above zero."""
        return Quotient(self.above, self.below, self.factor * factor)

    def negated(self) -> Quotient:
        """Minus this."""
        return Quotient(-self.above, self.below, self.factor)

    def sign(self, operator: str) -> Test:
        """Whether it is <, <=, = or > zero."""
        return self.above.compared(operator, 0)

    def picked(self, test: Test, other: Quotient) -> Quotient:
        """This where the test holds, the other elsewhere."""
        if isinstance(test, bool):
            return self if test else other
        if self is other:
            return self
        first, second, factor = self._aligned(other)
        return Quotient(pick(test, first, second), pick(test, self.below, other.below), factor)

    def beyond(self, operator: str, other: Quotient) -> Test:
        """Whether it is <, <=, = or > the other; TooWide where that cannot be told exactly."""
        return self.plus(other, -1).sign(operator)

    def loose(self, up: bool | None) -> Double:
        """As a double: the next one below (or above) the exact value, up None: the nearest."""
        near, steps = self.nearest()
        return Double.rounded(near.expr, steps, up, near.low, near.high, near.tiny)

    def nearest(self) -> tuple[Double, int]:
        """As a double, and how many roundings of half a last place that took at most."""
        number, rest = 1.0, self.factor
        try:
            above = self.above * self.above.constant(rest.numerator)
            below = self.below * self.below.constant(rest.denominator)
        except TooWide:
            above, below, number = self.above, self.below, float(rest)
        top, steps = above.double()
        value = top
        if not below.is_constant(1):
            bottom, more = below.double()
            # By a number that is the same in all rows, Polars multiplies with its inverse, which is rounded too.
            value, steps = top / bottom, steps + more + (2 if below.expr is None else 1)
        if number != 1.0:
            value, steps = value * number, steps + (1 if Fraction(number) == rest else 2)
        low, high = (end * number for end in _bounds(above, below))
        return Double.rounded(value, 0, None, low, high, number / max(float(below.high), 1.0)), steps


def _bounds(above: Whole, below: Whole) -> tuple[float, float]:
    """A range of the quotient, generously."""
    least, most = max(below.low, 1), max(below.high, 1)
    corners = [Fraction(top, bottom) for top in (above.low, above.high) for bottom in (least, most)]
    low, high = float(min(corners)), float(max(corners))
    return low - abs(low) * 1e-9, high + abs(high) * 1e-9
