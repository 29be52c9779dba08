"""Ends of intervals as doubles, each operation widened outward by what it may have been rounded.

For roots, and for numbers too large for whole ones. Only + − · ÷ and √ of IEEE 754 are needed, which all engines have:
x − |x|·φ with φ a little above 2⁻⁵³ is at most the double before x (Rump, Zimmermann, Boldo, Melquiond 2009).
"""

from __future__ import annotations

from math import log
from typing import Any

import narwhals as nw

from nbkpi.panel.condition import Test

HALF_PLACE = 2.0**-53
LARGEST = 1e290
"""Beyond this, and below its inverse, nothing is computed with doubles."""
CANCELLED = 2.0**-60
"""What is left of two numbers in a difference of them is nothing, or more than this share."""


class Unbounded(ArithmeticError):
    """Doubles that could overflow, or underflow."""


class Double:
    """A column of doubles between low and high (about): an end that lies outside of the exact one, or next to it.

    What is not zero is at least tiny, by absolute value. added is the size of numbers that were added on the way, zero
    for none: of what is left of them, the last place of these is uncertain.
    """

    __slots__ = ("added", "expr", "high", "low", "tiny")

    is_exact = False
    """Whether nothing was rounded."""

    def __init__(self, expr: Any, low: float, high: float, tiny: float, added: float = 0.0) -> None:
        if max(-low, high) > LARGEST or tiny < 1 / LARGEST:
            raise Unbounded
        self.expr, self.low, self.high, self.tiny, self.added = expr, low, high, tiny, added

    @classmethod
    def rounded(
        cls, value: Any, steps: int, up: bool | None, low: float, high: float, tiny: float, added: float = 0.0
    ) -> Double:
        """A value that went through so many roundings, moved down or up by as much; up None leaves it."""
        if up is None or steps == 0 or isinstance(value, float):
            return cls(_column(_moved(value, steps, up)), low, high, tiny, added)
        size = value.abs() * _phi(steps)
        return cls(value + size if up else value - size, low, high, tiny, added)

    @property
    def size(self) -> float:
        """The largest absolute value."""
        return max(-self.low, self.high, 0.0)

    def loose(self, up: bool | None) -> Double:  # noqa: ARG002
        """Itself."""
        return self

    def plus(self, other: Double, up: bool | None, sign: int = 1) -> Double:
        """The sum, or the difference with sign −1."""
        low, high = (other.low, other.high) if sign > 0 else (-other.high, -other.low)
        value = self.expr + other.expr if sign > 0 else self.expr - other.expr
        added = max(self.size, other.size, self.added, other.added)
        tiny = min(self.tiny, other.tiny) * CANCELLED
        return Double.rounded(value, 1, up, self.low + low, self.high + high, tiny, added)

    def negated(self) -> Double:
        """Minus this."""
        return Double(-self.expr, -self.high, -self.low, self.tiny, self.added)

    def times(self, other: Double, up: bool | None) -> Double:
        """The product."""
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        added = max(self.added * other.size, other.added * self.size)
        return Double.rounded(self.expr * other.expr, 1, up, min(corners), max(corners), self.tiny * other.tiny, added)

    def over(self, divisor: Double, up: bool | None) -> Double:
        """The quotient by what is above zero in every row that has a value."""
        if divisor.low <= 0:
            raise Unbounded
        corners = [a / b for a in (self.low, self.high) for b in (divisor.low, divisor.high)]
        added = max(self.added / divisor.low, self.size / divisor.low * (divisor.added / divisor.low))
        return Double.rounded(
            self.expr / divisor.expr, 1, up, min(corners), max(corners), self.tiny / divisor.high, added
        )

    def root(self, degree: int, up: bool | None, least: float) -> Double:
        """The root of what is zero or at least so much; the libraries' power may be off by a last place or so."""
        low, high = max(self.low, 0.0) ** (1 / degree), max(self.high, 0.0) ** (1 / degree) + 1e-9
        tiny = least ** (1 / degree) / 2
        if degree == 2:
            return Double.rounded(self.expr.sqrt(), 1, up, low, high, tiny)
        # The exponent is rounded too, which tells by the logarithm of the base.
        size = max(abs(log(max(self.high, 2.0))), abs(log(least)))
        return Double.rounded(self.expr ** (1 / degree), 4 + int(size / degree), up, low, high, tiny)

    def sign(self, operator: str) -> Test:
        """Whether it is <, <=, = or > zero."""
        if self.low > 0 or self.high < 0:
            return {"<": self.high < 0, "<=": self.high < 0, "=": False, ">": self.low > 0}[operator]
        test: nw.Expr = {
            "<": self.expr < 0, "<=": self.expr <= 0, "=": self.expr == 0, ">": self.expr > 0,
        }[operator]  # fmt: skip
        return test

    def picked(self, test: Test, other: Double) -> Double:
        """This where the test holds, the other elsewhere."""
        if isinstance(test, bool):
            return self if test else other
        chosen = nw.when(test).then(self.expr).otherwise(other.expr)
        low, high = min(self.low, other.low), max(self.high, other.high)
        return Double(chosen, low, high, min(self.tiny, other.tiny), max(self.added, other.added))


def _phi(steps: int) -> float:
    """What so many roundings amount to, and that of the step outward itself."""
    return (HALF_PLACE if steps == 1 else (steps + 1) * HALF_PLACE) * (1 + 2.0**-50)


def _moved(value: Any, steps: int, up: bool | None) -> Any:
    if up is None or steps == 0:
        return value
    size = abs(value) * _phi(steps)
    return value + size if up else value - size


def _column(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return nw.lit(value)
