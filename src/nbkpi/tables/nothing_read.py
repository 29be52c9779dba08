"""Sheets of which no column is taken for figures: what its columns were taken for is said, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.language import _, separated
from nbkpi.sheets.grid import Grid
from nbkpi.tables.asking import indicator_for
from nbkpi.tables.understood import ColumnRole, Understood

MOST = 6
"""So many columns are named."""


def nothing_read(grid: Grid, tables: Sequence[Understood]) -> list[Diagnostic]:
    """Why nothing could be read of a sheet of which nothing is said to be wrong."""
    columns = [column for one in tables for column in one.columns]
    if not columns:
        return []
    said = [f"{_called(column)}: {column.role}" for column in columns[:MOST]]
    message = _("no column was taken for figures: {columns}",
                columns=separated([*said, *(["…"] if len(columns) > MOST else [])]))  # fmt: skip
    remedy = _("if one holds figures, say of what with {option}", option=indicator_for(_called(columns[-1])))
    return [Diagnostic("not-understood", message, grid.name, remedy=remedy)]


def _called(column: ColumnRole) -> str:
    return column.heading or f"[{column.letter}]"
