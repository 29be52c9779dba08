"""Whether the total rows of the sheets that a book reads in place are the sums of their rows."""

from __future__ import annotations

from pathlib import Path

from nbkpi.diagnostics import Diagnostic
from nbkpi.errors import UsageError
from nbkpi.loading.files import read_files
from nbkpi.loading.kept_rows import kept_rows
from nbkpi.loading.layout import BadTable
from nbkpi.loading.place import book_files
from nbkpi.loading.problems import Problems
from nbkpi.loading.table import open_table, source_of_file
from nbkpi.model.book import Book
from nbkpi.tables.total_rows import total_findings


def wrong_totals(location: Path | None, book: Book) -> list[Diagnostic]:
    """A warning for each cell of a total row in a [[table]] of a book that cannot be the sum of its rows.

    book is what was loaded from the location. Nothing is found in the embedded book, which has no tables.
    """
    if location is None or not any(b"[table]" in path.read_bytes() for path in book_files(location)):
        return []
    found = list[Diagnostic]()
    for file, document in read_files(location, Problems(), {}, kept_rows(location)) or ():
        for row in document["table"]:
            keys = {key: value for key, value in row.items() if value not in (None, "", [], {})}
            try:
                grid = open_table(Path(file.name).parent, row)
                found += total_findings(grid, book, keys, source_of_file(book, row["path"]))
            except (UsageError, BadTable):  # Whoever loaded the book has been told.
                continue
    return found
