"""nbkpi export: every printed figure in a row of plain columns."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.errors import UsageError
from nbkpi.language import _, later

Sdmx = Annotated[bool, typer.Option("--sdmx", help=later("as SDMX-CSV 2.0"))]


def export(request: Request, sdmx: Sdmx = False) -> None:
    """The command; CSV unless something else is asked for."""
    from nbkpi.render.output import choose_format
    from nbkpi.report.export import export as view

    chosen = choose_format(request.chosen_format, request.out)
    if sdmx and (chosen not in ("table", "csv") or request.format == "table"):
        raise UsageError(_("SDMX-CSV is a CSV format: --sdmx and {format} cannot be used together", format=chosen))
    if sdmx or (request.chosen_format is None and (request.out is None or not request.out.suffix)):
        request = request._replace(format="csv", json=False)
    answer(request, lambda calculator, selection, _style: view(calculator, selection, sdmx))
