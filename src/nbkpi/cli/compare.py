"""nbkpi compare: entities side by side."""

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
        metavar=later("ENTITY..."),
        help=later("two entities or more; differences and ratios are relative to the first"),
        show_default=False,
        autocompletion=complete.entities,
    ),
]


def compare(request: Request, names: Names) -> None:
    """The command."""
    from nbkpi.report.compare import compare as view

    answer(request, lambda book, selection, style: view(book, selection, style, names))
