"""nbkpi computes with exactly what was printed, proves what follows, and leads every result back to its words.

    book = nbkpi.load()                                   # the embedded book, or a path
    rate = book.metric("resolution_rate", entity="北站社区")
    rate.interval, rate.display(), rate.sources

    nbkpi.read("超10万人次").interval                      # (10, ∞), in 万人次

Everything here is imported when it is first used; Typer and Rich never are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbkpi.diagnostics import Diagnostic
    from nbkpi.errors import DataError, FormulaError, NbkpiError, UnknownName, UnreadableFigure, UsageError
    from nbkpi.exact import Interval
    from nbkpi.figure import Convention, Figure, Period, Unit, read
    from nbkpi.library import Book, load
    from nbkpi.solve.result import Result, Value
    from nbkpi.version import __version__

_HOME = {
    "Book": "library",
    "Convention": "figure",
    "DataError": "errors",
    "Diagnostic": "diagnostics",
    "Figure": "figure",
    "FormulaError": "errors",
    "Interval": "exact",
    "NbkpiError": "errors",
    "Period": "figure",
    "Result": "solve.result",
    "Unit": "figure",
    "UnknownName": "errors",
    "UnreadableFigure": "errors",
    "UsageError": "errors",
    "Value": "solve.result",
    "__version__": "version",
    "load": "library",
    "read": "figure",
}

__all__ = [
    "Book",
    "Convention",
    "DataError",
    "Diagnostic",
    "Figure",
    "FormulaError",
    "Interval",
    "NbkpiError",
    "Period",
    "Result",
    "Unit",
    "UnknownName",
    "UnreadableFigure",
    "UsageError",
    "Value",
    "__version__",
    "load",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'nbkpi' has no attribute {name!r}")
    return getattr(import_module(f"nbkpi.{_HOME[name]}"), name)
