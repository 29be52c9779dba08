"""What an OpenDocument spreadsheet says besides its values: extents, merged cells, percentages, lost results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.sheets.grid import Grid, percent_text

_TABLE = re.compile(rb"<table:table\b[^>]*?\btable:name=\"([^\"]*)\"[^>]*>(.*?)</table:table>", re.DOTALL)
_PART = re.compile(
    rb"<table:table-row\b([^>]*?)(/?)>|</table:table-row>"
    rb"|<table:(covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_NUMBERS = {
    name: re.compile(rb"\btable:number-" + name.encode() + rb"=\"([0-9]+)\"")
    for name in ("rows-repeated", "columns-repeated", "columns-spanned", "rows-spanned")
}


class _Cell(NamedTuple):
    """A run of equal cells: where it starts, how often it is repeated each way, and its XML."""

    row: int
    column: int
    down: int
    across: int
    attributes: bytes
    inner: bytes

    @property
    def is_filled(self) -> bool:
        """Whether anything can be seen in it."""
        return b"office:value" in self.attributes or b"table:formula" in self.attributes or b"<text:p" in self.inner


def extent(content: bytes, sheet: str) -> int:
    """How many cells the sheet has up to the last filled one, blank ones included."""
    bottom = right = 0
    for cell in _cells(content, sheet):
        if cell.is_filled:
            bottom, right = max(bottom, cell.row + cell.down), max(right, cell.column + cell.across)
    return bottom * right


def apply(content: bytes, grid: Grid) -> None:
    """Tell the grid which cells are merged, which are percentages, and which formulas have no result."""
    for cell in _cells(content, grid.sheet):
        if not cell.is_filled:
            continue
        wide, high = _number("columns-spanned", cell.attributes), _number("rows-spanned", cell.attributes)
        if wide > 1 or high > 1:
            grid.merged.append((cell.row, cell.column, cell.row + high - 1, cell.column + wide - 1))
        spots = [(cell.row + down, cell.column + across) for down in range(cell.down) for across in range(cell.across)]
        if b"table:formula" in cell.attributes and b"office:value" not in cell.attributes:
            grid.wrong |= dict.fromkeys(spots, _("a formula without a stored result"))
        elif b"<text:p>#" in cell.inner or b"<text:p>Err:" in cell.inner:
            if b"table:formula" in cell.attributes:
                grid.wrong |= dict.fromkeys(spots, _("an error of the spreadsheet"))
        elif b'office:value-type="percentage"' in cell.attributes:
            for row, column in spots:
                value = grid.rows[row][column] if row < len(grid.rows) and column < grid.width else ""
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    grid.rows[row][column] = percent_text(value)


def _number(name: str, attributes: bytes) -> int:
    match = _NUMBERS[name].search(attributes)
    return int(match[1]) if match else 1


def _cells(content: bytes, sheet: str) -> Iterator[_Cell]:
    """Every cell of a sheet, those that repeat once."""
    tables = (match[2] for match in _TABLE.finditer(content) if unescape(match[1].decode("utf-8", "replace")) == sheet)
    row = column = down = 0
    for match in _PART.finditer(next(tables, b"")):
        if match[1] is not None:
            row, column, down = row + down, 0, _number("rows-repeated", match[1])
        elif match[4] is not None:
            across = _number("columns-repeated", match[4])
            yield _Cell(row, column, down, across, match[4], match[5] or b"")
            column += across
