"""The categories of the rows of a table, which stand in a column of their own."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.errors import UsageError
from nbkpi.loading.labels import is_total
from nbkpi.model.book import Book
from nbkpi.model.breakdowns import Cell
from nbkpi.model.records import Entity


def take_cells(book: Book, texts: Sequence[str], entities: list[Entity | None]) -> list[list[str] | None]:
    """Put the cells that the rows are of in the places of their entities; the categories of each row as written.

    Those are None for the whole, as no word, or one of a total, says. Where there is no such cell, or it may have a
    name of its own and is to be looked up with its indicator, the place of the entity becomes None.
    """
    written = {text: _categories(text) for text in set(texts)}
    known = {text: _cell(book, names) for text, names in written.items()}
    for place, text in enumerate(texts):
        entity, cell = entities[place], known[text]
        if cell is None or (cell and book.cells.parts()):
            entities[place] = None
        elif entity is not None:
            entities[place] = book.cells.of(entity, cell)
    return [written[text] for text in texts]


def _cell(book: Book, names: Sequence[str] | None) -> Cell | None:
    """The cell of these names; None where there is none."""
    try:
        return book.cells.breakdowns.cell(names or ())
    except UsageError:
        return None


def _categories(text: str) -> list[str] | None:
    """What a cell of a table names: sex=男; age=0-14岁."""
    return None if not text or is_total(text) else [one.strip() for one in text.split(";")]
