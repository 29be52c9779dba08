"""New indicators of the labels of rows, where a sheet has a row, or many, for each indicator."""

from __future__ import annotations

from nbkpi.figure.characters import normalise
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.unit import NUMBER
from nbkpi.language import _, listed
from nbkpi.loading.labels import (
    as_label,
    is_subitem,
    is_subtotal,
    is_total,
    without_footnote,
    without_subitem,
    without_unit,
)
from nbkpi.model.book import Book
from nbkpi.sheets.grid import Grid, is_blank
from nbkpi.sheets.joined_keys import KEYS
from nbkpi.tables.asking import indicator_for, units_for
from nbkpi.tables.columns import Columns
from nbkpi.tables.define import define_indicator
from nbkpi.tables.heading_periods import split_period
from nbkpi.tables.heading_units import without_own_unit
from nbkpi.tables.labelled import named
from nbkpi.tables.understood import RowRole
from nbkpi.tables.words import measure_of, name_of

MOST_NAMED = 5
"""So many names are said; of the others, how many there are."""


def say_new_indicators(columns: Columns, column: int, units: int | None, period: str) -> None:
    """Define the indicators of the labels in a column where that was asked for; those without a unit are said once.

    period is that of all figures, where neither headings nor a column say any: labels may only have the same.
    """
    if period:
        _check_periods(columns, column, period)
    if columns.heading(column) == KEYS and not columns.asked.indicator:
        message = _("the file does not say what its figures measure")
        columns.miss(message, columns.shape.header.start, column, _("give it with --indicator"))
        return
    if columns.heading(column) == KEYS:
        _put_before(columns, column, columns.asked.indicator)
    _put_units_behind(columns, column)
    if not columns.asked.new_indicators:
        return
    without = _define_rows(columns, column, units)
    if without:
        labels = [columns.grid.text(row, column) for row in without]
        more = ["…"] if len(labels) > MOST_NAMED else []
        message = _("new indicators without a unit, {count}: {names}", count=len(labels),
                    names=listed([*labels[:MOST_NAMED], *more]))  # fmt: skip
        remedy = units_for(((label, label) for label in labels), columns.book.units)
        columns.miss(message, without[0], column, remedy)


def _put_units_behind(columns: Columns, column: int) -> None:
    """Let labels be read as if their units stood in brackets behind them: those that the user says, and their own.

    A unit of all figures is not that of 人口_万人.
    """
    book, asked, found = columns.book, columns.asked, columns.found
    is_of_all = bool(asked.unit or columns.shape.units)
    for label in sorted({columns.grid.text(row, column) for row in columns.shape.rows} - set(asked.names) - {""}):
        name = named(book, found.dated.get(label, label)).name
        if label in asked.units:
            unit = unit_called(book.units, asked.units[label])
        elif is_of_all and without_unit(normalise(label), book.units)[1] is None:
            plain = normalise(without_footnote(label)[0]).strip()
            unit = without_own_unit(plain, book.units)[1] or named(book, plain).unit
        else:
            continue
        if label in asked.units or unit is not None:
            found.measured[label] = name if unit is None or unit is NUMBER else f"{name}({unit.symbol})"


def _put_before(columns: Columns, column: int, name: str) -> None:
    """Take the joined keys that the book does not know for parts of what the user says that all figures are of."""
    dated = columns.found.dated
    for label in dict.fromkeys(filter(None, columns.grid.texts(column, columns.shape.rows))):
        if label not in columns.asked.names and not named(columns.book, label).is_known:
            # A total of all keys is what the user says, without any part.
            part = "" if is_total(label) else dated.get(label, without_subitem(label))
            dated[label] = name_of([name, part])


def _check_periods(columns: Columns, column: int, period: str) -> None:
    """Take the period of the figures out of labels that say it, 2024年收入; one that says another is an error."""
    book, asked = columns.book, columns.asked
    for row in columns.shape.rows:
        label = columns.grid.text(row, column)
        if (
            not label
            or label in asked.names
            or label in asked.skip
            or named(book, label).is_known
            or is_blank(_others(columns.grid, row, column))
        ):
            continue
        own, rest, unclear = split_period(normalise(without_footnote(label)[0]).strip(), book.units)
        if own == period and rest:
            columns.found.dated[label] = rest
        elif own or unclear:
            message = _("row “{label}” says a period, and the table is of {period}", label=label, period=period)
            option = indicator_for(label, "--name")
            remedy = _("give rows of another period a table of their own; if the year is a part of the name, "
                       "give {option}", option=option)  # fmt: skip
            columns.miss(message, row, column, remedy)


def _define_rows(columns: Columns, column: int, units: int | None) -> list[int]:
    """Define the indicators of the labels in a column; the rows of those of which no unit is known.

    The unit is what the user said of the label, else that of the label itself, of the column of units, the only one of
    the unit line that the label may be in, or the one that the user said of all.
    """
    grid, book, asked = columns.grid, columns.book, columns.asked
    without, settled = list[int](), set[str]()
    for row in columns.shape.rows:
        label = grid.text(row, column)
        if not label or label in settled or label in asked.names or label in asked.skip:
            continue
        is_sum = (is_total(label) or is_subtotal(label)) and label not in columns.found.dated
        if is_sum or is_blank(_others(grid, row, column)) or is_category(book, label):
            continue
        settled.add(label)
        one = named(book, columns.found.dated.get(label, label))
        if one.is_known or not one.name:
            continue
        own = unit_called(book.units, grid.text(row, units)) if units is not None else None
        unit = own if one.unit is None and own is not None else columns.units.of_new([one.name], one.unit)
        unit = unit_called(book.units, asked.units[label]) if label in asked.units else unit
        if unit is None:
            without.append(row)
        else:
            define_indicator(book, one.name, unit, columns.found)
    return without


def is_category(book: Book, label: str) -> bool:
    """Whether a label is that of a category of the book and of no measure: 男 below 人口."""
    plain = as_label(label)
    return len(book.cells.breakdowns.called(plain)) == 1 and not book.measures_called(plain)


def _others(grid: Grid, row: int, column: int) -> list[object]:
    return [cell for place, cell in enumerate(grid.rows[row]) if place != column]


def say_indicator_rows(columns: Columns, column: int) -> None:
    """Say what becomes of rows that are parts of the row above, and of sums without a name of their own."""
    skip, dated = list(columns.asked.skip), columns.found.dated
    for row in columns.shape.rows:
        label = columns.grid.text(row, column)
        place = columns.grid.place(row, column)
        if label and is_blank(_others(columns.grid, row, column)):
            is_one = is_category(columns.book, label)
            role = _("a category of what it stands with") if is_one else _("heading inside the table, without figures")
            columns.found.rows.append(RowRole(row, place, label, role))
        elif is_subitem(label):
            columns.found.rows.append(
                RowRole(row, place, label, _("a part of the row above, not added to the other rows"))
            )
        elif (is_total(label) or is_subtotal(label)) and measure_of(columns.book, [dated.get(label, label)]) is None:
            skip.append(label)
            columns.found.rows.append(RowRole(row, place, label, _("total row skipped: no entity given for it")))
    if skip:
        columns.found.table["skip"] = list(dict.fromkeys(skip))
