"""Intervals with exact rational ends, each open, closed or infinite."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from nbkpi.exact.ends import End, Ends, equal, extremes, growth, less, reaches_down, reaches_up
from nbkpi.exact.root import ResultTooLarge, power, root_bounds

__all__ = ["EVERYTHING", "Interval", "ResultTooLarge", "unchecked"]


@dataclass(frozen=True, init=False)
class Interval(Ends):
    """The set of values between two ends; never empty, never changed after it was made.

    An end that is None is infinite, and then always open. Arithmetic encloses every value the operands
    allow and is the true range as long as the operands vary independently of each other.
    """

    __slots__ = ()

    lower: Fraction | None
    upper: Fraction | None
    lower_closed: bool
    upper_closed: bool

    def __new__(
        cls,
        lower: Fraction | int | None,
        upper: Fraction | int | None,
        lower_closed: bool = True,
        upper_closed: bool = True,
    ) -> Interval:
        """The interval with exactly these ends; ValueError when no value lies in it or an infinite end is closed."""
        low, high = _exact(lower), _exact(upper)
        if (low is None and lower_closed) or (high is None and upper_closed):
            raise ValueError("an infinite end is open")
        if low is not None and high is not None:
            closed = lower_closed and upper_closed
            if less(high, low) or (not closed and equal(low, high)):
                raise ValueError("an interval cannot be empty")
        return unchecked(low, high, lower_closed, upper_closed)

    def __reduce__(self) -> tuple[type[Interval], tuple[Fraction | None, Fraction | None, bool, bool]]:
        """Copies and pickles are made as any other, and checked."""
        return Interval, (self.lower, self.upper, self.lower_closed, self.upper_closed)

    @classmethod
    def of(
        cls,
        lower: Fraction | int | None,
        upper: Fraction | int | None,
        lower_closed: bool = True,
        upper_closed: bool = True,
    ) -> Interval:
        """The interval with these ends, infinite ones open whatever is said; ValueError when no value lies in it."""
        return cls(lower, upper, lower_closed and lower is not None, upper_closed and upper is not None)

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """Exactly one value."""
        exact = Fraction(value)
        return unchecked(exact, exact, True, True)

    @property
    def is_point(self) -> bool:
        """Whether exactly one value is possible."""
        low, high = self.lower, self.upper
        return low is not None and high is not None and equal(low, high)

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lower is not None and self.upper is not None

    @property
    def width(self) -> Fraction | None:
        """Distance of the ends; None when an end is infinite."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower

    @property
    def closure(self) -> Interval:
        """The same interval with its finite ends included."""
        return unchecked(self.lower, self.upper, self.lower is not None, self.upper is not None)

    def __contains__(self, value: object) -> bool:
        """Whether a number is in the interval, or an interval lies in it as a whole."""
        if isinstance(value, Interval):
            return reaches_down(self, value) and reaches_up(self, value)
        if not isinstance(value, (int, Fraction)):
            return False
        above = self.lower is None or value > self.lower or (self.lower_closed and value == self.lower)
        return above and (self.upper is None or value < self.upper or (self.upper_closed and value == self.upper))

    @property
    def is_positive(self) -> bool:
        """Whether every value is above zero."""
        low = self.lower
        return low is not None and (low.numerator > 0 or (low.numerator == 0 and not self.lower_closed))

    @property
    def is_negative(self) -> bool:
        """Whether every value is below zero."""
        high = self.upper
        return high is not None and (high.numerator < 0 or (high.numerator == 0 and not self.upper_closed))

    @property
    def holds_zero(self) -> bool:
        """Whether zero is possible."""
        return not (self.is_positive or self.is_negative)

    def intersect(self, other: Interval) -> Interval | None:
        """The values in both; None when there are none."""
        low, high = (other if reaches_down(self, other) else self), (other if reaches_up(self, other) else self)
        if low.lower is not None and high.upper is not None:
            closed = low.lower_closed and high.upper_closed
            if less(high.upper, low.lower) or (not closed and equal(low.lower, high.upper)):
                return None
        return unchecked(low.lower, high.upper, low.lower_closed, high.upper_closed)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, high = (self if reaches_down(self, other) else other), (self if reaches_up(self, other) else other)
        return unchecked(low.lower, high.upper, low.lower_closed, high.upper_closed)

    def snapped(self, step: Fraction = Fraction(1)) -> Interval | None:
        """From the first to the last whole multiple of a positive step in the interval; None when there is none."""
        lower, upper = self.lower, self.upper
        if lower is not None:
            index = ceil(lower / step)
            lower = step * (index + 1 if not self.lower_closed and index * step == lower else index)
        if upper is not None:
            index = floor(upper / step)
            upper = step * (index - 1 if not self.upper_closed and index * step == upper else index)
        if lower is not None and upper is not None and lower > upper:
            return None
        return unchecked(lower, upper, lower is not None, upper is not None)

    def scaled(self, factor: Fraction) -> Interval:
        """Every value times a factor; ValueError unless it is positive."""
        if factor.numerator == factor.denominator:
            return self
        if factor <= 0:
            raise ValueError("a scale is positive")
        return unchecked(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_closed,
            self.upper_closed,
        )

    def __neg__(self) -> Interval:
        return unchecked(
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
            self.upper_closed,
            self.lower_closed,
        )

    def __add__(self, other: Interval) -> Interval:
        return unchecked(
            None if self.lower is None or other.lower is None else self.lower + other.lower,
            None if self.upper is None or other.upper is None else self.upper + other.upper,
            self.lower_closed and other.lower_closed,
            self.upper_closed and other.upper_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return unchecked(
            None if self.lower is None or other.upper is None else self.lower - other.upper,
            None if self.upper is None or other.lower is None else self.upper - other.lower,
            self.lower_closed and other.upper_closed,
            self.upper_closed and other.lower_closed,
        )

    def __mul__(self, other: Interval) -> Interval:
        low, other_low = self.lower, other.lower
        if low is not None and other_low is not None and low.numerator > 0 and other_low.numerator > 0:
            return unchecked(
                low * other_low,
                None if self.upper is None or other.upper is None else self.upper * other.upper,
                self.lower_closed and other.lower_closed,
                self.upper_closed and other.upper_closed,
            )
        least, greatest = extremes([a.times(b) for a in self._ends() for b in other._ends()])
        return unchecked(least.finite, greatest.finite, least.closed, greatest.closed)

    def _ends(self) -> tuple[End, End]:
        return End.of(self.lower, self.lower_closed, -1), End.of(self.upper, self.upper_closed, 1)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; ZeroDivisionError when zero is among the divisors."""
        low, other_low = self.lower, other.lower
        if low is not None and other_low is not None and low.numerator > 0 and other_low.numerator > 0:
            return unchecked(
                low / other.upper if other.upper is not None else Fraction(0),
                self.upper / other_low if self.upper is not None else None,
                self.lower_closed and other.upper_closed,
                self.upper_closed and other.lower_closed,
            )
        return self * other.reciprocal()

    def growth_over(self, base: Interval) -> Interval:
        """self / base − 1 for a base above zero, in one step for each end; ZeroDivisionError where it can be zero."""
        low, high, base_low, base_high = self.lower, self.upper, base.lower, base.upper
        if low is None or high is None or base_low is None or base_high is None or low.numerator <= 0 or not base_low:
            return self / base - unchecked(Fraction(1), Fraction(1), True, True)
        return unchecked(
            growth(low, base_high),
            growth(high, base_low),
            self.lower_closed and base.upper_closed,
            self.upper_closed and base.lower_closed,
        )

    def reciprocal(self) -> Interval:
        """One over every value; ZeroDivisionError when zero is among them."""
        if self.holds_zero:
            raise ZeroDivisionError("the divisor can be zero")
        beyond = Fraction(0)
        return unchecked(
            beyond if self.upper is None else None if self.upper == 0 else 1 / self.upper,
            beyond if self.lower is None else None if self.lower == 0 else 1 / self.lower,
            self.upper_closed,
            self.lower_closed,
        )

    def __pow__(self, exponent: int) -> Interval:
        """A whole power; ZeroDivisionError for a negative one when zero is possible, ResultTooLarge past the limit."""
        if exponent < 0:
            return self.reciprocal() ** -exponent
        if exponent == 0:
            return Interval.point(1)
        if exponent % 2 == 0 and not self.is_positive:
            if self.is_negative:
                return (-self) ** exponent
            farther = self.hull(-self)
            top = None if farther.upper is None else power(farther.upper, exponent)
            return unchecked(Fraction(0), top, True, farther.upper_closed)
        return unchecked(
            None if self.lower is None else power(self.lower, exponent),
            None if self.upper is None else power(self.upper, exponent),
            self.lower_closed,
            self.upper_closed,
        )

    def root(self, degree: int) -> Interval:
        """The real root of every value, rounded outward far below any printed digit where it is not rational.

        ValueError for a degree below 1 and when an even root would be taken of a negative value, ResultTooLarge
        for a degree past the limit.
        """
        if degree < 1:
            raise ValueError("the degree of a root is at least 1")
        if degree % 2 == 0 and (self.lower is None or self.lower < 0):
            raise ValueError("an even root of a negative value does not exist")
        lower = upper = None
        lower_closed, upper_closed = self.lower_closed, self.upper_closed
        if self.lower is not None:
            lower, beyond = root_bounds(self.lower, degree)
            lower_closed = lower_closed and lower == beyond
        if self.upper is not None:
            below, upper = root_bounds(self.upper, degree)
            upper_closed = upper_closed and below == upper
        return unchecked(lower, upper, lower_closed, upper_closed)

    def __str__(self) -> str:
        lower = "-∞" if self.lower is None else str(self.lower)
        upper = "∞" if self.upper is None else str(self.upper)
        return f"{'[' if self.lower_closed else '('}{lower}, {upper}{']' if self.upper_closed else ')'}"


def _exact(end: Fraction | int | None) -> Fraction | None:
    if end is None or isinstance(end, Fraction):
        return end
    if isinstance(end, int):
        return Fraction(end)
    raise TypeError("an end is a Fraction, a whole number or None")


def unchecked(lower: Fraction | None, upper: Fraction | None, lower_closed: bool, upper_closed: bool) -> Interval:
    """The interval with ends that are known to be in order, as they follow from those of others: the fast way."""
    made: Any = _new(Ends)
    made.lower = lower
    made.upper = upper
    made.lower_closed = lower_closed
    made.upper_closed = upper_closed
    # From here on nothing can be assigned. A frozen dataclass that fills itself takes four times as long.
    made.__class__ = Interval
    return made  # type: ignore[no-any-return]


_new = Ends.__new__

EVERYTHING = Interval(None, None, False, False)
