"""Lines inside a table that say what, or whose, the figures below them are: 粮食产量(吨) above places, 地区：甲市."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nbkpi.figure import Unit, Units
from nbkpi.figure.characters import normalise
from nbkpi.figure.english_units import unit_called
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid
from nbkpi.tables.preamble import said_of_all
from nbkpi.tables.shape import Shape
from nbkpi.tables.titled import quantity_of

_FEWEST = 2
_IN_UNIT = regex(r"(?:.*\s)?in (?P<unit>[^,;]+)(?:[,;].*)?", re.IGNORECASE)


def below_inner_titles(shape: Shape, grid: Grid, units: Units, empty: Sequence[int]) -> Iterator[Shape]:
    """The parts of a table below such lines, each with its line among its titles; the table itself where it has none.

    empty are the rows without a number. Quantities are such lines only where the first row is one, and no label is:
    above rows that measure, a quantity without figures is a heading of some of them.
    """
    first = shape.columns.start
    alone = {row: text for row in empty if (text := grid.text(row, first)) and _is_alone(grid, row, shape.columns)}
    lines = [row for row, text in alone.items() if said_of_all([text], "entity") or said_of_all([text], "indicator")]
    if not lines and shape.rows and shape.rows.start in alone:
        lines = _quantities(alone, shape.rows, [grid.text(row, first) for row in shape.rows if row not in alone])
    if not lines and shape.rows and shape.rows.start in alone:
        yield from _measures(shape, grid, units, alone)
        return
    if not lines:
        yield shape
        return
    for start, stop in pairwise([*lines, shape.rows.stop]):
        is_place = bool(said_of_all([alone[start]], "entity"))
        titles = [title for title in shape.titles if is_place or quantity_of(title) is None]
        yield replace(shape, rows=range(start + 1, stop), titles=[*titles, alone[start]], notes=[])


def _measures(shape: Shape, grid: Grid, units: Units, alone: dict[int, str]) -> Iterator[Shape]:
    """The parts below lines that say in which unit, each, the same rows are: In CHF million, Change in %."""
    said = {row: unit for row, text in alone.items() if (unit := _unit_said(text, units)) is not None}
    parts = [range(start + 1, stop) for start, stop in pairwise([*said, shape.rows.stop])]
    labels = {tuple(filter(None, grid.texts(shape.columns.start, rows))) for rows in parts}
    if len(said) < _FEWEST or len(said) < len(alone) or len(labels) > 1:
        yield shape
        return
    for rows, (row, unit) in zip(parts, said.items(), strict=True):
        yield replace(shape, rows=rows, inner=alone[row], units=[unit.symbol], notes=[])


def _unit_said(text: str, units: Units) -> Unit | None:
    """The unit that a line says behind “in”, up to a comma."""
    match = _IN_UNIT.fullmatch(normalise(text).strip())
    return unit_called(units, match["unit"].strip()) if match is not None else None


_SEEN = 40
"""So many labels are looked at."""


def _quantities(alone: dict[int, str], rows: range, labels: list[str]) -> list[int]:
    """The lines that are quantities, where the first row is one, there are several, and no label is one."""
    lines = [row for row, text in alone.items() if quantity_of(text) is not None]
    is_about_rows = any(quantity_of(label) is not None for label in labels[:_SEEN])
    return [] if is_about_rows or rows.start not in lines or len(lines) < _FEWEST else lines


def _is_alone(grid: Grid, row: int, columns: range) -> bool:
    return not any(grid.text(row, column) for column in columns[1:])
