"""nbkpi trend: a metric or an indicator over periods."""

from __future__ import annotations

from nbkpi.cli.explain import Name
from nbkpi.cli.request import Request
from nbkpi.cli.run import answer


def trend(request: Request, name: Name) -> None:
    """The command."""
    from nbkpi.report.trend import trend as view

    answer(request, lambda book, selection, style: view(book, selection, style, name))
