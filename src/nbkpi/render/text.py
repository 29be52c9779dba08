"""Documents as aligned plain text, for pipes and files: every row on one line, nothing folded, no colours."""

from __future__ import annotations

from nbkpi.report.document import Column, Document, Table, ungrouped, visible
from nbkpi.report.width import width

_GAP = "  "

_IN_ASCII = str.maketrans(
    {"–": "-", "≥": ">=", "≤": "<=", "─": "-", "—": "-", "·": "-", "“": '"', "”": '"'}
    | {"✗": "[!]", "✓": "[ok]"}
    | dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True))
)


def in_ascii(text: str) -> str:
    """Our own signs in ASCII; words stay as they are."""
    return text.translate(_IN_ASCII)


def render_text(document: Document) -> str:
    """Each table under its title, then the notes and the book."""
    parts = [_table(table) for table in document.tables]
    parts.append("".join(f"{visible(note)}\n" for note in (*document.notes, document.provenance)))
    return "\n".join(parts)


def _table(table: Table) -> str:
    above: tuple[str, ...] = ()
    rows = [tuple(column.heading for column in table.columns)]
    for row in table.rows:
        rows.append(ungrouped(row, above, table.grouped))
        above = row
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, cells)) for cells in zip(*shown, strict=True)]
    lines = [_line(row, table.columns, widths) for row in shown]
    heading = [visible(line) for line in (table.title, *table.heading) if line]
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    return "".join(f"{line}\n" for line in (*heading, *((lines[0], rule, *lines[1:]) if table.rows else ())))


def _line(row: list[str], columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = []
    for cell, column, wide in zip(row, columns, widths, strict=True):
        space = " " * (wide - width(cell))
        cells.append(space + cell if column.align == "right" else cell + space)
    return _GAP.join(cells).rstrip()
