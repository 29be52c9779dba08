"""How much of a period has passed (序时进度): in months, or in days with leap years counted right."""

from __future__ import annotations

from calendar import isleap
from fractions import Fraction
from typing import Literal

from nbkpi.figure import Period

Calendar = Literal["months", "days"]

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def elapsed(period: Period, end: int, calendar: Calendar) -> Fraction:
    """The share of the period that has passed when the month before end is over; end is counted like Period.end."""
    if calendar == "months":
        return Fraction(end - period.start, period.length)
    return Fraction(_days(period.start, end), _days(period.start, period.end))


def _days(start: int, end: int) -> int:
    """How many days the months from start to before end have."""
    return sum(_DAYS[month % 12] + (month % 12 == 1 and isleap(month // 12)) for month in range(start, end))
