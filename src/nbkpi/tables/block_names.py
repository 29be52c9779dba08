"""What the titles of alike tables below each other tell apart: the places that these are of."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.sheets.grid import Grid
from nbkpi.tables.shape import Shape

_FEWEST = 3
"""So many labels at least show that numbers are codes."""


def names_of_blocks(grid: Grid, shapes: Sequence[Shape]) -> list[str]:
    """What only the title of each table says, where all have the same headings and most of their rows; else blank.

    The words that all titles begin or end with, and the numbers of the tables, are left out.
    """
    nothing = [""] * len(shapes)
    titles = [one.titles[-1].split() if one.titles else [] for one in shapes]
    if len(shapes) < 2 or not all(titles) or not _are_alike(grid, shapes):
        return nothing
    alike = [one for one in titles if one[0] == titles[0][0]]
    alike = alike if 2 * len(alike) > len(titles) else titles  # A last table may be of all: SUMMARY.
    start = _shared(alike)
    end = _shared([one[start:][::-1] for one in alike])
    rests = [one[start : len(one) - end] if one in alike else one for one in titles]
    found = [" ".join(word for word in one if not word.strip("#.:()-").isdecimal()).strip(" :-#") for one in rests]
    return found if all(found) and len(set(found)) == len(found) else nothing


def _shared(lists: Sequence[Sequence[str]]) -> int:
    """How many words all lists begin with."""
    count = 0
    while all(len(one) > count for one in lists) and len({one[count] for one in lists}) == 1:
        count += 1
    return count


def _are_alike(grid: Grid, shapes: Sequence[Shape]) -> bool:
    """Whether tables have the same headings, and share at least half of their labels with the first of them."""
    heads = {
        tuple(grid.text(row, column) for row in one.header for column in one.columns) for one in shapes if one.header
    }
    corners = [next((at for at in one.columns for row in one.header if grid.text(row, at)), 0) for one in shapes]
    labels = [
        {text for row in one.rows for at in one.columns[:3] if at >= corner and (text := grid.text(row, at))}
        for one, corner in zip(shapes, corners, strict=True)
    ]
    return len(heads) == 1 and all(2 * len(one & labels[0]) >= len(one) for one in labels)


def codes_of_blocks(grid: Grid, shapes: Sequence[Shape]) -> frozenset[int]:
    """The columns of numbers that are the same for a label in all of several alike tables, and another for each."""
    found = set[int]()
    rows = [row for shape in shapes for row in shape.rows]
    labels = {row: next(filter(_is_word, (grid.text(row, at) for at in shapes[0].columns)), "") for row in rows}
    for column in shapes[0].columns:
        texts = {row: grid.text(row, column) for row in rows if labels[row]}
        pairs = {(labels[row], text) for row, text in texts.items() if text.isdecimal()}
        are_told = _FEWEST <= len(pairs) == len({one for one, _text in pairs}) == len({text for _one, text in pairs})
        if are_told and len(texts) > len(pairs) and all(text.isdecimal() or not text for text in texts.values()):
            found.add(column)
    return frozenset(found)


def _is_word(text: str) -> bool:
    return bool(text) and not text[0].isdecimal()
