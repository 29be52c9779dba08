"""The true range of a quotient of polynomials over a box, wherever it is monotone in each variable."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact.interval import Interval
from nbkpi.exact.polynomial import Patience, Polynomial


class Ratio:
    """One polynomial over another; the divisor is not the zero polynomial."""

    __slots__ = ("_slopes", "above", "below")

    def __init__(self, above: Polynomial, below: Polynomial) -> None:
        self.above, self.below = above, below
        self._slopes: dict[int, Polynomial] = {}

    def __add__(self, other: Ratio) -> Ratio:
        if self.below.terms == other.below.terms:
            return Ratio(self.above + other.above, self.below)
        return Ratio(self.above * other.below + other.above * self.below, self.below * other.below)

    def __neg__(self) -> Ratio:
        return Ratio(-self.above, self.below)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.above * other.above, self.below * other.below)

    def __truediv__(self, other: Ratio) -> Ratio:
        if not other.above.terms:
            raise ZeroDivisionError("the divisor is zero")
        return Ratio(self.above * other.below, self.below * other.above)

    def slope(self, index: int, patience: Patience | None = None) -> Polynomial:
        """A polynomial that has the sign of the derivative by one variable; TooComplex when the patience runs out."""
        found = self._slopes.get(index)
        if found is None:
            if patience is not None:
                patience.spend(2 * len(self.above.terms) * len(self.below.terms))
            rises, falls = self.above.derivative(index) * self.below, self.above * self.below.derivative(index)
            found = self._slopes[index] = rises - falls
        return found

    def at_end(self, index: int, interval: Interval, low: bool) -> Ratio:
        """The limit as one variable goes to an end of its interval; below is zero where that limit is infinite."""
        end = interval.lower if low else interval.upper
        if end is None:
            above, below = self._direction(index, -1 if low else 1)
            pick = max
        else:
            above, below = self.above.shifted(index, end), self.below.shifted(index, end)
            if not low:
                # Approached from inside, that is from smaller values.
                above, below = above.shifted(index, Fraction(0), -1), below.shifted(index, Fraction(0), -1)
            pick = min
        top, bottom = pick(above.degrees(index), default=None), pick(below.degrees(index))
        if top is None:
            return Ratio(Polynomial({}), below.coefficient(index, bottom))
        leading = Ratio(above.coefficient(index, top), below.coefficient(index, bottom))
        if top == bottom:
            return leading
        vanishes = (top > bottom) == (end is not None)
        return (
            Ratio(Polynomial({}), leading.below) if vanishes else Ratio(leading.above * leading.below, Polynomial({}))
        )

    def _direction(self, index: int, direction: int) -> tuple[Polynomial, Polynomial]:
        zero = Fraction(0)
        return self.above.shifted(index, zero, direction), self.below.shifted(index, zero, direction)

    def extreme(
        self, box: Sequence[Interval], low: bool, patience: Patience | None = None
    ) -> tuple[Fraction | None, bool] | None:
        """The least (or greatest) value with whether it is reached; (None, False) is infinite, None undecided.

        The divisor must not be zero inside the box. TooComplex when the patience runs out.
        """
        ratio, steps = self, list[_Step]()
        while variables := ratio.above.variables | ratio.below.variables:
            step = ratio._next_end(variables, box, low, patience)
            if step is None:
                return None
            steps.append(step)
            ratio = ratio.at_end(step.variable, box[step.variable], step.at_low)
            if not ratio.below.terms:
                # Infinite, and the way it goes is the sign that is left above.
                sign = ratio.above.sign(box, patience)
                return (None, False) if sign == (-1 if low else 1) else None
        value = ratio.above.value / ratio.below.value
        if all(step.end is not None for step in steps):
            return value, True
        excess = self.above - self.below * Polynomial.constant(value, len(box))
        return value, _may_be_reached(steps, box) and not excess.sign(box, strict=True)

    def _next_end(
        self, variables: set[int], box: Sequence[Interval], low: bool, patience: Patience | None
    ) -> _Step | None:
        """A variable the value is monotone in, and the end it should go to."""
        for index in variables:
            if box[index].is_point:
                return _Step(index, True, box[index].lower, Polynomial({}))
        for index in sorted(variables):
            slope, interval = self.slope(index, patience), box[index]
            sign = slope.sign(box, patience)
            if sign is not None:
                at_low = (sign > 0) == low if sign else interval.lower is not None
                closed = interval.lower_closed if at_low else interval.upper_closed
                return _Step(index, at_low, (interval.lower if at_low else interval.upper) if closed else None, slope)
        return None


class _Step(NamedTuple):
    """A variable that went to an end of its interval, None where that is open, and the slope along it before."""

    variable: int
    at_low: bool
    end: Fraction | None
    slope: Polynomial


def _may_be_reached(steps: Sequence[_Step], box: Sequence[Interval]) -> bool:
    """Whether the value after all steps may be that of some point of the box.

    Such a point lies where each step went, but for variables that do not matter there: of y·x with x from [0, 1] and
    y from (1, 2), zero is reached although y never is 1. Going back from the last step shows where the point is.
    """
    box = list(box)
    for index, _at_low, end, slope in reversed(steps):
        if slope.is_never_zero_along(index, box):
            if end is None:
                return False
            box[index] = Interval.point(end)
    return True
