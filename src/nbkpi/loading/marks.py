"""Marks in a column of their own beside figures, which change what these mean: <, U for not detected, p.

A mark that would be read behind the number, or before it, is put there. A figure beside any other is not read: what it
means, only the notes of its table can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.loading.labels import printed_number
from nbkpi.loading.layout import TableLayout, columns_of
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Grid

_BOUND = regex(r"[<>＜＞≤≥]=?")
_MARK = regex(rf"{_BOUND.pattern}|[~≈*†‡①-⑳]|[A-Z]{{1,2}}[0-9]?|[per]|n\.?d\.?")
"""Other small letters number footnotes."""
_HEADED = regex(r"(?:data|lab|result|value)?(?:qualifiers?|qual\.?)(?:code|flag)?|(?:限定|修饰|检出)(?:符号?|标[志识])")
_MOST = 12
"""More different marks than these are rather words."""


def join_marks(layout: TableLayout) -> None:
    """Put the marks that stand beside the figures of a table to these."""
    grid, figures = layout.grid, {one.column for one in layout.figures}
    if grid.is_of_programs:
        return
    parts = (part for one in layout.figures for part in (*one.entity, *one.period, one.measure, one.unit, one.source))
    used = {*figures, *layout.of, *layout.extra.values(), *columns_of(parts)}
    for column in sorted(figures):
        marks = marks_beside(grid, layout.headings, layout.rows, column, used)
        if marks is not None:
            _join(grid, layout.rows, column, marks)


def marks_beside(
    grid: Grid, headings: Sequence[list[str]], rows: range, figures: int, used: Collection[int]
) -> int | None:
    """The column of the marks of a column of figures: next to it, in its heading or in none of its own.

    Left of it only bounds stand. used are the columns that are read themselves.
    """
    for column in (figures + 1, figures - 1):
        if column in used or not 0 <= column < len(headings) or not _may_mark(headings[column], headings[figures]):
            continue
        marks = {text for text in grid.texts(column, rows) if text}
        pattern = _MARK if column > figures else _BOUND
        if 0 < len(marks) <= _MOST and all(map(pattern.fullmatch, marks)):
            return column
    return None


def _may_mark(own: list[str], of_figures: list[str]) -> bool:
    is_headed = bool(own) and _HEADED.fullmatch(heading_key(own[-1]).lower()) is not None
    return is_headed or own == of_figures[: len(own)]


def _join(grid: Grid, rows: range, figures: int, marks: int) -> None:
    """Put the marks of a column to its figures; those that no one can read make their figures unusable."""
    for row in rows:
        mark, number = grid.text(row, marks), grid.text(row, figures)
        if not mark or printed_number(number) is None:
            continue
        behind = printed_number(number + mark)
        if _BOUND.fullmatch(mark):
            grid.rows[row][figures] = mark + number
        elif behind is not None and (behind.status or behind.mark):
            grid.rows[row][figures] = number + mark
        else:
            grid.wrong[row, figures] = _("“{mark}” beside it, which may change what the number means", mark=mark)
            grid.remedies[row, figures] = _(
                "write what is known of the figure into its cell, such as <0.5; "
                "or leave the column of the marks out with --skip-column, if they do not matter"
            )
