"""Documents as CSV and TSV: a row for each record, with plain columns."""

from __future__ import annotations

import csv
import io

from nbkpi.render.rows import Cell, decimal_of, numeric, tidy
from nbkpi.report.document import Document, visible

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render_csv(document: Document) -> str:
    """Comma-separated, a header line first; quoted where needed."""
    return _render(document, ",")


def render_tsv(document: Document) -> str:
    """Tab-separated, a header line first."""
    return _render(document, "\t")


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
    """Without control characters, and with ' before what a spreadsheet would run as a formula."""
    if not isinstance(value, str):
        return "" if value is None else str(value).lower()
    shown = visible(value)
    is_number = shown.removeprefix("-").replace(".", "", 1).isdecimal()
    is_guarded = shown.lstrip("'").lstrip().startswith(_FORMULA_STARTS) and not is_number
    return f"'{shown}" if is_guarded else shown
