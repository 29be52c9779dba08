"""nbkpi audit: every claim of a text checked against its other figures; exit 1 when one is wrong."""

from __future__ import annotations

import sys

import typer

from nbkpi.cli.extract import AsOf, File
from nbkpi.cli.options import Request


def audit(request: Request, file: File, as_of: AsOf = None) -> None:
    """The command."""
    from nbkpi.book.load import load
    from nbkpi.book.place import book_location
    from nbkpi.render.output import choose_format, prepared, send, write_whole
    from nbkpi.report.audit import audit as view
    from nbkpi.text import periods
    from nbkpi.text.audit import audit as run
    from nbkpi.text.source import read_source

    chosen = choose_format(request.chosen_format, request.out)
    written = None if as_of is None else periods.as_of(as_of)
    book = load(book_location(request.book))
    source = read_source(file)
    document = view(book, source.text, run(source.text, book, written))
    if chosen == "html":
        from nbkpi.render.marked import render_page

        if request.out is None or str(request.out) == "-":
            prepared(sys.stdout).write(render_page(document))
        else:
            write_whole(request.out, render_page(document))
    else:
        send(document, chosen, request.out)
    if document.findings:
        raise typer.Exit(1)
