"""Documents as tables in a terminal, drawn by Rich; nothing of the data is taken for markup."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from nbkpi.report.document import Document, Table, ungrouped, visible, width


def draw(document: Document, stream: TextIO) -> None:
    """Draw every table and note on a terminal, folded to its width."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    legend: dict[str, int] = {}
    for place, table in enumerate(document.tables):
        if place:
            console.print()
        if table.title:
            console.print(Text(visible(table.title), style="bold"))
        if table.reason:
            console.print(Text(visible(table.reason)))
        narrow = _natural_width(table) > console.width
        console.print(_rich_table(_narrowed(table, legend), bool(table.grouped)) if narrow else _rich_table(table))
    if document.tables:
        console.print()
    if legend:
        console.print(Text(visible(", ".join(f"{number} = {name}" for name, number in legend.items())), style="dim"))
    for note in (*document.notes, document.provenance):
        console.print(Text(visible(note), style="dim"))


def _natural_width(table: Table) -> int:
    """How many terminal cells the table takes with nothing folded."""
    rows = [tuple(column.heading for column in table.columns), *table.rows]
    return sum(max(map(width, cells)) + 2 for cells in zip(*rows, strict=True))


def _rich_table(table: Table, headings: bool = False) -> RichTable:
    """The table; with headings, the first column becomes a line of its own above the rows that share it."""
    skipped = 1 if headings else 0
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for column in table.columns[skipped:]:
        drawn.add_column(
            Text(visible(column.heading)),
            justify=column.align,
            no_wrap=column.fixed,
            overflow="fold",
            min_width=column.least or None,
        )
    above: tuple[str, ...] = ()
    for row in table.rows:
        cells = ungrouped(row, above, table.grouped)
        if headings and cells[0]:
            drawn.add_row(Text(visible(cells[0]), style="bold"))
        drawn.add_row(*(Text(visible(cell)) for cell in cells[skipped:]))
        above = row
    return drawn


def _narrowed(table: Table, legend: dict[str, int]) -> Table:
    """The table with numbers in place of the ids that its cells refer to."""
    refers = [column.refers for column in table.columns]
    narrowed = replace(table, rows=[])
    for row in table.rows:
        cells = zip(row, refers, strict=True)
        narrowed.add(*(_numbered(cell, legend) if short else cell for cell, short in cells))
    return narrowed


def _numbered(references: str, legend: dict[str, int]) -> str:
    """a#1, b#2 as 1#1, 2#2."""
    parts = [reference.partition("#") for reference in references.split(", ") if reference]
    return ", ".join(f"{legend.setdefault(name, len(legend) + 1)}{mark}{place}" for name, mark, place in parts)
