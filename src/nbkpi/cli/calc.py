"""nbkpi calc: a formula that is not in the book."""

from __future__ import annotations

from typing import Annotated

import typer

from nbkpi.cli.failure import show_formula_error
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer
from nbkpi.errors import FormulaError
from nbkpi.language import later

Formula = Annotated[
    str, typer.Argument(metavar=later("FORMULA"), help=later("such as 'sales / stores' or 'growth(income)'"))
]
UnitName = Annotated[
    str | None, typer.Option("--unit", metavar=later("UNIT"), help=later("the unit of the result: 万元, %, pp"))
]


def calc(request: Request, formula: Formula, unit: UnitName = None) -> None:
    """The command."""
    from nbkpi.report import views

    try:
        answer(request, lambda book, selection, style: views.calc(book, selection, style, formula, unit))
    except FormulaError as error:
        show_formula_error(error, formula)
        raise typer.Exit(2) from None
