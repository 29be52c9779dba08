"""nbkpi audit: every claim of a text checked against its other figures; exit 1 when one is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nbkpi.cli.extract import AsOf, File
from nbkpi.cli.options import Request

if TYPE_CHECKING:
    from nbkpi.report.document import Document


def audit(request: Request, file: File, as_of: AsOf = None) -> None:
    """The command."""
    from nbkpi.render.output import send

    document = audited(request, file, as_of)
    send(document, request.chosen_format, request.out)
    if document.findings:
        raise typer.Exit(1)


def audited(request: Request, file: Path, as_of: str | None) -> Document:
    """What the audit of a file says."""
    from nbkpi.book.load import load
    from nbkpi.book.place import EMBEDDED, book_location
    from nbkpi.report.audit import audit as view
    from nbkpi.report.book_comparison import add_comparison
    from nbkpi.text import periods
    from nbkpi.text.against_book import compare_text
    from nbkpi.text.audit import audit as run
    from nbkpi.text.source import read_source

    written = None if as_of is None else periods.as_of(as_of)
    book = load(book_location(request.book))
    source = read_source(file)
    document = view(book, source, run(source.text, book, written))
    if book.location != EMBEDDED:
        add_comparison(document, source.text, compare_text(source.text, book, written))
    return document
