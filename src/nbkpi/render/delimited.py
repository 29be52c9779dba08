"""Documents as CSV and TSV: a row for each record, with plain columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from nbkpi.report.document import Document, Json, visible

_FORMULA_STARTS = ("=", "+", "-", "@")


def render_csv(document: Document) -> str:
    """Comma-separated, a header line first; quoted where needed."""
    return _render(document, ",")


def render_tsv(document: Document) -> str:
    """Tab-separated, a header line first."""
    return _render(document, "\t")


def _render(document: Document, delimiter: str) -> str:
    rows = [dict(_flat(record)) for record in document.records()]
    header = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row.get(key, "")) for key in header])
    return text.getvalue()


def _flat(record: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Nested things by their ids and names; lists of sources as id#locator; inputs are left to JSON."""
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield key, str(value.get("name", ""))
            yield f"{key}_id", str(value.get("id", ""))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            if key != "inputs":
                yield key, "; ".join(_item(item) for item in value)
        else:
            yield key, "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _item(item: Json) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    locator = item.get("locator")
    return f"{item.get('id')}#{locator}" if locator else str(item.get("id"))


def _cell(text: str) -> str:
    """Without control characters, and with ' before what a spreadsheet would run as a formula."""
    shown = visible(text)
    is_number = shown.lstrip("-+").replace(".", "", 1).replace("/", "", 1).isdigit()
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) and not is_number else shown
