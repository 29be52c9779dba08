"""Columns of figures that nothing is known of: said one by one while they are few, and once for all of a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from nbkpi.errors import as_typed
from nbkpi.figure import Units
from nbkpi.language import _, listed, separated
from nbkpi.tables.asking import apart, entity_for, indicator_for, units_for

ONE_BY_ONE = 3
"""So many columns of a kind are said singly."""

MOST_NAMED = 5
"""So many of a longer list are named."""

Kind = Literal["indicator", "unit", "line", "period", "entity", "place"]
"""The indicator is not known; a new one has no unit; of the unit line it is unclear which it has; only a period is
said; it is neither a period nor an entity; only a place is said.
"""


class UnreadColumn(NamedTuple):
    """A column that is not read: where its heading stands, what it is called, and what is said of it alone.

    key is what options call it, where that is not its name.
    """

    row: int
    column: int
    name: str
    message: str
    remedy: str
    key: str = ""


class Unmatched:
    """The columns of one sheet that are not read, by the kind of what is missing.

    are_defined: new indicators are defined, as was asked for, so that it would not help to ask for it. needs_unit: the
    sheet says no unit that a new one could have. may_be_rows: what is measured may stand in the rows. perhaps is what
    the corner of the headings or the name of the file says is measured.
    """

    def __init__(self, units: Units, *, are_defined: bool = False, needs_unit: bool = False) -> None:
        self.units, self.are_defined, self.needs_unit = units, are_defined, needs_unit
        self.may_be_rows, self.perhaps = False, ""
        self._found: dict[Kind, list[UnreadColumn]] = {}

    def add(self, kind: Kind, column: UnreadColumn) -> None:
        """Note a column."""
        self._found.setdefault(kind, []).append(column)

    def needs_a_unit(self, column: int) -> bool:
        """Whether of a column only the unit of its new indicator is missing."""
        units = (one for kind in ("unit", "line") for one in self._found.get(kind, ()))
        return any(one.column == column for one in units)

    def indicator_asked(self) -> str:
        """How the indicator of all columns is given, and its unit at once where that would be the next question."""
        told = [_("give their indicator with --indicator")]
        if self.needs_unit:
            told = [_("give their indicator and its unit with --indicator and --unit, 1 for a plain number")]
        if self.perhaps:
            option = apart(f"--indicator {as_typed(self.perhaps)}")
            told.append(_("it may be {option}", option=option))
        if self.may_be_rows:
            told.append(_("where the rows are what is measured, say whose it is with --entity"))
        return separated(told)

    def say(self, miss: Callable[[str, int, int, str], None]) -> None:
        """Say all of them; miss takes a message, a row, a column and a remedy."""
        for kind, columns in self._found.items():
            if len(columns) <= ONE_BY_ONE and kind != "period":
                for one in columns:
                    miss(one.message, one.row, one.column, one.remedy)
                continue
            first = columns[0]
            names = listed([*(one.name for one in columns[:MOST_NAMED]), *(["…"] if len(columns) > MOST_NAMED else [])])
            message, remedy = self._of_many(kind, columns, names)
            miss(message, first.row, first.column, remedy)

    def _of_many(self, kind: Kind, columns: list[UnreadColumn], names: str) -> tuple[str, str]:
        """What is said of many columns at once, and what helps for all of them."""
        count, first = len(columns), columns[0]
        if kind == "indicator":
            option = indicator_for(first.name)
            remedy = _("match each with {option}", option=option)
            if not self.are_defined:
                remedy = _("define them with --new-indicators, or match each with {option}", option=option)
            return _("the book has no indicators of {count} columns: {names}", count=count, names=names), remedy
        if kind == "unit":
            message = _("the new indicators of {count} columns have no unit: {names}", count=count, names=names)
            return message, units_for(((one.key, one.name) for one in columns), self.units)
        if kind == "line":
            message = _("unclear which unit of the unit line {count} columns have: {names}", count=count, names=names)
            return message, units_for(((one.key, one.name) for one in columns), self.units)
        if kind == "period":
            message = _("columns that only say a period, {count}: {names}", count=count, names=names)
            return message, self.indicator_asked()
        if kind == "place":
            message = _("columns that only say an entity, {count}: {names}", count=count, names=names)
            return message, self.indicator_asked()
        message = _("{count} columns are neither periods nor entities of the book: {names}", count=count, names=names)
        if self.are_defined:
            return message, _(
                "if they are entities, say what they lie within with --within; else match each with {option}",
                option=entity_for(first.name),
            )
        return message, _("match each with {option}", option=entity_for(first.name))
