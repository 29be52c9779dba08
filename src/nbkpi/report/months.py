"""Periods in words, so that a month and the months up to it are told apart at a glance."""

from __future__ import annotations

from nbkpi.compare.overview import Span
from nbkpi.figure import Period
from nbkpi.figure.spoken import period_text
from nbkpi.language import _, later

_YEAR = 12
_MONTHS = (
    later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun"),
    later("Jul"), later("Aug"), later("Sep"), later("Oct"), later("Nov"), later("Dec"),
)  # fmt: skip


def period_words(period: Period) -> str:
    """2025, Jun 2025 or Jan–Jun 2025; what reaches over several years as it is written in a book."""
    year, first = divmod(period.start, _YEAR)
    last = first + period.length - 1
    if last >= _YEAR:
        return str(period)
    if period.length == _YEAR:
        return _("{year}", year=year)
    if period.length == 1:
        return _("{month} {year}", month=_(_MONTHS[first]), year=year)
    return _("{first}–{last} {year}", first=_(_MONTHS[first]), last=_(_MONTHS[last]), year=year)


def period_said(text: str) -> str:
    """A period that is written in a book's way as people say it: 2025年6月; every other text as it is."""
    try:
        return period_text(Period.parse(text))
    except ValueError:
        return text


def span_words(period: Period, span: Span) -> str:
    """The period in words; where it is the year so far, that too."""
    words = period_words(period)
    return _("{period}, cumulative", period=words) if span == "cumulative" else words
