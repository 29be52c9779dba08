"""Results with the categories of breakdowns in columns: men beside women, below what they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.language import _, listed
from nbkpi.model.breakdowns import Breakdown, Cell, cell_order
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Json, Style, Table
from nbkpi.report.records import result_record
from nbkpi.solve.result import Result


class ShownResult(NamedTuple):
    """A result with the words for what was measured, those for its value, and what is to be thought of it."""

    result: Result
    measure: str
    value: str
    style: Style | None


def across_table(shown: Sequence[ShownResult], across: Sequence[Breakdown], title: str, places: int | None) -> Table:
    """A row for each entity, measure and period, and a column for each cell of these breakdowns, the whole first.

    Of several results for one place the first counts, that with a value before one without. places are the decimals
    that programs are told.
    """
    rows: dict[tuple[str, str, str], dict[Cell, ShownResult]] = {}
    for one in shown:
        entity = one.result.entity
        cell = tuple(each for each in entity.of if each.breakdown in across)
        others = listed(each.name for each in entity.of if each.breakdown not in across)
        label = _("{what} ({value})", what=entity.itself.label, value=others) if others else entity.itself.label
        row = rows.setdefault((label, one.measure, str(one.result.period)), {})
        if cell not in row or row[cell].result.interval is None:
            row[cell] = one
    cells = sorted({cell for row in rows.values() for cell in row}, key=cell_order)
    of_cells = [
        Column(f"cell_{place}", listed(each.name for each in cell) or _("total"), "right", fixed=True)
        for place, cell in enumerate(cells)
    ]

    def records() -> list[dict[str, Json]]:
        return [result_record(one.result, places) for one in shown]

    table = Table(columns("entity measure period", *of_cells), title=title, grouped=2, records=records)
    for key, row in rows.items():
        styles = [one.style for one in row.values() if one.style is not None]
        table.add(
            *key, *(row[cell].value if cell in row else "" for cell in cells), style=styles[0] if styles else None
        )
    return table
