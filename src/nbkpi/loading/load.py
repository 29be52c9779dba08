"""Loading a book: the one way in."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nbkpi.errors import DataError
from nbkpi.figure import Convention, Units
from nbkpi.language import _
from nbkpi.loading.build import build_book
from nbkpi.loading.files import Documents, read_files
from nbkpi.loading.kept_figures import KeptFigures
from nbkpi.loading.kept_rows import kept_rows
from nbkpi.loading.place import EMBEDDED, RECIPES, folder_named
from nbkpi.loading.problems import Problems
from nbkpi.model.book import Book


def load(location: str | Path | None = None, changed: Mapping[Path, bytes] | None = None) -> Book:
    """Load a book from a folder or a file; the embedded one when no location is given.

    changed holds what to take instead of the content of some of its files, and of files that are to be in its folder,
    to see what a change would do.

    DataError with every diagnostic when anything in it is wrong (nothing is half-loaded), UsageError when there is
    no book at the location. Warnings do not stop loading; they are in Book.warnings.
    """
    path = Path(location) if location is not None else None
    shown = EMBEDDED if path is None else str(path)
    problems, kept = Problems(), kept_rows(path)
    with _collector_off():
        documents = read_files(path, problems, changed or {}, kept)
        if documents is not None and not problems:
            _reject_empty(documents, problems)
            _reject_recipes(documents, problems)
        units = [row for _file, document in documents or () for row in document["unit"]]
        figures = KeptFigures(kept.figures(units))
        book = None if documents is None else build_book(shown, documents, problems, figures)
    diagnostics = problems.diagnostics()
    errors = [found for found in diagnostics if found.severity == "error"]
    if book is None or errors:
        message = _("errors in {path}: {count}", path=folder_named(shown), count=len(errors))
        raise DataError(message, diagnostics)
    if not changed:
        if figures.has_more:
            kept.keep_figures(units, figures.packed(book.units))
        kept.save()
    book.warnings = diagnostics
    book.read_from = list(_files_read(documents or ()))
    return book


def _files_read(documents: Documents | tuple[()]) -> Iterator[str]:
    """The names of the files of a book, and of the tables and panels that they name."""
    for file, document in documents:
        yield file.name
        yield from (str(Path(file.name).parent / row["path"]) for row in (*document["table"], *document["panel"]))


def empty_book() -> Book:
    """A book that holds nothing but the standard units, with neither title nor location: for reading without a book."""
    return Book("", "", Convention(), Units())


def _reject_empty(documents: Documents, problems: Problems) -> None:
    """Note a book that says nothing at all, as when the wrong file was named; a title alone is a book just begun."""
    if not any(rows for _file, document in documents for rows in document.values()):
        file = documents[0][0]
        remedy = _("add content, such as [[entity]], [[indicator]] and [[observation]]")
        problems.add_at(file, "empty-book", _("the book is empty"), 1, 1, remedy)


def _reject_recipes(documents: Documents, problems: Problems) -> None:
    """Note recipes in a file of a book, where nothing would read them."""
    for file, document in documents:
        if document["recipe"]:
            message = _("[[recipe]] does not belong here: nothing reads it in this file")
            problems.add(file, ("recipe", 0), "unknown-key", message, _("move it into {path}", path=RECIPES), offset=-1)


@contextmanager
def _collector_off() -> Iterator[None]:
    """A book is many small objects that all stay: looking for garbage among them only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
