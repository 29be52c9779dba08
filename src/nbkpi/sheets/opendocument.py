"""What an OpenDocument spreadsheet says besides its values: merged cells, how numbers are shown, lost results."""

from __future__ import annotations

from decimal import Decimal

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.sheets.grid import MAX_CELLS, Grid, Spot, number_text, too_large
from nbkpi.sheets.markup import CHECKED, Walk

_NUMERIC = ("float", "percentage", "currency")
_FIGURE = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_LINES = ("table:table-row", "table:table-column")
_GROUPS = ("table:table-row-group", "table:table-column-group")
MAX_HIDDEN = 1_048_576


def apply(content: bytes, grid: Grid) -> None:
    """Tell the grid what is merged or hidden, how numbers are shown, and which formulas have no result.

    ValueError for what is no XML, UsageError where more cells than MAX_CELLS lie between the outermost ones.
    """
    walk = _Table(grid)
    walk.through(content, walk.end, walk.text)
    # What is folded in an outline can be seen to be there.
    hidden = [[] if group in walk.groups else walk.hidden[line] for line, group in zip(_LINES, _GROUPS, strict=True)]
    grid.hide(*hidden)


class _Table(Walk):
    """A walk that tells a grid about the cells of its table; a row or a cell that is repeated stands there once.

    Of what a cell holds its own first paragraph is what it shows: there are notes with paragraphs too.
    """

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self.hidden: dict[str, list[int]] = {line: [] for line in _LINES}
        self.groups: set[str] = set()
        self._next = dict.fromkeys(_LINES, 0)  # The number of the row, and of the column, that follows.
        self._row = self._column = self._down = self._bottom = self._right = 0
        self._table = self._cell = self._words = 0  # How many elements are open within each; 0 outside.
        self._attributes: dict[str, str] = {}
        self._shown: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        if self._cell:
            if name == "text:p" and self.open == self._cell + 1 and self._shown is None:
                self._words, self._shown = self.open, []
        elif self._table:
            if name in _CELLS:
                self._cell, self._attributes, self._shown = self.open, attributes, None
            elif name in _LINES:
                self._begin_line(name, attributes)
            elif name in _GROUPS:
                self.groups.add(name)
        elif name == "table:table" and attributes.get("table:name") == self._grid.sheet and not self._down:
            self._table = self.open

    def text(self, text: str) -> None:
        """Some characters."""
        if self._words and self._shown is not None:
            self._shown.append(text)

    def end(self, _name: str) -> None:
        """An element ends."""
        if self.open == self._words:
            self._words = 0
        elif self.open == self._cell:
            self._cell = 0
            self._end_cell()
        elif self.open == self._table:
            self._table = 0
        self.open -= 1

    def _begin_line(self, name: str, attributes: dict[str, str]) -> None:
        start, count = self._next[name], _count(attributes, f"{name.removeprefix('table:table-')}s-repeated")
        self._next[name] += count
        if attributes.get("table:visibility") in ("collapse", "filter"):
            self.hidden[name].extend(range(start, start + min(count, MAX_HIDDEN)))
        if name == "table:table-row":
            self._row, self._column, self._down = start, 0, count

    def _end_cell(self) -> None:
        attributes, grid, row, column = self._attributes, self._grid, self._row, self._column
        across = _count(attributes, "columns-repeated")
        self._column += across
        is_formula = "table:formula" in attributes
        has_value = any(name.startswith("office:value") for name in attributes)
        if not (is_formula or has_value or self._shown is not None):
            return
        self._bottom, self._right = max(self._bottom, row + self._down), max(self._right, self._column)
        if self._bottom * self._right > MAX_CELLS:
            raise UsageError(too_large(grid.file, self._bottom * self._right))
        wide, high = _count(attributes, "columns-spanned"), _count(attributes, "rows-spanned")
        if wide > 1 or high > 1:
            grid.merged.append((row, column, row + high - 1, column + wide - 1))
        words = "".join(self._shown or ()).strip()
        spots = [(row + down, column + right) for down in range(self._down) for right in range(across)]
        if is_formula and not has_value:
            grid.wrong |= dict.fromkeys(spots, _("a formula without a stored result"))
        elif words.startswith(("#", "Err:")):
            if is_formula:
                grid.wrong |= dict.fromkeys(spots, _("an error of the spreadsheet"))
        elif attributes.get("office:value-type") in _NUMERIC and words:
            self._show(spots, words)

    def _show(self, spots: list[Spot], words: str) -> None:
        rows, width = self._grid.rows, self._grid.width
        for row, column in spots:
            value = rows[row][column] if row < len(rows) and column < width else ""
            if isinstance(value, (int, float)) and not isinstance(value, bool) and _is_shown_as(value, words):
                rows[row][column] = words


def _is_shown_as(value: float, words: str) -> bool:
    """Whether words are a number rounded to their last place, in percent or thousands perhaps: 88,1 is not 88.1."""
    match = _FIGURE.search(words)
    if match is None or words == number_text(value):
        return False
    number = Decimal(match[0].replace(",", ""))
    half = Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
    exact = abs(Decimal(f"{value:.15g}"))
    return any(abs(exact.scaleb(power) - number) <= half for power in (0, 2, 3, -3, -6))


def _count(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated, or how far it reaches; once where that is not said."""
    number = attributes.get(f"table:number-{name}", "1")
    return int(number) if number.isdecimal() else 1
