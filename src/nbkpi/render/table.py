"""Documents as tables in a terminal, drawn by Rich; nothing of the data is taken for markup."""

from __future__ import annotations

from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from nbkpi.report.document import Document, Table, visible

_PIPE_WIDTH = 120
"""The width of a table that does not go to a terminal."""


def draw(document: Document, stream: TextIO, width: int | None = None) -> None:
    """Draw every table and note on a stream, in colour only where it is a terminal that wants it."""
    is_terminal = stream.isatty()
    console = Console(
        file=stream,
        width=width or (None if is_terminal else _PIPE_WIDTH),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    for table in document.tables:
        console.print(_rich_table(table))
    for note in document.notes:
        console.print(Text(visible(note), style="dim"))


def _rich_table(table: Table) -> RichTable:
    drawn = RichTable(
        title=Text(visible(table.title), style="bold") if table.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
        show_edge=False,
    )
    for column in table.columns:
        drawn.add_column(Text(visible(column.heading)), justify=column.align, no_wrap=column.fixed, overflow="fold")
    above: tuple[str, ...] = ()
    for row in table.rows:
        drawn.add_row(*(Text(visible(cell)) for cell in _ungrouped(row, above, table.grouped)))
        above = row
    return drawn


def _ungrouped(row: tuple[str, ...], above: tuple[str, ...], grouped: int) -> tuple[str, ...]:
    """The row without what it repeats of the row above, from the left as long as it does."""
    same = 0
    while same < grouped and row[: same + 1] == above[: same + 1]:
        same += 1
    return ("",) * same + row[same:]
