"""What is known of a figure besides its words, and bare numbers with a unit, which need no other word."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.exact.interval import unchecked
from nbkpi.figure.figure import Convention, Figure, Kind, Missing, Range
from nbkpi.figure.unit import MULTIPLE, MULTIPLIERS, NUMBER, POINTS, PURE, Unit, Units
from nbkpi.language import _
from nbkpi.patterns import regex

PLAIN = regex(r"(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,9}))?([^\W\d]{0,6}|%)")
"""The common way to print a figure: whole part, decimals, unit."""
_SIZES = tuple(10**places for places in range(10))
_STEPS = tuple(Fraction(1, size) for size in _SIZES)


class Expected:
    """What a figure is of, how its numbers are taken, and the units it may have; see nbkpi.figure.reading.read."""

    __slots__ = ("_settled", "convention", "kind", "limits", "unit", "units")

    def __init__(
        self, unit: Unit | None, kind: Kind | None, limits: Range | None, convention: Convention, units: Units
    ) -> None:
        self.unit, self.kind, self.limits, self.convention, self.units = unit, kind, limits, convention, units
        self._settled: dict[tuple[str, int], tuple[Unit, Kind, bool, bool] | None] = {}

    def settle(self, multiplier: str, printed: Unit | None) -> Unit:
        """The printed unit, else the expected one, with the number's multiplier before it."""
        unit = printed
        if unit is None:
            unit = self.unit or NUMBER
            if multiplier:
                # 20万 under the heading 万人 is 20 times ten thousand people, not of ten thousands of people.
                unit = self.units.without_multiplier(unit)
        return self.units.times(unit, multiplier)

    def kind_of(self, unit: Unit, step: Fraction) -> Kind:
        """The kind that the unit implies, unless the indicator says whether it is a count or an amount.

        A number printed to less than a whole one, such as 2.5人 a household, is no count.
        """
        kind = _kind_of(unit)
        if kind in ("count", "amount") and self.kind in ("count", "amount"):
            kind = self.kind
        return "amount" if kind == "count" and (step * unit.scale).denominator != 1 else kind

    def plain(self, text: str) -> Figure | None:
        """The figure of a bare number with a known unit, the common way to print one; None for other words."""
        match = PLAIN.fullmatch(text)
        if match is None:
            return None
        whole, decimals, symbol = match.groups("")
        places = len(decimals)
        if (symbol, places) not in self._settled:
            self._settled[symbol, places] = self._settle(symbol, places)
        settled = self._settled[symbol, places]
        if settled is None:
            return None
        unit, kind, is_exact, is_exact_at_zero = settled
        number, size, rounding = int(whole + decimals), _SIZES[places], self.convention.rounding
        value = Fraction(number, size)
        if is_exact if number else is_exact_at_zero:
            return Figure(text, unchecked(value, value, True, True), value, unit, kind, reading="exact")
        if number and rounding == "nearest":
            lower, upper = Fraction(2 * number - 1, 2 * size), Fraction(2 * number + 1, 2 * size)
            interval = unchecked(lower, upper, True, False)
        else:
            interval = rounded(value, _STEPS[places], rounding)
        return Figure(text, interval, value, unit, kind, step=_STEPS[places], reading=rounding)

    def _settle(self, symbol: str, places: int) -> tuple[Unit, Kind, bool, bool] | None:
        """Unit and kind of bare numbers with so many decimals, and which are exact: others than zero, and zero."""
        known = self.units.split(symbol)
        if known is None or known[1].symbol == "折":
            return None
        multiplier, printed = known
        unit = self.settle(multiplier, printed if printed.symbol else None)
        kind = self.kind_of(unit, _STEPS[places])
        is_integer = not places and not multiplier
        # 0% may have been rounded to.
        is_exact_at_zero = not places and (kind in ("count", "amount") or not (printed.symbol or multiplier))
        return unit, kind, kind == "count" and is_integer and unit.scale == 1, is_exact_at_zero

    def missing(self, text: str, missing: Missing) -> Figure:
        """The figure that a sign for a missing one stands for."""
        unit = self.unit or NUMBER
        interval = Interval.of(0, Fraction(1, 2), False, False) if missing == "below_half" else None
        kind = self.kind or _kind_of(unit)
        return Figure(text, interval, None, unit, kind, reading=missing, missing=missing)

    def limited(self, figure: Figure) -> Figure:
        """The figure without the values that its indicator cannot have; UnreadableFigure where none is left."""
        if figure.interval is None or figure.nominal is None:
            return figure
        limits = self.limits
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


def _kind_of(unit: Unit) -> Kind:
    if unit.dimension == POINTS:
        return "points"
    if unit.symbol.endswith(MULTIPLE.symbol):
        return "multiple"
    if unit.counting:
        return "count"
    return "rate" if unit.dimension == PURE and unit.symbol not in MULTIPLIERS else "amount"


def rounded(value: Fraction, step: Fraction, rounding: str) -> Interval:
    """Everything that is printed as this number; rounding goes by absolute value (GB/T 8170)."""
    half = step / 2
    if value > 0:
        if rounding == "truncated":
            return Interval(value, value + step, True, False)
        return Interval(value - half, value + half, True, False)
    if value < 0:
        return -rounded(-value, step, rounding)
    end = step if rounding == "truncated" else half
    return Interval(-end, end, False, False)
