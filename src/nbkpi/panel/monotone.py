"""Formulas in which a figure counts twice, such as a / (a + b): their range where the direction of each is plain."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from nbkpi.exact.polynomial import Polynomial
from nbkpi.exact.ratio import Ratio
from nbkpi.panel.condition import Test, all_of, any_of
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.whole_numbers import Whole
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Variable


def range_of(expression: Expression, spans: Sequence[Span]) -> Span | None:
    """The range where every figure is at least zero and every divisor above it, elsewhere the rows are hard.

    None where even then the value does not go one way with each figure.
    """
    divisors: list[Ratio] = []
    ratio = _ratio(expression, len(spans), divisors)
    if ratio is None or not _is_plain(ratio.below):
        return None
    used = sorted(ratio.above.variables | ratio.below.variables)
    directions = {index: _direction(ratio.slope(index)) for index in used}
    if not all(directions.values()) or not all(_is_plain(one.above) and _is_plain(one.below) for one in divisors):
        return None
    if not all(isinstance(spans[index].lower, Quotient) for index in used):
        return None
    lower, upper = (
        _corner(ratio, spans, {index: ((way or 0) > 0) == low for index, way in directions.items()})
        for low in (True, False)
    )
    negative = any_of(spans[index].lower.sign("<") for index in used)
    least = [_corner(Ratio(one.above, one.below), spans, dict.fromkeys(used, True)) for one in divisors]
    zero = any_of(end.sign("<=") for end in least)
    closed = [_closed(spans, directions, low) for low in (True, False)]
    hard = any_of((negative, zero, *(spans[index].hard for index in used)))
    return Span(
        lower,
        upper,
        # At zero an end may be reached though not all others are: that it is does no harm.
        any_of((closed[0], lower.sign("="))),
        any_of((closed[1], upper.sign("="))),
        tuple(state for index in used for state in spans[index].states),
        hard,
    )


def _closed(spans: Sequence[Span], directions: dict[int, int | None], low: bool) -> Test:
    chosen = (
        spans[index].lower_closed if ((way or 0) > 0) == low else spans[index].upper_closed
        for index, way in directions.items()
    )  # fmt: skip
    return all_of(*chosen)


def _ratio(expression: Expression, count: int, divisors: list[Ratio]) -> Ratio | None:
    """The expression as one polynomial over another, with everything it divides by; None for roots and caps."""
    one = Polynomial.constant(Fraction(1), count)
    if isinstance(expression, Variable):
        return Ratio(Polynomial.variable(expression.slot, count), one)
    if isinstance(expression, Constant):
        return Ratio(Polynomial.constant(expression.value, count), one)
    if isinstance(expression, Power):
        base = _ratio(expression.base, count, divisors)
        if base is None or expression.denominator != 1 or expression.numerator < 1:
            return None
        return Ratio(base.above**expression.numerator, base.below**expression.numerator)
    if not isinstance(expression, Binary | Growth):
        return None
    sides = (
        (expression.value, expression.base) if isinstance(expression, Growth) else (expression.left, expression.right)
    )
    left, right = (_ratio(side, count, divisors) for side in sides)
    if left is None or right is None:
        return None
    if isinstance(expression, Growth):
        # What falls below zero has turned to a loss: only values that are plainly above are computed here.
        divisors += [left, right]
        return (left - right) / right
    if expression.operator == "/":
        divisors.append(right)
        return left / right
    return left + right if expression.operator == "+" else left - right if expression.operator == "-" else left * right


def _is_plain(polynomial: Polynomial) -> bool:
    """Whether it is above zero wherever its variables are."""
    return bool(polynomial.terms) and all(factor > 0 for factor in polynomial.terms.values())


def _direction(slope: Polynomial) -> int | None:
    """1 or −1 where the value rises or falls with a figure that is at least zero; None where that depends."""
    signs = {factor > 0 for factor in slope.terms.values()}
    return None if len(signs) != 1 else 1 if signs == {True} else -1


def _corner(ratio: Ratio, spans: Sequence[Span], low: dict[int, bool]) -> Quotient:
    """The value with each figure at its lower or upper end."""
    ends: dict[int, Quotient] = {}
    for index, is_low in low.items():
        end = spans[index].lower if is_low else spans[index].upper
        assert isinstance(end, Quotient)
        ends[index] = end
    some = next(iter(ends.values())).above
    (top, factor), (bottom, divisor) = (_value(side, ends, some) for side in (ratio.above, ratio.below))
    return Quotient(top, bottom.at_least(1), factor / divisor)


def _value(polynomial: Polynomial, ends: dict[int, Quotient], some: Whole) -> tuple[Whole, Fraction]:
    """A polynomial at these ends, as a whole number and what it is multiplied with."""
    terms = []
    for powers, factor in polynomial.terms.items():
        product, scale = some.constant(1), factor
        for index, power in enumerate(powers):
            for _step in range(power):
                product, scale = product * ends[index].above, scale * ends[index].factor
        terms.append((product, scale))
    common = lcm(*(scale.denominator for _product, scale in terms)) if terms else 1
    total = some.constant(0)
    for product, scale in terms:
        total = total + product * some.constant(int(scale * common))
    return total, Fraction(1, common)
