"""Taking in the figures of a [[table]], which stay in a spreadsheet, a CSV or a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nbkpi.book.book import Book
from nbkpi.book.figures import FigureColumn
from nbkpi.book.files import Documents
from nbkpi.book.layout import BadTable, Layout
from nbkpi.book.observe import Resolver
from nbkpi.book.others import note_others
from nbkpi.book.problems import Problems, SheetFile
from nbkpi.book.records import Observation, Source
from nbkpi.book.rows import TableRows
from nbkpi.errors import UnknownName, UsageError
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.open import open_grid


def add_tables(book: Book, documents: Documents, problems: Problems) -> None:
    """Every [[table]]: its figures join the book, and what is wrong with it is noted, cell by cell."""
    resolver = Resolver(book, problems)
    for file, document in documents:
        for index, row in enumerate(document["table"]):
            path = ("table", index)
            for key in ("within", "total"):
                try:
                    _entity = row[key] and book.entity(row[key])
                except UnknownName as error:
                    problems.add_unknown(file, (*path, key), row[key], error)
            try:
                layout = Layout(open_table(Path(file.name).parent, row), row)
            except UsageError as error:
                problems.add(file, (*path, "path"), "bad-table", str(error))
            except BadTable as error:
                problems.add(file, (*path, *error.key), "bad-table", str(error), error.remedy)
            else:
                for _taken in take_in_table(resolver, TableRows(resolver, layout, source_of_file(book, row["path"]))):
                    pass


class Taken(NamedTuple):
    """What one column gave: the observations that can be used, their rows, and those that others stand against."""

    file: SheetFile
    rows: list[int]
    observations: list[Observation]
    rejected: list[Observation]


def take_in_table(resolver: Resolver, rows: TableRows) -> Iterator[Taken]:
    """Add the figures of a table to the book, column by column."""
    book, problems = resolver.book, resolver.problems
    start = len(book.observations)
    for figures in rows.layout.figures:
        column = FigureColumn(rows, figures)
        places, found = column.observations()
        others = book.add_observations(found)
        rejected: list[Observation] = []
        if others:
            beside = set(book.observations[start:]) if column.locators else set[Observation]()
            wrong = {
                place
                for place in others
                if not note_others(book, problems, column.file, places[place], found[place], beside)
            }
            rejected = [found[place] for place in sorted(wrong)]
            places = [row for place, row in enumerate(places) if place not in wrong]
            found = [one for place, one in enumerate(found) if place not in wrong]
        yield Taken(column.file, places, found, rejected)


def open_table(folder: Path, row: dict[str, Any]) -> Grid:
    """The sheet that a [[table]] of a file in this folder names; UsageError when it cannot be read."""
    path = folder / row["path"]
    return open_grid(path, str(path), row["sheet"], row["encoding"], row["delimiter"])


def source_of_file(book: Book, name: str) -> Source:
    """The file as a source of its own, for figures of which nothing else is said."""
    return book.sources.setdefault(name, Source(name, name, convention=book.convention))
