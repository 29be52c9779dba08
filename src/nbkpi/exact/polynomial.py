"""Polynomials in several variables with exact coefficients, and their sign over a box of intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb
from operator import sub

from nbkpi.exact.interval import Interval, unchecked

MAX_TERMS = 400
MAX_DEGREE = 40
MAX_PRODUCTS = 4000
"""How many terms may be multiplied for one product."""
MAX_BOXES = 48
"""How many parts a box is cut into before its sign is left undecided."""

Monomial = tuple[int, ...]


class TooComplex(ArithmeticError):
    """A polynomial past the limits on terms or degree."""


class Patience:
    """How much work may still go into one question, counted in terms of polynomials that are looked at.

    cuts: how many times over a box may be cut in two for it.
    """

    __slots__ = ("cuts", "left")

    def __init__(self, left: int = 10_000, cuts: int = 6) -> None:
        self.left, self.cuts = left, cuts

    def spend(self, terms: int) -> None:
        """Count some work; TooComplex when there was too much of it."""
        self.left -= terms
        if self.left < 0:
            raise TooComplex


class Polynomial:
    """A sum of terms: exponents of each variable, with a coefficient that is not zero."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Monomial, Fraction]) -> None:
        self.terms = {powers: factor for powers, factor in terms.items() if factor}
        if len(self.terms) > MAX_TERMS or any(max(powers, default=0) > MAX_DEGREE for powers in self.terms):
            raise TooComplex

    @classmethod
    def constant(cls, value: Fraction, variables: int) -> Polynomial:
        """A number."""
        return cls({(0,) * variables: value})

    @classmethod
    def variable(cls, index: int, variables: int) -> Polynomial:
        """One variable."""
        return cls({tuple(int(place == index) for place in range(variables)): Fraction(1)})

    def __add__(self, other: Polynomial) -> Polynomial:
        terms = dict(self.terms)
        for powers, factor in other.terms.items():
            terms[powers] = terms.get(powers, Fraction(0)) + factor
        return Polynomial(terms)

    def __neg__(self) -> Polynomial:
        return Polynomial({powers: -factor for powers, factor in self.terms.items()})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        if len(self.terms) * len(other.terms) > MAX_PRODUCTS:
            raise TooComplex
        terms: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                powers = tuple(x + y for x, y in zip(left, right, strict=True))
                terms[powers] = terms.get(powers, Fraction(0)) + a * b
        return Polynomial(terms)

    def __pow__(self, exponent: int) -> Polynomial:
        result = Polynomial.constant(Fraction(1), len(next(iter(self.terms), ())))
        for _step in range(exponent):
            result = result * self
        return result

    @property
    def variables(self) -> set[int]:
        """The variables that occur."""
        return {place for powers in self.terms for place, power in enumerate(powers) if power}

    @property
    def value(self) -> Fraction:
        """The value of a polynomial without variables."""
        return next(iter(self.terms.values()), Fraction(0))

    def derivative(self, index: int) -> Polynomial:
        """The derivative by one variable."""
        terms: dict[Monomial, Fraction] = {}
        for powers, factor in self.terms.items():
            if powers[index]:
                terms[_with(powers, index, powers[index] - 1)] = factor * powers[index]
        return Polynomial(terms)

    def shifted(self, index: int, start: Fraction, direction: int = 1) -> Polynomial:
        """The same polynomial with a variable replaced by start + direction · variable."""
        if start == 0 and direction == 1:
            return self
        terms: dict[Monomial, Fraction] = {}
        for powers, factor in self.terms.items():
            degree = powers[index]
            for power in range(degree + 1):
                moved = _with(powers, index, power)
                part = factor * comb(degree, power) * start ** (degree - power) * direction**power
                terms[moved] = terms.get(moved, Fraction(0)) + part
        return Polynomial(terms)

    def coefficient(self, index: int, power: int) -> Polynomial:
        """What this power of a variable is multiplied with."""
        return Polynomial({_with(p, index, 0): factor for p, factor in self.terms.items() if p[index] == power})

    def degrees(self, index: int) -> list[int]:
        """The powers of a variable that occur, ascending; none for the zero polynomial."""
        return sorted({powers[index] for powers in self.terms})

    def sign(self, box: Sequence[Interval], patience: Patience | None = None, strict: bool = False) -> int | None:
        """1 when it is nowhere negative in the box, -1 when it is nowhere positive, 0 when it is zero, else None.

        It may touch zero here and there unless strict. TooComplex when the patience runs out.
        """
        if not self.terms:
            return 0
        signs: set[int] = set()
        parts = [list(box)]
        for _attempt in range(MAX_BOXES):
            if not parts:
                break
            part = parts.pop()
            if patience is not None:
                patience.spend(len(self.terms))
            sign = self._plain_sign(part, strict)
            if sign is not None:
                signs.add(sign)
            elif (two := halves(part, self.variables)) is not None:
                parts += two
            else:
                return None
            if len(signs) > 1:
                return None
        return signs.pop() if not parts and signs else None

    def is_never_zero_along(self, line: int, box: Sequence[Interval]) -> bool:
        """Whether, whatever the other variables are, some value of this one makes the polynomial differ from zero.

        False where that is so, but the terms do not show it.
        """
        coefficients = [self.coefficient(line, power) for power in self.degrees(line)]
        parts = [list(box)]
        for _attempt in range(MAX_BOXES):
            if not parts:
                break
            part = parts.pop()
            # Each may be zero somewhere, as long as another is not zero there.
            if not any(each._plain_sign(part, strict=True) for each in coefficients):
                if (two := halves(part, self.variables - {line})) is None:
                    return False
                parts += two
        return bool(coefficients) and not parts

    def _plain_sign(self, box: Sequence[Interval], strict: bool) -> int | None:
        """The sign, if the terms show it once every variable starts from zero at an end of its interval."""
        for open_first in (False, True)[: 1 + strict]:
            moved, touched = self, set()
            for index in self.variables:
                start = _start(box[index], open_first)
                if start is None:
                    return None
                moved = moved.shifted(index, *start)
                if box[index].is_point:
                    moved = moved.coefficient(index, 0)
                elif start[0] in box[index]:
                    touched.add(index)
            divisor, moved = moved._without_common()
            if strict and divisor & touched:
                continue
            for sign in (1, -1):
                least = moved._least(box, sign)
                # Where the least is zero without a constant, all terms have this sign, and one not zero is enough.
                is_shown = least == 0 and (not strict or moved._has_term_without(touched))
                if least is not None and (least > 0 or is_shown):
                    return sign
        return None

    def _without_common(self) -> tuple[set[int], Polynomial]:
        """The variables that all terms have in common, and what is left when it is divided by them."""
        common = [min(powers) for powers in zip(*self.terms, strict=True)]
        if not any(common):
            return set(), self
        left = {tuple(map(sub, powers, common)): factor for powers, factor in self.terms.items()}
        return {index for index, power in enumerate(common) if power}, Polynomial(left)

    def _least(self, box: Sequence[Interval], sign: int) -> Fraction | None:
        """What it times the sign is at least, for variables from zero to the widths of their intervals."""
        total = Fraction(0)
        for powers, factor in self.terms.items():
            size = factor * sign
            if size > 0 and any(powers):
                continue
            for index, power in enumerate(powers):
                if power:
                    width = box[index].width
                    if width is None:
                        return None
                    size *= width**power
            total += size
        return total

    def _has_term_without(self, variables: set[int]) -> bool:
        """Whether a term has none of these variables, and none is a constant."""
        held = [{index for index, power in enumerate(powers) if power} for powers in self.terms]
        return all(held) and not all(one & variables for one in held)


def _start(interval: Interval, open_first: bool) -> tuple[Fraction, int] | None:
    """An end and the direction into the interval: the one nearer to zero, or the open one; None where there is none."""
    low, high = interval.lower, interval.upper
    if low is None or high is None:
        return (low, 1) if low is not None else None if high is None else (high, -1)
    if open_first and interval.lower_closed != interval.upper_closed:
        return (high, -1) if interval.lower_closed else (low, 1)
    return (low, 1) if abs(low) <= abs(high) else (high, -1)


def _with(powers: Monomial, index: int, power: int) -> Monomial:
    return (*powers[:index], power, *powers[index + 1 :])


def halves(box: Sequence[Interval], variables: Iterable[int]) -> tuple[list[Interval], list[Interval]] | None:
    """The box cut in two across one of these variables: the bounded one that is widest relative to its size.

    None when none of them is bounded.
    """
    best, widest = Fraction(0), None
    for index in variables:
        low, high = box[index].lower, box[index].upper
        if low is not None and high is not None:
            size = (high - low) / (abs(low) + abs(high) or 1)
            if size > best:
                best, widest = size, (index, low, high)
    if widest is None:
        return None
    index, low, high = widest
    interval, middle = box[index], (low + high) / 2
    below = unchecked(low, middle, interval.lower_closed, True)
    above = unchecked(middle, high, True, interval.upper_closed)
    return [*box[:index], below, *box[index + 1 :]], [*box[:index], above, *box[index + 1 :]]
