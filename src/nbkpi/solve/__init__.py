"""Solving: formulas compiled to programs, computed to intervals, and turned around where a claim implies more.

What it offers is imported when it is first asked for: texts need only its dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.result import Result, Value

__all__ = ["Calculator", "Result", "Value"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from nbkpi.solve import calculate, result

    return getattr(calculate if name == "Calculator" else result, name)
