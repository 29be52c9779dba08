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
    match = _KEYS.fullmatch(grid.text(0, 0)) if grid.rows and grid.width > 1 else None
    names = match["keys"].lower().split(",") if match else []
    if _AREA not in names:
        return
    cells = [[key.strip() for key in grid.text(row, 0).split(",")] for row in range(1, len(grid.rows))]
    if any(len(keys) != len(names) for keys in cells):
        return
    rows = [dict(zip(names, keys, strict=True)) for keys in cells]
    units = {one[_UNIT]: unit_of_code(one[_UNIT]) for one in rows if _UNIT in one}
    are_known = bool(units) and all(units.values())
    apart = [
        name
        for name in names
        if name not in (_AREA, _FREQUENCY) and (name != _UNIT or not are_known) and len({one[name] for one in rows}) > 1
    ]
    grid.rows[0][0] = _AREA
    for row, one in zip(grid.rows[1:], rows, strict=True):
        row[0] = one[_AREA]
    if apart:
        _add(grid, KEYS, [", ".join(one[name] for name in apart) for one in rows])
    if are_known:
        _add(grid, UNIT, [units[one[_UNIT]] or "" for one in rows])


def _add(grid: Grid, heading: str, texts: list[str]) -> None:
    for row, text in zip(grid.rows, (heading, *texts), strict=True):
        row.append(text)
    grid.width += 1
