"""Years with a number behind them that may mean two things: 2009-10, 2016/4, 2017.1, and how each is asked about."""

from __future__ import annotations

from collections.abc import Iterable

from nbkpi.language import _
from nbkpi.patterns import regex

_NEXT = regex(r"(?P<year>(?:19|20)[0-9]{2})[-–/](?P<next>[0-9]{2})")
_YEARS = regex(r"(?:19|20)[0-9]{2}\s*[-–—~/至]\s*(?:19|20)[0-9]{2}")
_PART_IN_DIGITS = regex(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<part>[1-9]|1[0-2])")
_QUARTER_IN_DIGITS = regex(r"(?P<year>(?:19|20)[0-9]{2})(?P<part>[1-4])")
_QUARTERS = 4
_LOST_ZERO = regex(r"((?:19|20)[0-9]{2})\.1")


def with_two_meanings(words: Iterable[str]) -> dict[str, str]:
    """Why words of a column of periods are unclear, by the others: each with its sentence."""
    every = list(words)
    unclear = {} if any(text.endswith(".10") for text in every) else dict(filter(None, map(_of_lost_zero, every)))
    return unclear | _of_two_years(every) | _of_quarters_or_months(every)


def of_next_year(text: str) -> bool:
    """Whether words are a year and the last two digits of the next one: 2009-10, which may be a month, and 2012-13."""
    match = _NEXT.fullmatch(text.strip())
    return match is not None and (int(match["year"]) + 1) % 100 == int(match["next"])


def _of_two_years(words: Iterable[str]) -> dict[str, str]:
    """Why years with a later one are unclear, where a column has several and no month that goes against it.

    Beside spans of years in full (1997-1999) each is: 1999-01 is the next of them.
    """
    found = [text for text in words if _NEXT.fullmatch(text.strip())]
    if any(_YEARS.fullmatch(text.strip()) for text in words):
        sentence = _("“{text}” may be a month, or years as those beside it; write {month} for a month")
    elif len(found) < 2 or not all(map(of_next_year, found)):
        return {}
    else:
        sentence = _may_be_of_schools()
    return {text: _unclear_years(text, sentence) for text in found}


def _may_be_of_schools() -> str:
    return _("“{text}” may be a month, or a year that ends within the next, as those of schools and budgets; "
             "write {month} for a month")  # fmt: skip


def _unclear_years(text: str, sentence: str) -> str:
    year, last = text.strip()[:4], int(text.strip()[5:])
    return sentence.format(text=text, month=f"{year}年{last if 0 < last < 13 else 10}月")


def in_digits(text: str) -> bool:
    """Whether words are a year and a number of one or two digits behind it: 2016/4, 2009-10, 2012-13."""
    plain = text.strip()
    return _PART_IN_DIGITS.fullmatch(plain) is not None or _NEXT.fullmatch(plain) is not None


def two_years_or_month(text: str) -> str:
    """Why a year and the last two digits of the next one are unclear, by themselves."""
    return _unclear_years(text, _may_be_of_schools())


def _of_quarters_or_months(words: Iterable[str]) -> dict[str, str]:
    """Why parts of years are unclear that go no farther than to 4 in any of several years: 2016/4, 2017/1."""
    found = {text: match for text in words if (match := _PART_IN_DIGITS.fullmatch(text.strip()))}
    parts = {int(match["part"]) for match in found.values()}
    years = {match["year"] for match in found.values()}
    if len(years) < 2 or len(parts) < 2 or max(parts) > _QUARTERS:
        return {}
    return {
        text: _("“{text}” may be a month, or a quarter or half of its year; write {month} for a month, {quarter} for a "
                "quarter", text=text, month=f"{match['year']}-0{match['part']}",
                quarter=f"{match['year']}Q{match['part']}")
        for text, match in found.items()
    }  # fmt: skip


def quarters_in_digits(words: Iterable[str]) -> dict[str, str]:
    """The quarters that all words of a column are, where each is a year and one digit: 19601, 19602."""
    found = {text: _QUARTER_IN_DIGITS.fullmatch(text.strip()) for text in words if text.strip()}
    matches = [match for match in found.values() if match is not None]
    is_whole = len(matches) == len(found) and {match["part"] for match in matches} >= set("1234")
    return {text: f"{match['year']}Q{match['part']}" for text, match in found.items() if match} if is_whole else {}


def _of_lost_zero(text: str) -> tuple[str, str] | None:
    match = _LOST_ZERO.fullmatch(text)
    if match is None:
        return None
    return text, _("“{text}” may be January or October, as spreadsheets make it of {october}; write {first} or {last}",
                   text=text, october=f"{text}0", first=f"{match[1]}-01", last=f"{match[1]}-10")  # fmt: skip
