"""Periods that a heading names by the period of its table: 本月, 1-5月, 累计, 上年同期."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.figure import Period, WrittenPeriod
from nbkpi.figure.bases import is_base, is_based
from nbkpi.figure.characters import normalise
from nbkpi.loading.layout import is_period
from nbkpi.patterns import regex

IN_WORDS = regex(
    r"[0-9]{4}年(?:第?[一二三四1-4]季度|前[二三]季度|[上下]半年|[0-9]{1,2}月?[-—–~至到][0-9]{1,2}月|[0-9]{1,2}月)?"
    r"|[0-9]{4}(?=年度)"
)
"""A period anywhere in other words."""

_GOES_ON = regex(r"[0-9日号初旬周/、]|第[0-9一二三四]|[上中下]旬|[-—–~至到]+\s*[0-9]")
"""What behind a period says that it is not all of one: 2024年6月15日, 2024年1月、2月."""
_OF_A_DAY = regex(r"[0-9]{1,2}[日号]|[上中下]旬|初|第?[0-9一二三四五]周|[、和及与][0-9]{1,2}月")
"""What behind a period in a title says that it is of a day, as that of printing is, or of more than one period."""
_LOOSE_SPACE = regex(r"(?<=[年月日])\s+(?=[0-9一二三四第前上下])|(?<=[0-9])\s+(?=[年月日])")
_LONGEST = 24
"""No period in front of other words has more characters."""

_SPAN = regex(r"[0-9]{4}年?\s*(?:[-—–~]+|至|到)\s*[0-9]{4}")
_MONTHS = regex(r"(?:(?P<first>[0-9]{1,2})月?[-—–~至到])?(?P<last>1[0-2]|[1-9])月份?[末底]?")
_PARTS = regex(r"(?P<part>第?[一二三四1-4]季度|前[二三]季度|[上下]半年)")
_NAMED_IN_CHINESE = regex(r"(?:十[一二]?|[一二三四五六七八九])月份?[末底]?(?!龄)")
_NAMED = regex(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?$",
    re.IGNORECASE,
)
_THIS = regex(r"(?:[本当]月|本期|当期)(?![末底])")
_SO_FAR = regex(
    r"(?:本年|自年初|年初以来|年初至今|[1自]至本月|1-本月|今年|(?:至|截止到?|截至)?本月[止末]|(?:至|截至)本月)?累计|年初至今|1至本月|1-本月"
)
_SAME = regex(r"(?:上年|去年)(?:同期|同月)")
_LAST = regex(r"上年(?!末)|去年(?!末)")
_LAST_MONTH = regex(r"上月(?!末)")


class Said(NamedTuple):
    """What the beginning of a heading says of its period: the period, None where that cannot be told, and the rest.

    is_before: it is that of the year before beside another column.
    """

    period: Period | None
    rest: str
    is_before: bool = False


def period_of_title(title: str) -> Period | None:
    """The only period that a title names, days and bases aside; None where it names none or several."""
    plain = _LOOSE_SPACE.sub("", normalise(title))
    every = [match for match in IN_WORDS.finditer(plain) if not _OF_A_DAY.match(plain, match.end())]
    matches = [match for match in every if not is_base(plain, *match.span())]
    found = {Period.parse(match[0]) for match in matches if is_period(match[0])}
    return found.pop() if len(found) == 1 and not _SPAN.search(plain) else None


def period_before(text: str) -> tuple[str, str]:
    """The longest period that a heading begins with, as books write it, and the rest: 2024年末 before 人口.

    Nothing, where it goes on to less or more than a period, is one of digits alone, or a base.
    """
    for end in range(min(len(text) - 1, _LONGEST), 4, -1) if text[:4].isdecimal() else ():
        if is_period(text[:end]) and "\u4e00" <= text[end - 1] <= "\u9fff":
            rest = text[end:].strip()
            is_other = _GOES_ON.match(rest) is not None or is_base(text, 0, end)
            return ("", text) if is_other else (str(WrittenPeriod.parse(text[:end])), rest)
    return "", text


def said_by_table(text: str, about: Period | None, before: Period | None) -> Said | None:
    """What words say of a period by that of their table, and 上年同期 by that of the column on the left.

    None where they say nothing of a period. A title of a month, or of a span from January, says what 本月 and 累计
    are; 本月 under a whole year can be any month, 上年 under a part of a year any part.
    """
    if is_based(text):
        return None
    return _said_in_relation(text, about, before) or _said_within_year(text, about)


def _said_in_relation(text: str, about: Period | None, before: Period | None) -> Said | None:
    """What 本月, 累计, 上月, 上年 and 上年同期 say by the period of the table."""
    part = about if about is not None and about.length < 12 else None
    so_far = Period(part.year * 12, part.end - part.year * 12) if part is not None else None
    if match := _SAME.match(text):
        base = so_far if text[match.end() :].startswith("累计") else before or about
        return _said(base.years_before() if base is not None else None, text, match)._replace(is_before=True)
    if match := _SO_FAR.match(text):
        return _said(so_far, text, match)
    if match := _THIS.match(text):
        last = Period(part.end - 1, 1) if part is not None else None
        return _said(last if "月" in match[0] else about, text, match)
    if match := _LAST_MONTH.match(text):
        return _said(Period(part.end - 2, 1) if part is not None else None, text, match)
    if match := _LAST.match(text):
        last = about.years_before() if about is not None and about.length == 12 else None
        return _said(last, text, match)._replace(is_before=True)
    return None


def _said_within_year(text: str, about: Period | None) -> Said | None:
    """What months, quarters and halves without a year say: they are of the year of the table."""
    if match := _MONTHS.match(text) or _PARTS.match(text) or _NAMED_IN_CHINESE.match(text):
        part = f"年{match[0].rstrip('份末底')}"
    elif match := _NAMED.match(text):
        part = f" {text}"
    else:
        return None
    written = f"{about.year}{part}" if about is not None and about.length <= 12 else ""
    return _said(Period.parse(written) if is_period(written) else None, text, match)


def _said(period: Period | None, text: str, match: re.Match[str]) -> Said:
    return Said(period, text[match.end() :].strip().removeprefix("累计"))
