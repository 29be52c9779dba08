"""Figures: units, periods, numerals, and the words that qualify them."""

from nbkpi.figure.figure import Convention, Figure, Kind, Missing, Range
from nbkpi.figure.period import Period, WrittenPeriod
from nbkpi.figure.reading import read
from nbkpi.figure.unit import Unit, Units

__all__ = ["Convention", "Figure", "Kind", "Missing", "Period", "Range", "Unit", "Units", "WrittenPeriod", "read"]
