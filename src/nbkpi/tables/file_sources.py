"""Which source of a book a file is, so that a source and a cell always lead to what was printed there."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath

from nbkpi.model.book import Book
from nbkpi.model.records import Source


def source_of_file(book: Book, name: str, title: str, taken: Collection[str] = ()) -> tuple[Source, bool]:
    """The file as a source of the book, of which it becomes one by being imported, and whether it is a new one.

    Of several that are called like the file and have its title it is the last, but none of those that are taken.
    """
    known, free = _called_like(book, name, title)
    found = next((one for one in reversed(known) if one not in taken), None)
    return (Source(free, title, convention=book.convention), True) if found is None else (book.sources[found], False)


def sources_of_file(book: Book, name: str, title: str) -> list[str]:
    """The ids of all sources that earlier imports of a file gave its figures."""
    return _called_like(book, name, title)[0]


def _called_like(book: Book, name: str, title: str) -> tuple[list[str], str]:
    """The ids of the sources that are called like a file and have its title, and the first id that is free."""
    base = re.sub(r"[^\w]+", "_", PurePath(name).stem).strip("_") or "table"
    number, found, known = 1, base, list[str]()
    while found in book.sources:
        if book.sources[found].title == title:
            known.append(found)
        number += 1
        found = f"{base}_{number}"
    return known, found
