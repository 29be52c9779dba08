"""Why the period of a heading cannot be told, and what helps."""

from __future__ import annotations

from nbkpi.figure.days import looks_like_period, refusal
from nbkpi.language import _
from nbkpi.tables.asking import indicator_for
from nbkpi.tables.column_measures import ColumnMeasures
from nbkpi.tables.heading_periods import has_year


def why_unclear(columns: ColumnMeasures, column: int, said: str) -> tuple[str, int, int, str]:
    """The sentence on a heading that says this, the row and the column of the heading, and the remedy, if there is one.

    said are the words that may be a period.
    """
    place = columns.shape.header.stop - 1, column
    if said in columns.unclear:
        return columns.unclear[said], *place, ""
    if looks_like_period(said):
        return refusal(said), *place, ""
    message = _("unclear which period “{words}” means", words=said)
    if has_year(said, columns.book.units):
        option = indicator_for(columns.heading(column))
        return message, *place, _("write it in the heading as 2024, 2024H1 or 2024-01..2024-05; if the year is a part "
                                  "of the name, give {option}", option=option)  # fmt: skip
    return message, *place, _("say the period of the table with --period, such as 2025H1")
