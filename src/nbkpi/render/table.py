"""Documents as tables in a terminal, drawn by Rich; nothing of the data is taken for markup."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from nbkpi.render.text import in_ascii
from nbkpi.report.document import Document, Table, ungrouped, visible
from nbkpi.report.width import width

_GAP = 2
"""Terminal cells between two columns."""

_LEAST = 8
"""How narrow a column of words may become, unless it says otherwise."""


def draw(document: Document, stream: TextIO) -> None:
    """Draw every table and note on a terminal, folded to its width."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if document.marked is not None:
        from nbkpi.render.marked import SIGNS, coloured

        signs = {style: _drawable(sign, stream) for style, sign in SIGNS.items()}
        console.print(coloured(document.marked, signs), end="\n\n")
    legend: dict[str, int] = {}
    tables = document.tables
    if any(_natural_width(table) > console.width for table in tables):
        tables = [_narrowed(table, legend) for table in tables]
    still_wide = any(_natural_width(table) > console.width for table in tables)
    for place, table in enumerate(tables):
        if place:
            console.print()
        if table.title:
            console.print(Text(visible(table.title), style="bold"))
        for line in table.heading:
            console.print(Text(_drawable(visible(line), stream)))
        if not table.rows:
            continue
        headings = bool(table.grouped) and still_wide
        widths = _fitted(table, headings, console.width)
        console.print(_stacked(table) if widths is None else _rich_table(table, headings, widths))
    if tables:
        console.print()
    if legend:
        console.print(Text(visible(", ".join(f"{number} = {name}" for name, number in legend.items())), style="dim"))
    for note in (*document.notes, document.provenance):
        console.print(Text(visible(note), style="dim"))


def _drawable(text: str, stream: TextIO) -> str:
    """The text, with its sparklines in ASCII where the terminal has no blocks for them."""
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return in_ascii(text)
    return text


def _column_widths(table: Table) -> list[int]:
    """How many terminal cells each column takes with nothing folded."""
    rows = [tuple(column.heading for column in table.columns), *table.rows]
    return [max(width(visible(cell)) for cell in cells) for cells in zip(*rows, strict=True)]


def _natural_width(table: Table) -> int:
    return sum(wide + _GAP for wide in _column_widths(table)) - _GAP


def _fitted(table: Table, headings: bool, room: int) -> list[int] | None:
    """How wide to make each column, the widest shrinking first; None where what must stay whole does not fit."""
    natural = _column_widths(table)
    widths = [wide if column.fixed else min(wide, room) for column, wide in zip(table.columns, natural, strict=True)]
    least = [column.least or _LEAST for column in table.columns]
    if headings and table.columns[0].fixed:
        # What stands above the rows stands in the column of what was the second.
        widths[1], least[1] = (max(one, widths[0]) for one in (widths[1], least[1]))
    shown = range(1 if headings else 0, len(widths))
    excess = sum(widths[place] + _GAP for place in shown) - _GAP - room
    for _step in range(excess):
        wide = [place for place in shown if not table.columns[place].fixed and widths[place] > least[place]]
        if not wide:
            return None
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _stacked(table: Table) -> RichTable:
    """Each row as a list of its cells, for where there is too little room to set them side by side."""
    drawn = RichTable.grid(padding=(0, _GAP, 0, 0))
    drawn.add_column(no_wrap=True, style="dim")
    drawn.add_column(overflow="fold")
    for place, row in enumerate(table.rows):
        if place:
            drawn.add_row()
        for column, cell in zip(table.columns, row, strict=True):
            if cell:
                drawn.add_row(Text(visible(column.heading)), Text(visible(cell)))
    return drawn


def _rich_table(table: Table, headings: bool, widths: list[int]) -> RichTable:
    """The table; with headings, the first column becomes a line of its own above the rows that share it."""
    skipped = 1 if headings else 0
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for column, wide in list(zip(table.columns, widths, strict=True))[skipped:]:
        drawn.add_column(Text(visible(column.heading)), justify=column.align, overflow="fold", width=wide)
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
