"""Writing what a formatted document says as flat text, and remembering where the cells of its tables came to stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from nbkpi.text.tabular.table import PlacedCell

_LONG_CELL = 80
"""A cell of several lines that is longer than this holds prose: the table only arranges it on the page."""


class FlatText(NamedTuple):
    """A text, and the rows of cells of its tables."""

    text: str
    tables: list[list[list[PlacedCell]]]


@dataclass(slots=True)
class _Cell:
    across: int
    down: int
    pieces: list[str] = field(default_factory=list)


class FlatWriter:
    """Takes text, line ends and the parts of tables in their order; each takes the same time however deep it stands.

    A row of a table becomes a line with tabs between the cells. A table with another one inside, or with prose in its
    cells, only arranges a page: what is in it becomes lines.
    """

    def __init__(self, keeps_blank_lines: bool = False) -> None:
        self._keeps_blank_lines = keeps_blank_lines
        self._written: list[str] = []
        self._length = 0
        self._line: list[str] = []
        self._rows: list[list[_Cell]] | None = None
        self._cell: _Cell | None = None
        self._arranging = 0
        self._tables: list[list[list[PlacedCell]]] = []

    def text(self, text: str) -> None:
        """Text of the line or the cell."""
        (self._line if self._cell is None else self._cell.pieces).append(text)

    def end_line(self) -> None:
        """What follows stands on another line."""
        if self._cell is not None:
            self._cell.pieces.append("\n")
        elif self._line or self._keeps_blank_lines:
            self._write_line("".join(self._line))
            self._line.clear()

    def open_table(self) -> None:
        """A table begins; the one it stands in only arranges the page."""
        if self._rows is not None:
            self._spill()
            self._arranging += 1
        self._flush()
        self._rows, self._cell = [], None

    def open_row(self) -> None:
        """A row of the innermost table begins."""
        self._cell = None
        if self._rows is not None:
            self._rows.append([])

    def open_cell(self, across: int = 1, down: int = 1) -> None:
        """A cell begins; down is 0 where it goes on from the cell above."""
        if self._rows is None:
            self._flush()
            return
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
        self._cell = None
        if self._rows is None:
            self._flush()

    def close_table(self) -> None:
        """The innermost table ends; nothing where none is open."""
        self._cell = None
        if self._rows is None:
            self._flush()
            self._arranging = max(0, self._arranging - 1)
            return
        rows, self._rows = self._rows, None
        self._flush()
        if any(_is_prose(cell) for row in rows for cell in row):
            self._write_cells(rows)
        else:
            self._write_rows(rows)

    def finish(self) -> FlatText:
        """Everything, with what was left open."""
        if self._rows is not None:
            self.close_table()
        self._flush()
        return FlatText("".join(self._written), self._tables)

    def _flush(self) -> None:
        if self._line:
            self._write_line("".join(self._line))
            self._line.clear()

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)

    def _write_line(self, line: str) -> None:
        for one in line.split("\n"):
            shown = one if self._keeps_blank_lines else one.strip(" ")
            if self._keeps_blank_lines or shown.strip():
                self._write(f"{shown}\n")

    def _spill(self) -> None:
        rows, self._rows, self._cell = self._rows or [], None, None
        self._write_cells(rows)

    def _write_cells(self, rows: list[list[_Cell]]) -> None:
        for cell in (cell for row in rows for cell in row):
            for line in "".join(cell.pieces).split("\n"):
                if line.strip():
                    self._write_line(line)

    def _write_rows(self, rows: list[list[_Cell]]) -> None:
        table: list[list[PlacedCell]] = []
        for row in rows:
            placed: list[PlacedCell] = []
            for number, cell in enumerate(row):
                if number:
                    self._write("\t")
                start = self._length
                self._write(_shown("".join(cell.pieces)))
                placed.append(PlacedCell(start, self._length, cell.across, cell.down))
            self._write("\n")
            table.append(placed)
        self._tables.append(table)


def _shown(words: str) -> str:
    """The words of a cell on one line; blanks of full width before them, which indent a label, are kept."""
    lines = (line.replace("\t", " ").strip(" ") for line in words.split("\n"))
    return " ".join(line for line in lines if line.strip())


def _is_prose(cell: _Cell) -> bool:
    words = "".join(cell.pieces).strip()
    return len(words) > _LONG_CELL and ("\n" in words or "。" in words)
