"""nbkpi structure: what figures are made of, by the breakdowns of the book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

Names = Annotated[
    list[str],
    typer.Argument(
        metavar=later("[INDICATOR...]"),
        help=later("ids or names of indicators; all that are broken down when left out"),
        show_default=False,
        autocompletion=complete.measures,
    ),
]


def structure(request: Request, names: Names = []) -> None:  # noqa: B006
    """The command."""
    from nbkpi.report.structure import structure as view

    answer(request, lambda book, selection, style: view(book, selection, style, names))
