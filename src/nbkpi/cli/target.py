"""nbkpi target: how far along the targets of the book are."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.options import Request, as_of, choice
from nbkpi.cli.run import answer
from nbkpi.language import later

CALENDARS = ("months", "days")

AsOf = Annotated[
    str | None, as_of(later("what was reported until then: a date or a period, 2025-06-30, 2025-06, 2025H1"))
]
CalendarName = Annotated[
    str,
    typer.Option(
        "--calendar",
        metavar="|".join(CALENDARS),
        help=later("count the time elapsed in months or in days"),
        autocompletion=one_of(CALENDARS),
    ),
]


def target(request: Request, when: AsOf = None, calendar: CalendarName = "months") -> None:
    """The command."""
    choice(calendar, CALENDARS, "--calendar")
    from nbkpi.report.target import target as view

    answer(request, lambda book, selection, style: view(book, selection, style, when, calendar == "days"))
