"""Periods that stand anywhere in a heading: 2024年收入, Income 2024, Income (Q1 2024), 收入2024(万元).

The year in a heading is the period of its figures, in any language, unless the words around it say that it is a base
(constant 2015 US$), the number of an edition (SNA 2008) or an amount (2000元以上). A year of which that cannot be told
(since 2010, FY2023, 24年) is unclear, and never a part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from nbkpi.figure import Period, Units, WrittenPeriod
from nbkpi.figure.bases import is_base, is_based
from nbkpi.figure.characters import normalise
from nbkpi.figure.english_units import worded
from nbkpi.figure.spelling import NUMBERS_OF_MONTHS
from nbkpi.figure.two_meanings import of_next_year
from nbkpi.loading.layout import is_period
from nbkpi.patterns import regex
from nbkpi.tables.relative import period_before

_DATABANK = regex(r"([0-9]{4}) \[YR\1\]")
"""How the World Bank heads its columns."""

_YEAR = r"(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9]|,[0-9])"
_MONTH_NAME = (
    r"(?<![A-Za-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![A-Za-z])\.?"
)
_PART = (
    rf"{_MONTH_NAME}|(?<![A-Za-z])(?:[QHS][1-4]|(?<![0-9])[1-4][QH]|M(?:0?[1-9]|1[0-2]))(?![A-Za-z0-9])"
    r"|第?[一二三四1-4]季度?|前[二三]季度?|[上下]半年|(?:[0-9]{1,2}月?(?:[-–~至到]|—{1,2}))?[0-9]{1,2}月份?|年?(?:全年|[末底])|年度?"
)
_BOUND = (
    r"(?<![A-Za-z])(?:FY|CY|YTD|MTD|mid|early|late|first|second|third|fourth|1st|2nd|3rd|4th|quarter|half|months?|weeks?)"
    r"(?![A-Za-z])"
)
_FIRST_MONTHS = rf"(?<![A-Za-z])first\s+(?P<count>{'|'.join(NUMBERS_OF_MONTHS)}|[2-9]|1[01])\s+months(?![A-Za-z])"
_BETWEEN = r"\s*(?:[-–—~～/.,至到]|(?<![A-Za-z])(?:to|until|and|of)(?![A-Za-z]))?\s*"
_PIECE = rf"(?:{_YEAR}|{_FIRST_MONTHS.replace('?P<count>', '?:')}|{_PART}|{_BOUND})"
_RUN = regex(
    rf"(?:(?<![0-9])[0-9]{{1,2}}(?:[-/.]|\s+(?={_MONTH_NAME})))*{_PIECE}(?:{_BETWEEN}{_PIECE})*(?:[-–/.][0-9]{{1,2}}(?![0-9]))*"
    rf"|(?<![A-Za-z])FY\s?'?[0-9]{{2}}(?:[0-9]{{2}})?(?:[-–/][0-9]{{2,4}})?(?![0-9])",
    re.IGNORECASE,
)
"""All words of time that stand together."""
_ANY_YEAR = regex(_YEAR)
_MONTHS_TO = regex(
    rf"(?P<first>{_MONTH_NAME})\s*(?:[-–—]|to|until)\s*(?P<last>{_MONTH_NAME}),?\s*(?P<year>[0-9]{{4}})", re.IGNORECASE
)
_ORDINAL = regex(
    r"(?P<number>first|second|third|fourth|[1-4](?:st|nd|rd|th)) (?P<part>half|quarter)(?: of)?,? (?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_FIRST_OF_YEAR = regex(rf"{_FIRST_MONTHS}(?:\s+of)?,?\s+(?P<year>[0-9]{{4}})", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth")
_SHORT_YEAR = regex(
    r"(?:^|(?<=[\s(]))(?:'[0-9]{2}(?![0-9])|(?:[0-3][0-9]|9[0-9]|1[01][0-9])年(?![以来内间期龄制级生及前后]))"
    r"|(?<![A-Za-z])FY\s?'?[0-9]{2}(?![0-9])",
    re.IGNORECASE,
)
"""A year of two digits, or of the calendar from 1912, where a heading begins; 10年期 and 20年以上 are spans."""
_IN_CHINESE = regex("[〇零○一二三四五六七八九]{4}(?=年)")
_FROM_1912 = regex(r"民[国國]\s*(?P<year>[1-9][0-9]{0,2})\s*年")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ELSEWHERE = regex(
    rf"(?<![0-9A-Za-z])(?:[QH][1-4](?![0-9A-Za-z])|1?[0-9]月(?!龄))|{_MONTH_NAME}|[一二三四]季度|[上下]半年|{_BOUND}",
    re.I,
)
"""What of the rest of a heading says that its year is not all of its period."""
_MARK = regex(r"[(\[]([a-z]|[0-9]{1,2})[)\]]")
"""What behind a period is the mark of a footnote, if it is no unit."""
_OF_CHANGE = regex(r"growth|change|increase|decrease|average|mean|cagr|增|减|年均|平均", re.IGNORECASE)
"""What is from the first year of a span to the last, or of each of its years."""

_JOINED = regex(
    r"\s*(?:截至|截止到?|(?<![A-Za-z])(?:(?:as )?(?:at|of)(?: the)?(?: end of)?|in|for|during|end[- ]?(?:of)?)\s*)$",
    re.IGNORECASE,
)
"""What leads from a name to its period, and says nothing else."""
_BASE_BEFORE = regex(
    r"(?:(?<![A-Za-z])(?:from|over|on|vs\.?|versus|than|than in|against|relative to|compared (?:with|to)|constant"
    r"|chained|base|base year|level of|levels of)"
    r"|(?<![A-Za-z])(?:ISO|GB|GB/T|SNA|BPM|ICD|ISIC|NACE|NAICS|HS|SITC|COICOP|WGS|Rev\.?)[- /:]?)\s*\(?\s*$",
    re.IGNORECASE,
)
_BASE_BEHIND = regex(
    r"\)?\s*(?:(?:constant |national |international |chained |fixed )*"
    r"(?:prices?|dollars?|US\$|USD|PPPs?|euros?|international \$|base|levels?)(?![A-Za-z])"
    r"|=\s*100|(?:version|edition|revision)(?![A-Za-z]))",
    re.IGNORECASE,
)
_BOUND_BEFORE = regex(
    rf"(?:{_MONTH_NAME}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?|(?<![A-Za-z])(?:since|before|after|until|till|by|to|through|between|ended|ending|born|built|completed|founded)"
    r"(?: in)?|[自从]|出生于?|[建生]于|始于)\s*\(?\s*$",
    re.IGNORECASE,
)
_BOUND_BEHIND = regex(
    r"\s*(?:년도?\s*)?(?:이[전후상하]|以[来前后]|起|至今|之[前后]|[前后](?!三季)|间"
    r"|\+|onwards?|(?:and|or) (?:after|before|later|earlier))",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = regex(
    r"(?:[<>≥≤=$¥€£#№+±]|[0-9][-/:]"
    r"|(?:(?<![A-Za-z])(?:under|over|above|below|least|most|up to|than|fewer|less|no\.?|number)"
    r"|超过?|不足|不满|低于|高于|达到?|第))\s*$",
    re.IGNORECASE,
)
_CODE_BEFORE = regex(r"(?:[0-9][-/:]|(?<![A-Za-z])[A-Z]{1,2}[-/]?)$")
_AMOUNT_BEHIND = regex(
    r"\s*(?:[元人户個个吨噸亩畝万亿千百多余米件台辆头只次家条名例起处座所张份种类岁本](?![数均口])|及?以[上下]|[%‰°+]|[-–~至到]\s*[0-9])"
)
_SINGULAR_BEHIND = regex(r" (?:village|town|county|city|district|province|household) [a-z]", re.IGNORECASE)
"""What is counted stands in the plural: in 2025 village indicators the digits are a year."""
_LOOSE = "".join((" \t\n_,:;/", "、，：；·-–—|"))
_EMPTY = regex(r"\(\s*\)|\[\s*\]")
_OPENED = regex(r"([(\[])[\s,;、，]+")
_CLOSED = regex(r"[\s,;、，]+([)\]])")
_TWICE = regex(r"([,;:、，；：_/|])[\s,;:、，；：_/|]*(?=[,;:、，；：_/|])")
_BEFORE_BRACKET = regex(r"[\s,:;、，；：_|-]*[,:;、，；：_|-]\s*(?=[(\[])")
_BEFORE_SIGN = regex(r"\s+(?=[,;:、，；：)\]])")

Sort = Literal["period", "base", "unclear"]


class Run(NamedTuple):
    """Words of time in a heading, from start to end: a period, a base that is none, or what is unclear."""

    start: int
    end: int
    sort: Sort
    period: str = ""


class Dated(NamedTuple):
    """The period of a heading as books write it, the rest of its words, and what of it is unclear; empty for none."""

    period: str
    rest: str
    unclear: str = ""


def split_period(text: str, units: Units | None) -> Dated:
    """What a normalised heading says of its period: 2024年收入, 收入(2024年), Income 2024, Income 2024 (10k yuan).

    Two periods in one heading are unclear, as is a year that bounds a span.
    """
    text = _FROM_1912.sub(lambda match: f"{1911 + int(match['year'])}年", text) if "民" in text else text
    text = _IN_CHINESE.sub(lambda match: match[0].translate(_DIGITS), _DATABANK.sub(r"\1", text))
    if is_period(text):
        return Dated(str(WrittenPeriod.parse(text)), "")
    if is_based(text):
        return Dated("", text)
    found, rest = period_before(text)
    if found and not _BOUND_BEHIND.match(rest):
        return Dated(found, rest)
    match = re.fullmatch(r"(.+)\(([^()]+)\)", text)
    if match and is_period(match[2]):
        return Dated(str(WrittenPeriod.parse(match[2])), match[1].strip())
    return _split_runs(text, units)


def _split_runs(text: str, units: Units | None) -> Dated:
    """The same of the words of time that stand anywhere in a heading."""
    runs = [run for run in runs_of(text, units) if run.sort != "base"]
    if not runs:
        return Dated("", text)
    if any(run.sort == "unclear" for run in runs) or len({run.period for run in runs}) > 1:
        return Dated("", "", text)
    period, rest = runs[0].period, _without(text, runs)
    is_span = WrittenPeriod.parse(period).period.length > 12
    if (mark := _MARK.fullmatch(rest)) and (units is None or units.get(mark[1]) is None):
        rest = ""
    if _ELSEWHERE.search(rest) or (is_span and _OF_CHANGE.search(rest)):
        return Dated("", "", text)
    return Dated(period, rest)


def runs_of(text: str, units: Units | None) -> Iterator[Run]:
    """All words of time with a year in a normalised text, from left to right; without units only common ones count."""
    if _SHORT_YEAR.search(text) is None and _ANY_YEAR.search(text) is None:
        return
    end = 0
    for match in _RUN.finditer(text):
        if _ANY_YEAR.search(match[0]) or _SHORT_YEAR.search(match[0]):
            yield _run(text, *_trimmed(text, *match.span()), units)
            end = match.end()
    for match in _SHORT_YEAR.finditer(text, end):
        yield Run(*match.span(), "unclear")


def has_year(text: str, units: Units) -> bool:
    """Whether a heading has a year that is no base, clear or not."""
    return any(run.sort != "base" for run in runs_of(normalise(text), units))


def only_period(text: str, units: Units | None) -> Period | None:
    """The only period that a text says, in any language; None where they say none, several, or one that is unclear."""
    runs = [run for run in runs_of(normalise(text), units) if run.sort != "base"]
    found = {run.period for run in runs}
    return WrittenPeriod.parse(found.pop()).period if len(found) == 1 and "" not in found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",.-–—/"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",-–—/"):
        end -= 1
    return start, end


def _in_signs(words: str) -> str:
    """January to June 2025 as 2025 January..2025 June, first half of 2025 as 2025H1, the first months likewise.

    Other words stay as they are.
    """
    if match := _FIRST_OF_YEAR.fullmatch(words):
        count = NUMBERS_OF_MONTHS.get(match["count"].lower()) or int(match["count"])
        return f"{match['year']}-01..{match['year']}-{count:02}"
    if match := _MONTHS_TO.fullmatch(words):
        return f"{match['year']} {match['first']}..{match['year']} {match['last']}"
    if match := _ORDINAL.fullmatch(words):
        number = next(
            (place for place, one in enumerate(_ORDINALS, 1) if match["number"].lower() == one), match["number"][0]
        )
        return f"{match['year']}{match['part'][0].upper()}{number}"
    return words


def _run(text: str, start: int, end: int, units: Units | None) -> Run:
    words, before, behind = _in_signs(text[start:end]), text[:start].replace("_", " "), text[end:].replace("_", " ")
    if is_base(text, start, end) or _BASE_BEFORE.search(before) or _BASE_BEHIND.match(behind):
        return Run(start, end, "base")
    if words.isdecimal() and _is_amount(before, behind, units):
        return Run(start, end, "base")
    is_bound = _BOUND_BEFORE.search(before) is not None or _BOUND_BEHIND.match(behind) is not None
    if is_bound or not is_period(words) or of_next_year(words):
        return Run(start, end, "unclear")
    return Run(start, end, "period", str(WrittenPeriod.parse(words)))


def _is_amount(before: str, behind: str, units: Units | None) -> bool:
    """Whether four digits are an amount or a part of a code, by what stands before and behind them."""
    if _AMOUNT_BEFORE.search(before) or _CODE_BEFORE.search(before) or _AMOUNT_BEHIND.match(behind):
        return True
    if _SINGULAR_BEHIND.match(behind):
        return False
    if (measured := worded(behind.strip())) is not None and "/" in measured.symbol:
        return False  # 2018 people per sq. km is no size of anything.
    word = re.match(r"\s*([^\W\d_]+)", behind)
    if word is not None and word[1].istitle() and not before.strip():
        return False  # 2024 Households is a heading, 2000 farms an amount.
    is_unit = word is not None and units is not None and units.get(word[1]) is not None
    return is_unit or (word is not None and worded(word[1]) is not None)


def _without(text: str, runs: list[Run]) -> str:
    """The words of a heading without its periods, the words that lead to them, and signs that stand alone then."""
    rest = text
    for run in reversed(runs):
        before, behind = _JOINED.sub("", rest[: run.start]), rest[run.end :]
        is_worded = before[-1:].isascii() and before[-1:].isalnum() and behind[:1].isascii() and behind[:1].isalnum()
        rest = f"{before}{' ' if is_worded else ''}{behind}"
    for pattern, put in (
        (_OPENED, r"\1"),
        (_CLOSED, r"\1"),
        (_EMPTY, ""),
        (_TWICE, ""),
        (_BEFORE_BRACKET, ""),
        (_BEFORE_SIGN, ""),
    ):
        rest = pattern.sub(put, rest)
    return " ".join(rest.strip(_LOOSE).split())
