"""Labels that are written over the rows of a block, one for each period: the first rows hold the words, others none."""

from __future__ import annotations

from itertools import pairwise

from nbkpi.sheets.grid import Grid

_FEWEST = 2


def repeat_in_blocks(grid: Grid, rows: range, label: int, when: int) -> bool:
    """Put the words that stand over the rows of each block into all of them; whether the rows are in such blocks.

    All blocks have the same periods, each once and several of them. Words of several rows are one label, in lines or in
    two languages. Each block begins with a label, and in most of them the last row has none.
    """
    if label >= when or "" not in grid.cells(label, rows):
        return False
    blocks = _blocks(grid, rows, when)
    times = {tuple(grid.text(row, when) for row in block) for block in blocks}
    if len(blocks) < _FEWEST or len(times) > 1 or len(blocks[0]) < _FEWEST:
        return False
    merged = {row: top for top, left, bottom, _right in grid.merged if left == label for row in range(top, bottom + 1)}
    labels = [[grid.text(merged.get(row, row), label) for row in block] for block in blocks]
    are_merged = 2 * sum(block[0] in merged for block in blocks) > len(blocks)
    if are_merged or not _stand_over(labels):
        return False
    for block, words in zip(blocks, labels, strict=True):
        for row in block:
            grid.rows[row][label] = " ".join(filter(None, dict.fromkeys(words)))
    return True


def _stand_over(labels: list[list[str]]) -> bool:
    """Whether the words of each block stand in its first rows, and in those of most of them not in the last."""
    are_first = all(one[0] and "" not in one[: sum(map(bool, one))] for one in labels)
    return are_first and 2 * sum(not one[-1] for one in labels) > len(labels)


def _blocks(grid: Grid, rows: range, when: int) -> list[list[int]]:
    """The rows with a period, parted where one comes again."""
    dated = [row for row in rows if grid.text(row, when)]
    seen, starts = set[str](), list[int]()
    for place, row in enumerate(dated):
        text = grid.text(row, when)
        if text in seen or not starts:
            starts.append(place)
            seen = set()
        seen.add(text)
    return [dated[start:stop] for start, stop in pairwise([*starts, len(dated)])]
