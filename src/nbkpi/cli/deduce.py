"""nbkpi deduce: what follows though nobody printed it."""

from __future__ import annotations

from nbkpi.cli.request import Request
from nbkpi.cli.run import answer


def deduce(request: Request) -> None:
    """The command."""
    from nbkpi.report.deduce import deduce as view

    answer(request, view)
