"""SDMX-CSV as Eurostat, the OECD, central banks and `nbkpi export --sdmx` write it, made into a table of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nbkpi.figure.english_units import with_power, worded
from nbkpi.figure.unit import PLAIN
from nbkpi.language import _, listed
from nbkpi.patterns import regex
from nbkpi.sheets.coded_columns import Dimension, dimensions_of, split_cells
from nbkpi.sheets.dimensions import AREAS, Main, names_of_rows
from nbkpi.sheets.exported import written_in
from nbkpi.sheets.foreign_units import unit_of_code
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.sdmx_terms import STRUCTURE_ID, UNSPECIFIED, WHOLES, is_missing, period_read, said_by
from nbkpi.sheets.tidy import Tidy

_TIMES, _VALUES = ("TIME_PERIOD", "TIME", "REF_DATE", "YEAR CODE", "YEAR"), ("OBS_VALUE", "VALUE")
_FLAGS = ("OBS_STATUS", "OBS_FLAG", "FLAG CODES", "FLAG AND FOOTNOTES", "FLAG", "STATUS")
_UNITS = ("UNIT_MEASURE", "UNIT CODE", "UNIT", "UOM")
_POWERS = ("UNIT_MULT", "POWERCODE CODE", "SCALE", "SCALAR_FACTOR")
_FREQUENCIES = ("FREQ", "FREQUENCY")
_USED = (("status", _FLAGS), ("unit", (*_UNITS, *_POWERS)), ("period", _FREQUENCIES), ("value", ("DECIMALS",)))
"""What columns are used for that have no key of their own."""
_SIGNATURES = (
    ("OBS_VALUE", "TIME_PERIOD"),
    ("OBS_VALUE", "TIME"),
    ("OBS_VALUE", "DATAFLOW", "YEAR"),
    ("VALUE", "FLAG CODES", "LOCATION"),
    ("VALUE", "FLAG AND FOOTNOTES", "GEO"),
    ("VALUE", "FLAG AND FOOTNOTES", "CITIES"),
    ("VALUE", "FLAG AND FOOTNOTES", "METROREG"),
    ("VALUE", "VALUE FOOTNOTES", "COUNTRY OR AREA"),
    ("VALUE", "VECTOR", "REF_DATE"),
    ("VALUE", "AREA CODE", "ELEMENT CODE"),
)
"""Headings by which long tables of offices are known: SDMX-CSV and the ILO, the OECD and Eurostat before it, UNdata,
Statistics Canada, the FAO."""
_OWN = {
    "entity": "REF_AREA", "indicator": "INDICATOR", "period": "TIME_PERIOD", "value": "PRINTED", "source": "SOURCE",
    "locator": "LOCATOR", "status": "STATUS", "prices": "PRICES", "note": "COMMENT_OBS",
}  # fmt: skip
"""Where `nbkpi export --sdmx` writes what a book says of a figure."""

_WORDS = {"": 0, "_x": 0, "_z": 0, "units": 0, "thousands": 3, "millions": 6, "billions": 9}
"""Powers of ten in words, and where none is said."""

_ZEROS = regex(r"(-?[0-9]+)(?:\.([0-9]+))?")
_MOST_DECIMALS = 6


class _Unit(NamedTuple):
    """The unit of a row as it is written behind its number; before is the power of ten where it is not known."""

    text: str
    is_known: bool
    before: str | None = ""


def lay_out(grid: Grid) -> Tidy | None:
    """Read the terms of SDMX in a sheet as those of a book, in place; None and nothing done for another sheet.

    What has to be said in columns of its own is added behind the others: cells keep their places.
    """
    if len(grid.rows) < 2:
        return None
    dimensions = dimensions_of(grid)
    known = {one.name: one for one in reversed(dimensions)}
    time, value = _first(known, _TIMES), _first(known, _VALUES)
    if value is None or not any(all(name in known for name in names) for names in _SIGNATURES):
        return None
    own = known.get("STRUCTURE_ID")
    if own is not None and "PRINTED" in known and grid.text(1, own.column) == STRUCTURE_ID:
        return _own(grid, known)
    main = _main(known, value)
    rows = range(1, _end(grid, time, value))
    tidy = Tidy({"value": value.column}, stop=rows.stop)
    if time is not None:
        _periods(grid, time, _first(known, _FREQUENCIES))
        tidy.columns["period"] = time.column
    if main.area is not None:
        tidy.columns["entity"] = main.area.column
        tidy.areas = _areas(grid, main.area)
    names = names_of_rows(grid, rows, dimensions, main)
    tidy.dimensions, tidy.others = _breaking_down(grid, rows, names.parting)
    tidy.codes, tidy.base, tidy.is_named, tidy.common = names.codes, names.base, names.is_said, names.common
    tidy.roles = {known[name].column: key for key, several in _USED for name in several if name in known}
    tidy.roles |= dict.fromkeys(names.used, "indicator")
    _add(grid, tidy, "indicator", [*names.rows, *[""] * (len(grid.rows) - rows.stop)])
    _values(grid, tidy, known, value)
    if main.unit is not None:
        _units(grid, tidy, main.unit, _first(known, _POWERS))
    _leave_out_deletions(grid, tidy, known.get("ACTION"))
    return tidy


def _main(known: dict[str, Dimension], value: Dimension) -> Main:
    return Main(_first(known, AREAS), _first(known, _TIMES), value, _first(known, _UNITS))


Members = dict[str, list[tuple[str, str]]]


def _breaking_down(grid: Grid, rows: range, parting: list[Dimension]) -> tuple[Members, Members]:
    """The members of the dimensions that may break figures down: sex, age, and all that have a code for the whole.

    And those of the others that part figures.
    """
    found, others = Members(), Members()
    for one in parting:
        members = list(dict.fromkeys(split_cells(grid, rows, one)))
        codes = [code.upper() for code, _label in members]
        is_told = len(codes) > 1 and (one.name in ("SEX", "AGE") or not set(codes).isdisjoint(WHOLES))
        (found if is_told else others)[one.name] = [member for member in members if member[0].upper() not in WHOLES]
    return found, others


def break_down(grid: Grid, tidy: Tidy, headings: Sequence[str]) -> None:
    """Take dimensions out of the names of the indicators: what a figure is of stands in columns of its own."""
    dimensions = dimensions_of(grid)
    known = {one.name: one for one in reversed(dimensions)}
    value, apart = _first(known, _VALUES), [known[name] for name in headings]
    assert value is not None
    rows = range(1, len(grid.rows) if tidy.stop is None else tidy.stop)
    names = names_of_rows(grid, rows, dimensions, _main(known, value), apart)
    tidy.codes, tidy.base, tidy.is_named, tidy.common = names.codes, names.base, names.is_said, names.common
    _write(grid, tidy.columns["indicator"], [*names.rows, *[""] * (len(grid.rows) - rows.stop)])
    for one in apart:
        _add_categories(grid, tidy, one)


def _add_categories(grid: Grid, tidy: Tidy, one: Dimension) -> None:
    """Add a column of what each figure is of in a dimension."""
    codes = [code for code, _label in split_cells(grid, range(1, len(grid.rows)), one)]
    wholes = WHOLES[:1] if tidy.is_own else WHOLES
    written = {code: "" if code.upper() in wholes else f"{one.name.lower()}={code}" for code in set(codes) - {""}}
    tidy.of.append(grid.width)
    tidy.roles |= {column: "categories" for column in (one.column, one.label) if column is not None}
    for row, code in zip(grid.rows, ("", *codes), strict=True):
        row.append(written.get(code, ""))
    grid.width += 1


def _end(grid: Grid, time: Dimension | None, value: Dimension) -> int:
    """The first row of the notes below the figures, which have neither a value nor a number where the period is."""
    rows = range(1, len(grid.rows))
    if time is None:
        return rows.stop
    pairs = zip(rows, grid.texts(value.column, rows), grid.texts(time.column, rows), strict=True)
    return next((row for row, text, period in pairs if row > 1 and not text and not period[:1].isdecimal()), rows.stop)


def _first(known: dict[str, Dimension], names: Iterable[str]) -> Dimension | None:
    return next((known[name] for name in names if name in known), None)


def _add(grid: Grid, tidy: Tidy, key: str, texts: Iterable[str]) -> None:
    """Add a column without a heading."""
    tidy.columns[key] = grid.width
    for row, text in zip(grid.rows, ("", *texts), strict=True):
        row.append(text)
    grid.width += 1


def _own(grid: Grid, known: dict[str, Dimension]) -> Tidy:
    """What this program wrote: the words of the book stand in columns of their own."""
    columns = {key: known[name].column for key, name in _OWN.items() if name in known}
    _restore_words(grid, columns["period"], columns.get("source"))
    grid.is_verbatim = True
    tidy = Tidy(columns, is_own=True)
    for one in known.values():
        if columns["entity"] < one.column < columns["indicator"]:
            members = dict.fromkeys(split_cells(grid, range(1, len(grid.rows)), one))
            tidy.dimensions[one.name] = [member for member in members if member[0] not in WHOLES[:1]]
            _add_categories(grid, tidy, one)
    unit, power = known.get("UNIT_MEASURE"), known.get("UNIT_MULT")
    if unit is not None and power is not None:
        _own_units(grid, tidy, unit, power)
    return tidy


def _restore_words(grid: Grid, period: int, source: int | None) -> None:
    """Write every cell as it was before it was exported: its text, its period, and no source where none was said."""
    for row in grid.rows:
        for column, cell in enumerate(row):
            if type(cell) is str and ("\\" in cell or cell[:1] == "'"):
                row[column] = written_in(cell)
    for row in grid.rows[1:]:
        row[period] = period_read(str(row[period]))
        if source is not None and row[source] == UNSPECIFIED:
            row[source] = ""


def _own_units(grid: Grid, tidy: Tidy, unit: Dimension, power: Dimension) -> None:
    """Say the unit of each row, which stands in the file as a symbol of the book and a power of ten."""
    texts = [(grid.text(row, unit.column), grid.text(row, power.column)) for row in range(1, len(grid.rows))]
    written = {pair: _with_power(pair[0] or PLAIN, pair[1]).text for pair in set(texts)}
    _add(grid, tidy, "unit", (written[pair] for pair in texts))


def _periods(grid: Grid, time: Dimension, frequency: Dimension | None) -> None:
    """Write the time periods as a book does."""
    rows = range(1, len(grid.rows))
    pairs = list(zip(grid.texts(time.column, rows), _texts(grid, frequency), strict=True))
    known = {pair: period_read(*pair) for pair in set(pairs)}
    _write(grid, time.column, (known[pair] for pair in pairs))


def _areas(grid: Grid, area: Dimension) -> dict[str, str]:
    """The names of the areas by their codes, which stay alone in the column of both."""
    pairs = split_cells(grid, range(1, len(grid.rows)), area)
    _write(grid, area.column, (code for code, _label in pairs))
    return dict(reversed(pairs))


def _write(grid: Grid, column: int, texts: Iterable[str]) -> None:
    """Replace the cells of a column below its heading."""
    for row, text in zip(grid.rows[1:], texts, strict=True):
        row[column] = text


def _texts(grid: Grid, dimension: Dimension | None) -> list[str]:
    """The cells of a column below its heading, blank where there is no such column."""
    rows = range(1, len(grid.rows))
    return grid.texts(dimension.column, rows) if dimension is not None else [""] * len(rows)


def _values(grid: Grid, tidy: Tidy, known: dict[str, Dimension], value: Dimension) -> None:
    """Write the values with their decimals, or what is missing, and say what their flags say."""
    flags = _first(known, _FLAGS)
    texts, marks = _texts(grid, value), _texts(grid, flags)
    places = [text.partition(":")[0] for text in _texts(grid, known.get("DECIMALS"))]
    pairs = [(is_missing(text), mark) for text, mark in zip(texts, marks, strict=True)]
    said = {pair: said_by(*pair, flags.name if flags is not None else "") for pair in set(pairs)}
    written = (
        _with_zeros(text, decimals) if (words := said[pair].words) is None else words
        for text, pair, decimals in zip(texts, pairs, places, strict=True)
    )
    _write(grid, value.column, written)
    if {one.status for one in said.values()} != {"final"}:
        _add(grid, tidy, "status", (said[pair].status for pair in pairs))
    if any(one.note for one in said.values()):
        _add(grid, tidy, "note", (said[pair].note for pair in pairs))


def _with_zeros(text: str, places: str) -> str:
    """A number with the zeros that were cut off behind it, where it is said how many decimals it has."""
    match = _ZEROS.fullmatch(text) if places else None
    if match is None or not places.isdecimal() or len(match[2] or "") >= int(places) or int(places) > _MOST_DECIMALS:
        return text
    return f"{match[1]}.{(match[2] or '').ljust(int(places), '0')}"


def _units(grid: Grid, tidy: Tidy, unit: Dimension, power: Dimension | None) -> None:
    """Say the unit of each row; one that is not known stays as it is, so that it is asked for."""
    pairs = split_cells(grid, range(1, len(grid.rows)), unit)
    keys = list(zip(pairs, (text.partition(":")[0] for text in _texts(grid, power)), strict=True))
    known = {(pair, exponent): _unit(pair[0], pair[1], exponent) for pair, exponent in dict.fromkeys(keys)}
    tidy.unknown |= {one.text: one.before for one in known.values() if not one.is_known}
    _add(grid, tidy, "unit", (known[key].text for key in keys))


def _unit(code: str, label: str, power: str) -> _Unit:
    """The unit of a code or of its label; one that is not known is marked as such."""
    symbol = unit_of_code(code) or getattr(worded(label or code), "symbol", None)
    if symbol is not None:
        return _with_power(symbol, power)
    plain = _with_power(PLAIN, power)
    return _Unit(f"UNIT_MEASURE={code or '?'}{plain.text and f' ({plain.text})'}", False, plain.before)


def _with_power(symbol: str, power: str) -> _Unit:
    """A unit behind its power of ten; before is None where it cannot be written so."""
    number = int(power) if power.isdecimal() else _WORDS.get(power.strip().lower(), -1)
    word, text = with_power(PLAIN, number), with_power(symbol, number)
    if text is None or word is None:
        return _Unit(f"{symbol} × 10^{power}", False, None)
    return _Unit("" if text == PLAIN else text, True, "" if word == PLAIN else word)


def _leave_out_deletions(grid: Grid, tidy: Tidy, action: Dimension | None) -> None:
    """Leave out the rows that say that a figure is to be deleted, and say so."""
    if action is None:
        return
    codes = split_cells(grid, range(1, len(grid.rows)), action)
    tidy.left_out = {row for row, (code, _label) in enumerate(codes, 1) if code.upper() in ("D", "DELETE")}
    if tidy.left_out:
        rows = listed([str(row + 1) for row in sorted(tidy.left_out)[:10]])
        count = len(tidy.left_out)
        grid.unread.append(_("rows that delete a figure are not read, {count}: {rows}", count=count, rows=rows))
