"""Periods of time in whole months: years, halves, quarters, months and spans of them."""

from __future__ import annotations

from typing import NamedTuple

from nbkpi.figure.spelling import STATUSES, canonical_months, months_of, status_mark

_MARKS = {status: mark for mark, status in reversed(STATUSES.items())}


class Period(NamedTuple):
    """A span of whole months: start counts months from year 0, length is at least 1.

    Two ways to write the same months are the same period. Order is by start, then by length. A tuple, because
    periods are what everything is looked up by.
    """

    start: int
    length: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period in any spelling of nbkpi.figure.spelling, or a span of two; ValueError for anything else.

        Days and weeks are none, nor are words that hold more than a period.
        """
        return cls(*months_of(text))

    @property
    def end(self) -> int:
        """The first month after the period, counted like start."""
        return self.start + self.length

    def when(self) -> tuple[int, int]:
        """What puts periods in the order of their ends, and the longer of two that end together last."""
        return self.end, self.length

    @property
    def year(self) -> int:
        """The calendar year in which the period ends."""
        return (self.end - 1) // 12

    def covers(self, other: Period) -> bool:
        """Whether the other period lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, months: int) -> Period:
        """The period so many months later."""
        return Period(self.start + months, self.length)

    def previous(self) -> Period:
        """The period of the same length just before this one (环比)."""
        return self.shifted(-self.length)

    def years_before(self, years: int = 1) -> Period:
        """The same months so many years earlier (同比); a span of several years moves by its own length each time."""
        return self.shifted(-years * max(12, self.length))

    def __str__(self) -> str:
        year, month = divmod(self.start, 12)
        if month == 0 and self.length % 12 == 0:
            years = self.length // 12
            return f"{year:04}" if years == 1 else f"{year:04}..{year + years - 1:04}"
        if self.length == 6 and month in (0, 6):
            return f"{year:04}H{month // 6 + 1}"
        if self.length == 3 and month % 3 == 0:
            return f"{year:04}Q{month // 3 + 1}"
        last_year, last_month = divmod(self.end - 1, 12)
        first = f"{year:04}-{month + 1:02}"
        return first if self.length == 1 else f"{first}..{last_year:04}-{last_month + 1:02}"


class WrittenPeriod(NamedTuple):
    """A period, and the status that its words give to figures: preliminary, revised, estimated, or "" for none."""

    period: Period
    status: str = ""

    @classmethod
    def parse(cls, text: str) -> WrittenPeriod:
        """Read a period with or without a mark behind it: 2024p, 2024年（初步）; ValueError for anything else."""
        known = canonical_months(text)
        if known is not None:
            return cls(Period(*known))
        bare, status = status_mark(text)
        return cls(Period.parse(bare), status)

    def __str__(self) -> str:
        return f"{self.period}{_MARKS.get(self.status, '')}"
