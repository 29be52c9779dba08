"""Columns of growth beside indicators in rows: of which period they are."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.figure import Period
from nbkpi.tables import words
from nbkpi.tables.column_measures import ColumnMeasures

MOST_YEARS = 2
"""Of so many years, the latest first, growth behind them is that of the latest."""


def period_of_growth(
    columns: ColumnMeasures, column: int, about: Period | None, before: Sequence[Period]
) -> str | None:
    """The period of a column of growth; empty where nothing says any, None where it cannot be told.

    about is the period of the sheet, before are those of the columns on the left. It is its own, else that of the
    column right before it, or of the one before where these are of a year and the year before; of more years from the
    latest on it is not told.
    """
    own = words.meaning(columns.book, columns.headings[column], words.LeftOf(), about).period
    later = list(before[-1:])
    for one in before[-2::-1]:
        if one != later[-1].years_before(-1):
            break
        later.append(one)
    if own or not later:
        return own
    return str(later[-1]) if len(later) <= MOST_YEARS else None
