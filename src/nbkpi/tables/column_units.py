"""The units of columns: their own, those of the unit line that fit their headings, or that of the user."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.figure import Unit
from nbkpi.figure.bases import is_based
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.unit import NUMBER
from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.tables.guessed_unit import counted_in
from nbkpi.tables.heading_units import unknown_unit
from nbkpi.tables.sorts import is_told, units_for
from nbkpi.tables.understood import Asked


class ColumnUnits:
    """The unit line of a sheet, and the unit that the user said for all of it.

    line are the symbols of the unit line; those that are no units of the book count as further ones that may be meant.
    of_rows is a unit that a column says of each row, if all of these are of one dimension.
    """

    def __init__(self, book: Book, asked: Asked, line: Sequence[str]) -> None:
        self.line, self.units = line, book.units
        self.known = [unit for name in line if (unit := book.units.get(name)) is not None]
        self.asked = unit_called(book.units, asked.unit) if asked.unit else None
        self.of_rows: Unit | None = None

    def behind(self, own: Unit | None, heading: Sequence[str], measure: Measure) -> str:
        """The unit to write behind the bare numbers of a column; nothing where that of the measure is meant."""
        if own is None and (self.asked is None or self.asked.dimension != measure.unit.dimension):
            fitting = self.fitting(measure, heading)
            own = fitting[0] if len(fitting) == 1 else None
        if self.asked is not None and self.asked is not NUMBER:
            return own.symbol if own is not None else ""
        return own.symbol if own is not None and own.symbol != measure.unit.symbol else ""

    def fitting(self, measure: Measure, heading: Sequence[str]) -> list[Unit]:
        """The units of the unit line that the figures of a measure can be in under a heading; several are unclear."""
        units = [unit for unit in self.known if unit.dimension == measure.unit.dimension]
        fitting = units_for(heading, units)
        return fitting if fitting or len(units) == 1 else units

    def of_new(self, heading: Sequence[str], own: Unit | None) -> Unit | None:
        """The unit of a new indicator: its own, else the only one of the unit line that fits, else that of the user.

        Neither of the last two where the words of the heading tell of another sort of figures, or name another unit;
        None where it is unclear. An index, or men to 100 women, is a plain number whatever the unit line says.
        """
        if own is None and any(map(is_based, heading)):
            return NUMBER
        if own is not None or (heading and unknown_unit(heading[-1])):
            return own
        ending = counted_in("".join(heading), self.units)
        counted = None if is_told(heading) else ending
        fitting = _counting(units_for(heading, self.known), counted)
        if len(fitting) == 1 and (len(self.line) == 1 or counted is not None or is_told(heading)):
            return fitting[0]
        if self.asked is None and self.of_rows is not None:
            return self.of_rows
        if self.asked is None or self.asked is NUMBER:
            return None if fitting else self.asked
        # What was said of all columns is said of households least of all.
        return next(iter(_counting(units_for(heading, [self.asked]), ending)), None)


def _counting(given: list[Unit], counted: Unit | None) -> list[Unit]:
    """Of the units those that count as the end of a name does, where it ends so: 农户 is in 户 or 万户."""
    return given if counted is None else [unit for unit in given if unit.dimension == counted.dimension]
