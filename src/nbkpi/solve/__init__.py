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
    from nbkpi.solve.calculate import Calculator
    from nbkpi.solve.result import Result, Value

    found = {"Calculator": Calculator, "Result": Result, "Value": Value}.get(name)
    if found is None:
        raise AttributeError(name)
    return found
