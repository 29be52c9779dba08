"""What every command that prints does: load the book, resolve the filters, ask, print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nbkpi.cli.inputs import refuse_over
from nbkpi.cli.progress import progress
from nbkpi.cli.request import Request
from nbkpi.diagnostics import OTHER_SOURCE
from nbkpi.errors import UnknownName
from nbkpi.language import _, current

if TYPE_CHECKING:
    from nbkpi.model.book import Book
    from nbkpi.report.document import Document
    from nbkpi.report.results import Style
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.select import Selection

    Answer = Callable[[Calculator, Selection, Style], Document]


def answer(request: Request, make: Answer, *, in_full: bool = False) -> Document:
    """Print the document that make gives for the book and the filters of the request; that document.

    in_full: every figure that other sources contradict is warned of, not only their number.
    """
    from nbkpi.render.output import choose_format, send

    chosen = choose_format(request.chosen_format, request.out)
    with progress(_("computing")), naming_the_book(request):
        document = make(*opened(request, in_full=in_full))
    send(document, chosen, request.out)
    return document


@contextmanager
def naming_the_book(request: Request) -> Iterator[None]:
    """Say of a name that is not found that it was looked for in the embedded book, where nobody chose another."""
    from nbkpi.loading.place import book_location

    try:
        yield
    except UnknownName as error:
        if type(error) is not UnknownName or book_location(request.book) is not None:
            raise
        where = _("this is the embedded book; --book PATH chooses another")
        raise UnknownName(_("{message} ({more})", message=error, more=where), error.candidates) from None


def opened(request: Request, *, in_full: bool = False) -> tuple[Calculator, Selection, Style]:
    """The book of the request, what was asked of it, and how numbers are to be shown."""
    from nbkpi.loading.load import load
    from nbkpi.loading.place import book_location
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.select import select

    book = load(book_location(request.book))
    refuse_over(request.out, map(Path, book.read_from))
    if book.warnings:
        _warn(book, in_full)
    selection = select(
        book,
        entities=request.entity,
        named_by_kind=request.named_by_kind,
        within=request.within,
        kinds=request.kind,
        indicators=request.indicator,
        periods=request.period,
        sources=request.source,
        of=request.of,
        by=request.by,
        across=request.across,
    )
    return Calculator(book), selection, style_of(book, request)


def _warn(book: Book, in_full: bool) -> None:
    """Say what is doubtful in a book; figures that other sources contradict are only counted unless in_full."""
    from nbkpi.cli.failure import show_diagnostics, tell

    counted = [one for one in book.warnings if one.code == OTHER_SOURCE and not in_full]
    show_diagnostics([one for one in book.warnings if one not in counted])
    if count := len(counted):
        tell(_("figures that other sources contradict: {count} (nbkpi check shows them)", count=count) + "\n")


def style_of(book: Book, request: Request) -> Style:
    """How numbers are shown: as asked, else as the book says."""
    from nbkpi.report.results import Style

    places = book.places if request.places is None else request.places
    in_english = not request.plain_units and current() == "en" and book.is_english
    return Style(places, request.exact, book.units if request.plain_units or in_english else None, in_english)
