"""Merged cells of a table: what stands in the first of them holds for labels, and seldom for figures."""

from __future__ import annotations

from nbkpi.language import _
from nbkpi.loading.layout import TableLayout


def repeat_merged(layout: TableLayout) -> None:
    """Repeat merged labels in all their rows; merged figures are wrong where it is not known whose they are."""
    grid, columns = layout.grid, {one.column for one in layout.figures}
    for top, left, bottom, right in grid.merged:
        if top >= len(grid.rows) or left >= grid.width:
            continue  # A blank range behind everything that is filled.
        if top in layout.header:
            continue  # A heading that goes on over the first row is none of its cells.
        rows = range(max(top, layout.rows.start), min(bottom + 1, layout.rows.stop))
        if left not in columns:
            for row in rows:
                grid.rows[row][left] = grid.rows[top][left]
        elif grid.text(top, left) and (top < bottom or not _are_below_one_heading(layout, left, right)):
            covered = columns & set(range(left, right + 1))
            grid.wrong |= {(row, column): _("a part of a merged cell") for row in rows for column in covered}


def _are_below_one_heading(layout: TableLayout, left: int, right: int) -> bool:
    """Whether columns all stand below the same heading, so that a cell over all of them is of that."""
    headings = layout.headings[left : right + 1]
    return all(parts == headings[0] for parts in headings)
