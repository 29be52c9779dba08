"""Figures in words: from a phrase that was taken apart to the values it allows."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure.expected import Expected, rounded
from nbkpi.figure.figure import Convention, Figure, Kind
from nbkpi.figure.phrase import parse_phrase
from nbkpi.figure.qualifiers import Bound
from nbkpi.figure.unit import Unit
from nbkpi.figure.words import Phrase
from nbkpi.language import _

_MIRRORED: dict[Bound, Bound] = {"above": "below", "at_least": "at_most", "below": "above", "at_most": "at_least"}
_WEAKEST_FIRST: tuple[Bound, ...] = ("at_least", "above", "at_most", "below", "remainder", "about")


def worded_figure(text: str, expected: Expected) -> Figure:
    """The figure of some words, before its indicator limits it; UnreadableFigure where the words are none."""
    phrase = parse_phrase(text, expected.units)
    return (_range_figure if phrase.second else _single_figure)(text, phrase, expected)


def _single_figure(text: str, phrase: Phrase, expected: Expected) -> Figure:
    numeral = phrase.first
    unit = expected.settle(numeral.multiplier, phrase.unit)
    kind = "rate" if phrase.form in ("growth multiple", "fraction") else expected.kind_of(unit, numeral.step)
    bound, warnings = _agreed(phrase.qualifiers)
    bound = _MIRRORED.get(bound, bound) if phrase.falls else bound
    value = -numeral.value if phrase.negative else numeral.value
    reading: str = bound
    if phrase.form == "several":
        interval = _several(value, 1 / unit.scale if kind == "count" else None)
    elif phrase.form == "level":
        interval = rounded(value, numeral.step, "nearest")
    elif bound == "as_printed":
        exact = phrase.form in ("doubling", "fraction") or _is_exact(phrase, unit, kind)
        reading = "exact" if exact else expected.convention.rounding
        interval = Interval.point(value) if exact else rounded(value, numeral.step, reading)
    elif bound == "remainder":
        interval = _with_remainder(value, numeral.leading, 1 / unit.scale if kind == "count" else None)
        if numeral.step < 1:
            warnings += (_("余, 多 or 几 cannot follow a number with decimals"),)
    elif bound == "about":
        half = _about(abs(value), numeral.leading, expected.convention)
        interval = Interval.of(value - half, value + half)
    else:
        interval = _one_sided(bound, value)
    if phrase.form != "plain":
        reading = phrase.form
    return Figure(text, interval, value, unit, kind, bound, numeral.step, reading, warnings=warnings)


def _is_exact(phrase: Phrase, unit: Unit, kind: Kind) -> bool:
    """Whether the number was not rounded: a count in single ones, or nothing at all (but 0% may be rounded)."""
    numeral = phrase.first
    if numeral.value == 0 and numeral.step == 1:
        return kind in ("count", "amount") or (phrase.unit is None and not numeral.multiplier)
    return kind == "count" and numeral.is_plain_integer and unit.scale == 1


def _range_figure(text: str, phrase: Phrase, expected: Expected) -> Figure:
    """A closed range; what stands only behind the second number belongs to both."""
    first, last = phrase.first, phrase.second or phrase.first
    low = -first.value if phrase.negative and not phrase.falls else first.value
    high = -last.value if phrase.second_negative and not phrase.falls else last.value
    high_unit = expected.settle(last.multiplier, phrase.second_unit or phrase.unit)
    shared = not first.multiplier and phrase.unit is None and low <= high
    low_unit = high_unit if shared else expected.settle(first.multiplier, phrase.unit or phrase.second_unit)
    factor = low_unit.factor_to(high_unit) if low_unit.dimension == high_unit.dimension else Fraction(0)
    step = min(first.step * factor, last.step)
    if not _is_decimal_place(step):
        message = _("the ends of a range need the same unit, not {a} and {b}", a=low_unit, b=high_unit)
        raise UnreadableFigure(message, 0)
    low *= factor
    if low > high:
        raise UnreadableFigure(_("the upper end of the range is below its lower end"), 0)
    if phrase.falls:
        low, high = -high, -low
    kind: Kind = "rate" if phrase.form == "growth multiple" else expected.kind_of(high_unit, step)
    bound, _warnings = _agreed(phrase.qualifiers)
    interval = Interval.of(low, high)
    if bound == "about":
        ends = ((low, first.leading * factor), (high, last.leading))
        widths = [_about(abs(value), leading, expected.convention) for value, leading in ends]
        interval = Interval.of(low - widths[0], high + widths[1])
    return Figure(text, interval, low, high_unit, kind, bound, step, phrase.form, high)


def _is_decimal_place(step: Fraction) -> bool:
    """Whether it is …, 10, 1, 1/10, …"""
    above, below = step.as_integer_ratio()
    return above > 0 and 1 in (above, below) and str(max(above, below)).strip("0") == "1"


def _agreed(qualifiers: tuple[tuple[Bound, str], ...]) -> tuple[Bound, tuple[str, ...]]:
    """The bound that the qualifiers agree on, with a warning where they are odd together."""
    said = [(bound, word) for bound, word in qualifiers if bound != "as_printed"]
    if not said:
        return "as_printed", ()
    if len(said) == 1:
        return said[0][0], ()
    strong: list[Bound] = [bound for bound, _word in said if bound != "about"]
    if len({bound in ("below", "at_most") for bound in strong}) > 1:
        raise UnreadableFigure(_("“{a}” and “{b}” contradict each other", a=said[0][1], b=said[-1][1]))
    warning = _("“{a}” and “{b}” cannot be used together", a=said[0][1], b=said[-1][1])
    return next(bound for bound in _WEAKEST_FIRST if bound in (strong or ["about"])), (warning,)


def _with_remainder(value: Fraction, place: Fraction, lattice: Fraction | None) -> Interval:
    """More than the number and less than one more of its last place; whole steps only for counts."""
    low, high = (value, value + place) if value >= 0 else (value - place, value)
    interval = Interval(low, high, False, False)
    possible = interval.snapped(lattice) if lattice else interval
    if possible is None:
        raise UnreadableFigure(_("no whole number lies between {low} and {high}", low=low, high=high))
    return possible


def _several(place: Fraction, lattice: Fraction | None) -> Interval:
    """Two to nine of a place, and what may be left out of them: 数十 is 20 to 99."""
    low, high = sorted((2 * place, 10 * place), key=abs)
    interval = Interval(low, high, True, False) if place > 0 else Interval(high, low, False, True)
    return (interval.snapped(lattice) if lattice else None) or interval


def _about(size: Fraction, leading: Fraction, convention: Convention) -> Fraction:
    """How far a value may lie from an approximate number; a convention of the book."""
    if isinstance(convention.about, Fraction):
        return size * convention.about
    return leading if convention.about == "unit" else leading / 2


def _one_sided(bound: Bound, value: Fraction) -> Interval:
    if bound in ("above", "at_least"):
        return Interval(value, None, bound == "at_least", False)
    return Interval(None, value, False, bound == "at_most")
