"""A table seen along its rows or along its columns: the lines that stand beside each other, and what they cross."""

from __future__ import annotations

from nbkpi.text.tabular.axes import TableLine
from nbkpi.text.tabular.cells import ReadTable, TableCell


class Axis:
    """The columns of a table as lines with the rows across them, or with is_down its rows with the columns.

    totals are the lines across that hold totals, the highest first.
    """

    def __init__(self, table: ReadTable, is_down: bool) -> None:
        self.table, self.is_down = table, is_down
        self.lines, self.crosses = (table.rows, table.columns) if is_down else (table.columns, table.rows)
        totals = [one for one in self.crosses if one.total and one.role == "value"]
        self.totals = sorted(totals, key=lambda one: -one.total)

    def cell(self, line: TableLine, cross: TableLine) -> TableCell | None:
        """The figure where two lines cross, if it has a value."""
        spot = (line.index, cross.index) if self.is_down else (cross.index, line.index)
        found = self.table.cells.get(spot)
        return found if found is not None and found.value is not None else None
