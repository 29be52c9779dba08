"""nbkpi growth: growth, change, and the base that a printed growth implies."""

from __future__ import annotations

from nbkpi.cli.options import Request
from nbkpi.cli.run import answer


def growth(request: Request) -> None:
    """The command."""
    from nbkpi.report import views

    answer(request, views.growth)
