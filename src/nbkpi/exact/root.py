"""Powers and roots of exact numbers, kept to a size that cannot hang a machine."""

from __future__ import annotations

from fractions import Fraction

MAX_BITS = 100_000
"""A power whose numerator or denominator would pass this many bits is refused."""

ROOT_BITS = 200
"""An irrational root is enclosed to this many binary digits, about 60 decimal ones."""


class ResultTooLarge(ArithmeticError):
    """A power whose exact value would need more than MAX_BITS bits."""


def power(base: Fraction, exponent: int) -> Fraction:
    """base to a whole power, exactly; ResultTooLarge past MAX_BITS."""
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size > 1 and size * abs(exponent) > MAX_BITS:
        raise ResultTooLarge("the power has too many digits")
    return base**exponent


def root_bounds(value: Fraction, degree: int) -> tuple[Fraction, Fraction]:
    """Two numbers that hold the real root between them; equal when the root is rational.

    The degree is at least 1; a negative value needs an odd degree. ResultTooLarge for a degree, or a denominator to
    that degree, past the limit.
    """
    if value < 0:
        low, high = root_bounds(-value, degree)
        return -high, -low
    if degree > MAX_BITS // (2 * ROOT_BITS):
        raise ResultTooLarge("the root has too high a degree")
    # n/d = n·d^(k−1) / d^k, so that the denominator's root is whole and only one whole root is taken.
    radicand = value.numerator * int(power(Fraction(value.denominator), degree - 1))
    whole = _floor_root(radicand, degree)
    if whole**degree == radicand:
        exact = Fraction(whole, value.denominator)
        return exact, exact
    scaled = _floor_root(radicand << (degree * ROOT_BITS), degree)
    denominator = value.denominator << ROOT_BITS
    return Fraction(scaled, denominator), Fraction(scaled + 1, denominator)


def _floor_root(value: int, degree: int) -> int:
    """The largest whole number whose power does not pass value (Newton's method from above)."""
    if value < 2 or degree == 1:
        return value
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better
