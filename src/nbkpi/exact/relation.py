"""Equations read backwards: what an operand can be when the result of an operation is known."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.exact.interval import EVERYTHING, Interval, ResultTooLarge, unchecked

ABOVE_ZERO = Interval(Fraction(0), None, False, False)
BELOW_ZERO = Interval(None, Fraction(0), False, False)
NOT_NEGATIVE = Interval(Fraction(0), None, True, False)
ONE = Interval(Fraction(1), Fraction(1))

MAX_BITS = 256
"""An end with more binary digits than this is moved outward to KEPT_BITS of them."""
KEPT_BITS = 128

MAX_SIZE = 1024
"""What has more binary digits before the point, or noughts behind it, is larger or smaller than anything counted."""


def without_zero(interval: Interval) -> list[Interval]:
    """The interval without zero: the part below zero and the part above it, those of them that exist."""
    if not interval.holds_zero:
        return [interval]
    parts = (interval.intersect(BELOW_ZERO), interval.intersect(ABOVE_ZERO))
    return [part for part in parts if part is not None]


def quotient(above: Interval, below: Interval, wanted: Interval) -> Interval | None:
    """The least interval that holds every a / b that lies in wanted, for every divisor b but zero.

    None when there is no such value. Where b has both signs the quotients fall in two parts, one of which may lie
    outside wanted.
    """
    return _joined([above / part for part in without_zero(below)], wanted)


def factor(product: Interval, other: Interval, wanted: Interval) -> Interval | None:
    """Every x in wanted for which x · y is in product for some y in other; None when there is none."""
    if other.holds_zero and product.holds_zero:
        return wanted
    return quotient(product, other, wanted)


def power(base: Interval, numerator: int, denominator: int) -> Interval | None:
    """Every base^(numerator/denominator) that exists; None when none does, EVERYTHING past the limits of size."""
    try:
        if denominator % 2 == 0:
            allowed = base.intersect(NOT_NEGATIVE)
            if allowed is None:
                return None
            base = allowed
        rooted = base if denominator == 1 else base.root(denominator)
        if numerator >= 0:
            return rooted**numerator
        return quotient(ONE, rooted**-numerator, EVERYTHING)
    except ResultTooLarge:
        return EVERYTHING


def base_of_power(result: Interval, numerator: int, denominator: int, wanted: Interval) -> Interval | None:
    """Every base in wanted whose power can be the result; None when there is none."""
    if numerator == 0:
        return wanted if 1 in result else None
    if numerator < 0:
        turned = quotient(ONE, result, EVERYTHING)
        return None if turned is None else base_of_power(turned, -numerator, denominator, wanted)
    try:
        if numerator % 2 and denominator % 2:
            return _joined([_root(result, numerator) ** denominator], wanted)
        return _even(result, numerator, denominator, wanted)
    except ResultTooLarge:
        return wanted


def _even(result: Interval, numerator: int, denominator: int, wanted: Interval) -> Interval | None:
    """Where the result cannot be negative: the base is on either side of zero, or above it if an even root is taken."""
    allowed = result.intersect(NOT_NEGATIVE)
    if allowed is None:
        return None
    size = _root(allowed, numerator) ** denominator
    return _joined([size] if denominator % 2 == 0 else [-size, size], wanted)


def _root(interval: Interval, degree: int) -> Interval:
    return interval if degree == 1 else interval.root(degree)


def _joined(parts: list[Interval], wanted: Interval) -> Interval | None:
    found = None
    for part in parts:
        inside = part.intersect(wanted)
        if inside is not None:
            found = inside if found is None else found.hull(inside)
    return found


def outward(interval: Interval) -> Interval:
    """The interval itself, or a slightly wider one where its ends have too many digits to go on computing with.

    Beyond 2^MAX_SIZE an end becomes infinite; nearer to zero than 2^-MAX_SIZE it becomes that, or an open end at zero.
    """
    lower, upper = interval.lower, interval.upper
    low = lower if lower is None or _is_short(lower) else _rounded(lower, False)
    high = upper if upper is None or _is_short(upper) else _rounded(upper, True)
    if low is lower and high is upper:
        return interval
    return unchecked(
        low, high, interval.lower_closed and _is_reached(low, lower), interval.upper_closed and _is_reached(high, upper)
    )


def _is_reached(end: Fraction | None, before: Fraction | None) -> bool:
    """Whether a closed end still is one: not where it was moved to zero, or is gone."""
    return end is before or bool(end)


def _is_short(value: Fraction) -> bool:
    return value.numerator.bit_length() <= MAX_BITS and value.denominator.bit_length() <= MAX_BITS


def _rounded(value: Fraction, up: bool) -> Fraction | None:
    """The value to KEPT_BITS binary digits, up or down; None where that is without end."""
    size, sign = value.numerator.bit_length() - value.denominator.bit_length(), 1 if value > 0 else -1
    is_outward = (value > 0) == up
    if size > MAX_SIZE:
        return None if is_outward else Fraction(sign * 2**MAX_SIZE)
    if size < -MAX_SIZE:
        return Fraction(sign, 2**MAX_SIZE) if is_outward else Fraction(0)
    shift = KEPT_BITS - size
    scaled = value * Fraction(2) ** shift
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return whole / Fraction(2) ** shift
