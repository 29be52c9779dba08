"""nbkpi target: how far along the targets of the book are."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.options import Request, choice
from nbkpi.cli.run import answer
from nbkpi.language import later

CALENDARS = ("months", "days")

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=later("PERIOD"),
        help=later("use only data to the end of this period, such as 2025-06 or 2025H1"),
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="|".join(CALENDARS),
        help=later("count the elapsed time in months or in days"),
        autocompletion=lambda: list(CALENDARS),
    ),
]


def target(request: Request, as_of: AsOf = None, by: By = "months") -> None:
    """The command."""
    choice(by, CALENDARS, "--by")
    from nbkpi.report.target import target as view

    answer(request, lambda book, selection, style: view(book, selection, style, as_of, by == "days"))
