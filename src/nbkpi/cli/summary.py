"""nbkpi summary: the book at a glance."""

from __future__ import annotations

from nbkpi.cli.request import Request
from nbkpi.cli.run import answer


def summary(request: Request) -> None:
    """The command."""
    from nbkpi.report import views

    answer(request, views.summary)
