"""What is said of the shape of a sheet: its title, the unit line, the rows of headings, of figures and of notes."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import UnknownName
from nbkpi.figure.format import range_text
from nbkpi.figure.plain import plain_unit
from nbkpi.language import _, listed
from nbkpi.sheets.grid import column_name
from nbkpi.tables.columns import Columns
from nbkpi.tables.doubts import period_against_title
from nbkpi.tables.understood import RowRole


def say_shape(columns: Columns) -> None:
    """Say where everything in a sheet stands: its titles, units, headings, figures and notes."""
    shape, found, grid, book, asked = columns.shape, columns.found, columns.grid, columns.book, columns.asked
    facts = found.facts
    found.titles = shape.titles
    found.findings += period_against_title(asked.period, shape.titles, grid.name, book.units)
    facts += [(_("title"), title) for title in shape.titles]
    facts += [(_("form details"), line) for line in shape.forms]
    found.unit_line = list(shape.units)
    if shape.units:
        is_english = all(part.isascii() for parts in columns.headings for part in parts)
        known = [book.units.get(unit) if is_english else None for unit in shape.units]
        pairs = zip(known, shape.units, strict=True)
        said = [name if unit is None else plain_unit(unit, book.units) for unit, name in pairs]
        facts.append((_("unit line"), listed(said)))
    for unit in shape.units:
        if book.units.get(unit) is None:
            message = _("the unit line has “{unit}”, which is not a unit of the book", unit=unit)
            if asked.unit or asked.units:
                found.findings.append(Diagnostic("not-understood", message, grid.place(0, 0),
                                                      severity="warning"))  # fmt: skip
            else:
                remedy = _("say the unit of each column with --unit: its heading, “=” and the unit")
                columns.miss(message, 0, 0, remedy)
    if len(shape.header) > 0:
        rows = [str(number + 1) for number in shape.header]
        facts.append((_("heading rows"), listed(rows)))
    for part in shape.lists:
        letters = range_text(column_name(part.start), column_name(part.stop - 1)) if len(part) > 1 else ""
        message = _(
            "the list in {columns}, apart from the table, is not read", columns=letters or column_name(part.start)
        )
        place = grid.place(shape.header.start, part.start)
        found.findings.append(Diagnostic("column-left-out", message, place, severity="warning"))
    facts.append((_("rows of figures"), range_text(shape.rows.start + 1, shape.rows.stop)))
    for row, text in shape.notes:
        found.rows.append(RowRole(row, grid.place(row, 0), text, _("note, skipped")))


def has_wide_notes(columns: Columns) -> bool:
    """Whether rows that are not read hold more than a label: 填表人：… beside 审核：…, or a day below the figures."""
    shape, grid = columns.shape, columns.grid
    return any(grid.text(row, column) for row, _text in shape.notes for column in shape.columns[1:])


def require_columns(tables: Sequence[Columns]) -> None:
    """UnknownName where no table of a sheet has a column that was said to hold entities, categories or periods."""
    asked, grid = tables[0].asked, tables[0].grid
    for name in filter(None, (*asked.entity_columns, *asked.category_columns, asked.period_column)):
        if all(one.called(name) is None for one in tables):
            paths = dict.fromkeys("/".join(parts) for one in tables for parts in one.headings if parts)
            near = get_close_matches(name, paths) or list(paths)[:5]
            raise UnknownName(_("{file} has no column “{heading}”", file=grid.name, heading=name), near)
