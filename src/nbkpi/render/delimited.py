"""Documents as CSV and TSV: a row for each record, with plain columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from nbkpi.report.document import Document, Json, visible

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_DIGITS = 15
"""What a spreadsheet can hold of a number."""

_NESTED = ("entity", "measure")
"""What has an id and a name wherever it is."""

_NEAREST = ("value", "difference", "target", "due")
_ROUNDING = {"lower": ROUND_FLOOR, "upper": ROUND_CEILING} | dict.fromkeys(_NEAREST, ROUND_HALF_UP)
"""Exact ends that are no finite decimal are rounded outward: a spreadsheet would take 1/2 for a date."""


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
    """Things by their ids and names, amounts by their parts, sources as id#locator; inputs are left to JSON."""
    for key, value in record.items():
        if isinstance(value, Mapping) and "name" not in value:
            for inner, text in _flat(value):
                yield f"{key}_{inner}", text
        elif isinstance(value, Mapping):
            yield key, str(value.get("name", ""))
            yield f"{key}_id", str(value.get("id", ""))
        elif value is None and key in _NESTED:
            yield key, ""
            yield f"{key}_id", ""
        elif key in _ROUNDING and isinstance(value, str):
            yield key, _decimal(value, _ROUNDING[key])
        elif isinstance(value, Sequence) and not isinstance(value, str):
            if key not in ("inputs", "figures"):
                yield key, "; ".join(_item(item) for item in value)
        else:
            yield key, "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _decimal(exact: str, rounding: str) -> str:
    """An exact number as a decimal of at most 15 digits where it is a fraction."""
    above, slash, below = exact.partition("/")
    context = Context(prec=_DIGITS, rounding=rounding, Emin=MIN_EMIN, Emax=MAX_EMAX)
    return f"{context.divide(Decimal(above), Decimal(below)):f}" if slash else exact


def _item(item: Json) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    locator = item.get("locator")
    return f"{item.get('id')}#{locator}" if locator else str(item.get("id"))


def _cell(text: str) -> str:
    """Without control characters, and with ' before what a spreadsheet would run as a formula."""
    shown = visible(text)
    is_number = shown.removeprefix("-").replace(".", "", 1).isdecimal()
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_STARTS) and not is_number else shown
