"""The tables of a sheet: beside each other, below each other, or only one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nbkpi.figure import Units
from nbkpi.figure.characters import heading_key
from nbkpi.loading.layout import is_period
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Cell, Grid
from nbkpi.tables.beside import SAMPLE, beside_each_other, without_lists
from nbkpi.tables.inner_titles import below_inner_titles
from nbkpi.tables.lines import units_of
from nbkpi.tables.relative import period_of_title
from nbkpi.tables.rows import Rows, is_numbered_name
from nbkpi.tables.shape import Shape, above, below, shape_of

_DEEPEST_TITLE = 5
"""So many rows of titles stand above the headings of a table at most."""

_NOTE = regex(
    r"[*†‡注]|[(（](?:续|continued)[)）]\s*$|备注|说明|资料来源|数据来源|(?:notes?|sources?)\b|[0-9]{1,2}[)/]|[(（][0-9]{1,2}[)）]",
    re.IGNORECASE,
)


def shapes_of(grid: Grid, units: Units) -> list[Shape]:
    """Every table of the sheet, those further left and further up first; one without figures where there is none."""
    first = shape_of(grid, units)
    if grid.is_verbatim or not first.has_figures:
        return [first]
    found = list[Shape]()
    first = without_lists(first, grid, units)
    for shape in beside_each_other(first, grid, units):
        found += _one_below_the_other(shape, grid, units) if shape.header else [shape]
    found[0].lists = first.lists
    return found


def shapes_below(grid: Grid, units: Units, header: tuple[int, int]) -> list[Shape]:
    """The table whose headings stand in these rows, counted from 1, and those below that begin with the same corner."""
    shape, (first, last) = shape_of(grid, units), header
    shape.header = range(first - 1, last)
    shape.rows = range(max(last, (shape.numbering or -1) + 1), shape.rows.stop or len(grid.rows))
    return list(_one_below_the_other(shape, grid, units)) if shape.rows else [shape]


def _one_below_the_other(shape: Shape, grid: Grid, units: Units) -> Iterator[Shape]:
    """The table cut at titles with another period, at unit lines, and where its headings or new ones come again."""
    shape = _below_a_period(shape, grid)
    rows, first = shape.rows, shape.columns.start
    parts = (
        list(below_inner_titles(shape, grid, units, _without_figures(grid, rows, shape.columns))) if rows else [shape]
    )
    if len(parts) > 1:
        yield from parts
        return
    corner = next(filter(None, (heading_key(grid.text(row, first)) for row in shape.header)), "")
    labels = grid.cells(first, rows)
    headed = _labelled(corner, rows, labels) if corner else set[int]()
    odd = sorted(headed.union(_without_figures(grid, rows, shape.columns)))
    around = {one for row in odd for one in range(row - _DEEPEST_TITLE, row + 3)} & set(rows)
    sample = set(range(rows.start, min(rows.start + SAMPLE, rows.stop)))
    looks = Rows(grid, sorted(around | sample), units, shape.columns)
    cuts, current = list[int](), period_of_title("".join(shape.titles))
    for row in odd:
        texts = [text for text in looks.texts[row] if text]
        if not texts or looks.has_figures(row):
            continue
        named = period_of_title(texts[0]) if len(set(texts)) == 1 else None
        if (named is not None and named != current) or _begins_table(looks, row, corner):
            cuts.append(_first_of_heading(looks, row))
            current = named or current
    yield from _cut(shape, grid, units, cuts)


def _first_of_heading(looks: Rows, row: int) -> int:
    """The first of the rows of titles that stand above a row which begins a table, if any do; one blank row may part
    them from it, and another one, or a row of figures, is above them.
    """
    corner = next((place for place, text in enumerate(looks.texts[row]) if text), 0)
    for under in (row, row - 1):
        first = under
        while under - first < _DEEPEST_TITLE and _is_title(looks.texts.get(first - 1, []), corner):
            first -= 1
        upper = first - 1
        is_apart = upper not in looks.texts or not any(looks.texts[upper]) or looks.has_figures(upper)
        if first < under and is_apart:
            return first
        if any(looks.texts.get(row - 1, ())):
            break
    return row


def _is_title(texts: Sequence[str], corner: int) -> bool:
    """Whether the first cell of a row, over the corner or left of it, is all that stands there, and no note to the
    table above; or a number and a name.
    """
    filled = [text for text in texts if text]
    if not filled or not any(texts[: corner + 1]) or _NOTE.match(filled[0]) is not None:
        return False
    return len(set(filled)) == 1 or is_numbered_name(filled)


def _below_a_period(shape: Shape, grid: Grid) -> Shape:
    """The table without a first row that only says of when those below it are, which is a title then."""
    row = shape.rows.start
    texts = {text for column in shape.columns if (text := grid.text(row, column))} if shape.rows else set[str]()
    if len(texts) == 1 and is_period(text := texts.pop()) and not text.isdecimal():
        return replace(shape, rows=shape.rows[1:], titles=[*shape.titles, text])
    return shape


def _labelled(corner: str, rows: range, labels: Sequence[Cell]) -> set[int]:
    """The rows whose label is the corner of the headings; labels are the cells of these rows."""
    again = {label for label in set(labels) if isinstance(label, str) and heading_key(label) == corner}
    return {row for row, label in zip(rows, labels, strict=True) if label in again}


def _begins_table(looks: Rows, row: int, corner: str) -> bool:
    """Whether a row without figures is a unit line, has the corner of the headings again, or new headings."""
    texts = [text for text in looks.texts[row] if text]
    is_line = units_of(looks.texts[row]) is not None and len(set(texts)) < 3
    is_again = len(texts) > 1 and heading_key(looks.texts[row][0]) == corner != ""
    return is_line or is_again or _is_heading_below_a_gap(looks, row)


def _without_figures(grid: Grid, rows: range, columns: range) -> list[int]:
    """The rows without a number behind their first cell, looked at quickly: column by column.

    The columns that hold one in the first row come first: few rows are left after them.
    """
    behind = range(columns.start + 1, columns.stop)
    left: range | list[int] = rows
    for column in sorted(behind, key=lambda one: _is_wordy(grid.rows[rows.start][one])) if left else ():
        cells = grid.cells(column, rows) if left is rows else [grid.rows[row][column] for row in left]
        words = set(filter(_is_wordy, set(cells)))
        left = [row for row, cell in zip(left, cells, strict=True) if cell in words] if words else []
    return list(left)


def _is_wordy(cell: Cell) -> bool:
    """Whether a cell is blank, or a text that does not begin like a number."""
    return isinstance(cell, str) and not (cell and cell.lstrip()[:1] in "0123456789+-.")


def _is_heading_below_a_gap(looks: Rows, row: int) -> bool:
    """Whether a row of words in the columns of figures stands below a blank row, a title between them aside."""
    kinds, texts = looks.kinds[row], looks.texts
    worded = sum(kinds[place] in ("words", "year", "period") for place in looks.numeric)
    if sum(map(bool, texts[row])) < 2 or worded < max(1, len([one for one in looks.numeric if kinds[one] != "blank"])):
        return False
    upper = row - 1
    while upper in texts and len({text for text in texts[upper] if text}) == 1:
        upper -= 1
    return upper in texts and not any(texts[upper])


def _cut(shape: Shape, grid: Grid, units: Units, cuts: list[int]) -> Iterator[Shape]:
    """The parts of a table between these rows, each with its own headings, or with those of the part before."""
    starts = [shape.rows.start]
    for row in cuts:
        # What belongs to one heading, such as a title, a unit line and the headings themselves, is one cut.
        if row > starts[-1] and _has_figures_between(grid, starts[-1], row, shape, units):
            starts.append(row)
    before = shape
    for number, (start, stop) in enumerate(pairwise([*starts, shape.rows.stop])):
        part = Shape(columns=shape.columns, rows=range(start, stop), has_figures=True)
        if number == 0:
            part = replace(shape, rows=range(start, stop), notes=shape.notes if len(starts) == 1 else [])
        else:
            _take_heading(part, before, grid, units)
            if not part.has_figures:
                firsts = ((row, _first_text(grid, row, shape.columns)) for row in range(start, stop))
                before.notes += [(row, text) for row, text in firsts if text]
                continue
        below(part, grid, part.rows.start)
        yield part
        before = part


def _take_heading(part: Shape, before: Shape, grid: Grid, units: Units) -> None:
    """Take what stands above the figures of a part; what it does not say for itself is as in the part before."""
    start, stop = part.rows.start, part.rows.stop
    looks = Rows(grid, range(start, min(start + SAMPLE, stop)), units, part.columns)
    first = next((row for row in looks.texts if looks.has_figures(row)), None)
    part.has_figures = first is not None
    if first is None:
        return
    above(part, grid, looks, range(start, first))
    # A part ends where the next one begins, not where the sheet does.
    part.rows = range(part.rows.start if part.header else first, stop)
    if not part.header:
        part.header = before.header
    if not part.units and part.header == before.header:
        part.units = before.units
    if not part.titles or "续表" in "".join(part.titles):
        part.titles = before.titles


def _has_figures_between(grid: Grid, start: int, stop: int, shape: Shape, units: Units) -> bool:
    looks = Rows(grid, range(start, min(stop, start + SAMPLE)), units, shape.columns)
    return any(looks.has_figures(row) for row in looks.texts)


def _first_text(grid: Grid, row: int, columns: range) -> str:
    return next((text for column in columns if (text := grid.text(row, column))), "")
