"""nbkpi check: a verdict on every claim and identity; exit 1 when somebody must look into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.cli.accepted import Accept, AcceptedFile, AcceptedFindings
from nbkpi.cli.inputs import refuse_over
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

if TYPE_CHECKING:
    from nbkpi.report.document import Document
    from nbkpi.report.results import Style
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.select import Selection

Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=later("show every verdict, not only findings"))]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1, help=later("in tables, only the first N findings"))]


def check(
    request: Request, verbose: Verbose = False, top: Top = 100, accept: Accept = None, accepted: AcceptedFile = None
) -> None:
    """The command."""
    from nbkpi.render import RECORDS
    from nbkpi.render.output import choose_format
    from nbkpi.report.check import check as view

    # Programs get everything: what people are shown at most is no matter of theirs.
    most = None if choose_format(request.chosen_format, request.out) in RECORDS else top
    refuse_over(request.out, list(filter(None, (accept, accepted))))
    given = AcceptedFindings("check", accept, accepted)
    filters = (
        request.entity, request.named_by_kind, request.within, request.kind, request.indicator, request.period,
        request.source,
    )  # fmt: skip

    def checked(calculator: Calculator, selection: Selection, style: Style) -> Document:
        _warn_of_totals(request, calculator)
        document = view(calculator, selection, style, most, verbose, given.acceptance)
        # Behind filters it is not known what is no finding any more.
        document.notes += [] if any(filters) else given.acceptance.notes
        return document

    document = answer(request, checked, in_full=True)
    given.keep()
    if document.findings:
        raise typer.Exit(1)


def _warn_of_totals(request: Request, calculator: Calculator) -> None:
    """Say which totals of sheets that the book reads in place are wrong; these are of no figure of the book."""
    from nbkpi.cli.failure import show_diagnostics
    from nbkpi.loading.place import book_location
    from nbkpi.tables.book_totals import wrong_totals

    if found := wrong_totals(book_location(request.book), calculator.book):
        show_diagnostics(found)
