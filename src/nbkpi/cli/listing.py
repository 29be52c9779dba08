"""nbkpi list: what is in the book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.errors import UsageError
from nbkpi.language import _, later, listed

SORTS = ("entities", "indicators", "metrics", "breakdowns", "sources", "observations", "units")

Sort = Annotated[
    str | None,
    typer.Argument(metavar=f"[{'|'.join(SORTS)}]", help=later("what to list"), autocompletion=one_of(SORTS)),
]


def listing(request: Request, sort: Sort = None) -> None:
    """The command."""
    if sort is not None and sort not in SORTS:
        raise UsageError(_("“{sort}” cannot be listed; choose one of {sorts}", sort=sort, sorts=listed(SORTS)))
    from nbkpi.report.listing import listing as view

    answer(request, lambda book, selection, style: view(book, selection, style, sort or ""))
