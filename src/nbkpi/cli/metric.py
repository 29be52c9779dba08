"""nbkpi metric: any metric of the book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli import complete
from nbkpi.cli.options import Request
from nbkpi.cli.run import answer
from nbkpi.language import _

Names = Annotated[
    list[str],
    typer.Argument(
        metavar=_("[METRIC]..."),
        help=_("ids or names; income.growth and the like too; all when left out"),
        show_default=False,
        autocompletion=complete.metrics,
    ),
]


def metric(request: Request, names: Names = []) -> None:  # noqa: B006
    """The command."""
    from nbkpi.report import views

    answer(request, lambda book, selection, style: views.metric(book, selection, style, names))
