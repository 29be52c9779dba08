"""nbkpi resolution: resolution rates, and what they imply."""

from __future__ import annotations

from nbkpi.cli.request import Request
from nbkpi.cli.run import answer


def resolution(request: Request) -> None:
    """The command."""
    from nbkpi.report import views

    answer(request, views.resolution)
