"""Records as rows of plain columns, for every format that is a table for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from nbkpi.patterns import regex
from nbkpi.report.document import Json

Cell = str | int | bool | None
Row = dict[str, Cell]

_NESTED = ("entity", "measure")
"""What has an id and a name wherever it is."""

DIGITS = 15
"""What a spreadsheet can hold of a number."""

_SHOWN = regex(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_MOST_PLACES = 6


def tidy(records: Iterable[Mapping[str, Json]]) -> tuple[list[str], list[Row]]:
    """The names of all columns in the order they occur, and a row for each record; nothing for no records.

    Things are given by their ids and names, amounts by their parts, lists of sources as id#locator, what figures are
    compared with by its words; inputs and figures are left to JSON. Exact numbers stay exact: a
    decimal or p/q, as text.
    """
    rows = [dict(_flat(record)) for record in records]
    return list(dict.fromkeys(key for row in rows for key in row)), rows


def _flat(record: Mapping[str, Json]) -> Iterator[tuple[str, Cell]]:
    for key, value in record.items():
        if value is None and key in _NESTED:
            yield key, ""
            yield f"{key}_id", ""
        elif value is None or isinstance(value, str | int):
            yield key, value
        elif isinstance(value, Mapping) and key == "of":
            yield key, cell_text(value)
        elif isinstance(value, Mapping) and "name" not in value:
            for inner, cell in _flat(value):
                yield f"{key}_{inner}", cell
        elif isinstance(value, Mapping):
            yield key, str(value.get("name", ""))
            yield f"{key}_id", str(value.get("id", ""))
            if "of" in value:
                yield "of", cell_text(value["of"])
        elif key not in ("inputs", "figures"):
            yield key, "; ".join(_item(item) for item in value)


def cell_text(cell: Json) -> str:
    """The categories of a record in one column: sex=男; age=15-24岁."""
    return "; ".join(f"{breakdown}={name}" for breakdown, name in cell.items()) if isinstance(cell, Mapping) else ""


def _item(item: Json) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    words, source = item.get("words"), item.get("source")
    if words is not None:
        return f"{words} ({source})" if source else str(words)
    locator = item.get("locator")
    return f"{item.get('id')}#{locator}" if locator else str(item.get("id"))


def numeric(header: Iterable[str], numbers: Collection[str]) -> set[str]:
    """Which columns hold exact numbers by these keys: value, and difference_value too."""
    return {key for key in header if key.rpartition("_")[2] in numbers}


def rounding(key: str) -> str:
    """How an exact number is rounded that a format cannot hold: the ends of an interval outward, all else half up."""
    return {"lower": ROUND_FLOOR, "upper": ROUND_CEILING}.get(key.rpartition("_")[2].lower(), ROUND_HALF_UP)


def decimal_of(key: str, exact: str, digits: int = DIGITS) -> Decimal:
    """An exact number as a decimal, of at most so many digits where it is a fraction."""
    above, slash, below = exact.partition("/")
    return _context(key, digits).divide(Decimal(above), Decimal(below)) if slash else Decimal(above)


def rounded(key: str, exact: str, digits: int = DIGITS) -> Decimal:
    """An exact number as a decimal of at most so many digits."""
    return _context(key, digits).plus(decimal_of(key, exact, digits))


def _context(key: str, digits: int) -> Context:
    return Context(prec=digits, rounding=rounding(key), Emin=MIN_EMIN, Emax=MAX_EMAX)


def places_shown(key: str, exact: str, row: Row) -> int:
    """How many decimals people are shown of a number: as where its row shows the same number, as in 5.20 or 61.28.

    A value is the first such number; its bounds may be shown with more decimals than that, and are not in the printed
    words. Where there is none, as many as the number has, at most six.
    """
    is_bound = rounding(key) != ROUND_HALF_UP
    # Where no column is called printed, value is what was.
    words = () if is_bound else (row.get("printed", row.get("value")),)
    shown = [match for text in (row.get("display"), *words) if text for match in _SHOWN.finditer(str(text))]
    found = []
    for match in shown:
        places, number = len(match[1] or ""), Fraction(match[0].replace(",", ""))
        if abs(number - abs(Fraction(exact))) * 10**places <= (1 if is_bound else Fraction(1, 2)):
            found.append(places)
    if found:
        return max(found) if is_bound else found[0]
    return _MOST_PLACES if "/" in exact else min(len(exact.partition(".")[2]), _MOST_PLACES)
