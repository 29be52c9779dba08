"""nbkpi metric: any metric of the book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.errors import UsageError
from nbkpi.language import _, later

Names = Annotated[
    list[str],
    typer.Argument(
        metavar=later("[METRIC...]"),
        help=later("ids or names, also income.growth and the like; all metrics when left out"),
        show_default=False,
        autocompletion=complete.metrics,
    ),
]
Aggregate = Annotated[
    bool, typer.Option("--aggregate", help=later("compute from the totals of the members; works for indicators too"))
]


def metric(request: Request, names: Names = [], aggregate: Aggregate = False) -> None:  # noqa: B006
    """The command."""
    if aggregate:
        if not names:
            raise UsageError(_("--aggregate needs the names of the metrics or indicators to add up"))
        from nbkpi.report.totals import totals

        answer(request, lambda book, selection, style: totals(book, selection, style, names))
        return
    from nbkpi.report import views

    answer(request, lambda book, selection, style: views.metric(book, selection, style, names))
