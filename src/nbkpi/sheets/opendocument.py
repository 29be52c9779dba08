"""What an OpenDocument spreadsheet says besides its values: extents, merged cells, percentages, lost results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.sheets.grid import Grid, number_text

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

_NUMERIC = re.compile(rb'office:value-type="(?:float|percentage|currency)"')
_PARAGRAPH = re.compile(rb"<text:p[^>]*>(.*?)</text:p>", re.DOTALL)
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_LINE = re.compile(rb"<table:table-(row|column)\b([^>]*)>")
_COLLAPSED = re.compile(rb'table:visibility="(?:collapse|filter)"')
_FOLDED = b"<table:table-column-group"
MAX_HIDDEN = 1_048_576


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
    """Tell the grid what is merged or hidden, how numbers are shown, and which formulas have no result."""
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
        elif _NUMERIC.search(cell.attributes) and (words := _shown(cell.inner)):
            for row, column in spots:
                value = grid.rows[row][column] if row < len(grid.rows) and column < grid.width else ""
                if isinstance(value, (int, float)) and not isinstance(value, bool) and _is_shown_as(value, words):
                    grid.rows[row][column] = words
    grid.hide(*_hidden(content, grid.sheet))


def _shown(inner: bytes) -> str:
    """The words that a cell shows."""
    match = _PARAGRAPH.search(inner)
    return unescape(re.sub(r"<[^>]*>", "", match[1].decode("utf-8", "replace"))).strip() if match else ""


def _is_shown_as(value: float, words: str) -> bool:
    """Whether words are a number rounded to their last place, in percent or thousands perhaps: 88,1 is not 88.1."""
    match = _FIGURE.search(words)
    if match is None or words == number_text(value):
        return False
    number = Decimal(match[0].replace(",", ""))
    half = Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
    exact = abs(Decimal(f"{value:.15g}"))
    return any(abs(exact.scaleb(power) - number) <= half for power in (0, 2, 3, -3, -6))


def _hidden(content: bytes, sheet: str) -> tuple[list[int], list[int]]:
    """The rows and the columns of a sheet that are not shown."""
    rows, columns, row, column = list[int](), list[int](), 0, 0
    inside = _sheet(content, sheet)
    for match in _LINE.finditer(inside):
        is_row, attributes = match[1] == b"row", match[2]
        count = _number("rows-repeated" if is_row else "columns-repeated", attributes)
        start = row if is_row else column
        if _COLLAPSED.search(attributes):
            (rows if is_row else columns).extend(range(start, start + min(count, MAX_HIDDEN)))
        row, column = (row + count, column) if is_row else (row, column + count)
    # What is folded in an outline can be seen to be there.
    return [] if b"<table:table-row-group" in inside else rows, [] if _FOLDED in inside else columns


def _sheet(content: bytes, sheet: str) -> bytes:
    tables = (match[2] for match in _TABLE.finditer(content) if unescape(match[1].decode("utf-8", "replace")) == sheet)
    return next(tables, b"")


def _number(name: str, attributes: bytes) -> int:
    match = _NUMBERS[name].search(attributes)
    return int(match[1]) if match else 1


def _cells(content: bytes, sheet: str) -> Iterator[_Cell]:
    """Every cell of a sheet, those that repeat once."""
    row = column = down = 0
    for match in _PART.finditer(_sheet(content, sheet)):
        if match[1] is not None:
            row, column, down = row + down, 0, _number("rows-repeated", match[1])
        elif match[4] is not None:
            across = _number("columns-repeated", match[4])
            yield _Cell(row, column, down, across, match[4], match[5] or b"")
            column += across
