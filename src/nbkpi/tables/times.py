"""Columns and headings of times: months beside years, and what is neither a label, nor a figure, nor a period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nbkpi.figure import Period
from nbkpi.figure.characters import heading_key, normalise
from nbkpi.figure.days import as_headed, is_day, is_short_month, year_and_part
from nbkpi.language import _
from nbkpi.loading.layout import is_period
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.month_names import month_elsewhere
from nbkpi.tables.roles import Labels, label_columns
from nbkpi.tables.understood import Asked

_YEAR = regex(r"(?:19|20)[0-9]{2}(?:年|年度)?")
_OF_YEARS = regex(
    r"[^0-9]*年份|年度?|[^0-9]*(?<!per)(?<!last)(?<!this)(?<!current)(?<!previous)(?<!prior)years?|yrs?"
    r"|founded|established|built|opened|(?:成立|设立|建立|创办|建成|开业|竣工|出生)(?:时间|年月?|年度)"
    r"|年次|[연년]도|jahre?|ann[ée]e|a[ñn]o|anno|år|год",
    re.IGNORECASE,
)
"""What columns of years are headed by: not 2024年 or 上年, below which counts may look like years."""
OTHER_CALENDARS = regex(
    r".*(?:回[历曆]|伊斯兰[历曆]|佛[历曆]|农历|和[历暦]|民[国國]|hijri|\ba\.?h\.?|\bb\.?e\.?|buddhist).*", re.IGNORECASE
)
"""What headings of years say that are not counted as elsewhere."""
_TWO_DIGITS = regex("[0-9]{2}")
_ANY_YEARS = regex(r"年|[历曆暦]|years?|hijri", re.IGNORECASE)
_CLOCK = regex(r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[ T])?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?.{0,6}")
_SEASON = regex(r"(?:[0-9]{4}年?)?[春夏秋冬][季天]?|(?:spring|summer|autumn|fall|winter)(?: [0-9]{4})?", re.IGNORECASE)
_OTHER_CALENDAR = regex(r"(?:民[国國])?\s*(?P<year>[0-9]{2,3})年度?")
_SLASHED = regex(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:(?:19|20)[0-9]{2}|[0-9]{2})(?: 0{1,2}:00(?::00)?)?")
"""A day whose month and day may change places."""
_BETWEEN = regex(r"to|until|至|到|[-–—~～]+", re.IGNORECASE)
"""What stands in a column of its own between the first and the last day of a period."""
_BEFORE_ROC = 1911
_LEADERS = " .…·"
_FEW = 6


def is_part_of_year(text: str) -> bool:
    """Whether words are a month, a quarter or a half without its year; a bare number is not: it may be a count."""
    plain = text.strip()
    return bool(plain) and not plain.isdecimal() and not is_period(plain) and is_period(year_and_part("2024", plain))


def are_times(texts: Sequence[str]) -> bool:
    """Whether all cells that are not blank are times, or stand between two: no entity is called so."""
    present = {text for text in texts if text}
    return bool(present) and all(map(_is_time, present))


def _are_of_times(texts: Sequence[str]) -> bool:
    return are_times(texts) or _are_mostly_months(texts)


def _are_mostly_months(texts: Sequence[str]) -> bool:
    """Whether most cells are months without years, among rows of years and of averages: December . . . ."""
    present = Counter(text for text in texts if text)
    months = (count for text, count in present.items() if _is_month(normalise(text).strip(_LEADERS)))
    return present.total() >= _FEW and 2 * sum(months) > present.total()


def _is_month(text: str) -> bool:
    return is_part_of_year(text) or month_elsewhere(text) is not None


def _is_time(text: str) -> bool:
    plain = normalise(text).strip()
    others = (_CLOCK, _SEASON, _OTHER_CALENDAR, _SLASHED, _BETWEEN)
    is_whole = not plain.isdecimal() and (is_period(plain) or is_day(plain) or is_short_month(plain))
    return is_whole or _is_month(plain) or any(one.fullmatch(plain) for one in others)


def _is_whole(text: str) -> bool:
    """Whether words say a period with its year, or a day that may be one in its column."""
    return is_period(text) or is_day(text) or is_short_month(text)


def labels_beside_times(
    book: Book, headings: list[list[str]], columns: list[list[str]], asked: Asked, own: Sequence[int] = ()
) -> Labels:
    """The roles of columns, where a column of times is never that of the entities unless it is asked for.

    own are the columns that the user said to be of the entities.
    """
    columns = [as_headed(parts, texts) for parts, texts in zip(headings, columns, strict=True)]
    return _with_years(_labels(book, headings, columns, asked, own), columns)


def _with_years(labels: Labels, columns: list[list[str]]) -> Labels:
    """The labels with the years that stand left of months, which need no heading to be theirs."""
    if labels.part is None:
        return labels
    left = next((column for column in range(labels.part - 1, -1, -1) if any(columns[column])), None)
    is_years = left is not None and all(_YEAR.fullmatch(normalise(text).strip()) for text in columns[left] if text)
    if left is None or not is_years or left in labels.entities:
        return labels
    return labels._replace(period=[left, labels.part], part=None)


def _labels(
    book: Book, headings: list[list[str]], columns: list[list[str]], asked: Asked, own: Sequence[int]
) -> Labels:
    """The roles of columns, those of times without years among the periods."""
    labels = label_columns(book, headings, columns, asked, own)
    every = [column for column, texts in enumerate(columns) if _are_of_times(texts) and column not in labels.period]
    if own or not {*labels.entities, *labels.words} & set(every):
        return labels
    without = [[""] * len(texts) if column in every else texts for column, texts in enumerate(columns)]
    return _with_periods(label_columns(book, headings, without, asked, own), every, columns)


def _with_periods(labels: Labels, times: list[int], columns: list[list[str]]) -> Labels:
    """The labels with the period of columns of times: of one of parts of a year, else of one that says all of it."""
    part = next((one for one in times if all(is_part_of_year(text) for text in columns[one] if text)), None)
    if part is not None and len(labels.period) < 2:
        return labels._replace(period=[*labels.period, part], part=None if labels.period else part)
    whole = next((one for one in times if all(map(_is_whole, filter(None, columns[one])))), None)
    return labels._replace(period=[whole]) if whole is not None and not labels.period else labels


def say_the_same(one: tuple[Sequence[str], Sequence[str]], other: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether two columns, each with its heading, say the same period in each row, in whatever calendar."""
    first, second = (as_headed(parts, list(texts)) for parts, texts in (one, other))
    pairs = [(left, right) for left, right in zip(first, second, strict=True) if left or right]
    are_read = all(is_period(left) and is_period(right) for left, right in pairs)
    return are_read and len(pairs) > 1 and all(Period.parse(left) == Period.parse(right) for left, right in pairs)


def why_no_figures(heading: str, texts: Sequence[str]) -> str:
    """Why a column of times is not read, in one sentence; nothing for a column of something else."""
    present = [normalise(text).strip() for text in texts if text]
    if not present:
        return ""
    example = present[0]
    if is_of_other_calendar(heading, present):
        return _("the column “{heading}” counts years in another calendar", heading=heading)
    if all(map(_OTHER_CALENDAR.fullmatch, present)) and (match := _OTHER_CALENDAR.fullmatch(example)):
        return _("“{text}” in the column “{heading}” may be {year}, counted from 1912; write years of four digits",
                 text=example, heading=heading, year=_BEFORE_ROC + int(match["year"]))  # fmt: skip
    if any(map(_CLOCK.fullmatch, present)) or all(map(_SEASON.fullmatch, present)):
        return _("the column “{heading}” has times such as {text}, and periods are months, quarters, halves or years",
                 heading=heading, text=example)  # fmt: skip
    is_headed = _OF_YEARS.fullmatch(heading_key(heading)) is not None
    is_of_years = is_headed and all(_YEAR.fullmatch(text) or _TWO_DIGITS.fullmatch(text) for text in present)
    if is_of_years or _are_of_times(present):
        return _("the column “{heading}”, of times, is not read", heading=heading)
    return ""


def is_of_other_calendar(heading: str, texts: Sequence[str]) -> bool:
    """Whether a column is headed as one of years that are counted otherwise, which no figure and no period is."""
    plain = normalise(heading)
    is_headed = OTHER_CALENDARS.fullmatch(plain) is not None and _ANY_YEARS.search(plain) is not None
    return is_headed and all(text.isdecimal() for text in texts if text)


_UP_TO = regex(
    r"(?P<what>|.*?[^\w]|.*(?<![a-z])(?:total|sum|cumulative|cum\.?|ytd|year[- ]to[- ]date))\s*"
    r"(?P<to>(?<![a-z])(?:up ?to|through|until|till)|(?<=total )to|(?<![a-z])jan(?:uary|\.)?\s*(?:to|through|[-–—]+))"
    r"\s*(?:the )?(?:end )?(?:of )?(?P<month>[a-z]{3,9})\.?",
    re.IGNORECASE,
)
"""TOTAL UP TO END OF AUGUST, Visitors Jan-Aug: of which months these are, the year stands elsewhere."""


def _in_months(text: str) -> list[str]:
    """A level of a heading, months up to one that it names in English apart: Total, 1-8月 for total up to August."""
    match = _UP_TO.fullmatch(normalise(text).strip())
    month = Period.parse(f"{match['month']} 2024").start % 12 + 1 if match and is_part_of_year(match["month"]) else 0
    return [part for part in (match["what"].strip(" ,:;(-"), f"1-{month}月") if part] if match and month else [text]


_OF_QUARTERS = regex(
    r"(?:.*\W)?(?:quarters?|季度?|çeyrek|trimestres?|quartale?|квартал)(?:\W.*)?", re.IGNORECASE | re.DOTALL
)
_NUMBERED = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarters(parts: list[str]) -> list[str]:
    """The levels of a heading, the number of a quarter below the word for it as one: Quarter, III as Q3."""
    last = _NUMBERED.get(parts[-1].strip()) if len(parts) > 1 and _OF_QUARTERS.fullmatch(parts[-2]) else None
    return parts if last is None else [*parts[:-2], f"Q{last}"]


def joined(parts: Sequence[str]) -> list[str]:
    """The levels of a heading, a year and a month that stand in two of them as one: 2022, 11月 as 2022-11."""
    parts = _quarters([one for text in parts for one in _in_months(text)])
    year = next((place for place, text in enumerate(parts) if _YEAR.fullmatch(normalise(text).strip())), None)
    part = next((place for place, text in enumerate(parts) if is_part_of_year(normalise(text))), None)
    if year is None or part is None:
        return list(parts)
    whole = year_and_part(normalise(parts[year]), normalise(parts[part]))
    return [whole if place == year else text for place, text in enumerate(parts) if place != part]


def without_word_for_periods(parts: list[str]) -> list[str]:
    """The levels of a heading without a level that only says that those below it are periods: Year over 2021."""
    if len(parts) < 2 or not (is_period(parts[-1]) or is_part_of_year(normalise(parts[-1]))):
        return parts
    return [part for part in parts[:-1] if not words.PERIODS.fullmatch(heading_key(part).lower())] + parts[-1:]
