"""The columns of SDMX-CSV: codes and the labels beside them, and what tells the figures of a file from each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nbkpi.sheets.grid import Grid

AREAS = (
    "REF_AREA", "GEO", "LOCATION", "AREA CODE", "COUNTRY OR AREA", "COUNTRY", "COU", "REFERENCE_AREA",
    "REPORTER", "REPORTING_COUNTRY", "AREA", "REGION",
    "TERRITORY", "TERRITORY_ID", "ITTER107", "GEO_PICT", "BORROWERS_CTY", "L_REP_CTY",
)  # fmt: skip
"""The dimensions that say which area a figure is of, the surest first."""

_ENVELOPE = frozenset(
    (
        "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "LAST_UPDATE", "KEY",
        "SERIES_KEY", "TIME_FORMAT", "FREQ", "FREQUENCY",
    )
)  # fmt: skip
"""What says something of the file or the period, and nothing of what a figure is of."""

_ATTRIBUTES = re.compile(
    r"OBS_.*|.*FLAGS?|FLAG CODES|UNIT_MULT|POWERCODE.*|REFERENCE ?PERIOD.*|DECIMALS|CONF_STATUS|BREAKS"
    r"|COVERAGE|COLLECTION.*"
    r"|COMPIL.*|DISS_.*|PUBL_.*|DOM_SER_IDS|TITLE.*|NAT_TITLE|SOURCE.*|DATA_SOURCE.*|COMMENT.*|.*NOTE.*|.*_LABEL|PRE_BREAK.*"
    r"|VECTOR|COORDINATE|DGUID|UOM_ID|SCALAR_.*|SYMBOL|STATUS|TERMINATED|YEAR|DOMAIN.*|RELIABILITY"
    r"|RECORD TYPE|SCALE|PRECISION"
    r"|DATABASE_ID|UNIT_TYPE|AVAILABILITY|TIME_PERIOD_.*|.*_COM|LAST_.*|CONTACT.*|UNIT_INDEX_BASE|TIME PERIOD"
)
"""Attributes, which describe a figure and do not tell it from others."""

_MEASURES = re.compile(
    r"INDICATOR.*|ELEMENT(?: CODE)?|INDIC.*|MEASURE|SERIES|NA_ITEM|VARIABLE|SUBJECT|CONCEPT|STAT.*INDICATOR"
)
"""The dimensions that say what is measured, which begins the name of an indicator."""

_OWN_HEADINGS = frozenset(
    ("VALUE", "TIME", "YEAR", "FLAG CODES", "FLAG", "FLAGS", "FLAG AND FOOTNOTES", "UNIT", "UOM", "UNIT CODE")
)
"""What is a column of its own behind any other."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*|[A-Z][A-Za-z]* Codes?")
_BOTH = re.compile(r"\s*([^\s:]+)\s*:\s*(\S.*)", re.DOTALL)
_DATA_SET = re.compile(r"(?:[\w.]+:)?(?P<id>[\w.@$]+)(?:\([0-9.+*]+\))?(?::(?P<words>.*))?", re.DOTALL)
"""ESTAT:UNE_RT_A(1.0), perhaps with its title behind it."""
_NOT_SAID = ("_Z", "_X", "")


class Dimension(NamedTuple):
    """A column by its code in capitals; label is the column of the words for its codes, is_both: they share a cell."""

    name: str
    column: int
    label: int | None = None
    is_both: bool = False


class Names(NamedTuple):
    """The name of the figure of each row, and what each name is in codes.

    used are the columns that names are made of. base is the name of the data set where names begin with it; is_said
    tells whether anything says what is measured.
    """

    rows: list[str]
    codes: dict[str, str]
    used: set[int]
    base: str
    is_said: bool


def dimensions_of(grid: Grid) -> list[Dimension]:
    """The columns of a sheet in their order, without those that hold the labels of the ones before them."""
    found: list[Dimension] = []
    headings = [grid.text(0, column) for column in range(grid.width)]
    for column, heading in enumerate(headings):
        code, colon, _words = heading.partition(":")
        name = code.strip().upper()
        if _is_label(heading, headings[column - 1] if column else "", found):
            found[-1] = found[-1]._replace(label=column)
        elif name.endswith("_LABEL") and any(one.name == name[:-6] for one in found):
            place = next(place for place, one in enumerate(found) if one.name == name[:-6])
            found[place] = found[place]._replace(label=column)
        elif name:
            found.append(Dimension(name, column, None, bool(colon)))
    return found


def _is_label(heading: str, before: str, found: Sequence[Dimension]) -> bool:
    """Whether a heading in words stands behind the code that it is the name of: REF_AREA, Reference area."""
    is_free = bool(found) and found[-1].label is None and not found[-1].is_both
    if not is_free or ":" in heading or not _CODE.fullmatch(before):
        return False
    if heading.upper() != before.upper() and (heading.upper() in _ENVELOPE or heading.upper() in _OWN_HEADINGS):
        return False
    return (bool(heading) and not _CODE.fullmatch(heading)) or (heading != before and heading.upper() == before.upper())


def split_cell(grid: Grid, row: int, dimension: Dimension) -> tuple[str, str]:
    """The code and the label of a cell, the label empty where there is none."""
    text = grid.text(row, dimension.column)
    if dimension.label is not None:
        return text, grid.text(row, dimension.label)
    match = _BOTH.fullmatch(text) if dimension.is_both else None
    return (match[1], match[2].strip()) if match else (text, "")


def names_of_rows(
    grid: Grid, rows: range, dimensions: Sequence[Dimension], area: Dimension | None, time: Dimension | None,
    value: Dimension, unit: Dimension | None,
) -> Names:  # fmt: skip
    """What the figure of each row is called.

    A name begins with what is measured, or with the data set, and goes on with the members of every other dimension
    that has more than one and is not told by those before it. Where figures of one name, area and period would be
    left, the columns behind the values are looked at too.
    """
    free = [one for one in dimensions if one not in (area, time, value) and one.name not in _ENVELOPE]
    free = [one for one in free if one is unit or not _ATTRIBUTES.fullmatch(one.name)]
    cells = {one.column: [split_cell(grid, row, one) for row in rows] for one in free}
    measures = [one for one in free if _MEASURES.fullmatch(one.name)]
    end = min(time.column, value.column) if time is not None else value.column
    others = [one for one in free if one not in measures and one is not unit]
    chosen = measures[:1]
    keys = _Keys(rows, [cells[one.column] for one in chosen])
    for one in (*measures[1:], *(one for one in others if one.column < end), *([unit] if unit is not None else ())):
        if keys.is_parted_by(cells[one.column]):
            chosen.append(one)
            keys.part_by(cells[one.column])
    for one in others:
        spots = [(key, grid.text(row, time.column) if time else "", grid.text(row, area.column) if area else "")
                 for key, row in zip(keys.numbers, rows, strict=True)]  # fmt: skip
        if one not in chosen and len(set(spots)) < len(spots) and keys.is_parted_by(cells[one.column]):
            chosen.append(one)
            keys.part_by(cells[one.column])
    base = "" if measures else _data_set(grid, dimensions)
    columns = [cells[one.column] for one in chosen]
    names, codes = _composed(base, zip(*columns, strict=True) if columns else [() for _row in rows])
    used = {one.column for one in chosen} | {one.label for one in chosen if one.label is not None}
    return Names(names, codes, used, base, bool(measures or base))


class _Keys:
    """The rows by the dimensions that are chosen so far: a number for each combination of members."""

    def __init__(self, rows: range, columns: Sequence[list[tuple[str, str]]]) -> None:
        self.numbers = [0] * len(rows)
        for column in columns:
            self.part_by(column)

    def is_parted_by(self, column: list[tuple[str, str]]) -> bool:
        """Whether rows that are alike so far differ in a column."""
        seen: dict[int, str] = {}
        return any(
            seen.setdefault(number, code) != code for number, (code, _label) in zip(self.numbers, column, strict=True)
        )

    def part_by(self, column: list[tuple[str, str]]) -> None:
        """Take a column in."""
        known: dict[tuple[int, str], int] = {}
        self.numbers = [
            known.setdefault((number, code), len(known))
            for number, (code, _label) in zip(self.numbers, column, strict=True)
        ]


def _composed(base: str, rows: Iterable[tuple[tuple[str, str], ...]]) -> tuple[list[str], dict[str, str]]:
    """The name of each row by its members, in words where all of them are clear, and in codes where two are alike."""
    known: dict[tuple[str, ...], str] = {}
    taken: dict[str, str] = {}
    names = []
    for members in rows:
        key = tuple(code for code, _label in members)
        if key not in known:
            in_codes = _joined(base, key)
            words = [label or code if code not in _NOT_SAID else "" for code, label in members]
            name = _joined(base, words) or in_codes
            if name in taken:
                name = ", ".join(filter(None, (base, *key)))
            if name in taken:
                name = f"{name} ({len(known) + 1})"
            taken[name] = in_codes
            known[key] = name
        names.append(known[key])
    return names, taken


def _joined(base: str, parts: Iterable[str]) -> str:
    return ", ".join(filter(None, (base, *(part for part in parts if part not in _NOT_SAID))))


def _data_set(grid: Grid, dimensions: Sequence[Dimension]) -> str:
    """What a file calls its data set: its title, else its id without the agency and the version."""
    known = {one.name: one for one in reversed(dimensions)}
    for name in ("STRUCTURE_NAME", "DATAFLOW", "STRUCTURE_ID"):
        if name in known:
            text = grid.text(1, known[name].column)
            match = _DATA_SET.fullmatch(text)
            if text:
                return (match["words"] or match["id"]).strip() if match else text
    return grid.text(1, known["KEY"].column).partition(".")[0] if "KEY" in known else ""
