"""nbkpi growth: growth, change, and the base that a printed growth implies."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from nbkpi.cli import complete
from nbkpi.cli.options import choice
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.language import later

_AGAINST = ("year", "previous")


def _against(value: str | None) -> str | None:
    return choice(value, _AGAINST, "--against")


Against = Annotated[
    str,
    typer.Option(
        "--against", metavar="|".join(_AGAINST), callback=_against, autocompletion=complete.one_of(_AGAINST),
        help=later("growth over the same period of the year before, or over the previous period (month on month)"),
    ),
]  # fmt: skip


def growth(request: Request, against: Against = "year") -> None:
    """The command."""
    from nbkpi.report import views

    basis: Literal["year", "previous"] = "previous" if against == "previous" else "year"
    answer(request, lambda book, selection, style: views.growth(book, selection, style, basis))
