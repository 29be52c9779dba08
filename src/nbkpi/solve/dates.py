"""Periods and dates as a user types them, in more ways than a book is written."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.errors import UsageError
from nbkpi.figure import Period, WrittenPeriod
from nbkpi.figure.characters import normalise
from nbkpi.figure.days import day_of, ends_month, is_day, refusal
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.patterns import regex

_DAY_WITHOUT_YEAR = regex(r"([0-9]{1,2}月)([0-9]{1,2})[日号]")


class Moment(NamedTuple):
    """When something was written or known: the month, and whether it was over then."""

    month: Period
    is_over: bool = True

    @property
    def until(self) -> Period:
        """The last month that was over."""
        return self.month if self.is_over else self.month.previous()


def parse_period(text: str, book: Book | None = None) -> Period:
    """A period as a user types it; UsageError when it is none.

    Words without a year (6月, 上半年) are of the last year in which the book has figures, provided that it has figures
    of their end or of a later time.
    """
    found = _with_year(text)
    if found is not None:
        return found
    words = re.sub(r"\s", "", normalise(text))
    if not words or _with_year(f"2000年{words}") is None:
        raise UsageError(refusal(text))
    year = last_year(book)
    this = _with_year(f"{year or 2025}年{words}")
    if year is None or this is None:
        raise UsageError(_("“{text}” does not say its year; write {period}", text=text, period=this))
    if book is None or this.end > _last_month(book):
        before = this.years_before()
        raise UsageError(
            _("“{text}” does not say its year; write {before} or {period}", text=text, before=before, period=this)
        )
    return this


def written_period(text: str, book: Book | None = None) -> str:
    """A period of figures to be taken in, as books write it, with what it says of their status: 2024p, 2024年（初步）.

    A day stays one: whether it can be a period depends on what it is of. UsageError for what is none.
    """
    try:
        return str(WrittenPeriod.parse(text))
    except ValueError:
        return text if is_day(text) else str(parse_period(text, book))


def as_of(text: str, book: Book | None = None) -> Moment:
    """The end of a period, or a date: 2025, 2025-03, 2025H1, 2025-03-14; UsageError when it is neither.

    Words without a year are understood as those of a period are.
    """
    words = re.sub(r"\s", "", normalise(text))
    match = _DAY_WITHOUT_YEAR.fullmatch(words)
    if match is not None:
        words = f"{parse_period(match[1], book)}-{match[2]}"
    try:
        day = day_of(words if match is not None else text)
    except ValueError:
        raise UsageError(_("“{text}” is not a date; write {expected}", text=text, expected="2025-03-14")) from None
    if day is None:
        period = parse_period(text, book)
        return Moment(Period(period.end - 1, 1))
    return Moment(Period(day.year * 12 + day.month - 1, 1), ends_month(day))


def _with_year(text: str) -> Period | None:
    """A period that says its year; None for anything else."""
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _last_month(book: Book) -> int:
    """The first month behind all figures of a book; 0 where it has none."""
    return max((one.period.end for one in book.observations), default=0)


def last_year(book: Book | None) -> int | None:
    """The last year in which a book has figures, if it has any."""
    last = _last_month(book) if book is not None else 0
    return (last - 1) // 12 if last else None
