"""The headings of a table: what stands above each of its columns, and above several of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from nbkpi.sheets.grid import Grid

SEARCHED = 50
"""In how many rows headings are looked for, and labels below them, where a table does not say where they are."""


def headings(grid: Grid, header: range) -> list[list[str]]:
    """The heading of every column with what it stands under, from the top, nothing twice in a row.

    A merged heading is that of all columns it spans. Any other heading goes on to the right until the next one, over
    columns that have headings farther down (#女性 beside 人员 is a part of it), but that of labels does not.
    """
    levels = [[grid.text(row, column) for column in range(grid.width)] for row in header]
    ended = _spread_merged(grid, header, levels)
    labels = {column for column in range(grid.width) if _holds_labels(grid, header.stop, column)}
    for number, level in enumerate(levels[:-1]):
        for column in range(1, grid.width):
            is_below = not level[column] and any(lower[column] for lower in levels[number + 1 :])
            if is_below and column - 1 not in labels and (number, column - 1) not in ended:
                level[column] = level[column - 1]
    return [_without_repeats(level[column] for level in levels) for column in range(grid.width)]


def _spread_merged(grid: Grid, header: range, levels: list[list[str]]) -> set[tuple[int, int]]:
    """Write merged headings into every column they span; the level and the last column of those that span several."""
    ended = set[tuple[int, int]]()
    for top, left, bottom, right in grid.merged:
        for row in range(max(top, header.start), min(bottom + 1, header.stop)):
            for column in range(left, min(right + 1, grid.width)):
                levels[row - header.start][column] = grid.text(top, left)
            if left < right < grid.width:
                ended.add((row - header.start, right))
    return ended


def _without_repeats(texts: Iterable[str]) -> list[str]:
    """The texts that are not empty, of equal ones beside each other only the first."""
    return [text for text, _same in groupby(filter(None, texts))]


def _holds_labels(grid: Grid, start: int, column: int) -> bool:
    """Whether most of the first cells of a column that are not blank are words, and no numbers, dates or signs."""
    cells = [grid.rows[row][column] for row in range(start, min(start + SEARCHED, len(grid.rows)))]
    filled = [cell for cell in cells if cell not in ("", None)]
    worded = [cell for cell in filled if isinstance(cell, str) and cell.strip()[:1].isalpha()]
    return 2 * len(worded) > len(filled)
