"""Writing what a formatted document says as flat text, and remembering where the cells of its tables came to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nbkpi.text.tabular.table import MAX_CELLS, PlacedCell

_LONG_CELL = 80
"""A cell of several lines, or of several sentences, that is longer than this holds prose."""


class Piece(NamedTuple):
    """A span of the text and the element of the document that it is the content of, by its number from 0."""

    start: int
    end: int
    element: int


class FlatText(NamedTuple):
    """A text, the rows of cells of its tables, and the pieces of it that elements of the document hold."""

    text: str
    tables: list[list[list[PlacedCell]]]
    pieces: list[Piece]


Line = list[tuple[str, int | None]]
"""Strings with the numbers of their elements; none for what the document has no element for."""


@dataclass(slots=True)
class _Cell:
    across: int
    down: int
    lines: list[Line] = field(default_factory=list)


class FlatWriter:
    """Takes text, line ends and the parts of tables in their order; each takes the same time however deep it stands.

    A row of a table becomes a line with tabs between the cells. A table with another one inside, with prose in its
    cells, with one cell in each row or with more cells than any only arranges a page: what is in it becomes lines.
    """

    def __init__(self, keeps_blanks: bool = False) -> None:
        self._keeps_blanks = keeps_blanks
        self._written: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._line: Line = []
        self._rows: list[list[_Cell]] | None = None
        self._cell: _Cell | None = None
        self._arranging = self._cells = 0
        self._tables: list[list[list[PlacedCell]]] = []

    def text(self, text: str, element: int | None = None) -> None:
        """Text of the line or the cell."""
        self._line.append((text, element))

    def end_line(self) -> None:
        """What follows stands on another line."""
        if self._line or self._keeps_blanks:
            line, self._line = self._line, []
            self._take(line)

    def lines(self, lines: Sequence[Line]) -> None:
        """Whole lines, each by itself."""
        for line in lines:
            self._take(line)

    def open_table(self) -> None:
        """A table begins; the one it stands in only arranges the page."""
        self._flush()
        self._give_up()
        self._rows, self._cells = [], 0

    def open_row(self) -> None:
        """A row of the innermost table begins."""
        self.close_cell()
        if self._rows is not None:
            self._rows.append([])

    def open_cell(self, across: int = 1, down: int = 1) -> None:
        """A cell begins; down is 0 where it goes on from the cell above."""
        self.close_cell()
        self._cells += 1
        if self._cells > MAX_CELLS:
            self._give_up()
        if self._rows is not None:
            if not self._rows:
                self._rows.append([])
            self._cell = _Cell(across, down)
            self._rows[-1].append(self._cell)

    def merge(self, across: int | None = None, down: int | None = None) -> None:
        """Say of the open cell how far it spans."""
        if self._cell is not None:
            self._cell.across = self._cell.across if across is None else across
            self._cell.down = self._cell.down if down is None else down

    def close_cell(self) -> None:
        """The innermost cell ends."""
        self._flush()
        self._cell = None

    def close_table(self) -> None:
        """The innermost table ends; nothing where none is open."""
        self.close_cell()
        if self._rows is None:
            self._arranging = max(0, self._arranging - 1)
            return
        rows, self._rows = self._rows, None
        is_frame = all(len(row) < 2 for row in rows)
        if is_frame or any(_is_prose(cell.lines) for row in rows for cell in row):
            self._write_cells(rows)
        else:
            self._write_rows(rows)

    def finish(self) -> FlatText:
        """Everything, with what was left open."""
        if self._rows is not None:
            self.close_table()
        self._flush()
        return FlatText("".join(self._written), self._tables, self._pieces)

    def _give_up(self) -> None:
        """Take the open table, if there is one, for one that only arranges the page."""
        if self._rows is not None:
            rows, self._rows, self._cell = self._rows, None, None
            self._write_cells(rows)
            self._arranging += 1

    def _flush(self) -> None:
        if self._line:
            line, self._line = self._line, []
            self._take(line)

    def _take(self, line: Line) -> None:
        if self._cell is not None:
            self._cell.lines.append(line)
        else:
            self._write_line(line)

    def _write(self, text: str, element: int | None = None) -> None:
        self._written.append(text)
        if element is not None:
            self._pieces.append(Piece(self._length, self._length + len(text), element))
        self._length += len(text)

    def _write_line(self, line: Line) -> None:
        if self._keeps_blanks:
            for text, element in line:
                self._write(text, element)
            self._write("\n")
        elif (shown := _joined(line).strip(" ")).strip():
            self._write(f"{shown}\n")

    def _write_cells(self, rows: list[list[_Cell]]) -> None:
        for cell in (cell for row in rows for cell in row):
            for line in cell.lines:
                if _joined(line).strip():
                    self._write_line(line)

    def _write_rows(self, rows: list[list[_Cell]]) -> None:
        table: list[list[PlacedCell]] = []
        for row in rows:
            placed: list[PlacedCell] = []
            for number, cell in enumerate(row):
                if number:
                    self._write("\t")
                start = self._length
                self._write_cell(cell.lines)
                placed.append(PlacedCell(start, self._length, cell.across, cell.down))
            self._write("\n")
            table.append(placed)
        self._tables.append(table)

    def _write_cell(self, lines: list[Line]) -> None:
        """The lines of a cell as one; blanks of full width before them, which indent a label, are kept."""
        shown = [line for line in lines if _joined(line).strip()]
        for place, line in enumerate(shown):
            if place:
                self._write(" ")
            if self._keeps_blanks:
                for text, element in line:
                    self._write(text.replace("\t", " "), element)
            else:
                self._write(_joined(line).replace("\t", " ").strip(" "))


def _joined(line: Line) -> str:
    return "".join(text for text, _element in line)


def _is_prose(lines: list[Line]) -> bool:
    words = "\n".join(map(_joined, lines)).strip()
    return len(words) > _LONG_CELL and ("\n" in words or "。" in words)
