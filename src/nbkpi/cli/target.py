"""nbkpi target: how far along the targets of the book are."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.options import as_of, choice
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

CALENDARS = ("months", "days")

AsOf = Annotated[
    str | None, as_of(later("use only data to the end of this date or period, such as 2025-06-30, 2025-06 or 2025H1"))
]
CalendarName = Annotated[
    str,
    typer.Option(
        "--calendar",
        metavar="|".join(CALENDARS),
        help=later("count the elapsed time in months or in days"),
        autocompletion=one_of(CALENDARS),
    ),
]


def target(request: Request, when: AsOf = None, calendar: CalendarName = "months") -> None:
    """The command."""
    choice(calendar, CALENDARS, "--calendar")
    from nbkpi.report.target import target as view

    answer(request, lambda book, selection, style: view(book, selection, style, when, calendar == "days"))
