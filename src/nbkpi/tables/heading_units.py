"""Units that a heading names: in a level of their own, in brackets, in English words, or behind a stroke."""

from __future__ import annotations

import re

from nbkpi.figure import Unit, Units
from nbkpi.figure.characters import normalise
from nbkpi.figure.unit import NUMBER
from nbkpi.loading.labels import without_unit
from nbkpi.patterns import regex
from nbkpi.sheets.foreign_units import PURE, unit_of_words

_WHOLE = regex(r"[(\[](.+)[)\]]")
_UNIT_LINE = regex(r"(?:计量)?单位:(.+)")
_LAST = regex(r"(.*\S)\s*\(([^()]+)\)", re.DOTALL)
_BEHIND = regex(r"(.*\S)(?:,| in)\s*((?:(?:thousand|million|billion)s?\b|US|[$€£%]|per ?cent\b)[^,]*)", re.IGNORECASE)
"""GDP, million yuan; Exports in US$."""
_STROKE = regex(r"\s*[_/\-－—|:、,]\s*|\s+")
_PLACES = regex("镇|乡|街道|社区|县|区|市|省|村|班|组|类|种|级|期|度|方")
"""Words that count something behind a number, and by themselves say where or which."""
_SPACED_OUT = regex(r"[^\W0-9A-Za-z_](?:\s+[^\W0-9A-Za-z_])+")
"""One word over the breadth of its cell, whose last character is no unit: 家  庭  户."""
_COMMON = frozenset("元人户吨亩个家台件米%‰")
"""Units of one character that are meant behind a stroke; others may be the end of a name."""
_SIMPLE = regex(
    r"(?:(?:thousand|million|billion)s?(?: of)? )?[^\W\d]+|[^\W\d]+,? (?:thousand|million|billion)s?|[%‰$]", re.I
)
"""English words that say no more than a unit: not at which prices, of what, or on which base."""
_LIKE_A_UNIT = regex(
    r"单位:.+|(?:百万|千万|万|亿|千).{0,6}[元吨米里时瓦克升人户亩顷次个台辆卡焦安伏桶株头只件立方]"
    r"|[A-Za-zμ]{1,4}[23²³]?/[A-Za-zμ]{1,4}[23²³]?|[kMGTm]?(?:Wh?|Hz|J|Pa|bbl|toe|tce)"
    r"|(?:(?:thousand|million|billion)s?\b.*|.*\b(?:thousand|million|billion)s?)",
    re.IGNORECASE,
)


def unit_alone(units: Units, text: str) -> Unit | None:
    """The unit that is all a level of a heading says: (万元), or 万元 without brackets, 单位:万元, or (years).

    None for a letter without brackets, which may number the columns, and for words such as 市 and 县, which name them.
    """
    match = _WHOLE.fullmatch(text) or _UNIT_LINE.fullmatch(text)
    if match is not None:
        return _called(units, match[1].strip()) if _SIMPLE.fullmatch(match[1].strip()) else units.get(match[1].strip())
    is_name = _PLACES.fullmatch(text) is not None or (len(text) == 1 and text.isascii() and text.isalpha())
    return None if is_name else units.get(text)


def without_own_unit(text: str, units: Units) -> tuple[str, Unit | None]:
    """A heading and the unit that it names: 产值(万元), 产值_万元, 面积-平方公里, Cost (million USD).

    English words that say more than a unit (current US$) stay in the name.
    """
    bare, own = without_unit(text, units)
    if own is not None:
        return bare, own
    if len(text) > 1 and text[-1] in "%‰":
        return text[:-1].strip(), units.get(text[-1])
    match = _LAST.fullmatch(text) or _BEHIND.fullmatch(text)
    own = _called(units, match[2]) if match is not None else None
    if match is not None and own is not None:
        return (match[1] if _SIMPLE.fullmatch(match[2]) else text), own
    if match is not None and (before := without_unit(match[1], units))[1] is not None:
        return f"{before[0]}({match[2]})", before[1]  # 产值(亿元)(2020年价格)
    if units.get(text) is not None or _SPACED_OUT.fullmatch(text):
        return text, None
    for stroke in _STROKE.finditer(text):
        tail = text[stroke.end() :]
        unit = units.get(tail) if len(tail) > 1 or tail in _COMMON else None
        if unit is not None and stroke.start() and not _PLACES.fullmatch(tail) and not tail.isdecimal():
            return text[: stroke.start()], unit
    return text, None


def unknown_unit(text: str) -> str:
    """What in brackets or a comma behind a heading looks like a unit that is not known; nothing where nothing does."""
    match = _LAST.fullmatch(normalise(text)) or _BEHIND.fullmatch(normalise(text))
    return match[2] if match is not None and _LIKE_A_UNIT.fullmatch(match[2].strip()) else ""


def _called(units: Units, words: str) -> Unit | None:
    symbol = unit_of_words(words)
    return units.get(words) or (NUMBER if symbol == PURE else units.get(symbol) if symbol else None)
