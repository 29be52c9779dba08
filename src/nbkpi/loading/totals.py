"""Taking in the totals that sheets printed of their own rows, with the figures that they add up."""

from __future__ import annotations

from nbkpi.loading.files import Documents, rows_of
from nbkpi.loading.observe import Resolver
from nbkpi.loading.problems import Problems
from nbkpi.loading.reader import FigureReader
from nbkpi.model.book import Book
from nbkpi.model.records import Observation
from nbkpi.model.totals import PrintedTotal, cells_read


def add_totals(book: Book, documents: Documents, problems: Problems, reader: FigureReader) -> None:
    """Every [[total]]; the figures that it adds up are those that the book has from these cells of its source."""
    resolver = Resolver(book, problems, reader)
    figures: dict[tuple[str, str], Observation] = {
        (one.source.id, one.locator): one for one in book.observations if one.source is not None and one.locator
    }
    for file, path, row in rows_of(documents, "total"):
        claim = resolver.total(file, path, row)
        if claim is None:
            continue
        source = claim.source.id if claim.source is not None else ""
        found = {cell: figures.get((source, cell)) for cell in cells_read(row["cells"])}
        parts = {
            cell: one
            for cell, one in found.items()
            if one is not None and (one.measure, one.period) == (claim.measure, claim.period)
        }
        lost = tuple(cell for cell in found if cell not in parts)
        total = PrintedTotal(claim, tuple(row["cells"]), tuple(parts.values()), lost, bool(row["others"]))
        book.totals.append(total)
