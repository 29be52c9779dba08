"""Taking in the figures of a [[table]], which stay in a spreadsheet, a CSV or a Parquet file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbkpi.book.book import Book
from nbkpi.book.figures import FigureColumn
from nbkpi.book.files import Documents
from nbkpi.book.layout import BadTable, Layout
from nbkpi.book.observe import Resolver, note_others
from nbkpi.book.problems import Problems
from nbkpi.book.records import Source
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
                take_in_table(resolver, TableRows(resolver, layout, source_of_file(book, row["path"])))


def take_in_table(resolver: Resolver, rows: TableRows) -> None:
    """Add every figure of a table to the book."""
    book, problems = resolver.book, resolver.problems
    for figures in rows.layout.figures:
        column = FigureColumn(rows, figures)
        rows_of_figures, found = column.observations()
        for place in book.add_observations(found):
            note_others(book, problems, column.file, rows_of_figures[place], found[place])


def open_table(folder: Path, row: dict[str, Any]) -> Grid:
    """The sheet that a [[table]] of a file in this folder names; UsageError when it cannot be read."""
    path = folder / row["path"]
    return open_grid(path, str(path), row["sheet"], row["encoding"], row["delimiter"])


def source_of_file(book: Book, name: str) -> Source:
    """The file as a source of its own, for figures of which nothing else is said."""
    return book.sources.setdefault(name, Source(name, name, convention=book.convention))
