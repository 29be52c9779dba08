"""What growths come to: of a year on the mean, of a whole and its parts, and what a part adds to that of its whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from nbkpi.exact.root import root_bounds
from nbkpi.text.quantity import Bounds, Quantity


def root(operands: Sequence[Quantity], years: int, one: int) -> Bounds | None:
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


def root_by_change(operands: Sequence[Quantity], years: int, one: int) -> Bounds | None:
    """The mean growth a year of what is now the first and changed by the second in so many years."""
    level, change = operands
    if years < 1 or min(level.low - change.high, level.low, level.value - change.value) <= 0:
        return None
    # What grew did so by more, the less it is now; what fell by more too.
    low_level = level.high if change.low >= 0 else level.low
    high_level = level.low if change.high >= 0 else level.high
    low = root_bounds(Fraction(low_level, low_level - change.low), years)[0] - 1
    high = root_bounds(Fraction(high_level, high_level - change.high), years)[1] - 1
    value = root_bounds(Fraction(level.value, level.value - change.value), years)[0] - 1
    return _of_fractions(low, high, value, one)


def growth_of_parts(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
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


def growth_of_rest(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
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


def pull(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """What a part (level, growth) adds to the growth of a whole (level, growth)."""
    part, rate, whole, growth = operands
    if min(one + rate.low, one + growth.low) <= 0 or whole.low <= 0:
        return None
    low, high, value = _added(part, rate, one)
    was_low, was_high = (_end_before(whole, growth, one, most) for most in (False, True))
    was = _was(whole.value, growth.value, one)
    ends = low / (was_high if low >= 0 else was_low), high / (was_low if high >= 0 else was_high), value / was
    return _of_fractions(*ends, one)


def contribution(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
    """Which share of the growth of a whole (level, growth) is that of a part (level, growth)."""
    part, rate, whole, growth = operands
    if min(one + rate.low, one + growth.low) <= 0 or growth.low <= 0:
        return None
    low, high, value = _added(part, rate, one)
    of_low, of_high, of_value = _added(whole, growth, one)
    ends = low / (of_high if low >= 0 else of_low), high / (of_low if high >= 0 else of_high), value / of_value
    return _of_fractions(*ends, one)


def share_moved(operands: Sequence[Quantity], _split: int, one: int) -> Bounds | None:
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
