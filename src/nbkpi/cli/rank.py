"""nbkpi rank: entities in the order of a metric or an indicator."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.complete import one_of
from nbkpi.cli.explain import Name
from nbkpi.cli.options import choice
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.errors import UsageError
from nbkpi.language import _, later

TIES = ("min", "dense")

Top = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, help=later("only entities that may be among the first N"))
]
Bottom = Annotated[
    int | None, typer.Option("--bottom", metavar="N", min=1, help=later("only entities that may be among the last N"))
]
Ties = Annotated[
    str,
    typer.Option(
        "--ties",
        metavar="|".join(TIES),
        help=later("ranks after a tie: with a jump (min: 1, 1, 3) or without (dense: 1, 1, 2)"),
        autocompletion=one_of(TIES),
    ),
]
Ascending = Annotated[bool, typer.Option("--ascending", help=later("lowest first"))]
Descending = Annotated[bool, typer.Option("--descending", help=later("highest first"))]
Aggregate = Annotated[bool, typer.Option("--aggregate", help=later("compute from the totals of the members of each"))]


def rank(
    request: Request,
    name: Name,
    top: Top = None,
    bottom: Bottom = None,
    ties: Ties = "min",
    ascending: Ascending = False,
    descending: Descending = False,
    aggregate: Aggregate = False,
) -> None:
    """The command."""
    if ascending and descending:
        raise UsageError(_("--ascending and --descending cannot be used together"))
    choice(ties, TIES, "--ties")
    from nbkpi.report.ranking import RankingRequest
    from nbkpi.report.ranking import rank as view

    lowest_first = ascending if ascending or descending else None
    asked = RankingRequest(
        name, request.kind, "dense" if ties == "dense" else "min", lowest_first, top, bottom, aggregate
    )
    answer(request, lambda book, selection, style: view(book, selection, style, asked))
