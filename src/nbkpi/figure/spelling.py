"""How periods are written: the only table of their spellings, for the command line, books, sheets and panels alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.patterns import regex

_YEAR = r"(?P<year>[0-9]{4})"
_SAFE_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
"""The year of spellings that other numbers may have too."""
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_TWO_DIGITS = r"(?P<month>0[1-9]|1[0-2])"
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NUMBERS_OF_MONTHS = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 2)
}
"""How many months of a year are counted from its beginning, in words: the first five months of 2025."""
_NAME = (
    r"(?P<name>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?"
    r"|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


class Spelling(NamedTuple):
    """A way to write periods: a pattern for capitals without loose blanks, and examples with what they mean.

    is_bare: digits that may as well be a count or an amount, so that they are a period only where one is expected.
    """

    pattern: str
    examples: Mapping[str, str]
    is_bare: bool = False


SPELLINGS = (
    Spelling(_YEAR + r"(?:年度?|年?全年|年?[末底]|年年[末底])?", {
        "2024": "2024", "2024年": "2024", "2024年度": "2024", "2024年全年": "2024", "2024年末": "2024",
        "2024年底": "2024", "2024年年末": "2024", "民國113年": "2024", "民国99年度": "2010",
    }),
    Spelling(_YEAR + r"년도?", {"2024년": "2024", "2024년도": "2024"}),
    Spelling(_YEAR + "년" + _MONTH + "월", {"2024년 6월": "2024-06"}),
    Spelling(_YEAR + r"\[YR(?P=year)\]", {"2024 [YR2024]": "2024"}),
    Spelling(_SAFE_YEAR + r"YEAR", {"1991 Year": "1991"}),
    Spelling(_YEAR + "[-/]" + _MONTH, {
        "2024-06": "2024-06", "2024-5": "2024-05", "2024/12": "2024-12", "2024/5": "2024-05",
    }),
    Spelling(_YEAR + r"(?:-|年)?[HS](?P<half>[12])", {
        "2024H1": "2024H1", "2024-H2": "2024H2", "2024S1": "2024H1", "2024-S1": "2024H1", "2024h1": "2024H1",
    }),
    Spelling(r"[HS](?P<half>[12])[-/ ]?" + _YEAR, {"H1 2024": "2024H1"}),
    Spelling(r"(?P<half>[12])H[-/ ]?" + _YEAR, {"1H2024": "2024H1"}),
    Spelling(_YEAR + r"年?(?P<half>[上下])半年[末底]?", {
        "2024年上半年": "2024H1", "2024上半年": "2024H1", "2024年下半年": "2024H2", "2024年上半年末": "2024H1",
    }),
    Spelling(_YEAR + r"(?:-|年)?Q(?P<quarter>[1-4])", {
        "2024Q3": "2024Q3", "2024-Q1": "2024Q1", "2024 Q1": "2024Q1", "2024年Q1": "2024Q1", "2024q1": "2024Q1",
    }),
    Spelling(_YEAR + r"-?T(?P<quarter>[1-4])", {"2024T1": "2024Q1", "2024-T4": "2024Q4"}),
    Spelling(_SAFE_YEAR + r"[.년]?(?P<quarter>[1-4])/4(?:분기)?", {"2024.1/4": "2024Q1", "2024년 3/4분기": "2024Q3"}),
    Spelling(r"Q(?P<quarter>[1-4])[-/ ]?" + _YEAR, {"Q1 2024": "2024Q1", "Q1/2024": "2024Q1", "Q1-2024": "2024Q1"}),
    Spelling(r"(?P<quarter>[1-4])Q[-/ ]?" + _YEAR, {"1Q2024": "2024Q1", "4Q 2024": "2024Q4"}),
    Spelling(_YEAR + r"年?第?(?P<quarter>[一二三四1-4])季度?[末底]?", {
        "2024年一季度": "2024Q1", "2024年第三季度": "2024Q3", "2024年第3季度": "2024Q3", "2024一季度": "2024Q1",
        "2024年1季度": "2024Q1", "2024年一季度末": "2024Q1", "2024年第四季": "2024Q4",
    }),
    Spelling(_YEAR + r"年?前(?P<quarters>[二三23])季度?", {
        "2024年前三季度": "2024-01..2024-09", "2024年前二季度": "2024H1",
    }),
    Spelling(_YEAR + "年" + _MONTH + "月份?[末底]?", {
        "2024年6月": "2024-06", "2024年06月": "2024-06", "2024 年 6 月": "2024-06", "2024年6月份": "2024-06",
        "2024年6月末": "2024-06", "2024年6月底": "2024-06", "2024年六月": "2024-06",
        "2024年十二月": "2024-12", "民國113年6月": "2024-06",
    }),
    Spelling(_YEAR + "-?M" + _MONTH, {
        "2024M05": "2024-05", "2024-M05": "2024-05", "2024M5": "2024-05", "2024M12": "2024-12",
    }),
    Spelling(_MONTH + "/" + _SAFE_YEAR, {"05/2024": "2024-05", "5/2024": "2024-05"}),
    Spelling(_NAME + "[-,]*" + _YEAR, {
        "Jan 2024": "2024-01", "January 2024": "2024-01", "May-2024": "2024-05", "Sept. 2024": "2024-09",
    }),
    Spelling(_YEAR + "-?" + _NAME, {"2024 Sep": "2024-09", "2024-Dec": "2024-12"}),
    Spelling(_YEAR + r"年(?P<first>[0-9]{1,2})月?(?:[-–~至到]|—{1,2})(?P<last>[0-9]{1,2})月份?", {
        "2024年1—5月": "2024-01..2024-05", "2024年1月至5月": "2024-01..2024-05", "2024年1-6月": "2024H1",
        "2024年7至9月": "2024Q3", "2024年1—12月": "2024", "2024年1-5月份": "2024-01..2024-05",
    }),
    Spelling(_SAFE_YEAR + _TWO_DIGITS, {"202412": "2024-12", "202401": "2024-01"}, is_bare=True),
    Spelling(_SAFE_YEAR + r"\." + _MONTH, {
        "2024.12": "2024-12", "2024.5": "2024-05", "2024.05": "2024-05",
    }, is_bare=True),
    Spelling(_SAFE_YEAR + r"\s+" + _TWO_DIGITS, {"1993 01": "1993-01"}, is_bare=True),
)  # fmt: skip
"""Every way to write one period; full-width characters, loose blanks and small letters make no other.

Two periods make a span: 2022..2024, 2022—2024年, 2023-11..2024-02. Sources: ISO 8601 and the forms of SDMX (2024-Q1,
2024-S1, 2024-M05); the formats of Eurostat (2024M05, 2024S1), of the World Bank (2024 [YR2024]), of the OECD (Q1-2024)
and of spreadsheets (2024.5, 2024/12, May-2024); the headings of Chinese yearbooks and bulletins.
"""

STATUSES = {"p": "preliminary", "r": "revised", "e": "estimated", "初步": "preliminary", "修订": "revised"}
"""The marks by which a figure or a period says how final its figures are."""

_CANONICAL = regex(
    r"([0-9]{4})(?:\.\.([0-9]{4})|H([12])|Q([1-4])|-(0[1-9]|1[0-2])(?:\.\.([0-9]{4})-(0[1-9]|1[0-2]))?)?"
)
"""A period as nbkpi writes it itself."""
_MARK = regex(r"(?:(?<=[0-9年月度])\s*([pre])|\s*[(\[]\s*([pre]|初步|修订)数?\s*[)\]])$")
_SPAN = r"\.\.|(?<=[0-9年月度])(?:[-–~至到]|—{1,2})(?=[0-9]{4})"
_HAS_YEAR = regex("[0-9０-９]{4}")
_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_NAMED_MONTH = regex(r"(?<=年)(?:十[一二]?|[一二三四五六七八九])(?=月)")
_FROM_1912 = regex(r"^\s*(?:中[华華])?民[国國]\s*(?P<year>[1-9][0-9]{0,2})\s*年")
"""A year of the calendar that counts from 1912: 民國113年 is 2024."""
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_OF_AN_ERA = regex(rf"^\s*(?P<era>{'|'.join(_ERAS)})\s*(?P<year>元|[1-9][0-9]?)\s*年")
"""A year of a Japanese era, the first of which is 元年: 平成30年 is 2018."""
_LOOSE_SPACE = regex(r"\s+(?![0-9])|(?<![0-9])\s+")

Months = tuple[int, int]
"""A first month, counted from year 0, and how many there are."""


def status_mark(text: str) -> tuple[str, str]:
    """A period without the mark of a status behind it, and that status: 2024p, 2023r, 2024年（初步）; "" for none."""
    plain = normalise(text).strip()
    match = _MARK.search(plain)
    if match is None or not plain[: match.start()]:
        return text, ""
    return plain[: match.start()], STATUSES[match[1] or match[2]]


def canonical_months(text: str) -> Months | None:
    """What a period says that is written as nbkpi writes it: found at one look, as most are; None for other words."""
    match = _CANONICAL.fullmatch(text)
    if match is None:
        return None
    year, last_year, half, quarter, month, end_year, end_month = match.groups()
    start, length = int(year) * 12, 12
    if half or quarter:
        length = 6 if half else 3
        start += (int(half or quarter) - 1) * length
    elif month:
        start, length = start + int(month) - 1, 1
    if last_year or end_year:
        length = int(last_year or end_year) * 12 + int(end_month or 12) - start
    return (start, length) if length > 0 else None


def months_of(text: str) -> Months:
    """What a period without a mark says: its first month and its length; ValueError for anything else."""
    known = canonical_months(text)
    if known is not None:
        return known
    text = in_common_years(text)
    bare = _bared(text) if _HAS_YEAR.search(text) else ""
    found = _months(bare)
    if found is not None:
        return found
    ends = re.split(_SPAN, bare)
    if len(ends) != 2:
        raise ValueError(f"not a period: {text}")
    first, last = months_of(ends[0]), months_of(ends[1])
    if last[0] + last[1] < first[0] + first[1] or last[0] < first[0]:
        raise ValueError(f"the span ends before it starts: {text}")
    return first[0], last[0] + last[1] - first[0]


def in_common_years(text: str) -> str:
    """A text that begins with a year of a calendar which names itself, with the common one: 民國113年, 令和2年."""
    if "民" in text:
        return _FROM_1912.sub(lambda match: f"{1911 + int(match['year'])}年", normalise(text))
    if not any(era in text for era in _ERAS):
        return text
    return _OF_AN_ERA.sub(
        lambda match: f"{_ERAS[match['era']] + int(match['year'].replace('元', '1'))}年", normalise(text)
    )


def is_bare(text: str) -> bool:
    """Whether a period is written as a number may be, other than a year: 202412, 2024.12."""
    bare = _bared(text)
    return any(one.is_bare and re.fullmatch(one.pattern, bare) for one in SPELLINGS)


def _bared(text: str) -> str:
    bare = _LOOSE_SPACE.sub("", normalise(text)).strip().upper()
    return _NAMED_MONTH.sub(lambda match: str(_CHINESE_MONTHS.index(match[0]) + 1), bare) if "月" in bare else bare


def _months(bare: str) -> Months | None:
    for spelling in SPELLINGS if bare else ():
        match = re.fullmatch(spelling.pattern, bare)
        if match is not None:
            return _of_parts(int(match["year"]) * 12, match.groupdict())
    return None


def _of_parts(year: int, found: Mapping[str, str]) -> Months | None:
    """What the parts of a spelling say together; None for months that go backwards or that there are not."""
    if "month" in found:
        return year + int(found["month"]) - 1, 1
    if "name" in found:
        return year + MONTHS.index(found["name"][:3]), 1
    for name, length in (("half", 6), ("quarter", 3)):
        if name in found:
            return year + (_number(found[name]) - 1) * length, length
    if "quarters" in found:
        return year, 3 * _number(found["quarters"])
    if "first" in found:
        first, last = int(found["first"]), int(found["last"])
        return (year + first - 1, last - first + 1) if 1 <= first <= last <= 12 else None
    return year, 12


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)
