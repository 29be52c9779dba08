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
_AREA, _UNIT, _FREQUENCY = "geo", "unit", "freq"
KEYS, UNIT = "keys", "unit"
"""The headings of the columns that are added."""


def split_keys(grid: Grid) -> None:
    """Split the keys of such a table, in place; nothing is done for another, or one with a row of other keys."""
    names, rows = _keys_of(grid)
    if not rows:
        return
    units = {one[_UNIT]: unit_of_code(one[_UNIT]) for one in rows if _UNIT in one}
    used = {_AREA, _FREQUENCY, *([_UNIT] if units and all(units.values()) else ())}
    apart = [name for name in names if name not in used and len({one[name] for one in rows}) > 1]
    for row, key in zip(grid.rows, (_AREA, *(one[_AREA] for one in rows)), strict=True):
        row[0] = key
    if apart:
        _add(grid, KEYS, [", ".join(one[name] for name in apart) for one in rows])
    if _UNIT in used:
        _add(grid, UNIT, [units[one[_UNIT]] or "" for one in rows])


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
