"""Documents as CSV and TSV: a row for each record, with plain columns; or the tables as shown, for Excel."""

from __future__ import annotations

import csv
import io

from nbkpi.patterns import FORMULA_STARTS
from nbkpi.render.for_people import NumberCell, shown_table, units_of
from nbkpi.render.rows import Cell, decimal_of, numeric, tidy
from nbkpi.report.document import Document, visible

BYTE_ORDER_MARK = "\ufeff"


def render_csv(document: Document) -> str:
    """Comma-separated, a header line first; quoted where needed."""
    return _render(document, ",")


def render_tsv(document: Document) -> str:
    """Tab-separated, a header line first."""
    return _render(document, "\t")


def render_excel(document: Document) -> str:
    """Comma-separated as Excel opens it, with a byte order mark: each table as it is shown, then the notes.

    Above a table stand its title, the lines below that, and the unit of all its numbers where they have one. Numbers
    have no separators of thousands, as not every Excel knows the comma for one. The records of an export stay as they
    are for programs.
    """
    if document.is_data:
        return BYTE_ORDER_MARK + render_csv(document).replace("\n", "\r\n")
    text = io.StringIO()
    writer = csv.writer(text)
    units = units_of(tidy(document.records())[1])
    for table in document.tables:
        if not table.columns:
            continue
        shown = shown_table(table, units)
        writer.writerows([_guarded(line)] for line in (shown.title, *shown.lines, shown.unit_line) if line)
        writer.writerow([_guarded(heading) for heading in shown.headings])
        writer.writerows([_as_shown(cell, shown.unit) for cell in row] for row in shown.rows)
        writer.writerow([])
    writer.writerows([_guarded(line)] for line in (*document.notes, document.provenance))
    return BYTE_ORDER_MARK + text.getvalue()


def _as_shown(cell: str | NumberCell, unit: str) -> str:
    """A number without the unit that stands above the table; words as they are, but for what would be a formula."""
    if isinstance(cell, str):
        return _guarded(cell)
    return cell.digits if cell.unit == unit else f"{cell.digits}{cell.unit}"


def _render(document: Document, delimiter: str) -> str:
    header, rows = tidy(document.records())
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writerow(header)
    numbers = numeric(header, document.numbers)
    written = [_number if key in numbers else _cell for key in header]
    for row in rows:
        writer.writerow([write(key, row.get(key)) for key, write in zip(header, written, strict=True)])
    return text.getvalue()


def _number(key: str, value: Cell) -> str:
    """An exact number; as a decimal where it is a fraction, as a spreadsheet would take 1/2 for a date."""
    text = "" if value is None else str(value)
    return f"{decimal_of(key, text):f}" if "/" in text else text


def _cell(_key: str, value: Cell) -> str:
    """A cell that is no exact number."""
    return _guarded(value) if isinstance(value, str) else "" if value is None else str(value).lower()


def _guarded(text: str) -> str:
    """A text without control characters, and with ' before what a spreadsheet would run as a formula."""
    shown = visible(text)
    is_number = shown.removeprefix("-").replace(".", "", 1).isdecimal()
    is_guarded = shown.lstrip("'").lstrip().startswith(FORMULA_STARTS) and not is_number
    return f"'{shown}" if is_guarded else shown
