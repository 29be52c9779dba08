"""What is said of the columns of figures that are not read, each with what helps."""

from __future__ import annotations

from nbkpi.diagnostics import Diagnostic
from nbkpi.language import _, quoted, separated
from nbkpi.model.book import Book
from nbkpi.sheets.grid import Grid, column_name
from nbkpi.tables import words
from nbkpi.tables.asking import BLANK, blank, entity_for, given, indicator_for, units_for
from nbkpi.tables.column_measures import OF_CODES, ColumnMeasures
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.heading_units import unknown_unit
from nbkpi.tables.shape import Shape
from nbkpi.tables.targets import looks_like_targets
from nbkpi.tables.understood import Asked, Understood
from nbkpi.tables.unmatched import Unmatched
from nbkpi.tables.unmatched import UnreadColumn as Unread


class ColumnFindings(ColumnMeasures):
    """The columns of one sheet, with the findings on those of which something cannot be made out.

    Those that nothing is known of are gathered in unmatched, to be said together where they are many.
    """

    def __init__(
        self, grid: Grid, book: Book, asked: Asked, shape: Shape, headings: list[list[str]], found: Understood
    ) -> None:
        super().__init__(grid, book, asked, shape, headings, found)
        needs_unit = asked.new_indicators and not asked.unit and not shape.units
        self.unmatched = Unmatched(book.units, are_defined=asked.new_indicators, needs_unit=needs_unit)

    def head(self, column: int) -> tuple[int, int]:
        """The row and the column in which the heading of a column ends."""
        return self.shape.header.stop - 1, column

    def miss(self, message: str, row: int, column: int, remedy: str = "") -> None:
        """Note what could not be made out, at a cell."""
        place = self.grid.place(row, column)
        self.found.findings.append(Diagnostic("not-understood", message, place, remedy=remedy))

    def leave_out(self, column: int, message: str, remedy: str = "") -> None:
        """Note that a column of numbers is not read; without a remedy it can be given an indicator."""
        heading = self.heading(column)
        remedy = remedy or _("if it is meant, give its indicator with {option}", option=indicator_for(heading))
        place = self.grid.place(self.shape.header.stop - 1, column)
        self.found.findings.append(Diagnostic("column-left-out", message, place, remedy=remedy, severity="warning"))

    def say_no_entity(self, column: int, name: str) -> None:
        """Note a column headed by this name, which is neither a period nor one of an entity."""
        message = _("“{heading}” is neither a period nor an entity of the book", heading=name)
        remedy = _("match it with {option}", option=entity_for(name))
        self.unmatched.add("entity", Unread(*self.head(column), name, message, remedy))

    def say_category_alone(self, column: int) -> None:
        """Note a column of a category of which neither its heading nor another says what is broken down."""
        message = _("“{heading}” is a category, and nothing says of what", heading=self.whole(column))
        remedy = self.unmatched.indicator_asked()
        self.unmatched.add("place", Unread(*self.head(column), self.whole(column), message, remedy))

    def say_nothing_said(self, column: int) -> None:
        """Note a column whose heading says no more than that it has values."""
        if self._asks_unit_of_title(column):
            return
        message = _("“{heading}” does not say what its figures are of", heading=self.whole(column))
        self.miss(message, *self.head(column), self.unmatched.indicator_asked())

    def _asks_unit_of_title(self, column: int) -> bool:
        """Whether of a column only the unit of what the title names is missing, which is asked once for all."""
        if self.titled is None or not self.asked.new_indicators or self.asked.indicator:
            return False
        message = _("the title says that the figures are of “{name}”, and nothing says their unit",
                    name=self.titled.name)  # fmt: skip
        if all(one.message != message for one in self.found.findings):
            self.miss(message, *self.head(column), _("say the unit with --unit, 1 for a plain number"))
        return True

    def say_no_measure(self, column: int, meant: words.Meant) -> None:
        """Note a column whose indicator is not known, is new and has no unit, or has codes without their zeros."""
        lost = self.lost_zeros(column) if OF_CODES.search(self.whole(column)) else None
        name = "".join(meant.words) or self.whole(column) or column_name(column)
        if lost is not None:
            message = _("the column “{heading}” has codes without their zeros, such as {code} for {known}",
                        heading=self.whole(column), code=lost[0], known=lost[1])  # fmt: skip
            self.miss(message, *self.head(column), _("store the codes as text, with their zeros"))
        elif meant.period and not meant.words and self._asks_unit_of_title(column):
            pass
        elif meant.period and not meant.words:
            self.unmatched.add("period", Unread(*self.head(column), name, "", ""))
        elif self.asked.new_indicators and meant.words and not is_growth(meant.words[-1]):
            self._say_no_unit(column, meant.words[-1], name)
        else:
            self._say_no_indicator(column, meant, name)

    def _say_no_unit(self, column: int, last: str, name: str) -> None:
        """Note a column of a new indicator of this name, the last words of whose heading tell no known unit."""
        heading = self.heading(column)
        remedy = units_for([(heading, name)], self.book.units)
        if unit := unknown_unit(last):
            self.miss(_("unit “{unit}” is not known", unit=unit), *self.head(column), remedy)
        elif self.shape.units:
            self.say_unclear_unit(column)
        else:
            message = _("the new indicator “{name}” has no unit", name=name)
            self.unmatched.add("unit", Unread(*self.head(column), name, message, remedy, heading))

    def _say_no_indicator(self, column: int, meant: words.Meant, name: str) -> None:
        """Note a column of an indicator of this name, which the book does not have."""
        near = [*self.book.indicators.nearest(name), *self.book.metrics.nearest(name)][:3]
        known = [_("it may be {names}", names=quoted(near))] if near else []
        heading = self.heading(column)
        option = given("--map", heading, near[0]) if near else indicator_for(heading)
        told = _("give it with {option}", option=option)
        if not near and not self.asked.new_indicators:
            define = _("define it with --new-indicators")
            told = _("{one}, or {other}", one=define, other=told) if self.book.indicators.by_id else define
        if looks_like_targets(meant.words):
            option = blank("--map", heading, _("the name of an indicator"), f"target:{BLANK}")
            told = _("if these are targets, give {option}", option=option)
        remedy = separated([*known, told])
        message = _("the book has no indicator “{name}”", name=name)
        self.unmatched.add("indicator", Unread(*self.head(column), heading, message, remedy))

    def say_unclear_unit(self, column: int) -> None:
        """Note a column of which the unit line does not tell the unit."""
        heading = self.heading(column)
        message = _("column “{heading}”: unclear which unit of the unit line it has", heading=self.whole(column))
        name = "".join(self.headings[column])
        remedy = units_for([(heading, name)], self.book.units)
        self.unmatched.add("line", Unread(*self.head(column), name, message, remedy, heading))
