"""A grid: the cells of one sheet as they were stored, and the names of their places."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from nbkpi.language import _, listed
from nbkpi.patterns import regex
from nbkpi.sheets.number_format import UnknownFormat, shown
from nbkpi.sheets.tidy import Tidy

Cell = Any
"""str, float, int or, where a spreadsheet says so, a date, a time or a truth value; blank is the empty text."""

Spot = tuple[int, int]
"""The row and the column of a cell, both counted from 0."""

MAX_CELLS = 30_000_000
"""A larger sheet is refused, blank cells included: it would not fit into the memory of a common machine."""

_NUMBERS = (int, float)
_LETTERS = regex(r"[A-Z]{1,3}")


@dataclass(slots=True)
class Grid:
    """One sheet.

    file is the name it is shown under; sheet is empty for what has only one. wrong says of cells that hold something
    unusable what it is: a formula without a result, an error. merged are ranges whose value stands in their first
    cell only: first row, first column, last row, last column. indents are those of the labels of rows. facts
    say how the file was read, for people; unread what of it was not, or could not be seen. is_verbatim: its texts are
    those of a book to the letter, blanks included. are_results: it holds what nbkpi computed. tidy is where everything
    stands in one of the terms of SDMX. remedies is what helps for those
    of the wrong cells in whose place no number would. retold are the columns in which times were put into another form.
    """

    file: str
    sheet: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    wrong: dict[Spot, str] = field(default_factory=dict)
    indents: dict[int, int] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_verbatim: bool = False
    are_results: bool = False
    tidy: Tidy | None = None
    width: int = 0
    remedies: dict[Spot, str] = field(default_factory=dict)
    retold: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make all rows equally long."""
        lengths = set(map(len, self.rows))
        self.width = max(lengths, default=0)
        if len(lengths) > 1:
            for row in self.rows:
                row.extend([""] * (self.width - len(row)))

    @property
    def name(self) -> str:
        """The file, with the sheet where there may be several."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    @property
    def is_of_programs(self) -> bool:
        """Whether it is in a form that programs write and read, so that nothing is told by how it looks."""
        return self.is_verbatim or self.tidy is not None

    def place(self, row: int, column: int) -> str:
        """Where a cell is, for people: villages.xlsx:Sheet1!C7."""
        return f"{self.name}!{cell_name(row, column)}"

    def cells(self, column: int, rows: range) -> list[Cell]:
        """The cells of a column in consecutive rows."""
        return list(map(itemgetter(column), self.rows[rows.start : rows.stop]))

    def texts(self, column: int, rows: range) -> list[str]:
        """The cells of a column in consecutive rows in words, without blanks around them."""
        return [(cell if type(cell) is str else text_of(cell)).strip() for cell in self.cells(column, rows)]

    def is_blank_in(self, column: int, rows: range) -> bool:
        """Whether nothing stands in a column in consecutive rows."""
        return is_blank(map(itemgetter(column), self.rows[rows.start : rows.stop]))

    def blank_rows(self, rows: Iterable[int], columns: Iterable[int]) -> list[int]:
        """Those of some rows in which nothing stands in any of the columns, of which the first leaves few."""
        left = list(rows)
        for column in columns:
            left = [row for row in left if _is_nothing(self.rows[row][column])]
        return left

    def hide(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Blank what a spreadsheet does not show, and say so where something stood there."""
        rows = [row for row in sorted(set(rows)) if row < len(self.rows) and not is_blank(self.rows[row])]
        columns = [
            column
            for column in sorted(set(columns))
            if column < self.width and not is_blank(row[column] for row in self.rows)
        ]
        for row in rows:
            self.rows[row] = [""] * self.width
        for column in columns:
            for cells in self.rows:
                cells[column] = ""
        down, across = set(rows), set(columns)
        self.wrong = {spot: what for spot, what in self.wrong.items() if spot[0] not in down and spot[1] not in across}
        if rows:
            numbers = listed([str(row + 1) for row in rows[:10]])
            self.unread.append(_("hidden rows are not read, {count}: {rows}", count=len(rows), rows=numbers))
        if columns:
            letters = listed([column_name(column) for column in columns[:10]])
            self.unread.append(
                _("hidden columns are not read, {count}: {columns}", count=len(columns), columns=letters)
            )

    def show(self, row: int, column: int, code: str) -> None:
        """Write a stored number as it is shown under a number format."""
        cell = self.rows[row][column] if row < len(self.rows) and column < self.width else None
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            return
        try:
            words = shown(cell, code)
        except UnknownFormat:
            self.wrong[row, column] = _("a number in a format that is not known, {format}", format=code)
            self.remedies[row, column] = _(
                "save the sheet as CSV, or give the cells a format such as 0.00 and save the file"
            )
        else:
            if words is not None:
                self.rows[row][column] = words

    def indent(self, row: int, column: int, steps: int) -> None:
        """Note how far a cell is indented, if it holds the label of its row: the first words, else what is first."""
        cells = self.rows[row][: column + 1] if row < len(self.rows) else []
        filled = [place for place, cell in enumerate(cells) if not is_blank([cell])]
        worded = [place for place in filled if any(map(str.isalpha, str(cells[place])))]
        if (worded or filled)[:1] == [column]:
            self.indents[row] = steps

    def text(self, row: int, column: int) -> str:
        """A cell in words, without blanks around it."""
        return text_of(self.rows[row][column]).strip()


def text_of(cell: Cell) -> str:
    """A cell in words; a number has the digits a spreadsheet can show, which are 15 at most: 0.1 + 0.2 is 0.3."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return "" if cell is None else str(cell)
    return number_text(cell)


def number_text(number: float) -> str:
    """A stored number with 15 digits at most, never with an exponent."""
    text = f"{number:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return "0" if text == "-0" else text


def number_texts(numbers: list[float]) -> list[str]:
    """Each number as number_text writes it, in a third of the time."""
    texts = list(map("{:.15g}".format, numbers))
    for place in [place for place, text in enumerate(texts) if "e" in text or text == "-0"]:
        texts[place] = number_text(numbers[place])
    return texts


def lost_decimals(cells: Iterable[Cell]) -> int:
    """How many decimals a column of stored numbers was printed with, where some have lost their last zeros; else 0.

    That is so where at least two of three, and four at least, have equally many and none has more: of numbers with one
    decimal, one in ten ends with .0, and in a column of six two of them may well do so.
    """
    numbers = [cell for cell in cells if type(cell) in _NUMBERS]
    lengths = [len(text.partition(".")[2]) for text in number_texts(numbers)]
    most = max(lengths, default=0)
    full = lengths.count(most)
    return most if 0 < most <= 4 and 4 <= full < len(lengths) and 3 * full >= 2 * len(lengths) else 0


def paired(pairs: Iterable[tuple[Hashable, Hashable]]) -> int:
    """How many different pairs stand beside each other; 0 where something stands beside several others."""
    different = set(pairs)
    firsts, seconds = ({pair[side] for pair in different} for side in (0, 1))
    return len(different) if len(different) == len(firsts) == len(seconds) else 0


@lru_cache(maxsize=1 << 14)
def column_name(column: int) -> str:
    """A, B, …, Z, AA, …"""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int | None:
    """The column of these letters, counted from 0; None for what are none."""
    if not _LETTERS.fullmatch(letters):
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """C7 for row 6 and column 2."""
    return f"{column_name(column)}{row + 1}"


def too_large(name: str, cells: int) -> str:
    """The sentence for a sheet of more than MAX_CELLS."""
    return _("{name} has {count} million cells, blank ones included; at most {limit} million are read",
             name=name, count=cells // 1_000_000, limit=MAX_CELLS // 1_000_000)  # fmt: skip


def is_blank(cells: Iterable[Cell]) -> bool:
    """Whether nothing stands in any of the cells."""
    return all(map(_is_nothing, cells))


def _is_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())
