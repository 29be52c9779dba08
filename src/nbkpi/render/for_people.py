"""Tables as people see them, for a spreadsheet: what is shown as a number is one, with its decimals and its unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.render.rows import DIGITS, Row
from nbkpi.report.document import Column, Table
from nbkpi.report.months import period_said
from nbkpi.report.numbers import is_unit

_NUMBER = regex(r"([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?) ?([^\d\s,].*)?")


class NumberCell(NamedTuple):
    """A cell that is nothing but a number: its digits, +3.50 or 88, and the unit behind them, if any.

    is_grouped: it is shown with separators of thousands, as in 1,055.30, which its digits are without.
    """

    digits: str
    unit: str
    is_grouped: bool = False

    @property
    def value(self) -> Decimal:
        """The number that the digits stand for."""
        return Decimal(self.digits)

    @property
    def places(self) -> int:
        """How many decimals it is shown with."""
        return len(self.digits.partition(".")[2])


@dataclass(slots=True)
class Shown:
    """A table as it is shown: its title, the lines below it, and its rows, in which numbers are numbers.

    unit is that of all its numbers that have one; it then stands once above the table instead of in each cell.
    Where they differ, unit is empty, and the numbers of a column that all have the same one are bare below a heading
    that says it.
    """

    title: str
    lines: list[str]
    headings: list[str]
    rows: list[list[str | NumberCell]]
    unit: str

    @property
    def unit_line(self) -> str:
        """单位：万元; nothing where there is no unit for all numbers."""
        return _("unit: {unit}", unit=self.unit) if self.unit else ""


def units_of(rows: Iterable[Row]) -> frozenset[str]:
    """The units that records name, those of their book among them, and the word for points."""
    named = {cell for row in rows for key, cell in row.items() if key.rpartition("_")[2] == "unit"}
    return frozenset({_("pp"), *(unit for unit in named if isinstance(unit, str))})


def shown_table(table: Table, units: Collection[str]) -> Shown:
    """A table as it is shown; units are those that its numbers may have besides the standard ones."""
    rows = [
        [
            (period_said(cell) if column.key == "period" else cell)
            if column.align != "right"
            else _number(cell, units, column.unit) or cell
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    cells = [cell for row in rows for cell in row]
    units = {cell.unit for cell in cells if isinstance(cell, NumberCell) and cell.unit}
    unit = units.pop() if len(units) == 1 and not any(_is_in_words(row, table.columns) for row in rows) else ""
    headings = _headings(table.columns)
    if not unit:
        for place in range(len(headings)):
            own = _unit_of_column([row[place] for row in rows])
            if own:
                headings[place] = _("{what} ({value})", what=headings[place], value=own)
                rows = [_bare(row, place) for row in rows]
    return Shown(table.title, table.heading, headings, rows, unit)


def _unit_of_column(cells: Sequence[str | NumberCell]) -> str:
    """The unit that all numbers of a column have; nothing where one lacks it, or words have figures in them."""
    units = {cell.unit for cell in cells if isinstance(cell, NumberCell)}
    is_clear = len(units) == 1 and not any(isinstance(cell, str) and any(map(str.isdigit, cell)) for cell in cells)
    return units.pop() if is_clear else ""


def _bare(row: list[str | NumberCell], place: int) -> list[str | NumberCell]:
    """A row whose number in this column has no unit any more."""
    cell = row[place]
    return [*row[:place], cell._replace(unit=""), *row[place + 1 :]] if isinstance(cell, NumberCell) else row


def _headings(columns: Sequence[Column]) -> list[str]:
    """What stands above the columns; one that is called like another before it is named with its left neighbour."""
    found: list[str] = []
    for place, column in enumerate(columns):
        is_again = column.heading in found
        found.append(f"{columns[place - 1].heading} · {column.heading}" if is_again else column.heading)
    return found


def _is_in_words(row: Sequence[str | NumberCell], columns: Sequence[Column]) -> bool:
    """Whether a row has a figure that is no bare number, and so brings its unit with it."""
    return any(
        isinstance(cell, str) and column.align == "right" and any(map(str.isdigit, cell))
        for cell, column in zip(row, columns, strict=True)
    )


def _number(cell: str, units: Collection[str], unit: str) -> NumberCell | None:
    """The number that a cell is; None for a range, a bound, or words that say more than a number and its unit."""
    found = _NUMBER.fullmatch(cell)
    if found is None:
        return None
    digits = found[2].replace(",", "")
    if len(digits.replace(".", "").lstrip("0")) > DIGITS:
        return None
    behind = found[3] or ""
    is_known = behind in ("", unit) or behind in units or is_unit(behind)
    return NumberCell(found[1] + digits, behind, digits != found[2]) if is_known else None
