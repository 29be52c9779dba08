"""What tells the figures of a long table of an office from each other, and makes the names of its indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.sheets.coded_columns import ENVELOPE, Dimension, split_cells
from nbkpi.sheets.grid import Grid, paired

AREAS = (
    "REF_AREA", "GEO", "LOCATION", "AREA CODE", "COUNTRY OR AREA", "COUNTRY", "COU", "REFERENCE_AREA",
    "REPORTER", "REPORTING_COUNTRY", "AREA", "REGION", "CITIES", "METROREG",
    "TERRITORY", "TERRITORY_ID", "ITTER107", "GEO_PICT", "BORROWERS_CTY", "L_REP_CTY",
)  # fmt: skip
"""The dimensions that say which area a figure is of, the surest first."""

_ATTRIBUTES = regex(
    r"OBS_.*|.*FLAGS?|FLAG CODES|UNIT_MULT|POWERCODE.*|REFERENCE ?PERIOD.*|DECIMALS|CONF_STATUS|BREAKS"
    r"|COVERAGE|COLLECTION.*"
    r"|COMPIL.*|DISS_.*|PUBL_.*|DOM_SER_IDS|TITLE.*|NAT_TITLE|SOURCE.*|DATA_SOURCE.*|COMMENT.*|.*NOTE.*|.*_LABEL|PRE_BREAK.*"
    r"|VECTOR|COORDINATE|DGUID|UOM_ID|SCALAR_.*|SYMBOL|STATUS|TERMINATED|YEAR|DOMAIN.*|RELIABILITY"
    r"|RECORD TYPE|SCALE|PRECISION"
    r"|DATABASE_ID|UNIT_TYPE|AVAILABILITY|TIME_PERIOD_.*|.*_COM|LAST_.*|CONTACT.*|UNIT_INDEX_BASE|TIME PERIOD"
)
"""Attributes, which describe a figure and do not tell it from others."""

_MEASURES = regex(
    r"INDICATOR.*|(?:ELEMENT|ITEM)(?: CODE)?|INDIC.*|MEASURE|SERIES|NA_ITEM|VARIABLE|SUBJECT|CONCEPT|STAT.*INDICATOR"
)
"""The dimensions that say what is measured, which begins the name of an indicator."""

_ALWAYS = ("ITEM", "ITEM CODE")
"""What says, together with a measure, what is measured: production, and of what."""

_DATA_SET = regex(r"(?:[\w.]+:)?(?P<id>[\w.@$]+)(?:\([0-9.+*]+\))?(?::(?P<words>.*))?", re.DOTALL)
"""ESTAT:UNE_RT_A(1.0), perhaps with its title behind it."""

_NOT_SAID = ("_Z", "_X", "")


class Main(NamedTuple):
    """The columns that every table of figures has, as far as this one does."""

    area: Dimension | None
    time: Dimension | None
    value: Dimension
    unit: Dimension | None

    def is_free(self, one: Dimension) -> bool:
        """Whether a column may tell figures from each other that those of this table do not."""
        if one is self.unit:
            return True
        return one not in self and one.name not in ENVELOPE and not _ATTRIBUTES.fullmatch(one.name)


class DimensionNames(NamedTuple):
    """The name of the figure of each row, and what each name is in codes.

    used are the columns that names are made of. base is the name of the data set where names begin with it; is_said
    tells whether anything says what is measured. common are the members of dimensions that all rows share. parting are
    the dimensions that tell figures of one measure from each other.
    """

    rows: list[str]
    codes: dict[str, str]
    used: set[int]
    base: str
    is_said: bool
    common: dict[str, str]
    parting: list[Dimension]


def names_of_rows(
    grid: Grid, rows: range, dimensions: Sequence[Dimension], main: Main, apart: Sequence[Dimension] = ()
) -> DimensionNames:
    """What the figure of each row is called; apart are dimensions of which no name says anything.

    A name begins with what is measured, or with the data set, and goes on with the members of every other dimension
    that has more than one and is not told by those before it. Where figures of one name, area and period would be
    left, the columns behind the values are looked at too.
    """
    times = _texts(grid, rows, main.time)
    cells = _cells_that_part(grid, rows, filter(main.is_free, dimensions), times)
    free = list(cells)
    measures = [one for one in free if _MEASURES.fullmatch(one.name)]
    others = [one for one in free if one not in measures and one is not main.unit]
    before = [one for one in others if one.column < _end(main, others)]
    keys = _Keys(rows, cells)
    keys.take(apart)
    keys.take(one for one in measures if one is measures[0] or one.name in _ALWAYS)
    keys.take_what_parts([*measures[1:], *before, *([main.unit] if main.unit is not None else ())])
    spots = list(zip(times, _texts(grid, rows, main.area), strict=True))
    for one in others:
        if one not in before and keys.are_alike(spots):
            keys.take_what_parts([one])
    base = "" if measures else _data_set(grid, dimensions)
    names, codes = _composed(base, keys.members(apart))
    common = keys.common([*measures, *before])
    parting = [one for one in keys.chosen if one in others]
    return DimensionNames(names, codes, keys.used(), base, bool(measures or base), common, parting)


def _cells_that_part(
    grid: Grid, rows: range, dimensions: Iterable[Dimension], times: Sequence[str]
) -> dict[Dimension, list[tuple[str, str]]]:
    """The codes and labels of the dimensions that do not only say when."""
    cells = {one: split_cells(grid, rows, one) for one in dimensions}
    return {one: members for one, members in cells.items() if not _say_the_same(members, times)}


def _say_the_same(members: Sequence[tuple[str, str]], times: Sequence[str]) -> bool:
    """Whether a column says when, as the time does: each of several numbers stands beside one time alone."""
    return all(code[:4].isdecimal() for code, _label in members) and paired(zip(members, times, strict=True)) > 1


def _texts(grid: Grid, rows: range, dimension: Dimension | None) -> list[str]:
    return grid.texts(dimension.column, rows) if dimension is not None else [""] * len(rows)


def _end(main: Main, others: Sequence[Dimension]) -> int:
    """The first column behind the dimensions: the time, unless nothing stands before it."""
    if main.time is not None and any(one.column < main.time.column for one in others):
        return min(main.time.column, main.value.column)
    return main.value.column


class _Keys:
    """The rows by the dimensions that are chosen so far: a number for each combination of members."""

    def __init__(self, rows: range, cells: dict[Dimension, list[tuple[str, str]]]) -> None:
        self.cells = cells
        self.chosen: list[Dimension] = []
        self.numbers = [0] * len(rows)

    def are_alike(self, spots: Iterable[tuple[str, str]]) -> bool:
        """Whether two rows of one area and period cannot be told from each other."""
        return len(set(zip(self.numbers, spots, strict=True))) < len(self.numbers)

    def take_what_parts(self, dimensions: Iterable[Dimension]) -> None:
        """Take in those in which rows differ that are alike so far."""
        for one in dimensions:
            seen: dict[int, str] = {}
            pairs = zip(self.numbers, self.cells[one], strict=True)
            if one not in self.chosen and any(
                seen.setdefault(number, code) != code for number, (code, _label) in pairs
            ):
                self.take([one])

    def take(self, dimensions: Iterable[Dimension]) -> None:
        """Take dimensions in."""
        for one in dimensions:
            self.chosen.append(one)
            known: dict[tuple[int, str], int] = {}
            pairs = zip(self.numbers, self.cells[one], strict=True)
            self.numbers = [known.setdefault((number, code), len(known)) for number, (code, _label) in pairs]

    def common(self, dimensions: Iterable[Dimension]) -> dict[str, str]:
        """The members that all rows share of dimensions that were not chosen."""
        left = (one for one in dimensions if one not in self.chosen and self.cells[one])
        return {one.name: " ".join(self.cells[one][0]).strip() for one in left}

    def used(self) -> set[int]:
        """The columns of the chosen dimensions and of their labels."""
        return {column for one in self.chosen for column in (one.column, one.label) if column is not None}

    def members(self, apart: Sequence[Dimension]) -> Iterable[tuple[tuple[str, str], ...]]:
        """The members of the chosen dimensions but some, row by row."""
        named = [one for one in self.chosen if one not in apart]
        if not named:
            return [() for _number in self.numbers]
        return zip(*(self.cells[one] for one in named), strict=True)


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
