"""Periods of time in whole months: years, halves, quarters, months and spans of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.figure.characters import normalise

_YEAR = r"(?P<year>[0-9]{4})"
_ISO = re.compile(_YEAR + r"(?:-?(?P<kind>[HQ])(?P<part>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")
_CHINESE_PARTS = {"上半年": "H1", "下半年": "H2"}
_CHINESE_PARTS |= {f"{name}季度": f"Q{1 + index % 4}" for index, name in enumerate("一二三四1234")}

# Written in Chinese, or as a span, a period is rare enough for its pattern to be compiled when it is met.
_YEAR_ALONE = _YEAR + "年度?"
_MONTH = _YEAR + r"年(?P<month>0?[1-9]|1[0-2])月"
_PART = _YEAR + r"年?第?(?P<part>" + "|".join(_CHINESE_PARTS) + ")"
_MONTHS = _YEAR + r"年(?P<first>[0-9]{1,2})月?[-—–~至到](?P<last>[0-9]{1,2})月"
_FIRST_QUARTERS = _YEAR + "年前(?P<last>[二三])季度"
_SPAN = r"\.\.|(?<=[0-9年月度])(?:[-–~至到]|—{1,2})(?=[0-9]{4})"
_LOOSE_SPACE = r"\s+(?![0-9])|(?<![0-9])\s+"


class Period(NamedTuple):
    """A span of whole months: start counts months from year 0, length is at least 1.

    Two ways to write the same months are the same period. Order is by start, then by length. A tuple, because
    periods are what everything is looked up by.
    """

    start: int
    length: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05, 2022..2024 or the Chinese forms; else ValueError.

        Those are 2024年, 2024年上半年, 2024上半年, 2024年三季度, 2024年前三季度, 2024年6月, 2024年1—5月 and
        2022—2024年.
        """
        return _iso(text) or cls._written(re.sub(_LOOSE_SPACE, "", normalise(text)), text)

    @classmethod
    def _written(cls, written: str, text: str) -> Period:
        """Any form, with its spaces and full-width characters put right."""
        if found := _iso(written):
            return found
        if match := re.fullmatch(_YEAR_ALONE, written):
            return cls(int(match["year"]) * 12, 12)
        if match := re.fullmatch(_MONTH, written):
            return cls(int(match["year"]) * 12 + int(match["month"]) - 1, 1)
        if match := re.fullmatch(_PART, written):
            return cls.parse(match["year"] + _CHINESE_PARTS[match["part"]])
        if match := re.fullmatch(_MONTHS, written):
            first, last = (cls.parse(f"{match['year']}年{match[month]}月") for month in ("first", "last"))
            return cls._between(first, last, text)
        if match := re.fullmatch(_FIRST_QUARTERS, written):
            return cls(int(match["year"]) * 12, 6 if match["last"] == "二" else 9)
        ends = re.split(_SPAN, written)
        if len(ends) != 2:
            raise ValueError(f"not a period: {text}")
        return cls._between(cls.parse(ends[0]), cls.parse(ends[1]), text)

    @classmethod
    def _between(cls, first: Period, last: Period, text: str) -> Period:
        if last.end < first.end or last.start < first.start:
            raise ValueError(f"the span ends before it starts: {text}")
        return cls(first.start, last.end - first.start)

    @property
    def end(self) -> int:
        """The first month after the period, counted like start."""
        return self.start + self.length

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


def _iso(text: str) -> Period | None:
    """2024, 2024H1, 2024Q3 or 2024-06; None for anything else."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    start, part = int(match["year"]) * 12, int(match["part"] or 1)
    if match["month"]:
        return Period(start + int(match["month"]) - 1, 1)
    length = {"H": 6, "Q": 3}.get(match["kind"], 12)
    return Period(start + (part - 1) * length, length) if part * length <= 12 else None
