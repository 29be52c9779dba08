"""A grid: the cells of one sheet as they were stored, and the names of their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any

from nbkpi.figure.characters import normalise
from nbkpi.language import _

Cell = Any
"""str, float, int or, where a spreadsheet says so, a date, a time or a truth value; blank is the empty text."""

Spot = tuple[int, int]
"""The row and the column of a cell, both counted from 0."""

MAX_CELLS = 30_000_000
"""A larger sheet is refused, blank cells included: it would not fit into the memory of a common machine."""

_SPACE = re.compile(r"\s+")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(slots=True)
class Grid:
    """One sheet.

    file is the name it is shown under; sheet is empty for what has only one. wrong says of cells that hold something
    unusable what it is: a formula without a result, an error. merged are ranges whose value stands in their first
    cell only: first row, first column, last row, last column. indents are those of the first cells of rows. facts
    say how the file was read, for people. is_verbatim: its texts are those of a book to the letter, blanks included.
    """

    file: str
    sheet: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    wrong: dict[Spot, str] = field(default_factory=dict)
    indents: dict[int, int] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    is_verbatim: bool = False
    width: int = 0

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

    def place(self, row: int, column: int) -> str:
        """Where a cell is, for people: villages.xlsx:Sheet1!C7."""
        return f"{self.name}!{cell_name(row, column)}"

    def cells(self, column: int, rows: range) -> list[Cell]:
        """The cells of a column in consecutive rows."""
        return list(map(itemgetter(column), self.rows[rows.start : rows.stop]))

    def text(self, row: int, column: int) -> str:
        """A cell in words, without blanks around it."""
        return text_of(self.rows[row][column]).strip()


def text_of(cell: Cell) -> str:
    """A cell in words.

    A number has the digits a spreadsheet can show, which are 15 at most: 0.1 + 0.2 is 0.3. How many of them a number
    format shows is not known, so that 5.20 stored as a number is 5.2.
    """
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


def percent_text(number: float) -> str:
    """A number that is shown as a percentage: 43.6% for 0.436."""
    shown = Decimal(f"{number:.15g}").scaleb(2)
    text = f"{shown:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def heading_key(text: str) -> str:
    """What of a heading counts when headings are compared: neither blanks nor the width of characters."""
    return _SPACE.sub("", normalise(text)) if not text.isalnum() or not text.isascii() else text


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
    return all(isinstance(cell, str) and (not cell or cell.isspace()) for cell in cells)
