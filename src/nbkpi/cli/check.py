"""nbkpi check: a verdict on every claim and identity; exit 1 when somebody must look into one."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.options import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=later("show every verdict, not only what is wrong"))]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help=later("list so many findings at most"))]


def check(request: Request, verbose: Verbose = False, limit: Limit = 100) -> None:
    """The command."""
    from nbkpi.report.check import check as view

    document = answer(request, lambda book, selection, style: view(book, selection, style, limit, verbose))
    if document.findings:
        raise typer.Exit(1)
