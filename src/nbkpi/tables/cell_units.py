"""The unit that the cells of a column say, where neither its heading nor the sheet does: 356人, 120户."""

from __future__ import annotations

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Unit
from nbkpi.figure.english_units import unit_called
from nbkpi.figure.reading import read_in_table
from nbkpi.figure.unit import NUMBER
from nbkpi.model.book import Book
from nbkpi.sheets.grid import Grid

_MOST = 200
"""So many different cells are looked at."""


def unit_in_cells(grid: Grid, rows: range, column: int, book: Book) -> Unit | None:
    """The only unit behind the figures of a column; None where one has none, or another, or is no figure."""
    if not 0 <= column < grid.width:
        return None
    cells = [text for text in dict.fromkeys(grid.texts(column, rows)) if text][:_MOST]
    found = dict[str, Unit]()
    for text in cells:
        try:
            figure = read_in_table(text, book.units)
        except UnreadableFigure:
            return None
        if figure.missing is not None:
            continue
        found[figure.unit.symbol] = figure.unit
        if figure.unit is NUMBER or len(found) > 1:
            return None
    return next(iter(found.values()), None)


def unit_of_rows(grid: Grid, rows: range, column: int, book: Book) -> Unit | None:
    """The first unit of a column of units; None where a row has none that is known, or one of another dimension."""
    found = [unit_called(book.units, text) for text in dict.fromkeys(grid.texts(column, rows))]
    first = found[0] if found else None
    is_one = first is not None and all(one is not None and one.dimension == first.dimension for one in found)
    return first if is_one else None
