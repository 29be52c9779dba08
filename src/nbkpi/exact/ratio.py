"""The true range of a quotient of polynomials over a box, wherever it is monotone in each variable."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

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
        """A polynomial of the same sign as the derivative by one variable; TooComplex when the patience runs out."""
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
        ratio, closed = self, True
        while variables := ratio.above.variables | ratio.below.variables:
            step = ratio._next_end(variables, box, low, patience)
            if step is None:
                return None
            index, at_low, constant = step
            ratio = ratio.at_end(index, box[index], at_low)
            if not constant:
                closed = closed and (box[index].lower_closed if at_low else box[index].upper_closed)
            if not ratio.below.terms:
                # Infinite, and the way it goes is the sign that is left above.
                sign = ratio.above.sign(box, patience)
                return (None, False) if sign == (-1 if low else 1) else None
        return ratio.above.value / ratio.below.value, closed

    def _next_end(
        self, variables: set[int], box: Sequence[Interval], low: bool, patience: Patience | None
    ) -> tuple[int, bool, bool] | None:
        """A variable the value is monotone in and the end it should go to; closed ends first, as they may settle it."""
        open_choice = None
        for index in sorted(variables):
            sign = self.slope(index, patience).sign(box, patience)
            if sign is None:
                continue
            at_low = (sign > 0) == low
            interval = box[index]
            if sign == 0:
                return index, interval.lower is not None, True
            if interval.lower_closed if at_low else interval.upper_closed:
                return index, at_low, False
            open_choice = open_choice or (index, at_low, False)
        return open_choice
