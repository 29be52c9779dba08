"""nbkpi coverage: coverage ratios, and what they imply."""

from __future__ import annotations

from nbkpi.cli.request import Request
from nbkpi.cli.run import answer


def coverage(request: Request) -> None:
    """The command."""
    from nbkpi.report import views

    answer(request, views.coverage)
