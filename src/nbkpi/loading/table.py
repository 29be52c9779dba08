"""Taking in the figures of a [[table]], which stay in a spreadsheet, a CSV or a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.errors import UnknownName, UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Figure
from nbkpi.language import _, listed
from nbkpi.loading.figure_column import FigureColumn
from nbkpi.loading.figures import observations
from nbkpi.loading.files import Documents, rows_of
from nbkpi.loading.layout import BadTable, TableLayout
from nbkpi.loading.observe import Resolver
from nbkpi.loading.others import Others
from nbkpi.loading.problems import Problems, SheetFile, TextFile
from nbkpi.loading.reader import FigureReader
from nbkpi.loading.rows import TableRows
from nbkpi.model.book import Book
from nbkpi.model.records import Measure, Observation, Source, Target
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.open import open_grid


def add_tables(book: Book, documents: Documents, problems: Problems, reader: FigureReader) -> None:
    """Every [[table]]: its figures join the book, and what is wrong with it is noted, cell by cell."""
    resolver = Resolver(book, problems, reader)
    for file, path, row in rows_of(documents, "table"):
        for key in ("within", "total"):
            try:
                _entity = row[key] and book.entity(row[key])
            except UnknownName as error:
                problems.add_unknown(file, (*path, key), row[key], error)
        try:
            layout = TableLayout(open_table(Path(file.name).parent, row), row)
        except UsageError as error:
            problems.add(file, (*path, "path"), "bad-table", str(error))
        except BadTable as error:
            problems.add(file, (*path, *error.key), "bad-table", str(error), error.remedy)
        else:
            if not _is_headed(book, file, (*path, "entity"), row, layout, problems):
                continue
            for _taken in take_in_table(resolver, TableRows(resolver, layout, source_of_file(book, row["path"]))):
                pass


def _is_headed(
    book: Book,
    file: TextFile,
    path: tuple[str | int, ...],
    row: dict[str, Any],
    layout: TableLayout,
    problems: Problems,
) -> bool:
    """Whether the entity of a table is one of its headings or of the book; else that is noted, once for all rows."""
    asked = row["entity"]
    labels = [part for one in layout.figures for part in one.entity]
    is_heading = not isinstance(asked, str) or any(part.column is not None for part in labels)
    inside = f"{row['within']}/{asked}" if row["within"] else asked
    if not asked or is_heading or book.entities_called(asked) or book.entities_called(inside):
        return True
    message = _("{file} has no heading “{heading}”, and there is no entity of this name",
                file=row["path"], heading=asked)  # fmt: skip
    known = ["/".join(parts) for parts in layout.headings if parts]
    problems.add(file, path, "unknown-name", message, _("its headings: {names}", names=listed(known[:20])))
    return False


class Taken(NamedTuple):
    """What one column gave: the observations that can be used, and those that others stand against, with their rows.

    is_target: they are no observations but targets, which were taken in as such.
    """

    file: SheetFile
    rows: list[int]
    observations: list[Observation]
    rejected: list[Observation]
    rejected_rows: list[int]
    is_target: bool = False


def take_in_table(resolver: Resolver, rows: TableRows, first: int | None = None) -> Iterator[Taken]:
    """Add the figures of a table to the book, column by column.

    first is the number of the first observation of the sheet, where tables of it were taken in before: their cells may
    contradict those of this one as those of one table do.
    """
    book, problems = resolver.book, resolver.problems
    noted, start = Others(book, problems), len(book.observations) if first is None else first
    for figures in rows.layout.figures:
        column = FigureColumn(rows, figures)
        places, found = observations(column)
        if figures.is_target:
            yield _take_in_targets(book, problems, column.file, places, found)
            continue
        others = book.add_observations(found)
        rejected: list[Observation] = []
        rejected_rows: list[int] = []
        if others:
            noted.stand_beside(book.observations[start:])
            start, has_cells = len(book.observations), bool(column.locators)
            wrong = {
                place
                for place in others
                if not noted.note(column.file, places[place], found[place], has_cell=has_cells)
            }
            rejected = [found[place] for place in sorted(wrong)]
            rejected_rows = [places[place] for place in sorted(wrong)]
            places = [row for place, row in enumerate(places) if place not in wrong]
            found = [one for place, one in enumerate(found) if place not in wrong]
        yield Taken(column.file, places, found, rejected, rejected_rows)


def _take_in_targets(
    book: Book, problems: Problems, file: SheetFile, places: list[int], found: list[Observation]
) -> Taken:
    """Add a column of targets to the book.

    A cell that says there is none is left out, and so is one that says what the book has already, as a sheet of every
    month does; one that says otherwise is noted.
    """
    known = {(one.entity, one.measure, one.period): one.figure for one in book.targets}
    kept: list[tuple[int, Observation]] = []
    for row, one in zip(places, found, strict=True):
        if one.figure.missing is not None:
            continue
        other = known.get((one.entity, one.measure, one.period))
        if other is not None:
            if _possible(other, one.measure) != _possible(one.figure, one.measure):
                message = _("the book already has the target “{other}” for the same thing", other=other.write())
                problems.add(file, ("observation", row, "value"), "conflicting-observation", message)
            continue
        known[one.entity, one.measure, one.period] = one.figure
        book.targets.append(Target(one.entity, one.measure, one.period, one.figure, one.source, one.locator))
        kept.append((row, one))
    return Taken(file, [row for row, _one in kept], [one for _row, one in kept], [], [], is_target=True)


def _possible(figure: Figure, measure: Measure) -> Interval | None:
    """What a target allows, in the unit of its measure."""
    return None if figure.interval is None else figure.interval.scaled(figure.unit.factor_to(measure.unit))


def open_table(folder: Path, row: dict[str, Any]) -> Grid:
    """The sheet that a [[table]] of a file in this folder names; UsageError when it cannot be read."""
    path = folder / row["path"]
    return open_grid(path, str(path), row["sheet"], row["encoding"], row["delimiter"])


def source_of_file(book: Book, name: str) -> Source:
    """The file as a source of its own, for figures of which nothing else is said."""
    return book.sources.setdefault(name, Source(name, name, convention=book.convention))
