"""The shape of a sheet: where its title ends, which rows are headings, and where its figures are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from nbkpi.figure import Units
from nbkpi.figure.characters import normalise
from nbkpi.loading.labels import without_unit
from nbkpi.sheets.grid import Grid
from nbkpi.tables.lines import is_footer, is_form_line, joined_unit, says_unit, units_of, without_units
from nbkpi.tables.rows import Rows, counts_columns, is_heading_row, is_numbered_name, is_numbered_title, is_wide

SEARCHED = 100
"""The first figures must stand in so many rows."""


@dataclass(slots=True)
class Shape:
    """What stands above and below the figures of a table in a sheet; rows and columns counted from 0.

    columns are those that the table has, where others stand beside it. units are those of a line such as 单位:万元.
    forms are lines such as 填报单位：青山镇, which are no titles. numbering is a row that only counts the columns.
    notes are rows of words below the figures, lists the columns of those that stand apart at the right. inner is a line
    inside a table that says in which unit, of what, the rows below it are. has_figures is
    false for a sheet in which none were found.
    """

    header: range = range(0)
    rows: range = range(0)
    columns: range = range(0)
    titles: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    numbering: int | None = None
    notes: list[tuple[int, str]] = field(default_factory=list)
    has_figures: bool = False
    lists: list[range] = field(default_factory=list)
    inner: str = ""


def shape_of(grid: Grid, units: Units, columns: range | None = None) -> Shape:
    """Find out where everything stands in a sheet with one table, or in the first of several, or in these columns.

    The first row of figures ends the headings; the rows above it with two cells or more are headings, others are
    titles or parts of the table such as 一、全市. A corner of several merged rows heads all of them.
    """
    every = range(grid.width) if columns is None else columns
    if grid.is_verbatim:
        return Shape(range(1), range(1, len(grid.rows)), every, has_figures=len(grid.rows) > 1)
    shape = Shape(columns=every)
    rows = range(min(SEARCHED, len(grid.rows)))
    looks = Rows(grid, rows, units, every)
    first = next((row for row in rows if looks.has_figures(row) and row not in looks.below_corner), None)
    if first is None:
        return shape
    shape.has_figures = True
    above(shape, grid, looks, range(first))
    if not shape.header:
        shape.rows = range(first, len(grid.rows))
    if not shape.units:
        corner = [text for row in shape.header if "位" in (text := looks.texts[row][0]) and 0 not in looks.numeric]
        said = (without_unit(text, units)[1] for text in (*shape.titles, *filter(says_unit, corner)))
        shape.units = [unit.symbol for unit in said if unit is not None]
    below(shape, grid, first)
    return shape


def above(shape: Shape, grid: Grid, looks: Rows, rows: range) -> None:
    """Take the headings, the titles and the unit line of a table from the rows above its figures."""
    texts = looks.texts
    filled = _take_lines(shape, texts, rows)
    if filled and counts_columns(texts[filled[-1]]):
        shape.numbering = filled.pop()
    last = next((row for row in reversed(filled) if is_wide(texts[row])), None)
    if last is None:
        shape.titles = [*(next(filter(None, texts[row])) for row in filled), *shape.titles]
        return
    start = last
    while (
        start - 1 in filled
        and not looks.is_preamble(start - 1)
        and (is_wide(texts[start - 1]) or _spans_some(grid, start - 1, texts[start - 1], looks.columns.start))
    ):
        start -= 1
    while last > start and looks.is_gap(last):
        last -= 1
    while (
        last + 1 in looks.below_corner
        or looks.fills_gap(last + 1, range(start, last + 1))
        or looks.has_units_of(last + 1, last)
        or looks.heads_labels(last + 1)
    ):
        last += 1
    shape.header = range(start, last + 1)
    shape.titles = [*(_title(texts[row]) for row in filled if row < start), *shape.titles]
    shape.rows = range(last + 1 if shape.numbering is None else shape.numbering + 1, len(grid.rows))


def _take_lines(shape: Shape, texts: Mapping[int, list[str]], rows: range) -> list[int]:
    """Take unit lines, and who filled a form in, from the rows above the figures; the other rows that are not blank."""
    filled = []
    for row in rows:
        present = list(filter(None, texts[row]))
        found = units_of(texts[row])
        if found is not None and not is_heading_row(texts[row]):
            shape.units += [unit for unit in found if unit not in shape.units]
            beside = list(filter(None, (without_units(cell) for cell in joined_unit(texts[row]))))
            shape.titles += [text for text in beside if not is_form_line(text)]
            shape.forms += filter(is_form_line, beside)
        elif present and all(map(is_form_line, present)):
            shape.forms += present
        elif present:
            filled.append(row)
    return filled


def below(shape: Shape, grid: Grid, first: int) -> None:
    """Leave out the notes below the figures: rows with one cell, or with 填表人：… and the like in each.

    A row with formulas that have no results is none: they are figures that nobody can see.
    """
    end = shape.rows.stop
    while end > first + 1:
        present = [text for column in shape.columns if (text := grid.text(end - 1, column))]
        is_said = is_footer(present) or all(":" in normalise(text) for text in present)
        if (len(present) > 1 and not is_said) or lacks_results(grid, end - 1, shape.columns):
            break
        end -= 1
        if present:
            shape.notes.append((end, " ".join(present)))
            said = units_of(present)
            shape.units += [unit for unit in said or () if unit not in shape.units]
    shape.rows = range(shape.rows.start, end)


def lacks_results(grid: Grid, row: int, columns: range) -> bool:
    """Whether a row has formulas of which the file does not say what they come to."""
    return any((row, column) in grid.wrong and not grid.text(row, column) for column in columns)


def _title(cells: list[str]) -> str:
    """The title that a row above the headings holds: its first cell, or the number of the table and its title."""
    filled = list(filter(None, cells))
    is_said = len(filled) == 2 and filled[0].rstrip().endswith((":", "："))
    is_numbered = is_numbered_title(cells) or is_numbered_name(filled)
    return " ".join(filled) if is_said or is_numbered else filled[0]


def _spans_some(grid: Grid, row: int, cells: list[str], first: int) -> bool:
    """Whether a lone cell is the heading of some columns of a table: one that does not stand in the first."""
    place = next(place for place, cell in enumerate(cells) if cell)
    return place > 0 and not any(
        top == row and left == first + place and right - left + 1 >= len(cells)
        for top, left, _bottom, right in grid.merged
    )


def first_rows(grid: Grid, rows: range, labels: Sequence[Hashable], columns: Collection[int]) -> list[int]:
    """The first row of each label, which may have many, or be one of a hundred thousand; columns are those of labels.

    A label that comes again may head others in a row without figures: then its first row with some, too.
    """
    if len(set(labels)) < len(labels):
        others = [column for column in range(grid.width) if column not in columns]
        if blank := set(grid.blank_rows(rows, others)):
            labels = [(label, row in blank) for label, row in zip(labels, rows, strict=True)]
    return sorted(dict(zip(reversed(labels), reversed(rows), strict=True)).values())
