"""Reading the words of a figure in the light of what it is about: its unit, its kind, its limits, its source."""

from __future__ import annotations

import re
from dataclasses import replace

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Convention, Figure, Kind, Unit, Units, read
from nbkpi.figure.expected import PLAIN, Expected
from nbkpi.figure.reading import read_published
from nbkpi.figure.unit import MULTIPLE, POINTS, PURE
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.formula.syntax import Call
from nbkpi.language import _
from nbkpi.loading.kept_figures import KeptFigures, Words
from nbkpi.model.records import Measure, Metric, Source


class FigureReader:
    """Reads the figures of one book; words that need more than a look at their number are read once."""

    def __init__(self, units: Units, convention: Convention, kept: KeptFigures | None = None) -> None:
        self.units, self.convention = units, convention
        self._kept = kept or KeptFigures()
        self._known: dict[tuple[Measure, Convention], tuple[Expected, Words]] = {}
        self._plain: dict[tuple[Measure, str], bool] = {}

    def read(self, text: str, measure: Measure | None, source: Source | None) -> Figure:
        """The figure these words print; UnreadableFigure also when its unit does not measure what it is about.

        Without a measure, which is when its name was wrong, only the words themselves are judged.
        """
        if measure is None:
            return read(text, units=self.units)
        key = measure, source.convention if source is not None else self.convention
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _expected(*key, self.units), self._kept.of_sort(_sort_of(*key))
        expected, words = known
        plain = expected.plain(text)
        if plain is not None:
            return self._fitting(expected.limited(plain), measure)
        return self._kept.figure(
            text, words, self.units, lambda: self._fitting(read_published(text, expected), measure)
        )

    def _fitting(self, figure: Figure, measure: Measure) -> Figure:
        """The figure as one of what it is about."""
        if figure.kind == "multiple" and _is_growth(measure):
            return _growth_of_multiple(figure)
        if figure.unit.dimension == measure.unit.dimension:
            return figure
        per_unit = self._per(figure.unit, measure.unit)
        if per_unit is not None:
            return replace(figure, unit=per_unit)
        if isinstance(measure, Metric) and {figure.unit.dimension, measure.unit.dimension} == {PURE, POINTS}:
            return figure
        given, found = measure.unit, figure.unit.symbol or _("a number without a unit")
        message = _("the unit of “{name}” is {unit}, not {found}", name=measure.name, unit=given, found=found)
        raise UnreadableFigure(message)

    def is_plain(self, text: str, measure: Measure) -> bool:
        """Whether the words are a bare number in a unit that fits, so that reading them cannot fail."""
        match = PLAIN.fullmatch(text)
        if match is None or measure.limits == "share":
            return False
        known = self._plain.get((measure, match[3]))
        if known is None:
            unit = self.units.get(match[3])
            known = not match[3] or (unit is not None and unit.dimension == measure.unit.dimension)
            known = known and not (match[3].endswith(MULTIPLE.symbol) and _is_growth(measure))
            self._plain[measure, match[3]] = known
        return known

    def _per(self, printed: Unit, expected: Unit) -> Unit | None:
        """What is given per head or per case is printed without saying so again: 186379元 for 元/人."""
        _above, slash, below = expected.symbol.partition("/")
        unit = self.units.get(f"{printed.symbol}/{below}") if slash else None
        return unit if unit is not None and unit.dimension == expected.dimension else None


def _expected(measure: Measure, convention: Convention, units: Units) -> Expected:
    return Expected(measure.unit, _kind(measure), measure.limits, convention, units)


def _sort_of(measure: Measure, convention: Convention) -> str:
    """All of a measure and a convention that decides how words are read, as one text."""
    unit, is_metric = measure.unit, isinstance(measure, Metric)
    parts = (unit.symbol, unit.scale, unit.dimension, unit.counting, unit.signed, _kind(measure), measure.limits)
    return "|".join(map(str, (*parts, is_metric, _is_growth(measure), *convention)))


def _is_growth(measure: Measure) -> bool:
    node = measure.node if isinstance(measure, Metric) else None
    return isinstance(node, Call) and FUNCTIONS[node.function].reads == "growth"


def _growth_of_multiple(figure: Figure) -> Figure:
    """翻一番 and 增长到3倍 as growth: one less than the multiple; a bare 3倍 does not say which it is."""
    if figure.reading != "doubling" and not re.search("[到至为]", figure.text):
        message = _("“{words}” can mean a growth by or a growth to this multiple", words=figure.text)
        raise UnreadableFigure(message, 0, _("write 增长3倍 (by) or 增长到3倍 (to)"))
    if figure.interval is None or figure.nominal is None:
        return figure
    return replace(figure, interval=figure.interval - Interval.point(1), nominal=figure.nominal - 1, kind="rate")


def _kind(measure: Measure) -> Kind:
    """Counts are exact when printed in full; a growth of a count is one too."""
    if isinstance(measure, Metric):
        return _kind(measure.base) if measure.base is not None else "amount"
    return measure.kind
