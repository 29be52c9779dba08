"""Products of interval ends: a product of two intervals is bounded by the products of their ends."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

_ZERO = Fraction(0)


class End(NamedTuple):
    """One end, or the product of two: infinite is -1, 0 or 1, and value is 0 where it is not finite."""

    infinite: int
    value: Fraction
    closed: bool

    @classmethod
    def of(cls, value: Fraction | None, closed: bool, side: int) -> End:
        """The lower (side -1) or upper (side 1) end of an interval."""
        return cls(side, _ZERO, False) if value is None else cls(0, value, closed)

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
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
    """The least and the greatest of the corners; of equal ones, one that is reached."""
    least = min(corners, key=lambda end: (end.infinite, end.value, not end.closed))
    return least, max(corners)
