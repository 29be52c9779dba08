"""Tables with one figure a row, known by their headings, as nbkpi export writes them."""

from __future__ import annotations

from nbkpi.figure.characters import heading_key
from nbkpi.language import _
from nbkpi.loading.tidy_columns import are_results, no_results, tidy_columns
from nbkpi.sheets.grid import column_name
from nbkpi.tables.columns import Columns
from nbkpi.tables.understood import ColumnRole


def take_tidy(columns: Columns, headings: list[list[str]]) -> bool:
    """Whether it is a table with one figure a row, whose headings say everything, which is then noted."""
    if len(columns.shape.header) != 1 or columns.asked.columns:
        return False
    parts = {heading_key(one[-1]).lower(): one[-1] for one in reversed(headings) if one}
    keys = tidy_columns(parts)
    if not {"entity", "indicator", "period", "value"} <= set(keys):
        return False
    if are_results(parts):
        message, remedy = no_results()
        columns.miss(message, columns.shape.header.start, 0, remedy)
        return True
    if columns.shape.header.start:
        columns.found.table["header"] = columns.shape.header.start + 1
    columns.found.table |= keys
    columns.found.table |= {key: given for key in ("names", "missing") if (given := getattr(columns.asked, key))}
    roles = {name: key for key, names in keys.items() for name in ([names] if isinstance(names, str) else names)}
    for column, one in enumerate(headings):
        if one:
            role = roles.get(one[-1])
            columns.found.columns.append(ColumnRole(column_name(column), one[-1], _(role) if role else _("skipped")))
    return True
