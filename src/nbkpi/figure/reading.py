"""Reading a figure: from the words as printed to the values they allow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure.characters import normalise
from nbkpi.figure.figure import (
    DEFAULT_CONVENTION,
    MISSING_WORDS,
    SIGNS_ANYWHERE,
    Convention,
    Figure,
    Kind,
    Missing,
    Range,
)
from nbkpi.figure.numeral import Numeral
from nbkpi.figure.phrase import parse_phrase
from nbkpi.figure.qualifiers import Bound
from nbkpi.figure.unit import MULTIPLE, MULTIPLIERS, NUMBER, POINTS, PURE, Unit, Units
from nbkpi.figure.words import Phrase
from nbkpi.language import _
from nbkpi.patterns import regex

MAX_LENGTH = 200
"""Longer words are refused: no printed figure needs them."""

_MISSING: dict[str, Missing] = SIGNS_ANYWHERE | {word: kind for kind, words in MISSING_WORDS.items() for word in words}
_STANDARD_UNITS = Units()
PLAIN = regex(r"(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,9}))?([^\W\d]{0,6}|%)")
"""The common way to print a figure: whole part, decimals, unit."""
_MIRRORED: dict[Bound, Bound] = {"above": "below", "at_least": "at_most", "below": "above", "at_most": "at_least"}
_WEAKEST_FIRST: tuple[Bound, ...] = ("at_least", "above", "at_most", "below", "remainder", "about")


def read(
    text: str,
    *,
    unit: Unit | None = None,
    kind: Kind | None = None,
    limits: Range | None = None,
    convention: Convention = DEFAULT_CONVENTION,
    units: Units = _STANDARD_UNITS,
) -> Figure:
    """Read a printed figure: every value its words allow, in the printed unit.

    Rounded numbers hold their nearer end and not the farther one ([87.5, 88.5)), ranges and 以上 both or their one end,
    超 and 余 none. The symbols of missing values and empty words give a figure without a number, which is not zero.

    unit is assumed where none is printed; kind "count" makes plain integers exact, "amount" makes them rounded,
    None decides by the unit. limits caps what is possible ("share": [0, 100%]); None decides by the unit.
    UnreadableFigure when the words are not a figure, with the place where reading stopped.
    """
    if len(text) > MAX_LENGTH:
        message = _("the figure has more than {limit} characters", limit=MAX_LENGTH)
        raise UnreadableFigure(message, 0, _("write only the figure itself"))
    plain = plain_phrase(text, units)
    if plain is not None:
        return _limited(_single_figure(text, plain, _Context(unit, kind, convention, units)), limits)
    missing = _MISSING.get(normalise(text).strip().lower())
    if missing is not None:
        return _missing_figure(text, missing, unit or NUMBER, kind)
    phrase = parse_phrase(text, units)
    figure = _range_figure if phrase.second else _single_figure
    return _limited(figure(text, phrase, _Context(unit, kind, convention, units)), limits)


def plain_phrase(text: str, units: Units) -> Phrase | None:
    """A bare number with a known unit, the common way to print a figure, without the search for other words."""
    match = PLAIN.fullmatch(text)
    known = units.split(match[3]) if match is not None else None
    if match is None or known is None or known[1].symbol == "折":
        return None
    decimals = match[2] or ""
    step = Fraction(1, 10 ** len(decimals))
    multiplier, unit = known
    numeral = Numeral(Fraction(int(match[1] + decimals), step.denominator), step, step, multiplier, len(text))
    return Phrase("plain", False, numeral, unit if unit.symbol else None, ())


class _Context:
    """What is known besides the words."""

    __slots__ = ("convention", "kind", "unit", "units")

    def __init__(self, unit: Unit | None, kind: Kind | None, convention: Convention, units: Units) -> None:
        self.unit, self.kind, self.convention, self.units = unit, kind, convention, units

    def settle(self, numeral: Numeral, printed: Unit | None) -> Unit:
        """The printed unit, else the expected one, with the number's multiplier before it."""
        unit = printed
        if unit is None:
            unit = self.unit or NUMBER
            if numeral.multiplier:
                # 20万 under the heading 万人 is 20 times ten thousand people, not of ten thousands of people.
                unit = self.units.without_multiplier(unit)
        return self.units.times(unit, numeral.multiplier)

    def kind_of(self, unit: Unit, step: Fraction) -> Kind:
        """The kind that the unit implies, unless the indicator says whether it is a count or an amount.

        A number printed to less than a whole one, such as 2.5人 a household, is no count.
        """
        kind = _kind_of(unit)
        if kind in ("count", "amount") and self.kind in ("count", "amount"):
            kind = self.kind
        return "amount" if kind == "count" and (step * unit.scale).denominator != 1 else kind


def _kind_of(unit: Unit) -> Kind:
    if unit.dimension == POINTS:
        return "points"
    if unit.symbol.endswith(MULTIPLE.symbol):
        return "multiple"
    if unit.counting:
        return "count"
    return "rate" if unit.dimension == PURE and unit.symbol not in MULTIPLIERS else "amount"


def _missing_figure(text: str, missing: Missing, unit: Unit, kind: Kind | None) -> Figure:
    interval = Interval.of(0, Fraction(1, 2), False, False) if missing == "below_half" else None
    return Figure(text, interval, None, unit, kind or _kind_of(unit), reading=missing, missing=missing)


def _single_figure(text: str, phrase: Phrase, context: _Context) -> Figure:
    numeral = phrase.first
    unit = context.settle(numeral, phrase.unit)
    kind = "rate" if phrase.form in ("growth multiple", "fraction") else context.kind_of(unit, numeral.step)
    bound, warnings = _agreed(phrase.qualifiers)
    bound = _MIRRORED.get(bound, bound) if phrase.falls else bound
    value = -numeral.value if phrase.negative else numeral.value
    reading: str = bound
    if phrase.form == "several":
        interval = _several(value, 1 / unit.scale if kind == "count" else None)
    elif phrase.form == "level":
        interval = _rounded(value, numeral.step, "nearest")
    elif bound == "as_printed":
        exact = phrase.form in ("doubling", "fraction") or _is_exact(phrase, unit, kind)
        reading = "exact" if exact else context.convention.rounding
        interval = Interval.point(value) if exact else _rounded(value, numeral.step, reading)
    elif bound == "remainder":
        interval = _with_remainder(value, numeral.leading, 1 / unit.scale if kind == "count" else None)
        if numeral.step < 1:
            warnings += (_("余, 多 or 几 cannot follow a number with decimals"),)
    elif bound == "about":
        half = _about(abs(value), numeral.leading, context.convention)
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


def _range_figure(text: str, phrase: Phrase, context: _Context) -> Figure:
    """A closed range; what stands only behind the second number belongs to both."""
    first, last = phrase.first, phrase.second or phrase.first
    low = -first.value if phrase.negative and not phrase.falls else first.value
    high = -last.value if phrase.second_negative and not phrase.falls else last.value
    high_unit = context.settle(last, phrase.second_unit or phrase.unit)
    shared = not first.multiplier and phrase.unit is None and low <= high
    low_unit = high_unit if shared else context.settle(first, phrase.unit or phrase.second_unit)
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
    kind: Kind = "rate" if phrase.form == "growth multiple" else context.kind_of(high_unit, step)
    bound, _warnings = _agreed(phrase.qualifiers)
    interval = Interval.of(low, high)
    if bound == "about":
        ends = ((low, first.leading * factor), (high, last.leading))
        widths = [_about(abs(value), leading, context.convention) for value, leading in ends]
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


def _rounded(value: Fraction, step: Fraction, rounding: str) -> Interval:
    """Everything that is printed as this number; rounding goes by absolute value (GB/T 8170)."""
    half = step / 2
    if value > 0:
        if rounding == "truncated":
            return Interval(value, value + step, True, False)
        return Interval(value - half, value + half, True, False)
    if value < 0:
        return -_rounded(-value, step, rounding)
    end = step if rounding == "truncated" else half
    return Interval(-end, end, False, False)


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


def _limited(figure: Figure, limits: Range | None) -> Figure:
    """The figure without the values that its indicator cannot have."""
    if figure.interval is None or figure.nominal is None:
        return figure
    if limits is None:
        limits = "any" if figure.unit.signed or figure.nominal < 0 else "nonnegative"
    low = figure.interval.lower
    if limits == "any" or (limits == "nonnegative" and low is not None and low >= 0):
        return figure
    allowed = figure.interval.intersect(Interval.of(0, 1 / figure.unit.scale if limits == "share" else None))
    if allowed is None or (figure.is_central and figure.nominal not in allowed):
        what = _("a share cannot lie outside 0 to 100%") if limits == "share" else _("it cannot be negative")
        raise UnreadableFigure(what, 0, _('correct the figure, or give its indicator range = "any"'))
    return figure if allowed == figure.interval else replace(figure, interval=allowed)
