"""nbkpi explain: the derivation of a result."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

Name = Annotated[
    str,
    typer.Argument(metavar=later("MEASURE"), help=later("a metric or an indicator"), autocompletion=complete.measures),
]


def explain(request: Request, name: Name) -> None:
    """The command."""
    from nbkpi.report.explain import explain as view

    answer(request, lambda book, selection, style: view(book, selection, style, name))
