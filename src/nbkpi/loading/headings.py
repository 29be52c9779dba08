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
    columns that have headings farther down (#女性 beside 人员 is a part of it), but that of labels does not. Headings
    that stand over the middle of groups, below which the same headings come again and again, are those of the groups.
    """
    levels = [[grid.text(row, column) for column in range(grid.width)] for row in header]
    ended = _spread_merged(grid, header, levels)
    labels = {column for column in range(grid.width) if _holds_labels(grid, header.stop, column)}
    for number, level in enumerate(levels[:-1]):
        if all(row != number for row, _right in ended):
            _spread_centred(level, levels[-1], labels)
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


def _spread_centred(level: list[str], lowest: list[str], labels: set[int]) -> None:
    """Write headings into every column of their groups, where the lowest headings are the same in each of these."""
    below = [column for column, text in enumerate(lowest) if text and column not in labels]
    above = [column for column in below if level[column]]
    size = len(below) // max(len(above), 1)
    groups = [below[start : start + size] for start in range(0, len(below), size)] if len(above) > 1 < size else []
    repeated = {tuple(lowest[column] for column in group) for group in groups}
    if len(groups) != len(above) or len(repeated) > 1 or any(len(set(one)) < size for one in repeated):
        return
    if all(column in group for column, group in zip(above, groups, strict=True)):
        for column, group in zip(above, groups, strict=True):
            for other in group:
                level[other] = level[column]


def _without_repeats(texts: Iterable[str]) -> list[str]:
    """The texts that are not empty, of equal ones beside each other only the first."""
    return [text for text, _same in groupby(filter(None, texts))]


def _holds_labels(grid: Grid, start: int, column: int) -> bool:
    """Whether most of the first cells of a column that are not blank are words, and no numbers, dates or signs."""
    cells = [grid.rows[row][column] for row in range(start, min(start + SEARCHED, len(grid.rows)))]
    filled = [cell for cell in cells if cell not in ("", None)]
    worded = [cell for cell in filled if isinstance(cell, str) and cell.strip()[:1].isalpha()]
    return 2 * len(worded) > len(filled)
