"""What a cell of a sheet looks like: a number, a year, another period, a sign for a missing figure, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import Units
from nbkpi.figure.characters import normalise
from nbkpi.figure.days import is_day
from nbkpi.figure.figure import MISSING_WORDS
from nbkpi.figure.reading import read_in_table
from nbkpi.loading.labels import printed_number
from nbkpi.loading.layout import is_period
from nbkpi.patterns import regex

Kind = Literal["blank", "number", "year", "period", "missing", "words"]

_SIGNS = frozenset(word for words in MISSING_WORDS.values() for word in words if word)

_YEAR = regex(r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?:年|年度)?|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2]|\.(?:0?[1-9]|1[0-2]))")
"""What is a year, or a month in digits alone, or else a count or an amount."""
_CLASS = regex(
    # 15-24, 25-34岁, 1～8小时: the ends of a class, not a figure that was printed as a range.
    r"[0-9]{1,3}\s*[-—–~至到]\s*[0-9]{1,3}\s*(?:岁|周岁|小时|人|户|年|个月|平方米|years?|hours?)?"
    # 65岁及以上, 85+, 0岁, 10人以下; 一人户, 三孩, 二代户.
    r"|[0-9]{1,3}\s*(?:岁|周岁|\+)\s*(?:及?以上|及?以下|and\s+over)?|[0-9]{1,3}\s*(?:人|小时|年|个月|平方米)?及以[上下]"
    r"|[一二三四五六七八九十0-9]{1,2}(?:及以上)?(?:人户|代户|孩|孩及以上|次|居室|级)",
    re.IGNORECASE,
)


def kind_of_cell(text: str, units: Units) -> Kind:
    """What stands in a cell, by its words alone; a year may as well be a count, which only its row can tell.

    So may a month in digits alone (202412), and a day may be where a figure should be: both count as years.
    """
    if not text:
        return "blank"
    plain = normalise(text)
    if _YEAR.fullmatch(plain) or is_day(plain):
        return "year"
    if text in _SIGNS:
        return "missing"
    if _CLASS.fullmatch(plain):
        return "words"
    if is_period(text):
        return "period"
    written = printed_number(text)
    if written is not None:
        return "missing" if written.missing is not None else "number"
    try:
        read_in_table(text.rstrip("①②③④⑤⑥⑦⑧⑨⑩*") or text, units)
    except UnreadableFigure:
        return "words"
    return "number"


def is_class(text: str) -> bool:
    """Whether words are those of a class of ages, sizes or durations, which hold numbers but are none."""
    return _CLASS.fullmatch(normalise(text)) is not None


def is_figure(text: str, units: Units) -> bool:
    """Whether a cell holds a figure or a sign for a missing one, or a count that looks like a year, and not words."""
    return kind_of_cell(text, units) in ("number", "missing", "year")


_FLAGS = ({"true", "false"}, {"yes", "no"}, {"y", "n"}, {"t", "f"}, {"是", "否"})
"""What is written where something holds, and where it does not."""


def are_flags(texts: Iterable[str]) -> bool:
    """Whether the cells of a column only say whether something holds, which no entity is called; one word alone may
    be the code of a place, such as NO.
    """
    labels = {text.lower() for text in texts if text}
    return labels in _FLAGS or (bool(labels) and labels <= _FLAGS[0])
