"""The shape of a sheet: where its title ends, which rows are headings, and where its figures are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbkpi.book.labels import without_unit
from nbkpi.book.layout import is_period
from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Units, read
from nbkpi.figure.characters import normalise
from nbkpi.sheets.grid import Grid

SEARCHED = 100
"""The first figures must stand in so many rows."""

_UNIT_LINE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:计量)?单\s*位\s*[:：]\s*(?P<units>.+)|Units?\s*[:：]\s*(?P<english>.+)", re.IGNORECASE
)
_BETWEEN_UNITS = re.compile(r"[、,，;；\s]+|和|或")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:年|年度)?")
_COUNTING = re.compile(r"[甲乙丙丁]|[0-9]{1,3}|[(（][0-9]{1,3}[)）]")


@dataclass(slots=True)
class Shape:
    """What stands above and below the figures of a sheet; rows counted from 0.

    units are those of a line such as 单位:万元. numbering is a row that only counts the columns. notes are rows of
    words below the figures. has_figures is false for a sheet in which none were found.
    """

    header: range = range(0)
    rows: range = range(0)
    titles: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    numbering: int | None = None
    notes: list[tuple[int, str]] = field(default_factory=list)
    has_figures: bool = False


def shape_of(grid: Grid, units: Units) -> Shape:
    """Find out where everything stands.

    The first row with a label and a figure ends the headings; the rows above it with two cells or more are headings,
    others are titles or parts of the table such as 一、全市.
    """
    if grid.is_verbatim:
        return Shape(range(1), range(1, len(grid.rows)), has_figures=len(grid.rows) > 1)
    shape = Shape()
    rows = range(min(SEARCHED, len(grid.rows)))
    texts = [[_seen(grid, row, column) for column in range(grid.width)] for row in rows]
    first = next((row for row, cells in enumerate(texts) if _has_figures(cells, units)), None)
    if first is None:
        return shape
    shape.has_figures = True
    above = [row for row in range(first) if any(texts[row])]
    for row in above:
        found = units_of(texts[row])
        if found is not None and not _is_heading_row(texts[row]):
            shape.units += found
            shape.titles += filter(None, (_UNIT_LINE.sub("", cell).strip(" (（") for cell in texts[row]))
    above = [row for row in above if units_of(texts[row]) is None or _is_heading_row(texts[row])]
    if above and _counts_columns(texts[above[-1]]):
        shape.numbering = above.pop()
    last = next((row for row in reversed(above) if _is_wide(texts[row])), None)
    if last is not None:
        start = last
        while start - 1 in above and (_is_wide(texts[start - 1]) or _spans_some(grid, start - 1, texts[start - 1])):
            start -= 1
        shape.header = range(start, last + 1)
        shape.titles = [*(next(filter(None, texts[row])) for row in above if row < start), *shape.titles]
        begin = last + 1 if shape.numbering is None else shape.numbering + 1
    else:
        shape.titles = [*(next(filter(None, texts[row])) for row in above), *shape.titles]
        begin = first
    if not shape.units:
        shape.units = [unit.symbol for title in shape.titles if (unit := without_unit(title, units)[1]) is not None]
    end = len(grid.rows)
    while end > first + 1:
        present = [text for column in range(grid.width) if (text := grid.text(end - 1, column))]
        if len(present) > 1:
            break
        end -= 1
        if present:
            shape.notes.append((end, present[0]))
    shape.rows = range(begin, end)
    return shape


def _seen(grid: Grid, row: int, column: int) -> str:
    """A cell in words; what should be a figure and is something else, such as a date, counts as one."""
    is_odd = (row, column) in grid.wrong or not isinstance(grid.rows[row][column], (str, int, float))
    return "0" if is_odd else grid.text(row, column)


def units_of(cells: list[str]) -> list[str] | None:
    """The units of a line such as 单位:万元、户; None when it is no such line."""
    for cell in cells:
        match = _UNIT_LINE.search(cell)
        if match:
            words = _BETWEEN_UNITS.split((match["units"] or match["english"]).strip(" )）"))
            return [normalise(word) for word in words if word]
    return None


def is_figure(text: str, units: Units) -> bool:
    """Whether a cell holds a figure or a sign for a missing one, rather than a label or a period."""
    if not text or is_period(text):
        return False
    try:
        read(text.rstrip("①②③④⑤⑥⑦⑧⑨⑩*") or text, units=units)
    except UnreadableFigure:
        return False
    return True


def _has_figures(cells: list[str], units: Units) -> bool:
    """Whether a row has a label and a figure, and is neither one of years nor one that counts the columns."""
    present = list(filter(None, cells))
    if len(present) < 2 or _counts_columns(cells) or units_of(cells) is not None:
        return False
    figures = [cell for cell in present if is_figure(cell, units)]
    return any(not _YEAR.fullmatch(cell) for cell in figures)


def _counts_columns(cells: list[str]) -> bool:
    """甲 1 2 3: nothing but the numbers of the columns, one after the other."""
    present = list(filter(None, cells))
    numbers = [int(re.sub(r"\D", "", cell)) for cell in present if re.search(r"\d", cell) and _COUNTING.fullmatch(cell)]
    is_counted = len(present) > 2 and all(map(_COUNTING.fullmatch, present)) and len(numbers) >= len(present) - 2
    return is_counted and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _is_heading_row(cells: list[str]) -> bool:
    """Whether there is too much in a row with a unit for it to be a line about the table."""
    return len(set(filter(None, cells))) > 2


def _is_wide(cells: list[str]) -> bool:
    return len(list(filter(None, cells))) > 1


def _spans_some(grid: Grid, row: int, cells: list[str]) -> bool:
    """Whether a lone cell is the heading of some columns: one that does not stand in the first."""
    column = next(place for place, cell in enumerate(cells) if cell)
    return column > 0 and not any(
        top == row and left == column and right - left + 1 >= grid.width for top, left, _bottom, right in grid.merged
    )
