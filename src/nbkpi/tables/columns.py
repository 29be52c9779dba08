"""What the columns of figures of a sheet are of: their indicator, or, where the rows have that, their entity."""

from __future__ import annotations

from typing import Any

from nbkpi.book.book import Book
from nbkpi.book.labels import is_total
from nbkpi.book.records import Entity, Indicator, Measure
from nbkpi.diagnostics import Diagnostic
from nbkpi.figure import Unit
from nbkpi.language import _, listed
from nbkpi.sheets.grid import Grid, column_name, heading_key
from nbkpi.tables import words
from nbkpi.tables.define import define_indicator
from nbkpi.tables.shape import Shape
from nbkpi.tables.understood import Asked, ColumnRole, Understood


class Columns:
    """The columns of one sheet by their headings; what cannot be made out of them is added to what was found."""

    def __init__(
        self, grid: Grid, book: Book, asked: Asked, shape: Shape, headings: list[list[str]], found: Understood
    ) -> None:
        self.grid, self.book, self.asked, self.shape = grid, book, asked, shape
        self.headings, self.found = headings, found

    def miss(self, message: str, row: int, column: int, remedy: str = "") -> None:
        """Note what could not be made out, at a cell."""
        place = self.grid.place(row, column)
        self.found.findings.append(Diagnostic("not-understood", message, place, remedy=remedy))

    def heading(self, column: int) -> str:
        """What a [[table]] calls a column: its heading, or its letter where that is not its alone."""
        whole = "/".join(self.headings[column])
        same = [one for one in self.headings if "/".join(one) == whole or (one and one[-1] == whole)]
        return whole if whole and len(same) == 1 else f"[{column_name(column)}]"

    def asked_for(self, column: int) -> words.Meant | None:
        """What the user said of a column."""
        parts = self.headings[column]
        names = [f"[{column_name(column)}]", "/".join(parts), *parts[-1:]]
        for name in names:
            if name in self.asked.columns:
                own = words.meaning(self.book, parts, None)
                return own._replace(measure=self.book.measure(self.asked.columns[name]))
        return None

    def figures(self, column: int, meant: words.Meant, has_indicators: bool) -> tuple[Any, ColumnRole]:
        """The entry of a column in a [[table]], None where it is not read, and how it is shown."""
        letter, whole = column_name(column), "/".join(self.headings[column])
        place = (self.shape.header.stop - 1, column)
        about: dict[str, str] = {"period": meant.period} if meant.period else {}
        last = meant.words[-1] if meant.words else ""
        if not has_indicators:
            if is_total(last) or (words.NOTES.fullmatch(heading_key(last).lower()) and meant.measure is None):
                what = _("a total, not read") if is_total(last) else _("notes, not read")
                return None, ColumnRole(letter, whole, what)
            measure = meant.measure or self._new_indicator(meant)
            if measure is None and not meant.words:
                measure = self._measure_of_titles()
            if measure is None:
                name = "".join(meant.words) or whole or letter
                near = [*self.book.indicators.nearest(name), *self.book.metrics.nearest(name)][:3]
                known = _("it may be {names}", names=listed(near)) + "; " if near else ""
                remedy = known + _('say it with --map "{heading}=ID"', heading=self.heading(column))
                self.miss(_("no indicator of the book is called “{name}”", name=name), *place, remedy)
                return None, ColumnRole(letter, whole, _("not understood"))
            key = "indicator" if isinstance(measure, Indicator) else "metric"
            about[key] = measure.id
            if meant.unit is None and not self.asked.unit and len(self._fitting(measure)) > 1:
                self.miss(_("which unit of the unit line “{heading}” has is not said", heading=whole), *place)
                return None, ColumnRole(letter, whole, _("not understood"))
            unit = self._unit(meant.unit, measure)
            if unit:
                about["unit"] = unit
            shown = unit or _("{unit} (of the indicator)", unit=measure.unit.symbol or "1")
            role = ColumnRole(letter, whole, _("a column of figures"), measure.id, shown, meant.period)
            return measure.id if list(about) == ["indicator"] else about, role
        entity = self._entity_of_heading(meant.words)
        if entity is not None:
            about["entity"] = entity.name if not entity.is_ambiguous else entity.id
        if entity is None and meant.words and not words.GENERIC.fullmatch(heading_key("".join(meant.words))):
            what = _("a total, not read") if is_total(last) else _("not understood")
            if not is_total(last):
                self.miss(_("“{heading}” is neither a period nor an entity of the book", heading=whole), *place)
            return None, ColumnRole(letter, whole, what)
        if meant.unit is not None:
            about["unit"] = meant.unit.symbol
        elif "unit" not in self.found.table and len(self.shape.units) == 1:
            self.found.table["unit"] = self.shape.units[0]
        return about, ColumnRole(letter, whole, _("a column of figures"), "", about.get("unit", ""), meant.period,
                                 about.get("entity", ""))  # fmt: skip

    def _entity_of_heading(self, parts: list[str]) -> Entity | None:
        if len(parts) == 2 and words.GENERIC.fullmatch(heading_key(parts[1])):
            parts = parts[:1]
        found = self.book.entities_called("/".join(parts)) if parts else []
        return found[0] if len(found) == 1 else None

    def _unit(self, own: Unit | None, measure: Measure) -> str:
        """The unit to write behind the bare numbers of a column; nothing where that of the measure is meant."""
        if self.asked.unit:
            return own.symbol if own is not None else ""
        if own is None:
            fitting = self._fitting(measure)
            own = fitting[0] if len(fitting) == 1 else None
        return own.symbol if own is not None and own.symbol != measure.unit.symbol else ""

    def _fitting(self, measure: Measure) -> list[Unit]:
        """The units of the unit line that can be those of a measure."""
        units = [unit for name in self.shape.units if (unit := self.book.units.get(name)) is not None]
        return [unit for unit in units if unit.dimension == measure.unit.dimension]

    def _new_indicator(self, meant: words.Meant) -> Measure | None:
        """Define an indicator of the heading, if that was asked for and it has a unit."""
        if not self.asked.new_indicators or not meant.words:
            return None
        unit = meant.unit or next((self.book.units.get(name) for name in self.shape.units), None)
        unit = unit or (self.book.units.get(self.asked.unit) if self.asked.unit else None)
        return define_indicator(self.book, "".join(meant.words), unit, self.found) if unit is not None else None

    def _measure_of_titles(self) -> Measure | None:
        """The only indicator that the titles name, for columns of which only the period is said."""
        title = "".join(self.shape.titles)
        found = [one for one in self.book.indicators if one.name in title]
        longest = max(map(len, (one.name for one in found)), default=0)
        best = [one for one in found if len(one.name) == longest]
        return best[0] if len(best) == 1 else None
