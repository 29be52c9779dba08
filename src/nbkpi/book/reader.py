"""Reading the words of a figure in the light of what it is about: its unit, its kind, its limits, its source."""

from __future__ import annotations

from dataclasses import replace

from nbkpi.book.records import Measure, Metric, Source
from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Convention, Figure, Kind, Unit, Units, read
from nbkpi.figure.reading import PLAIN
from nbkpi.figure.unit import POINTS, PURE
from nbkpi.language import _


class FigureReader:
    """Reads the figures of one book."""

    def __init__(self, units: Units, convention: Convention) -> None:
        self.units, self.convention = units, convention
        self._plain: dict[tuple[Measure, str], bool] = {}

    def read(self, text: str, measure: Measure | None, source: Source | None) -> Figure:
        """The figure these words print; UnreadableFigure also when its unit does not measure what it is about.

        Without a measure, which is when its name was wrong, only the words themselves are judged.
        """
        if measure is None:
            return read(text, units=self.units)
        convention = source.convention if source is not None else self.convention
        figure = read(
            text,
            unit=measure.unit,
            kind=_kind(measure),
            limits=measure.limits,
            convention=convention,
            units=self.units,
        )
        if figure.unit.dimension == measure.unit.dimension:
            return figure
        per_unit = self._per(figure.unit, measure.unit)
        if per_unit is not None:
            return replace(figure, unit=per_unit)
        if isinstance(measure, Metric) and {figure.unit.dimension, measure.unit.dimension} == {PURE, POINTS}:
            return figure
        given, found = measure.unit, figure.unit.symbol or _("a plain number")
        message = _("{name} is given in {unit}, not in {found}", name=measure.name, unit=given, found=found)
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
            self._plain[measure, match[3]] = known
        return known

    def _per(self, printed: Unit, expected: Unit) -> Unit | None:
        """What is given per head or per case is printed without saying so again: 186379元 for 元/人."""
        _above, slash, below = expected.symbol.partition("/")
        unit = self.units.get(f"{printed.symbol}/{below}") if slash else None
        return unit if unit is not None and unit.dimension == expected.dimension else None


def _kind(measure: Measure) -> Kind:
    """Counts are exact when printed in full; a growth of a count is one too."""
    if isinstance(measure, Metric):
        return _kind(measure.base) if measure.base is not None else "amount"
    return measure.kind
