"""nbkpi computes with exactly what was printed, proves what follows, and leads every result back to its words.

    book = nbkpi.load()                                   # the embedded book, or a path
    rate = book.metric("resolution_rate", entity="北站社区")
    rate.interval, rate.display(), rate.sources

    book.rank("collective_income")                        # ranks; growth, trend, target, check, … as the commands
    nbkpi.audit("增加值30亿元，占98亿元的30.6%。")          # every claim of a text with its verdict
    nbkpi.read("超10万人次").interval                      # (10, ∞), in 万人次

Everything here is imported when it is first used; Typer and Rich never are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbkpi.diagnostics import Diagnostic
    from nbkpi.errors import (
        AmbiguousName,
        DataError,
        FormulaError,
        MissingExtra,
        NbkpiError,
        UnknownName,
        UnreadableFigure,
        UsageError,
    )
    from nbkpi.exact import Interval
    from nbkpi.figure import Convention, Figure, Period, Unit, read
    from nbkpi.library import Book, audit, load
    from nbkpi.library.answers import Check, Claim, Compared, Progress, Ranked
    from nbkpi.library.results import Result, Results
    from nbkpi.solve.result import Value
    from nbkpi.version import __version__

_HOME = {
    "AmbiguousName": "errors",
    "Book": "library",
    "Check": "library.answers",
    "Claim": "library.answers",
    "Compared": "library.answers",
    "Convention": "figure",
    "DataError": "errors",
    "Diagnostic": "diagnostics",
    "Figure": "figure",
    "FormulaError": "errors",
    "Interval": "exact",
    "MissingExtra": "errors",
    "NbkpiError": "errors",
    "Period": "figure",
    "Progress": "library.answers",
    "Ranked": "library.answers",
    "Result": "library.results",
    "Results": "library.results",
    "Unit": "figure",
    "UnknownName": "errors",
    "UnreadableFigure": "errors",
    "UsageError": "errors",
    "Value": "solve.result",
    "__version__": "version",
    "audit": "library",
    "load": "library",
    "read": "figure",
}

__all__ = [
    "AmbiguousName",
    "Book",
    "Check",
    "Claim",
    "Compared",
    "Convention",
    "DataError",
    "Diagnostic",
    "Figure",
    "FormulaError",
    "Interval",
    "MissingExtra",
    "NbkpiError",
    "Period",
    "Progress",
    "Ranked",
    "Result",
    "Results",
    "Unit",
    "UnknownName",
    "UnreadableFigure",
    "UsageError",
    "Value",
    "__version__",
    "audit",
    "load",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'nbkpi' has no attribute {name!r}")
    return getattr(import_module(f"nbkpi.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
