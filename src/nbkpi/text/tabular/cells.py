"""Tables of a text read as figures: the layout is found by nbkpi.tables, each cell read in the unit of its column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Figure, Kind, Unit
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.figure import MISSING_WORDS
from nbkpi.figure.reading import read_in_table
from nbkpi.figure.unit import NUMBER, POINTS, PURE
from nbkpi.loading.headings import headings
from nbkpi.loading.labels import take_totals, without_footnote
from nbkpi.loading.layout import is_period
from nbkpi.model.book import Book
from nbkpi.sheets.grid import Spot
from nbkpi.tables.roles import Labels, label_columns
from nbkpi.tables.shape import Shape, shape_of
from nbkpi.tables.understood import Asked
from nbkpi.tables.words import NUMBERS
from nbkpi.text.tabular import words
from nbkpi.text.tabular.axes import Role, TableLine, line_of
from nbkpi.text.tabular.table import TextTable

_MISSING = frozenset(word for symbols in MISSING_WORDS.values() for word in symbols)
_SAMPLE = 100
"""The roles of columns are judged by so many rows."""


@dataclass(slots=True, eq=False)
class TableCell:
    """A figure in a table of a text.

    start and end are the place of its words in the text, line and column the same counted from 1; row and col are
    its place in the grid. label is that of its row, heading that of its column with what it stands under. role says
    what it is beside the other figures. value is what the words allow in the base unit, None for a missing figure.
    """

    figure: Figure
    value: Interval | None
    words: str
    start: int
    end: int
    line: int
    column: int
    row: int
    col: int
    label: str
    heading: str
    role: Role = "value"


@dataclass(slots=True)
class ReadTable:
    """A table with its figures: those of its rows and columns by their place in the grid.

    title are the lines above it. unread are the cells between the figures that hold none, nothing included. is_whole:
    neither its title nor a row that could not be read says that rows are missing.
    """

    table: TextTable
    rows: list[TableLine] = field(default_factory=list)
    columns: list[TableLine] = field(default_factory=list)
    cells: dict[Spot, TableCell] = field(default_factory=dict)
    title: str = ""
    is_whole: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """What of the text it covers."""
        return self.table.start, self.table.end


def read_tables(text: str, tables: Sequence[TextTable], book: Book) -> list[ReadTable]:
    """Each of these tables of a text with its figures; one without any figure has neither rows nor columns."""
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")] if tables else []
    return [_Reader(text, table, book, starts).read() for table in tables]


class _Reader:
    """Reads one table."""

    def __init__(self, text: str, table: TextTable, book: Book, starts: list[int]) -> None:
        self.text, self.table, self.book, self.starts = text, table, book, starts
        self.grid = table.grid
        self.shape: Shape = shape_of(table.grid, book.units)
        self.found = ReadTable(table)

    def read(self) -> ReadTable:
        """Its rows and columns, and the cells where they cross."""
        found, shape = self.found, self.shape
        if not shape.has_figures:
            return found
        found.title = " ".join(shape.titles)
        heads = headings(self.grid, shape.header)
        sample = range(shape.rows.start, min(shape.rows.stop, shape.rows.start + _SAMPLE))
        texts = [[self.grid.text(row, column) for row in sample] for column in range(self.grid.width)]
        labels = label_columns(self.book, heads, texts, Asked())
        values = self._value_columns(labels, heads, texts)
        own = list(self._label_columns(labels, values))
        if not own and len(values) > 1:
            own = [values.pop(0)]  # Labels such as 0-14岁 read like figures.
        if own:
            take_totals(self.grid, self.shape.rows, own[-1])
        found.columns = [line_of(column, heads[column], self.book) for column in values]
        for line in found.columns:
            self._settle(line, texts[line.index])
        self._rows(own, labels.unit)
        self._cells()
        with_figures = {column for _row, column in found.cells}
        found.columns = [line for line in found.columns if line.index in with_figures]
        found.is_whole = self._is_whole()
        return found

    def _value_columns(self, labels: Labels, heads: list[list[str]], texts: list[list[str]]) -> list[int]:
        """The columns that hold figures."""
        others = {*labels.words, *labels.period, labels.unit}
        lasts = {column: heading_key(parts[-1]).lower() for column, parts in enumerate(heads) if parts}
        others |= {column for column, last in lasts.items() if NUMBERS.fullmatch(last)}
        return [column for column in range(self.grid.width) if column not in others and any(texts[column])]

    def _label_columns(self, labels: Labels, values: list[int]) -> Iterator[int]:
        """The columns left of the figures that say what a row is of."""
        first = min(values, default=self.grid.width)
        for column in range(first):
            if column != labels.unit and (column in (*labels.words, *labels.period)):
                yield column

    def _settle(self, line: TableLine, texts: list[str]) -> None:
        """Decide by the cells whether a column holds counts, and which of growths and changes its words mean."""
        shown = [normalise(one) for one in texts if one and one not in _MISSING]
        head = heading_key(line.path[-1]) if line.path else ""
        is_bare = not self.shape.units and not words.AMOUNTS.search(line.words) and all(map(_is_whole_number, shown))
        line.is_counted = line.role == "value" and (words.NUMBER.search(head) is not None or is_bare)
        if line.role == "compared" and any("%" in one for one in shown):
            line.role, line.is_additive = "growth", False
        elif line.role == "compared" and any("百分点" in one for one in shown):
            line.role, line.is_additive = "change", False

    def _rows(self, columns: list[int], units: int | None) -> None:
        """The rows that hold figures, with what their labels say; merged labels hold for all rows they span."""
        spanned = {
            (row, column): self.grid.text(top, left)
            for top, left, bottom, right in self.grid.merged
            if left in columns
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for row in self.shape.rows:
            parts = [spanned.get((row, column)) or self.grid.text(row, column) for column in columns]
            path = list(dict.fromkeys(filter(None, parts)))
            line = line_of(row, path, self.book, self.grid.indents.get(row, 0))
            if units is not None:
                line.unit = self.book.units.get(normalise(self.grid.text(row, units))) or line.unit
            self.found.rows.append(line)

    def _cells(self) -> None:
        """The figures at the crossings; rows that are only titles within the table are left out."""
        found = self.found
        wide = {top for top, left, _bottom, right in self.grid.merged if right > left}
        filled = []
        for row, following in zip(found.rows, [*found.rows[1:], None], strict=True):
            has_words = False
            for column in found.columns:
                place = self.table.places.get((row.index, column.index))
                if place is None:
                    continue
                has_words = True
                figure = self._figure(self.grid.text(row.index, column.index), row, column)
                if figure is not None:
                    found.cells[row.index, column.index] = self._cell(figure, place, row, column)
            is_title = row.index in wide or _is_title(row, following)
            if has_words or row.index in self.table.ragged or not is_title:
                filled.append(row)
        found.rows = filled

    def _cell(self, figure: Figure, place: tuple[int, int], row: TableLine, column: TableLine) -> TableCell:
        line = bisect_right(self.starts, place[0])
        role = column.role if column.role != "value" else row.role
        interval = figure.interval
        return TableCell(
            figure,
            None if interval is None else interval.scaled(figure.unit.scale),
            self.text[place[0] : place[1]],
            *place,
            line,
            place[0] - self.starts[line - 1] + 1,
            row.index,
            column.index,
            row.words,
            column.words,
            role,
        )

    def _figure(self, text: str, row: TableLine, column: TableLine) -> Figure | None:
        """What a cell says, in the unit that its column, its row or the table has; None where it is no figure."""
        unit, kind = self._unit(row, column)
        words_of_figure = without_footnote(text)[0]
        if is_period(words_of_figure) and unit is NUMBER and kind is None:
            return None
        try:
            return read_in_table(words_of_figure, self.book.units, unit, kind)
        except UnreadableFigure:
            return None

    def _unit(self, row: TableLine, column: TableLine) -> tuple[Unit, Kind | None]:
        """The unit of the bare numbers where a row and a column cross, and that they are counts where words say so."""
        derived = next(
            (line for line in (column, row) if line.role not in ("value", "change", "compared") and line.unit), None
        )
        for line in filter(None, (derived, column, row)):
            if line.unit is not None:
                return line.unit, None
        if any(line.role in ("compared", "falls") for line in (row, column)):
            return NUMBER, None
        if column.is_counted:
            return NUMBER, "count"
        named = [unit for name in self.shape.units if (unit := self.book.units.get(name)) is not None]
        amounts = [unit for unit in named if unit.dimension not in (PURE, POINTS) or not unit.symbol]
        return (amounts[0], None) if len(amounts) == 1 else (NUMBER, None)

    def _is_whole(self) -> bool:
        """Whether nothing says that rows are missing."""
        lacking = any(
            row in self.table.ragged or not words.NOTES.match(text)
            for row, text in self.shape.notes
            if row > self.shape.rows.start and len(text) < 20
        )
        return not lacking and not words.PART_ONLY.search(self.found.title)


def _is_title(row: TableLine, following: TableLine | None) -> bool:
    """Whether a row without figures is the title of those below it, or blank, rather than one whose figures lack."""
    if not row.path or row.level < 100 * len(words.NUMBERINGS) or words.NOTES.match(row.path[-1]):
        return True
    return following is not None and (following.level > row.level or following.is_part)


def _is_whole_number(text: str) -> bool:
    return text.replace(",", "").isdigit()
