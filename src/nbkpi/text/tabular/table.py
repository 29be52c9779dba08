"""A table in a text: its cells as a grid, and where the words of each stand in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nbkpi.patterns import regex

if TYPE_CHECKING:
    from nbkpi.sheets.grid import Grid, Spot

MAX_CELLS = 200_000
"""A larger table is no table: filled up to its width it would not fit into memory."""

MAX_SPAN = 500
"""A merged cell that says it spans more rows or columns than this spans so many."""

_LINES_ABOVE = 3
_LONGEST_CAPTION = 60
_PROSE = frozenset("，。；！？,;!?")
_NUMBERS_OF_TITLES = regex(
    r"[表图]\s*[0-9-]+|[0-9]{4}(?:年|年度)?|[0-9]{1,2}(?:[-—–~至到][0-9]{1,2})?月|^[0-9.]+|第[0-9]"
)


class PlacedCell(NamedTuple):
    """The words of a cell in the text, blanks around them included, and how many columns and rows it spans.

    down is 0 for a cell that goes on from the one above.
    """

    start: int
    end: int
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class TextTable:
    """A table in a text.

    grid has the lines of title and unit directly above it as its first rows. places are those of the words of its
    cells, without blanks around them; blank cells have none. start and end are the span of the text it covers, from
    its title to its last row. ragged are the rows that have two cells or more, but fewer than others; above is how many
    of the first rows are no rows of the table itself.
    """

    grid: Grid
    places: dict[Spot, tuple[int, int]]
    start: int
    end: int
    ragged: frozenset[int] = frozenset()
    above: int = 0


def placed_table(text: str, rows: Sequence[Sequence[PlacedCell]], floor: int = 0) -> TextTable | None:
    """The table of these rows, with the lines above it down to floor that say its title and unit.

    None for what is no table: fewer than two rows or two columns, or more than MAX_CELLS.
    """
    spots = _laid_out(rows)
    filled = {row for (row, _column), cell in spots.items() if text[cell.start : cell.end].strip()}
    width = max((column + cell.across for (_row, column), cell in spots.items()), default=0)
    if len(filled) < 2 or width < 2 or width * len(rows) > MAX_CELLS:
        return None
    from nbkpi.sheets.grid import Grid

    first, last = next(row[0] for row in rows if row), next(row[-1] for row in reversed(rows) if row)
    above = list(_captions(text, first.start, floor))
    placed = [(row + len(above), column, _stripped(text, cell)) for (row, column), cell in spots.items()]
    places = {(row, 0): place for row, place in enumerate(above)}
    places |= {(row, column): place for row, column, place in placed if place is not None}
    cells = [[""] * width for _each in range(len(above) + len(rows))]
    for (row, column), (begin, end) in places.items():
        cells[row][column] = text[begin:end]
    grid = Grid("", "", cells, list(_merged(spots, len(above))))
    grid.indents = dict(_indents(text, spots, len(above)))
    ragged = frozenset(row + len(above) for row in _ragged(rows, spots, width))
    return TextTable(grid, places, above[0][0] if above else first.start, last.end, ragged, len(above))


def _indents(text: str, spots: dict[Spot, PlacedCell], offset: int) -> Iterator[tuple[int, int]]:
    """The rows whose first cell begins with blanks, and how far that indents it."""
    for (row, column), cell in spots.items():
        words = text[cell.start : cell.end]
        if column == 0 and words[:1].isspace() and words.strip():
            from nbkpi.loading.labels import depth

            yield row + offset, depth(words)


def _stripped(text: str, cell: PlacedCell) -> tuple[int, int] | None:
    """The place of the words of a cell without blanks around them; None for a blank one."""
    words = text[cell.start : cell.end]
    bare = words.strip()
    begin = cell.start + len(words) - len(words.lstrip())
    return (begin, begin + len(bare)) if bare else None


def _bounded(cell: PlacedCell, rows: int) -> PlacedCell:
    """The cell within the table and within reason."""
    return cell._replace(across=max(1, min(cell.across, MAX_SPAN)), down=min(cell.down, MAX_SPAN, rows))


def _laid_out(rows: Sequence[Sequence[PlacedCell]]) -> dict[Spot, PlacedCell]:
    """Every cell at its row and column, beside those that reach down from above; nothing for more than MAX_CELLS."""
    spots: dict[Spot, PlacedCell] = {}
    busy: dict[int, int] = {}
    area = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in (_bounded(one, len(rows) - row) for one in cells):
            area += cell.across * max(1, cell.down)
            if area > MAX_CELLS:
                return {}
            while busy.get(column, 0) > row:
                column += 1
            spots[row, column] = cell
            if cell.down > 1:
                busy |= dict.fromkeys(range(column, column + cell.across), row + cell.down)
            column += cell.across
    return spots


def _merged(spots: dict[Spot, PlacedCell], offset: int) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of merged cells; those that go on from above make the one above longer."""
    tops: dict[int, Spot] = {}
    bottoms: dict[Spot, int] = {}
    for (row, column), cell in spots.items():
        top = tops.get(column)
        if cell.down == 0 and top is not None and bottoms[top] == row - 1:
            bottoms[top] = row
        else:
            tops[column] = (row, column)
            bottoms[row, column] = row + max(1, cell.down) - 1
    for (row, column), bottom in bottoms.items():
        right = column + spots[row, column].across - 1
        if bottom > row or right > column:
            yield row + offset, column, bottom + offset, right


def _ragged(rows: Sequence[Sequence[PlacedCell]], spots: dict[Spot, PlacedCell], width: int) -> Iterator[int]:
    """The rows that end before the others do, those with a single cell aside, which are titles within the table."""
    reach = [0] * len(rows)
    for (row, column), cell in spots.items():
        for below in range(row, row + max(1, cell.down)):
            reach[below] = max(reach[below], column + cell.across)
    return (row for row, cells in enumerate(rows) if len(cells) > 1 and reach[row] < width)


def _captions(text: str, start: int, floor: int) -> Iterator[tuple[int, int]]:
    """The places of the title and the line of the unit directly above, from the top."""
    from nbkpi.tables.lines import units_of

    found: list[tuple[int, int]] = []
    at, blanks, has_title = max(text.rfind("\n", floor, start) + 1, floor), 0, False
    while at > floor and len(found) < _LINES_ABOVE and blanks < 2 and not has_title:
        end = at - 1
        at = max(text.rfind("\n", floor, end) + 1, floor)
        line = text[at:end].strip() if end - at <= 4 * _LONGEST_CAPTION else "。"
        if not line:
            blanks += 1
            continue
        is_unit = units_of([line]) is not None
        has_title = not is_unit
        if len(line) > _LONGEST_CAPTION or (not is_unit and not _is_title(line)):
            break
        begin = at + text[at:end].index(line[0])
        found.append((begin, begin + len(line)))
    return reversed(found)


def _is_title(line: str) -> bool:
    """Whether a line may be a title: without a sign of prose, and without a figure."""
    bare = _NUMBERS_OF_TITLES.sub("", line)
    return _PROSE.isdisjoint(line) and not any(char.isdigit() for char in bare)
