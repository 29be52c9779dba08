"""New indicators of the labels of rows, where a sheet has a row, or many, for each indicator."""

from __future__ import annotations

from nbkpi.language import _, listed
from nbkpi.loading.labels import is_subtotal, is_total
from nbkpi.sheets.grid import Grid, is_blank
from nbkpi.tables.columns import Columns
from nbkpi.tables.define import define_indicator, unit_called
from nbkpi.tables.guessed_unit import unit_of_new
from nbkpi.tables.labelled import named

MOST_NAMED = 10
"""So many names are said; of the others, how many there are."""


def say_new_indicators(columns: Columns, column: int, units: int | None) -> None:
    """Define the indicators of the labels in a column where that was asked for; those without a unit are said once."""
    if not columns.asked.new_indicators:
        return
    without = _define_rows(columns, column, units)
    if without:
        labels = [columns.grid.text(row, column) for row in without]
        names = listed([*labels[:MOST_NAMED], *(["…"] if len(labels) > MOST_NAMED else [])])
        message = _("new indicators without a unit, {count}: {names}", count=len(labels), names=names)
        remedy = _("say the unit with --unit, 1 for a plain number")
        if columns.asked.unit or columns.shape.units:
            remedy = _("write the unit of each in brackets behind its name in the sheet")
        columns.miss(message, without[0], column, remedy)


def _define_rows(columns: Columns, column: int, units: int | None) -> list[int]:
    """Define the indicators of the labels in a column; the rows of those of which no unit is known.

    The unit is that of the label, else that of the column of units, the one of the unit line that it can have, or the
    one that the user said.
    """
    grid, book, asked, line = columns.grid, columns.book, columns.asked, columns.shape.units
    without, settled = list[int](), set[str]()
    given = [unit for symbol in line if (unit := book.units.get(symbol)) is not None]
    if not given and asked.unit and (said := unit_called(book, asked.unit)) is not None:
        given = [said]
    for row in columns.shape.rows:
        label = grid.text(row, column)
        if not label or label in settled or label in asked.names or label in asked.skip:
            continue
        if is_total(label) or is_subtotal(label) or is_blank(_others(grid, row, column)):
            continue
        settled.add(label)
        one = named(book, label)
        if one.is_known or not one.name:
            continue
        own = unit_called(book, grid.text(row, units)) if units is not None else None
        unit = one.unit or own or unit_of_new(one.name, given, book.units)
        if unit is None:
            without.append(row)
        else:
            define_indicator(book, one.name, unit, columns.found)
    return without


def _others(grid: Grid, row: int, column: int) -> list[object]:
    return [cell for place, cell in enumerate(grid.rows[row]) if place != column]
