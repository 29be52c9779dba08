"""Solving: formulas compiled to programs, computed to intervals, and turned around where a claim implies more."""

from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result, Value

__all__ = ["Calculator", "Result", "Value"]
