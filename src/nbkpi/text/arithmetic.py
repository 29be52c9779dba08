"""Expressions over printed figures, and the exact bounds of what they come to; all in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact.root import root_bounds
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
    left = difference(total(operands[:split]), total(operands[split:]))
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
    if part.low < 0 or min(low, high, value) <= 0:
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
    if min(unders) <= 0:
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


def _root(operands: Sequence[Quantity], years: int, one: int) -> Bounds | None:
    """The mean growth a year of the first over the second in so many years; of one figure, of what grew by it."""
    level = operands[0]
    base = operands[1] if len(operands) > 1 else Quantity(one, one, one)
    if len(operands) == 1:
        level = Quantity(level.low + one, level.high + one, level.value + one)
    if base.low <= 0 or level.low <= 0 or years < 1:
        return None
    low = root_bounds(Fraction(level.low, base.high), years)[0] - 1
    high = root_bounds(Fraction(level.high, base.low), years)[1] - 1
    value = root_bounds(Fraction(level.value, base.value), years)[0] - 1
    return _of_fractions(low, high, value, one)


def _growth_of_parts(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """The growth of a whole from parts in turn with their growths; what each was is taken at the end that counts."""
    pairs = [*zip(operands[::2], operands[1::2], strict=True)]
    if any(level.low <= 0 or rate.low <= -one for level, rate in pairs):
        return None
    printed = _grown(((level.value, rate.value) for level, rate in pairs), one)
    return _of_fractions(
        _end_of_growth(pairs, one, is_low=True), _end_of_growth(pairs, one, is_low=False), printed, one
    )


def _grown(parts: Iterable[tuple[int, int]], one: int) -> Fraction:
    """The growth of the sum of levels, each with its own growth."""
    now, before = 0, Fraction(0)
    for level, rate in parts:
        now, before = now + level, before + _was(level, rate, one)
    return now / before - 1


def _end_of_growth(pairs: Sequence[tuple[Quantity, Quantity]], one: int, *, is_low: bool) -> Fraction:
    """The least or the greatest growth of a sum: a part that grew less draws it down, the more so the larger it is."""
    chosen = [(level.value, rate.value) for level, rate in pairs]
    for _again in range(3):
        grown = _grown(chosen, one) * one
        rates = [rate.low if is_low else rate.high for _level, rate in pairs]
        chosen = [
            (level.high if (rate < grown) == is_low else level.low, rate)
            for (level, _rate), rate in zip(pairs, rates, strict=True)
        ]
    return _grown(chosen, one)


def _growth_of_rest(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """The growth of a level, from a whole with its growth and all other parts with theirs, each pair in turn."""
    level, (whole, *others) = operands[0], [*zip(operands[1::2], operands[2::2], strict=True)]
    if level.low <= 0 or any(each.low <= 0 or rate.low <= -one for each, rate in (whole, *others)):
        return None

    def was(most: bool) -> Fraction:
        """What it was at most or at least."""
        return _end_before(*whole, one, most) - sum(_end_before(*each, one, not most) for each in others)

    printed = _was(whole[0].value, whole[1].value, one) - sum(
        _was(each.value, rate.value, one) for each, rate in others
    )
    least, most = was(False), was(True)
    if least <= 0 or printed <= 0:
        return None
    return _of_fractions(level.low / most - 1, level.high / least - 1, level.value / printed - 1, one)


def _end_before(level: Quantity, rate: Quantity, one: int, most: bool) -> Fraction:
    """What a level was before its growth, at most or at least."""
    return _was(level.high, rate.low, one) if most else _was(level.low, rate.high, one)


def _was(level: int, rate: int, one: int) -> Fraction:
    """What a level was before it grew at a rate."""
    return Fraction(level * one, one + rate)


def _added(level: Quantity, rate: Quantity, one: int) -> tuple[Fraction, Fraction, Fraction]:
    """What a level grew by, least, greatest and as printed, from its growth; a fall is below zero."""
    low = level.low if rate.low >= 0 else level.high
    high = level.high if rate.high >= 0 else level.low
    return (
        Fraction(low * rate.low, one + rate.low),
        Fraction(high * rate.high, one + rate.high),
        Fraction(level.value * rate.value, one + rate.value),
    )


def _pull(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """What a part (level, growth) adds to the growth of a whole (level, growth)."""
    part, rate, whole, growth = operands
    if min(one + rate.low, one + growth.low) <= 0 or whole.low <= 0:
        return None
    low, high, value = _added(part, rate, one)
    was_low, was_high = (_end_before(whole, growth, one, most) for most in (False, True))
    was = _was(whole.value, growth.value, one)
    ends = low / (was_high if low >= 0 else was_low), high / (was_low if high >= 0 else was_high), value / was
    return _of_fractions(*ends, one)


def _contribution(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """Which share of the growth of a whole (level, growth) is that of a part (level, growth)."""
    part, rate, whole, growth = operands
    if min(one + rate.low, one + growth.low) <= 0 or growth.low <= 0:
        return None
    low, high, value = _added(part, rate, one)
    of_low, of_high, of_value = _added(whole, growth, one)
    ends = low / (of_high if low >= 0 else of_low), high / (of_low if high >= 0 else of_high), value / of_value
    return _of_fractions(*ends, one)


def _share_moved(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """By how much the share of a part (level, growth) in a whole (level, growth) moved."""
    part, rate, whole, growth = operands
    if min(one + rate.low, one + growth.low) <= 0 or min(part.low, whole.low) <= 0:
        return None
    low = 1 - Fraction(one + growth.high, one + rate.low)
    high = 1 - Fraction(one + growth.low, one + rate.high)
    least, most = Fraction(part.low, whole.high), Fraction(part.high, whole.low)
    value = Fraction(part.value, whole.value) * (1 - Fraction(one + growth.value, one + rate.value))
    return _of_fractions(low * (least if low >= 0 else most), high * (most if high >= 0 else least), value, one)


def _of_fractions(low: Fraction, high: Fraction, value: Fraction, one: int) -> Bounds:
    return Bounds(
        low.numerator * one,
        low.denominator,
        high.numerator * one,
        high.denominator,
        value.numerator * one,
        value.denominator,
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
    "root": _root,
    "growth_of_parts": _growth_of_parts,
    "growth_of_rest": _growth_of_rest,
    "pull": _pull,
    "contribution": _contribution,
    "share_moved": _share_moved,
}
