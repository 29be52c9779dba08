"""Words for periods in running text, and the months they mean once it is known when the text was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from nbkpi.figure import Period
from nbkpi.text.vocabulary import pattern

MULTIPLE = pattern("multiple")
"""What makes a period before it one that something is only held against."""
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "前年": -2, "明年": 1}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
NEAR_THE_ENDS = 600
"""A bulletin is dated within so many characters of its beginning or of its end."""


class Spoken(NamedTuple):
    """A period in a text: its place, its words, and what they mean; is_base: something is compared to it.

    row has the words of each year, quarter or month where it is a row or a span of them, with its months.
    """

    start: int
    end: int
    words: str
    period: Period | None
    is_base: bool
    row: Mapping[str, Period] = MappingProxyType({})

    @property
    def is_row(self) -> bool:
        """Whether figures are given out to its parts, so that it holds for none behind them."""
        return bool(self.row) and ("、" in self.words or "和" in self.words)


def date_of(text: str) -> Period | None:
    """The month of the first full date near the beginning of a text, else of the last near its end; or None."""
    first = pattern("date").search(text, 0, NEAR_THE_ENDS)
    found = [first] if first else list(pattern("date").finditer(text, max(0, len(text) - NEAR_THE_ENDS)))
    return Period(int(found[-1][1]) * 12 + int(found[-1][2]) - 1, 1) if found else None


def periods_in(text: str, written: Period | None) -> Iterator[Spoken]:
    """Every period spoken of in a normalised text, in order; written is the month in which it was written, if known."""
    year = None if written is None else written.year
    base_until = -1
    for match in pattern("period").finditer(text):
        is_base = bool(pattern("compared").search(text[max(0, match.start() - 3) : match.start()]))
        if match[0].endswith("以来"):
            is_base = False
        elif text[match.start() - 1 : match.start()] in ("是", "为", "于"):
            is_base = is_base or MULTIPLE.match(text, match.end()) is not None
        elif match.start() == base_until + 1:
            is_base = text[base_until] == "、"
        if is_base:
            base_until = match.end()
        row = _row(match, year)
        period, known = _meaning(match, year, written)
        if row:
            first, last = next(iter(row.values())), [*row.values()][-1]
            period, known = Period(first.start, max(1, last.end - first.start)), last.year
        if not is_base and (match["year"] or match["span"] or match["row"] or match["relative"]):
            year = _year_of_speaking(match, year, known, text[max(0, match.start() - 2) : match.start()])
        yield Spoken(match.start(), match.end(), match[0].strip(), period, is_base, row)


def _year_of_speaking(match: re.Match[str], year: int | None, known: int | None, before: str) -> int | None:
    """The year that words without one behind are of: not that of a start or of an aim, and unknown behind 今年."""
    is_start_or_aim = match[0].endswith(("以来", "至今")) or before.endswith(("到", "至"))
    if is_start_or_aim or pattern("aim").match(match.string, match.end()):
        return year
    if match["relative"]:
        return known if match["relative"].startswith(("今", "本")) else year
    return known if known is not None else year


def _row(match: re.Match[str], year: int | None) -> dict[str, Period]:
    """The years of a span; the years, quarters or months of a row."""
    if match["span"]:
        first, last = (int(one) for one in re.findall("[0-9]{4}", match[0]))
        if "月" in match["span"]:
            return {}
        return {f"{one}年": Period(one * 12, 12) for one in range(first, last + 1)}
    if not match["row"]:
        return {}
    kind = re.search("季度$|年$|月$", match[0])
    numbers = pattern("numbers_of_a_row").findall(match[0])
    if kind is None or (year is None and kind[0] != "年"):
        return {}
    if kind[0] == "年":
        return {f"{one}年": Period(int(one) * 12, 12) for one in numbers}
    return {f"{one}{kind[0]}": _part(year or 0, f"{one}{kind[0]}", "") for one in numbers}


def _meaning(match: re.Match[str], year: int | None, written: Period | None) -> tuple[Period | None, int | None]:
    """The months, and the year they are in; the year of the words before holds for words without one."""
    if match["span"]:
        try:
            period = Period.parse(match["span"])
        except ValueError:
            return None, None
        return period, period.year
    if match["month"]:
        return _month_of_writing(match["month"], written), None
    if match["loose"] or match["feast"] or match["row"]:
        return None, None
    if match["up_to"]:
        return (_part(year, match["today"], "") if year is not None and match["today"] else None), None
    if match["plan"]:
        start = Period((2001 + 5 * _number(match["plan"].strip("“")[1])) * 12, 60)
        return _since(start, match[0], written), None
    base = _year_of(match, year, written)
    if base is None:
        return None, None
    return _since(_part(base, match["part"] or match["alone"] or "", match["end"] or ""), match[0], written), base


def _month_of_writing(words: str, written: Period | None) -> Period | None:
    """本月 and 上月, where it is known when a text was written in which month."""
    return written.shifted(-words.startswith("上")) if written is not None and words.endswith("月") else None


def _year_of(match: re.Match[str], year: int | None, written: Period | None) -> int | None:
    """The year that words say, alone or by another year; else that of the words before."""
    if match["year"]:
        return int(match["year"])
    if not match["relative"]:
        return year
    named = year if match["relative"].startswith("上") else written.year if written is not None else None
    return None if named is None else named + _RELATIVE[match["relative"]]


def _since(period: Period, words: str, written: Period | None) -> Period | None:
    """The months of 今年以来: up to the one in which it was written; None where that is not known."""
    if not words.endswith(("以来", "至今")):
        return period
    return None if written is None or written.end <= period.start else Period(period.start, written.end - period.start)


def _part(year: int, part: str, end: str) -> Period:
    """A part of a year, or all of it; the stock at its end goes by the whole year."""
    start = year * 12
    if end.endswith("初"):
        return Period(start - 12, 12)
    if part in ("上半年", "下半年"):
        return Period(start + 6 * (part == "下半年"), 6)
    if part.endswith("季度"):
        number = _number(part.removeprefix("前").removeprefix("第").removesuffix("季度"))
        return Period(start, 3 * number) if part[0] == "前" else Period(start + 3 * number - 3, 3)
    if part.startswith("前"):
        return Period(start, min(12, max(1, _number(part[1:].rstrip("月").rstrip("个")))))
    months = [_number(one) for one in pattern("months").findall(part)]
    months = [month for month in months if 1 <= month <= 12]
    if not months:
        return Period(start, 12)
    first, last = months[0], months[-1]
    return Period(start + first - 1, max(1, last - first + 1))


def _number(text: str) -> int:
    """1 to 12 in digits or in Chinese; 0 for what is neither."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
