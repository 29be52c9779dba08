"""Tables beside each other in one sheet: in which columns the next one begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nbkpi.figure import Units
from nbkpi.figure.characters import heading_key
from nbkpi.loading.headings import headings
from nbkpi.sheets.grid import Grid
from nbkpi.tables import words
from nbkpi.tables.category_words import sort_headed
from nbkpi.tables.relative import period_of_title
from nbkpi.tables.rows import Rows
from nbkpi.tables.shape import SEARCHED, Shape, shape_of

SAMPLE = 40
"""So many rows of figures show what a column holds."""

_SAME = 0.5
"""Where so many labels of a column are those of the first one, it begins a table of the same places."""


def beside_each_other(shape: Shape, grid: Grid, units: Units) -> list[Shape]:
    """The tables of a sheet from left to right; the whole as it is where there is only one.

    Their headings need not stand in the same rows. One whose title says no period has that of the table on its left.
    """
    apart = _with_own_headings(_behind_gaps(grid, shape.columns), grid, units)
    if apart or not shape.header:
        return apart or [shape]
    starts = _Columns(shape, grid, units).starts()
    parts = [range(start, stop) for start, stop in pairwise([*starts, shape.columns.stop])]
    if len(parts) == 1:
        return [shape]
    return _with_own_headings(parts, grid, units) or [_below_own_title(shape, part, grid, units) for part in parts]


def _below_own_title(shape: Shape, columns: range, grid: Grid, units: Units) -> Shape:
    """One of the tables whose headings stand in the same rows, with the titles that stand over its own columns.

    What stands above those is of all of them, as is a title that only the first one has.
    """
    own = shape_of(grid, units, columns)
    is_alike = own.header == shape.header and 0 < len(own.titles) <= len(shape.titles)
    titles = [*shape.titles[: len(shape.titles) - len(own.titles)], *own.titles] if is_alike else shape.titles
    return replace(shape, columns=columns, titles=titles)


def without_lists(shape: Shape, grid: Grid, units: Units) -> Shape:
    """The table without lists that stand apart at its right, behind an empty column: the names of codes, a legend.

    Their labels are none of its rows. Such a list has no headings, or no figures but codes.
    """
    lists, end = list[range](), shape.columns.stop
    for part in reversed(_behind_gaps(grid, shape.columns)[1:] if shape.header else []):
        if not _is_list(shape, part, grid, units):
            break
        lists, end = [part, *lists], part.start
    if not lists:
        return shape
    found = shape_of(grid, units, range(end))
    found.lists = [range(part.start, max(_used(part, grid)) + 1) for part in lists]
    return found


def _is_list(shape: Shape, part: range, grid: Grid, units: Units) -> bool:
    looks = Rows(grid, range(shape.rows.start, len(grid.rows))[:SEARCHED], units, shape.columns)
    heads = [heading_key(parts[-1]).lower() if parts else "" for parts in headings(grid, shape.header)]
    cells = {column: [looks.kinds[row][column] for row in looks.kinds] for column in _used(part, grid)}
    worded = [column for column in cells if _are_labels(cells[column])]
    numbers = [column for column in cells if column not in worded]
    if not worded or all(words.NOTES.fullmatch(heads[column]) for column in worded):
        return False
    is_headed = any(heads[column] for column in cells)
    no_figures = (words.NUMBERS, words.IDENTIFIERS, words.NOTES)
    return not is_headed or all(any(one.fullmatch(heads[column]) for one in no_figures) for column in numbers)


def _used(part: range, grid: Grid) -> list[int]:
    """The columns of a part that are not blank in all rows that are looked at."""
    return [column for column in part if not grid.is_blank_in(column, range(len(grid.rows)))]


def _behind_gaps(grid: Grid, columns: range) -> list[range]:
    """The columns between those that are blank in all rows."""
    rows = range(len(grid.rows))
    is_used = [not grid.is_blank_in(column, rows) for column in columns]
    starts = [0] + [column for column in columns[1:] if is_used[column] and not is_used[column - 1]]
    return [range(start, stop) for start, stop in pairwise([*starts, columns.stop])]


def _with_own_headings(parts: list[range], grid: Grid, units: Units) -> list[Shape]:
    """Tables in these columns whose headings stand in other rows; none where one has no labels or no figures."""
    found = [shape_of(grid, units, part) for part in parts] if len(parts) > 1 else []
    if not all(one.has_figures and one.header and _is_labelled(one, grid, units) for one in found):
        return []
    if all(one.header == found[0].header for one in found):
        return []
    for before, one in pairwise(found):
        one.titles = one.titles if period_of_title("".join(one.titles)) is not None else [*before.titles, *one.titles]
        one.units = one.units or before.units
    return found


def _is_labelled(shape: Shape, grid: Grid, units: Units) -> bool:
    """Whether the first column of a part holds several labels."""
    looks = Rows(grid, shape.rows[:SAMPLE], units, shape.columns)
    texts = {looks.texts[row][0] for row in looks.texts if looks.kinds[row][0] == "words"}
    return _are_labels([looks.kinds[row][0] for row in looks.texts]) and len(texts) > 1


class _Columns:
    """The columns of a sheet by their headings, and by what they hold in some rows of figures."""

    def __init__(self, shape: Shape, grid: Grid, units: Units) -> None:
        self.grid, self.header = grid, shape.header
        self.heads = [heading_key(parts[-1]) if parts else "" for parts in headings(grid, shape.header)]
        looks = Rows(grid, shape.rows[:SAMPLE], units)
        every = range(grid.width)
        self.texts = [[looks.texts[row][column] for row in looks.texts] for column in every]
        kinds = [[looks.kinds[row][column] for row in looks.texts] for column in every]
        self.worded = {column for column in every if _are_labels(kinds[column])}
        self.blank = {column for column in every if not self.heads[column] and not any(self.texts[column])}
        self.corner = next((column for column in every if column not in self.blank), 0)

    def starts(self) -> list[int]:
        """The first column of each table."""
        behind = range(self.corner + 1, self.grid.width)
        return [0, *(column for column in behind if self._is_headed_again(column) or self._is_labelled(column))]

    def _is_headed_again(self, column: int) -> bool:
        """Whether the heading of the first column comes again, and is not merged with that of the column before."""
        heads, corner = self.heads, self.corner
        is_same = heads[column] == heads[corner] != "" and (column in self.worded) == (corner in self.worded)
        is_spanned = any(one[0] in self.header and one[1] < column <= one[3] for one in self.grid.merged)
        is_headed = words.LABELS.fullmatch(heads[corner].lower()) is not None or sort_headed(heads[corner]) is not None
        is_label = corner in self.worded or is_headed
        return is_same and is_label and not is_spanned

    def _is_labelled(self, column: int) -> bool:
        """Whether labels stand behind a gap, or those of the first column in other rows behind its figures."""
        if column not in self.worded:
            return False
        if column - 1 in self.blank and self.heads[column] and any(one not in self.blank for one in range(column)):
            return True
        first, own = self.texts[self.corner], self.texts[column]
        known, again = set(map(heading_key, filter(None, first))), set(map(heading_key, filter(None, own)))
        is_other = any(one and other and one != other for one, other in zip(first, own, strict=True))
        is_behind = self.corner in self.worded and column - 1 not in self.worded | self.blank
        return is_behind and is_other and len(again) > 1 and len(known & again) >= _SAME * len(again)


def _are_labels(kinds: Sequence[str]) -> bool:
    filled = [kind for kind in kinds if kind != "blank"]
    return bool(filled) and 2 * filled.count("words") > len(filled)
