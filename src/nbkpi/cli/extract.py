"""nbkpi extract: the figures in Chinese text, as drafts for a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.cli.inputs import refuse_over
from nbkpi.cli.options import as_of
from nbkpi.cli.request import Request
from nbkpi.cli.run import style_of
from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _, later

if TYPE_CHECKING:
    from nbkpi.model.book import Book

File = Annotated[
    Path,
    typer.Argument(
        metavar=later("FILE"), help=later("the text: plain text, Markdown, HTML, docx or PDF; “-” reads from the pipe")
    ),
]
AsOf = Annotated[str | None, as_of(later("date of the text, such as 2025 or 2025-03; tells which year “last year” is"))]
Toml = Annotated[bool, typer.Option("--toml", help=later("write the drafts as TOML for a book"))]
AddTo = Annotated[
    Path | None,
    typer.Option("--add-to", metavar=later("BOOK"), help=later("add the drafts to the drafts.toml of a book")),
]


def extract(request: Request, file: File, when: AsOf = None, toml: Toml = False, add_to: AddTo = None) -> None:
    """The command."""
    from nbkpi.loading.load import load
    from nbkpi.render.output import choose_format, put, send
    from nbkpi.report.extract import extract as view
    from nbkpi.solve.dates import as_of as moment
    from nbkpi.text.drafts import drafts, drafts_text
    from nbkpi.text.mentions import mentions_in
    from nbkpi.text.source import read_source
    from nbkpi.text.spaced import Spaced

    toml = toml or (request.out is not None and request.out.suffix == ".toml")
    if toml and request.chosen_format is not None:
        raise UsageError(_("--toml and --format {format} cannot be used together", format=request.chosen_format))
    chosen = None if toml else choose_format(request.chosen_format, request.out)
    refuse_over(request.out, [file])
    book = load(add_to) if add_to is not None else book_of_text(request)
    written = None if when is None else moment(when, book).month
    source = read_source(file)
    spaced = Spaced(source.text)
    mentions = mentions_in(spaced.text, book, written)
    spaced.restore(mentions)
    found = drafts(mentions, book)
    if add_to is not None:
        _add(add_to, drafts_text(found, source.name, source.text, book), len(found))
        return
    if chosen is not None:
        send(view(book, found, style_of(book, request)), chosen, request.out)
    else:
        put(drafts_text(found, source.name, source.text, book), request.out)


def book_of_text(request: Request) -> Book:
    """The book to read a text with: as asked, NBKPI_BOOK, the working folder's, else one that knows no names.

    The embedded book is about one place, and no text is. UsageError where the output would go over the book.
    """
    from nbkpi.loading.load import empty_book, load
    from nbkpi.loading.place import book_location

    location = book_location(request.book)
    book = empty_book() if location is None else load(location)
    refuse_over(request.out, map(Path, book.read_from))
    return book


def _add(book: Path, text: str, count: int) -> None:
    """Put drafts behind those that are there, each once."""
    from nbkpi.cli.failure import tell
    from nbkpi.editing.changes import changing
    from nbkpi.loading.place import drafts_of
    from nbkpi.render.output import write_whole

    path = drafts_of(book)
    with changing(book):
        try:
            before = path.read_text("utf-8") if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None
        heading, *blocks = text.split("\n[[")
        known = {_key(block) for block in before.split("\n[[")}
        new = [block.rstrip("\n") + "\n" for block in blocks if _key(block) not in known]
        write_whole(path, "\n[[".join([before or heading + "\n", *new]))
    added = sum(block.startswith("observation") for block in new)
    tell(_("drafts added to {path}: {added} of {count}", path=path, added=added, count=count))
    tell(_("drafts are not part of the book: check them, and move what is right to one of its files"))


def _key(block: str) -> str:
    """What tells a draft from others: all of an observation, the id of what else there is."""
    lines = block.rstrip("\n").split("\n")
    return "\n".join(lines if block.startswith("observation") else lines[:2])
