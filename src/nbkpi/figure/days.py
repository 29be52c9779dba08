"""Days where periods are expected: those that end one, columns of them, and what to say of the others."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import gcd
from typing import NamedTuple

from nbkpi.figure.characters import normalise
from nbkpi.figure.period import Period, WrittenPeriod
from nbkpi.figure.spelling import MONTHS, STATUSES, status_mark
from nbkpi.figure.two_meanings import quarters_in_digits, with_two_meanings
from nbkpi.language import _, listed
from nbkpi.patterns import regex

_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|[-+]00(?::?00)?)?)?"
_DAY = (
    r"(?P<year>1[6-8][0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    rf"{_YEAR}(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}}){_MIDNIGHT}",
    rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?",
    rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])",
)
_NAME = (
    rf"(?P<name>{'|'.join(MONTHS)})"
    r"(?:UARY|RUARY|CH|IL|E|Y|UST|T(?:EMBER)?|TEMBER|EMBER|OBER)?\.?"
)
_QUARTER = regex(
    r"(?:(?:calendar|fiscal|financial|reference|ref\.?)[ _]?)?(?:quarters?|qtrs?\.?)(?:[ _]?(?:number|num|no)\.?)?"
    r"|(?:所属|所屬|统计|統計|报告|報告)?季(?:度|[别別])?(?: (?:quarters?|qtrs?\.?))?"
    r"|분기|çeyrek|trimestres?|trimestry?|quartale?|квартал",
    re.IGNORECASE,
)
"""What columns of quarters are headed by."""
_MONTH = regex(r"月|월|month|monat|mois|(?<!\w)(?:m[eê]s|mese|ay)(?!\w)|месяц", re.IGNORECASE)
_UP_TO_99 = regex("[0-9]{1,2}")
_ONE_TO_FOUR = regex(r"q?1\s*(?:[-–—~至到]|to)\s*q?4", re.IGNORECASE)
_NAMED = (
    rf"(?P<day>[0-9]{{1,2}})(?:ST|ND|RD|TH)?[-/ ](?:OF )?{_NAME}[-/, ]+{_YEAR}",
    rf"{_NAME}[- ](?P<day>[0-9]{{1,2}})(?:ST|ND|RD|TH)?,? {_YEAR}",
)
_SHORT = regex(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}[日号]|周|旬|(?<![A-Z])W[0-9]{1,2}(?![0-9])|星期", re.IGNORECASE
)
"""What days, weeks and thirds of months are known by, whatever else stands beside them."""
_ANY_YEAR = regex(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TIMES = regex(
    r"[0-9\W_]+|[年月日号季度周旬上中下半初末底前第一二三四至到截]|(?<![A-Z])(?:[QHSMWTZ]|FY|YTD|TO|WEEK|QUARTER|"
    r"JAN[A-Z]*|FEB[A-Z]*|MAR(?:CH)?|APR[A-Z]*|MAY|JUNE?|JULY?|AUG[A-Z]*|SEP[A-Z]*|OCT[A-Z]*|NOV[A-Z]*|DEC[A-Z]*)"
    r"(?![A-Z])",
    re.IGNORECASE,
)
"""Everything that words of time are made of."""
_BEHIND_DIGITS = _NAME.replace("<name>", "<behind>")
_OF_TWO_DIGITS = regex(rf"{_NAME}[-/ ]'?(?P<year>[0-9]{{2}})|(?P<before>[0-9]{{2}})[-/ ]{_BEHIND_DIGITS}", re.I)
"""Jan-20, which spreadsheets make of a month; 20-Jan is that, or a day."""
_NEXT_CENTURY, _LAST_CENTURY = 30, 50
"""Years of two digits below the first are of this century, from the second on of the last; others are unclear."""
_ROC = regex(r"[^0-9]*民[国國][^0-9]*")
_SHORT_YEAR = regex(r"[0-9]{2,3}(?:\s*年.*)?")
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹*†‡①②③④⑤⑥⑦⑧⑨"
_YEAR_LAST = regex(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class ColumnOfPeriods(NamedTuple):
    """What words in a column of periods mean where only the whole column shows it.

    meant has the period, as books write it, for such words; unclear has a sentence for those that stay ambiguous.
    Words in neither are read as they are anywhere else.
    """

    meant: dict[str, str]
    unclear: dict[str, str]


def day_of(text: str) -> date | None:
    """The day that a date or a time at midnight says; None for anything else, ValueError for 30 February."""
    plain = re.sub(r"(?<=[年月日])\s+|\s+(?=[年月日])", "", normalise(text)).strip()
    match = next(filter(None, (re.fullmatch(pattern, plain) for pattern in _DAY)), None)
    if match is not None:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    match = next(filter(None, (re.fullmatch(pattern, plain.upper()) for pattern in _NAMED)), None)
    return date(int(match["year"]), MONTHS.index(match["name"]) + 1, int(match["day"])) if match is not None else None


def in_one_calendar(heading: str, texts: list[str]) -> list[str]:
    """The cells of a column, years of two or three digits behind 民國 where the heading or other cells have that."""
    if not (_ROC.fullmatch(heading) or any("民" in text and _ROC.match(text) for text in set(texts))):
        return texts
    return [f"民國{text if '年' in text else f'{text}年'}" if _SHORT_YEAR.fullmatch(text) else text for text in texts]


def as_headed(parts: Sequence[str], texts: list[str]) -> list[str]:
    """The cells of a column as the headings above it say: years of 民國, and bare numbers of quarters."""
    return quarters_as_headed(parts, in_one_calendar("".join(parts), texts))


def is_short_month(text: str) -> bool:
    """Whether words are a month by its name and two digits, which are its year or a day: Jan-20, 20-Jan."""
    return _OF_TWO_DIGITS.fullmatch(normalise(text).strip()) is not None


def is_day(text: str) -> bool:
    """Whether words are a day that exists."""
    try:
        return day_of(text) is not None
    except ValueError:
        return False


def ends_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def ended_by(day: date) -> Period | None:
    """The period at whose end a day stands for figures of a state: 31 December ends its year, others their month.

    None for a day within a month.
    """
    month = _month(day)
    if not ends_month(day):
        return None
    return Period(day.year * 12, 12) if day.month == 12 else Period(month, 1)


def periods_of_column(texts: Iterable[str]) -> ColumnOfPeriods:
    """What days mean by the steps from one to the next, in a whole column, and which of its words are unclear.

    Days that all begin or all end a month are months, quarters, halves or years: 2008-01-01 and 2008-04-01 are
    quarters. A single day says nothing of that. 2024.1 is October where a spreadsheet has dropped a zero.
    """
    words = dict.fromkeys(texts)
    if quarters := quarters_in_digits(words):
        return ColumnOfPeriods(quarters, {})
    unclear = with_two_meanings(words)
    short, unclear_ones = _of_short_months(words)
    unclear |= unclear_ones
    days = {text: day for text in words if is_day(text) and (day := day_of(text)) is not None}
    distinct = sorted(set(days.values()))
    if len(distinct) < 2:
        return ColumnOfPeriods(short, unclear)
    length, sentence = _length(distinct)
    if sentence:
        return ColumnOfPeriods(short, unclear | dict.fromkeys(days, sentence))
    return ColumnOfPeriods(short | {text: str(_within(day, length)) for text, day in days.items()}, unclear)


def heads_quarters(parts: Sequence[str]) -> bool:
    """Whether the last heading above a column says that below it are quarters and nothing else."""
    words = [word.strip() for word in re.split(r"[/()|]", normalise(parts[-1]))] if parts else []
    present = [word for word in words if word and not _ONE_TO_FOUR.fullmatch(word)]
    return bool(present) and all(map(_QUARTER.fullmatch, present))


def heads_parts(parts: Sequence[str]) -> bool:
    """Whether the last heading above a column says of which length the periods below it are."""
    return heads_quarters(parts) or any(map(_MONTH.search, parts[-1:]))


def quarters_as_headed(parts: Sequence[str], texts: list[str]) -> list[str]:
    """The cells of a column, bare numbers below a heading such as Quarter as quarters: 3 as Q3, never as March."""
    if not heads_quarters(parts):
        return texts
    return [f"Q{int(text)}" if _UP_TO_99.fullmatch(text) else text for text in texts]


def year_and_part(year: str, part: str) -> str:
    """A period whose year and whose month, quarter or half stand apart: 2024 and 6, 6月, Q2, 上半年, June.

    What is blank or makes no period with the other stays recognisable as none. Marks of footnotes are left out, and the
    mark of a status behind the year stands behind both.
    """
    whole, status = status_mark(year.strip())
    if status and part.strip():
        mark = next(one for one, meant in STATUSES.items() if meant == status)
        return f"{year_and_part(whole, part)}({mark})"
    year, part = year.strip(), part.strip().rstrip(_MARKS)
    bare = year.removesuffix("年度").removesuffix("年")
    month = f"{int(part)}月" if part.isascii() and part.isdecimal() else part
    is_mark = part in STATUSES  # 2024 p is all of the year.
    for text in (f"{bare}年{month}", f"{bare} {part}") if bare and part and not is_mark else ():
        if is_period(text):
            return text
    return f"{year or '?'} {'?' if is_mark else part or '?'}"


def is_period(text: str) -> bool:
    """Whether words are a period, a mark of its status behind it or not."""
    try:
        WrittenPeriod.parse(text)
    except ValueError:
        return False
    return True


def looks_like_period(text: str) -> bool:
    """Whether words are of nothing but time, with a year, though no period can be read: Q1_2013, 2001 > JULY YTD."""
    plain = normalise(text)
    return _ANY_YEAR.search(plain) is not None and not _TIMES.sub("", plain)


_FISCAL = regex(
    r"\bF\.?Y\.?\s*(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}\s*(?:[-/]\s*[0-9]{2,4})?\s*(?:财年|财政年度|会计年度|fiscal|financial)"
    r"|(?:fiscal|financial)\s+year.*(?:19|20)[0-9]{2}|^(?:19|20)[0-9]{2}/[0-9]{2}$",
    re.IGNORECASE,
)
"""FY2024, 2023/24, 2023-24财年: twelve months that begin in another one than January, which only their land knows."""


def refusal(text: str) -> str:
    """Why words are no period, in one sentence that says what is taken."""
    if is_day(text) and (day := day_of(text)) is not None:
        month = _month(day)
        lengths = [length for length in (1, 3, 6, 12) if ends_month(day) and not day.month % length]
        ending = [Period(month - length + 1, length) for length in lengths]
        periods = listed(ending or [Period(month, 1)])
        return _("“{text}” is a day, and periods are months, quarters, halves or years; write {periods}",
                 text=text, periods=periods)  # fmt: skip
    if days := _in_other_order(normalise(text).strip()):
        return _("“{text}” is a day with its year last; write {days}", text=text, days=" / ".join(days))
    if _SHORT.search(normalise(text)):
        return _("“{text}” is about days or weeks, and periods are months, quarters, halves or years", text=text)
    if months := _months_of_fiscal(normalise(text)):
        return _("“{text}” is a fiscal year, whose first month differs: write its months, such as {period}",
                 text=text, period=months)  # fmt: skip
    bare, status = status_mark(text)
    if status:
        return _("“{text}” has the mark of a status, which is not asked here; write {period}",
                 text=text, period=bare)  # fmt: skip
    expected = _("2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05 or 2022..2024")
    return _("“{text}” is not a period; write {expected}", text=text, expected=expected)


def _months_of_fiscal(text: str) -> str:
    """Twelve months that end in the year of a fiscal year, or in the second of two; nothing where it is none."""
    if not _FISCAL.search(text):
        return ""
    years = [int(one) for one in re.findall("[0-9]{4}|(?<=[-/])[0-9]{2}", text)]
    last = years[-1] if years[-1] > 99 else years[0] + (years[-1] - years[0]) % 100
    return f"{last - 1}-04..{last}-03" if last - years[0] in (0, 1) else ""


def _in_other_order(text: str) -> list[str]:
    """The days that 1/31/2024 or 31.1.2024 can mean: two where the month may stand first or second."""
    match = _YEAR_LAST.fullmatch(text)
    first, second = (int(match[1]), int(match[2])) if match is not None else (0, 0)
    orders = {(one, other) for one, other in ((first, second), (second, first)) if 0 < one <= 12 and 0 < other <= 31}
    return [f"{match[3]}-{month:02}-{day:02}" for month, day in sorted(orders)] if match is not None else []


def _of_short_months(words: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The months that a name and a year of two digits mean, and why others are unclear."""
    meant, unclear = dict[str, str](), dict[str, str]()
    for text in words:
        match = (
            _OF_TWO_DIGITS.fullmatch(normalise(text).strip()) if text[-1:].isalnum() and not text.isdecimal() else None
        )
        if match is None:
            continue
        digits = int(match["year"] or match["before"])
        if match["year"] is None or _NEXT_CENTURY <= digits < _LAST_CENTURY:
            unclear[text] = _("“{text}” may be a month of several years, or a day; write the year with four digits",
                              text=text)  # fmt: skip
        else:
            year = digits + (2000 if digits < _NEXT_CENTURY else 1900)
            meant[text] = str(Period(year * 12 + MONTHS.index(match["name"].upper()), 1))
    return meant, unclear


def _length(days: list[date]) -> tuple[int, str]:
    """How many months the periods have that these days begin or end, or why that cannot be told."""
    months = [_month(day) for day in days]
    same = next(((one, other) for one, other in pairwise(days) if _month(one) == _month(other)), None)
    if same is not None:
        return 0, _("{one} and {other} lie in one month, and periods are months, quarters, halves or years",
                    one=same[0], other=same[1])  # fmt: skip
    step = gcd(*(later - earlier for earlier, later in pairwise(months)))
    length = next((one for one in (12, 6, 3) if step % one == 0), 1)
    begin = all(day.day == 1 for day in days) and not any(month % length for month in months)
    end = all(map(ends_month, days)) and not any((month + 1) % length for month in months)
    if not (begin or end) or (step != length and length < 12):
        return 0, _("unclear which periods days such as {one} and {other} mean; write {periods}",
                    one=days[0], other=days[1], periods=listed(_within(day, 1) for day in days[:2]))  # fmt: skip
    return length, ""


def _within(day: date, length: int) -> Period:
    return Period(_month(day) // length * length, length)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
