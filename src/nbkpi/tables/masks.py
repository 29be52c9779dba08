"""Titles and headings with their periods written by the period of their sheet: 2024年1-6月 under 2025H1 is {period-1y}.

So that what a sheet says can be compared with what the sheet of another month said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from nbkpi.figure import Period, WrittenPeriod
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.two_meanings import of_next_year
from nbkpi.loading.layout import is_period
from nbkpi.patterns import regex
from nbkpi.tables.heading_periods import only_period, runs_of
from nbkpi.tables.relative import IN_WORDS, period_before, period_of_title
from nbkpi.tables.titled import period_of_titles

_MONTHS = regex(r"(?<![0-9年.])(?:(?:1[0-2]|[1-9])月?[-—–~至到])?(?:1[0-2]|[1-9])月(?![0-9])")
_ISSUE = regex(r"第\s*[0-9]+\s*(期|号)")
_TWO_YEARS = regex(
    r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2})"
    r"(?P<between>\s*(?:/|&|,? and|to|vs\.?|versus|compared (?:with|to))\s*(?=[0-9]{4})|[-–/])"
    r"(?P<last>(?:(?:19|20)[0-9]{2}|(?<=[-–/])[0-9]{2}))(?![-–/0-9])",
    re.IGNORECASE,
)
"""Two years that stand together: 2024 and 2025, 2024 vs 2025, 2024/25. A span, 2024-2025, is one period."""
_TOKEN = regex(r"\{(?:(period|previous|month|to-date|year)(?:-([0-9])y)?|Y(?:-([0-9]))?:([^{}]+))\}")
_ANY = regex(r"\{[^{}]*\}")
_WORD = regex(r"[\s_()（）【】\[\]、,，]+")
_FARTHEST = 9
"""Periods further back than so many years are written as they are."""


def _parsed(text: str) -> Period:
    """The period of words that are one (is_period), whatever they say of its status."""
    return WrittenPeriod.parse(text).period


def period_of_sheet(asked: str, titles: Iterable[str], headings: Iterable[Sequence[str]]) -> Period | None:
    """The period that a sheet is about: as asked, that of its title, else the latest that its headings begin with."""
    if is_period(asked):
        return _parsed(asked)
    titled = period_of_titles(titles, None)
    if titled is not None:
        return titled
    parts = [normalise(part) for heading in headings for part in heading]
    whole = [_parsed(part) for part in parts if is_period(part)]
    found = [*whole, *(one for part in parts if not is_period(part) and (one := only_period(part, None)) is not None)]
    return max(found, key=Period.when, default=None)


def period_of_file(name: str) -> Period | None:
    """The only period that the name of a file says, as 2025-06.xlsx and 报表2025年6月.xlsx do."""
    stem = PurePath(name).stem
    words = {_parsed(word) for word in _WORD.split(stem) if is_period(word)}
    return words.pop() if len(words) == 1 else None if words else period_of_title(stem)


def masked(text: str, about: Period | None) -> str:
    """The text with each period in it as a token, one that is far from that of the sheet as {2015}."""
    return _with_periods(text, about, lambda period: _token(period, about))


def spelled(text: str, about: Period | None) -> str:
    """The text with each period in it written in one way, in braces."""
    return _with_periods(text, about, lambda period: f"{{{period}}}")


def expanded(text: str, about: Period | None) -> str:
    """A masked text as a sheet that is about this period would say it, spelled."""

    def say(match: re.Match[str]) -> str:
        if about is None:
            return match[0]
        if match[4]:
            return f"{{{about.year - int(match[3] or 0):04}{match[4]}}}"
        period = _meant(match[1], int(match[2] or 0), about)
        return match[0] if period is None else f"{{{period}}}"

    return _TOKEN.sub(say, text)


def loose(text: str) -> str:
    """What of a masked or spelled text counts when layouts are compared: its words without any period."""
    return heading_key(_MONTHS.sub("{}", _ANY.sub("{}", text))).lower()


def _with_periods(text: str, about: Period | None, say: Callable[[Period], str]) -> str:
    plain = normalise(text).strip()
    if is_period(plain):
        return say(_parsed(plain))
    plain = _TWO_YEARS.sub(lambda match: _of_two_years(match, say), plain)
    plain = "/".join(say(_parsed(part)) if is_period(part) else part for part in plain.split("/"))
    first, rest = period_before(plain)
    if first:
        plain = say(_parsed(first)) + rest
    plain = IN_WORDS.sub(lambda match: say(_parsed(match[0])) if is_period(match[0]) else match[0], plain)
    for run in reversed([run for run in runs_of(plain, None) if run.sort == "period"]):
        if plain[: run.start].count("{") == plain[: run.start].count("}"):
            plain = f"{plain[: run.start]}{say(_parsed(run.period))}{plain[run.end :]}"

    def month(match: re.Match[str]) -> str:
        written = f"{about.year}年{match[0]}" if about is not None else ""
        return say(_parsed(written)) if is_period(written) else match[0]

    parts = re.split(r"(\{[^{}]*\})", plain)
    plain = "".join(part if part.startswith("{") else _MONTHS.sub(month, part) for part in parts)
    return _ISSUE.sub(r"第#\1", plain)


def _of_two_years(match: re.Match[str], say: Callable[[Period], str]) -> str:
    """Two years, each said by itself; what is one period, or a year and a month, stays as it is."""
    first, last = match["first"], match["last"]
    if len(last) == 2 and of_next_year(match[0].replace("/", "-").replace("–", "-")):
        last = str(int(first) + 1)
    if len(last) == 2 or is_period(match[0]):
        return match[0]
    return f"{say(_parsed(first))}{match['between']}{say(_parsed(last))}"


def _token(period: Period, about: Period | None) -> str:
    if about is None:
        return f"{{{period}}}"
    for years in range(_FARTHEST + 1):
        for name in ("period", "previous", "month", "to-date", "year"):
            if _meant(name, years, about) == period:
                return f"{{{name}{f'-{years}y' if years else ''}}}"
    years = about.year - period.year
    if 0 <= years <= _FARTHEST and period.start // 12 == period.year:
        # A month or a quarter of that year by itself, as in a table of all months: {Y:-01}, {Y-1:Q3}.
        return f"{{Y{f'-{years}' if years else ''}:{str(period)[4:]}}}"
    return f"{{{period}}}"


def _meant(name: str, years: int, about: Period | None) -> Period | None:
    """What a token means; None where it means nothing, as the month of a span of years."""
    if about is None or (about.length > 12 and name != "period"):
        return None
    base = {
        "period": about,
        "previous": about.previous(),
        "month": Period(about.end - 1, 1),
        "to-date": Period(about.year * 12, about.end - about.year * 12),
        "year": Period(about.year * 12, 12),
    }[name]
    return base.years_before(years) if years else base
