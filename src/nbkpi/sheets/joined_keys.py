"""Wide tables of Eurostat, whose first column joins all keys of a row: unit,sex,age,geo\\time.

The area stays in its place. What else tells the rows apart is put into a column behind the others, which says what is
measured, in codes; the unit, where it is known, into another. The cells of figures keep their places.
"""

from __future__ import annotations

import re

from nbkpi.patterns import regex
from nbkpi.sheets.foreign_units import unit_of_code
from nbkpi.sheets.grid import Grid

_KEYS = regex(r"\s*(?P<keys>\w+(?:,\w+)+)\\(?:time|time_period)\s*", re.IGNORECASE)
_FLAGGED = regex(r"(-?[0-9][0-9.]*) ([bcdefinprsuz]{2,3}|[cdfinsuz])")
"""A figure with flags that are not those of a status alone."""
_AREA, _UNIT, _FREQUENCY = "geo", "unit", "freq"
KEYS, UNIT = "keys", "unit"
"""The headings of the columns that are added."""
TOTAL = "TOTAL"


def split_keys(grid: Grid) -> None:
    """Split the keys of such a table, in place; nothing is done for another, or one with a row of other keys."""
    names, rows = _keys_of(grid)
    if not rows:
        return
    units = {one[_UNIT]: unit_of_code(one[_UNIT]) for one in rows if _UNIT in one}
    used = {_AREA, _FREQUENCY, *([_UNIT] if units and all(units.values()) else ())}
    _bracket_flags(grid)
    apart = [name for name in names if name not in used and len({one[name] for one in rows}) > 1]
    for row, key in zip(grid.rows, (_AREA, *(one[_AREA] for one in rows)), strict=True):
        row[0] = key
    if apart:
        _add(grid, KEYS, _key_texts(rows, apart))
    if _UNIT in used:
        _add(grid, UNIT, [units[one[_UNIT]] or "" for one in rows])


def _key_texts(rows: list[dict[str, str]], apart: list[str]) -> list[str]:
    """What the keys that tell the rows apart say of each row, with their names where it could be taken for an area."""
    areas = {one[_AREA] for one in rows}
    said = (_said([_whole(name, one[name]) for name in apart]) for one in rows)
    # PT is an area, too, and may be part-time.
    return [f"{text} ({', '.join(apart)})" if text in areas else text for text in said]


def _whole(name: str, code: str) -> str:
    """A code, the word for a total where that of sex says it by a letter."""
    return TOTAL if (name, code) == ("sex", "T") else code


def _said(codes: list[str]) -> str:
    """What the keys of a row say together: the codes of its parts, and only of a row of no part that it is a total."""
    parts = [code for code in codes if code != TOTAL]
    return ", ".join(parts) or TOTAL


def _bracket_flags(grid: Grid) -> None:
    """Put the flags behind figures into brackets, as marks of notes: of letters alone no one can tell what they are."""
    for row in grid.rows[1:]:
        for column in range(1, grid.width):
            cell = row[column]
            if type(cell) is str and cell and cell.strip()[-1:].isalpha():
                row[column] = _FLAGGED.sub(r"\1 [\2]", cell.strip())


def _keys_of(grid: Grid) -> tuple[list[str], list[dict[str, str]]]:
    """The names of the keys that the first column joins, and those of each row; none where it joins no keys."""
    match = _KEYS.fullmatch(grid.text(0, 0)) if grid.rows and grid.width > 1 else None
    names = match["keys"].lower().split(",") if match else []
    cells = [text.split(",") for text in grid.texts(0, range(1, len(grid.rows)))] if _AREA in names else []
    if any(len(keys) != len(names) for keys in cells):
        return [], []
    return names, [dict(zip(names, map(str.strip, keys), strict=True)) for keys in cells]


def _add(grid: Grid, heading: str, texts: list[str]) -> None:
    for row, text in zip(grid.rows, (heading, *texts), strict=True):
        row.append(text)
    grid.width += 1
