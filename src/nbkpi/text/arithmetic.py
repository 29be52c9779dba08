"""Expressions over printed figures, and the exact bounds of what they come to; all in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.text.growths import contribution, growth_of_parts, growth_of_rest, pull, root, root_by_change, share_moved
from nbkpi.text.quantity import Bounds, Quantity, difference, total

ONE = Fraction(1)


class Expression(NamedTuple):
    """A form with its operands; split is how many of them stand before the sign, factor what the result is times."""

    form: str
    operands: tuple[Quantity, ...]
    split: int = 1
    factor: Fraction = ONE

    def bounds(self, one: int) -> Bounds | None:
        """What it comes to, where 1 is so many of the smallest unit; None where it divides by what may be zero."""
        found = _FORMS[self.form](self.operands, self.split, one)
        if found is None or self.factor is ONE:
            return found
        over, under = self.factor.numerator, self.factor.denominator
        return found._replace(
            low=found.low * over,
            low_under=found.low_under * under,
            high=found.high * over,
            high_under=found.high_under * under,
            value=found.value * over,
            value_under=found.value_under * under,
        )


def _sum(operands: Sequence[Quantity], split: int, _one: int) -> Bounds:
    left = total(operands[:split])
    left = difference(left, total(operands[split:])) if split < len(operands) else left
    return Bounds(left.low, 1, left.high, 1, left.value, 1, left.low_closed, left.high_closed)


def _ratio(operands: Sequence[Quantity], split: int, one: int) -> Bounds | None:
    above, below = total(operands[:split]), total(operands[split:])
    if below.low <= 0 or not below.value:
        return None
    low_under, high_under = (below.low if above.low < 0 else below.high), (below.high if above.high < 0 else below.low)
    low_closed = above.low_closed and (below.low_closed if above.low < 0 else below.high_closed)
    high_closed = above.high_closed and (below.high_closed if above.high < 0 else below.low_closed)
    return Bounds(
        above.low * one,
        low_under,
        above.high * one,
        high_under,
        above.value * one,
        below.value,
        low_closed,
        high_closed,
    )


def _part(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """The first over the sum of all, it among them."""
    part, rest = operands[0], total(operands[1:])
    low, high, value = part.low + rest.high, part.high + rest.low, part.value + rest.value
    if part.low < 0 or rest.low < 0 or min(low, high, value) <= 0:
        return None
    return Bounds(
        part.low * one,
        low,
        part.high * one,
        high,
        part.value * one,
        value,
        part.low_closed and rest.high_closed,
        part.high_closed and rest.low_closed,
    )


def _growth(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """The growth of the first over the second."""
    level, base = operands
    if base.low <= 0 or level.low < 0:
        return None
    return Bounds(
        (level.low - base.high) * one,
        base.high,
        (level.high - base.low) * one,
        base.low,
        (level.value - base.value) * one,
        base.value,
        level.low_closed and base.high_closed,
        level.high_closed and base.low_closed,
    )


def _growth_by_change(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """The growth of what is now the first and changed by the second."""
    level, change = operands
    low_level, low_closed = (level.low, level.low_closed) if change.low < 0 else (level.high, level.high_closed)
    high_level, high_closed = (level.high, level.high_closed) if change.high < 0 else (level.low, level.low_closed)
    unders = low_level - change.low, high_level - change.high, level.value - change.value
    if level.low < 0 or min(unders) <= 0:
        return None
    return Bounds(
        change.low * one,
        unders[0],
        change.high * one,
        unders[1],
        change.value * one,
        unders[2],
        low_closed and change.low_closed,
        high_closed and change.high_closed,
    )


def _complement(operands: Sequence[Quantity], _split: int, one: int) -> Bounds:
    """What is left of 1."""
    taken = total(operands)
    return Bounds(one - taken.high, 1, one - taken.low, 1, one - taken.value, 1, taken.high_closed, taken.low_closed)


def _rest(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """What is left of the first without the second, over the first."""
    left = _ratio((operands[1], operands[0]), 1, one)
    if left is None:
        return None
    return left._replace(
        low=one * left.high_under - left.high,
        low_under=left.high_under,
        high=one * left.low_under - left.low,
        high_under=left.low_under,
        value=one * left.value_under - left.value,
        low_closed=left.high_closed,
        high_closed=left.low_closed,
    )


def _product(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    a, b = operands
    if b.low < 0:
        a, b = b, a
    if b.low < 0:
        return None
    low = a.low * (b.low if a.low >= 0 else b.high)
    high = a.high * (b.high if a.high >= 0 else b.low)
    return Bounds(low, one, high, one, a.value * b.value, one, False, False)


def _scaled(operands: Sequence[Quantity], _split: int, _one: int) -> Bounds | None:
    """The first over the second, times the third."""
    part, whole, share = operands
    if part.low < 0 or whole.low <= 0 or share.low < 0:
        return None
    return Bounds(
        part.low * share.low,
        whole.high,
        part.high * share.high,
        whole.low,
        part.value * share.value,
        whole.value,
        False,
        False,
    )


_FORMS: dict[str, Callable[[Sequence[Quantity], int, int], Bounds | None]] = {
    "sum": _sum,
    "ratio": _ratio,
    "part": _part,
    "growth": _growth,
    "growth_by_change": _growth_by_change,
    "complement": _complement,
    "rest": _rest,
    "product": _product,
    "scaled": _scaled,
    "root": root,
    "root_by_change": root_by_change,
    "growth_of_parts": growth_of_parts,
    "growth_of_rest": growth_of_rest,
    "pull": pull,
    "contribution": contribution,
    "share_moved": share_moved,
}
