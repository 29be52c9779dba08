"""Documents as tables in a terminal, in its colours and no wider than it; nothing of the data is taken for markup."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TextIO

from nbkpi.language import current
from nbkpi.render.marked import COLOURS
from nbkpi.render.screen import screen_of
from nbkpi.render.text import in_ascii
from nbkpi.render.wrapping import breaks, wrapped
from nbkpi.report.document import Column, Document, Marked, Table, ungrouped, visible
from nbkpi.report.months import period_said
from nbkpi.report.width import width

_GAP = 2
"""Terminal cells between two columns."""

_LEAST = 8
"""How narrow a column of words may become, unless it says otherwise."""

_SHORT = 10
"""How long a word may be to be never broken."""

_CODED = frozenset("HQ")
"""Of the periods as books write them, those of half a year and of a quarter have these."""

Line = tuple[str, str]
"""A line and the style it is shown in."""


def draw(document: Document, stream: TextIO) -> None:
    """Draw every table and note on a terminal, folded to its width."""
    screen = screen_of(stream)
    if document.marked is not None:
        _draw_marked(document.marked, stream)
    legend: dict[str, int] = {}
    tables = [_spoken(table, screen.width) for table in document.tables]
    if any(_natural_width(table) > screen.width for table in tables):
        tables = [_narrowed(table, legend) for table in tables]
    still_wide = any(_natural_width(table) > screen.width for table in tables)
    lines: list[Line] = []
    for place, table in enumerate(tables):
        lines += [("", "")] if place else []
        lines += _wrapped(table.title, screen.width, f"bold {COLOURS.get(table.style, '')}")
        for text_line in table.heading:
            lines += _wrapped(text_line, screen.width, "")
        lines += _table(table, still_wide, screen.width) if table.rows else ()
    lines += [("", "")] if tables else []
    if legend:
        lines += _wrapped(", ".join(f"{number} = {name}" for name, number in legend.items()), screen.width, "dim")
    for note in (*document.notes, document.provenance):
        lines += _wrapped(note, screen.width, "dim")
    for line, style in lines:
        screen.show(_drawable(line, stream), style)


def _spoken(table: Table, room: int) -> Table:
    """A table with halves and quarters as Chinese says them in titles, where there is room: 2025年上半年."""
    periods = {place for place, column in enumerate(table.columns) if column.key == "period"}
    if current() != "zh" or not periods:
        return table
    rows = [
        tuple(
            period_said(cell) if place in periods and not _CODED.isdisjoint(cell) else cell
            for place, cell in enumerate(row)
        )
        for row in table.rows
    ]
    said = replace(table, rows=rows)
    return said if _natural_width(said) <= room else table


def _draw_marked(marked: Marked, stream: TextIO) -> None:
    """The text itself, its marks in colours, and an empty line."""
    from rich.console import Console

    from nbkpi.render.marked import SIGNS, coloured

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    text = coloured(marked, {style: _drawable(sign, stream) for style, sign in SIGNS.items()})
    for part in text.split("\n", allow_blank=True):
        console.print(*part.divide(breaks(part.plain, console.width)), sep="\n", soft_wrap=True)
    console.print()


def _wrapped(text: str, room: int, style: str) -> list[Line]:
    return [(line, style) for line in wrapped(visible(text), room)] if text else []


def _drawable(text: str, stream: TextIO) -> str:
    """The text, with its sparklines and rules in ASCII where the terminal has no such signs."""
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


def _table(table: Table, is_wide: bool, room: int) -> Iterator[Line]:
    """The rows under their headings; where it is too wide, what they are grouped by becomes a line above them.

    Where that is not enough, how a row came about goes below it, or all that is said of it.
    """
    skipped = 1 if table.grouped and is_wide else 0
    places = list(range(skipped, len(table.columns)))
    shown = [place for place in places if not table.columns[place].is_aside]
    for chosen in (places, shown):
        widths = _fitted(table, chosen, room)
        if widths is not None:
            yield from _rows(table, chosen, widths, skipped, room)
            return
    yield from _records(table, room)


def _rows(table: Table, places: Sequence[int], widths: Sequence[int], skipped: int, room: int) -> Iterator[Line]:
    columns = [table.columns[place] for place in places]
    below = [place for place in range(skipped, len(table.columns)) if place not in places]
    yield from _row(columns, [column.heading for column in columns], widths, "bold")
    yield "─" * (sum(widths) + _GAP * (len(widths) - 1)), ""
    above: tuple[str, ...] = ()
    for row, style in zip_longest(table.rows, table.styles):
        cells = ungrouped(row, above, table.grouped)
        if skipped and cells[0]:
            yield from _wrapped(cells[0], room, "bold")
        yield from _row(columns, [cells[place] for place in places], widths, COLOURS.get(style, ""))
        yield from _named(table.columns, row, below, room)
        above = row


def _named(columns: Sequence[Column], row: Sequence[str], places: Sequence[int], room: int) -> Iterator[Line]:
    """Cells one behind the other, each behind its heading."""
    pairs = [visible(f"{columns[place].heading} {row[place]}".strip()) for place in places if row[place]]
    for line in _flowed(pairs, room - _GAP):
        yield " " * _GAP + line, ""


def _row(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], style: str) -> Iterator[Line]:
    """A row in as many lines as its highest cell takes."""
    folded = [_folded(visible(cell), column, wide) for cell, column, wide in zip(cells, columns, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        spaced = []
        for part, column, wide in zip(parts, columns, widths, strict=True):
            space = " " * (wide - width(part))
            spaced.append(space + part if column.align == "right" else part + space)
        yield (" " * _GAP).join(spaced).rstrip(), style


def _folded(cell: str, column: Column, wide: int) -> list[str]:
    """The lines of a cell: numbers are whole, but for their bounds on a line of their own."""
    if width(cell) <= wide:
        return [cell]
    return _pieces(cell) if column.fixed and cell != column.heading else wrapped(cell, wide)


def _pieces(cell: str) -> list[str]:
    return cell.replace(" (", "\n(").replace("（", "\n（").split("\n")


def _least(column: Column, cells: Collection[str]) -> int:
    """How narrow a column may become: of numbers as wide as the widest, of words that short ones stay whole."""
    if not column.fixed:
        words = (width(word) for cell in (column.heading, *cells) for word in visible(cell).split())
        return max(column.least or _LEAST, *(wide for wide in words if wide <= _SHORT), 0)
    pieces = [piece for cell in cells for piece in _pieces(visible(cell))]
    return max(width(part) for part in (*pieces, *column.heading.split(), ""))


def _fitted(table: Table, places: Sequence[int], room: int) -> list[int] | None:
    """How wide to make each column: words shrink first, then numbers; None where what must stay whole does not fit."""
    columns = [table.columns[place] for place in places]
    widths_of_all = _column_widths(table)
    natural = [widths_of_all[place] for place in places]
    least = [_least(table.columns[place], {row[place] for row in table.rows}) for place in places]
    while (widths := _shrunk(columns, natural, least, room)) is None:
        wide = [place for place, column in enumerate(columns) if column.fixed and natural[place] > least[place]]
        if not wide:
            return None
        folded = max(wide, key=lambda place: natural[place] - least[place])
        natural[folded] = least[folded]
    return widths


def _shrunk(columns: Sequence[Column], natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """The columns of words made narrower, the widest first; None where that is not enough."""
    widths = list(natural)
    for _step in range(sum(widths) + _GAP * (len(widths) - 1) - room):
        wide = [place for place, one in enumerate(columns) if not one.fixed and widths[place] > least[place]]
        if not wide:
            return None
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _records(table: Table, room: int) -> Iterator[Line]:
    """Each row as what it is about, then its other cells one behind the other, for where there is little room."""
    columns = table.columns
    lead = next((place for place, one in enumerate(columns) if place and (one.align == "right" or one.is_aside)), 2)
    for row, style in zip_longest(table.rows, table.styles):
        yield from _wrapped("  ".join(filter(None, row[:lead])), room, f"bold {COLOURS.get(style, '')}")
        yield from _named(columns, row, range(lead, len(columns)), room)


def _flowed(pieces: Sequence[str], room: int) -> Iterator[str]:
    """Pieces in lines, each whole where it is no longer than a line."""
    line = ""
    for piece in pieces:
        joined = f"{line} · {piece}" if line else piece
        if line and width(joined) > room:
            yield line
            joined = piece
        *whole, line = wrapped(joined, room)
        yield from whole
    if line:
        yield line


def _narrowed(table: Table, legend: dict[str, int]) -> Table:
    """The table with numbers in place of the ids that its cells refer to."""
    refers = [column.refers for column in table.columns]
    rows = [
        tuple(_numbered(cell, legend) if short else cell for cell, short in zip(row, refers, strict=True))
        for row in table.rows
    ]
    return replace(table, rows=rows)


def _numbered(references: str, legend: dict[str, int]) -> str:
    """a#1, b#2 as 1#1, 2#2."""
    parts = [reference.partition("#") for reference in references.split(", ") if reference]
    return ", ".join(f"{legend.setdefault(name, len(legend) + 1)}{mark}{place}" for name, mark, place in parts)
