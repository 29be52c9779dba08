"""Units that a heading names: in a level of their own, in brackets, in English words, or behind a stroke."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbkpi.figure import Unit, Units
from nbkpi.figure.characters import normalise
from nbkpi.figure.english_units import unit_called, worded
from nbkpi.loading.labels import without_unit
from nbkpi.model.records import Measure, Metric
from nbkpi.patterns import regex
from nbkpi.tables.sorts import in_power, is_told, units_for

_WHOLE = regex(r"[(\[](.+)[)\]]")
_UNIT_LINE = regex(r"(?:计量)?单位:(.+)")
_LAST = regex(r"(.*\S)\s*\(([^()]+)\)", re.DOTALL)
_BEHIND = regex(
    r"(.*\S)(?:,| in)\s*((?:(?:thousand|million|billion)s?\b|US|[$€£%]|per ?cent\b|(?:RMB|CNY|EUR|GBP)\b)[^,]*)",
    re.IGNORECASE,
)
"""GDP, million yuan; Exports in US$; Cost, US$ million."""
_PERCENT_OF = regex(r"(?:per ?cent(?:age)?|%) of\b(?!.*\b(?:index|points?)\b)", re.IGNORECASE)
_STROKE = regex(r"\s*[_/\-－—|:、,]\s*|\s+")
_PLACES = regex("镇|乡|街道|社区|县|区|市|省|村|班|组|类|种|级|期|度|方")
"""Words that count something behind a number, and by themselves say where or which."""
_SPACED_OUT = regex(r"[^\W0-9A-Za-z_](?:\s+[^\W0-9A-Za-z_])+")
"""One word over the breadth of its cell, whose last character is no unit: 家  庭  户."""
_COMMON = frozenset("元人户吨亩个家台件米%‰")
"""Units of one character that are meant behind a stroke; others may be the end of a name."""
_LETTERS = ("m", "t", "L")
"""Units that may as well be millions, thousands or litres of something else."""
_LETTER = regex("[a-z]")
_DIGITS = regex(r"[0-9][0-9, ]*")
_LIKE_A_UNIT = regex(
    r"单位:.+|(?:百万|千万|万|亿|千).{0,6}[元吨米里时瓦克升人户亩顷次个台辆卡焦安伏桶株头只件立方]"
    r"|[A-Za-zμ]{1,4}[23²³]?/[A-Za-zμ]{1,4}[23²³]?|[kMGTm]?(?:Wh?|Hz|J|Pa|bbl|toe|tce)"
    r"|(?:(?:thousand|million|billion)s?\b.*|.*\b(?:thousand|million|billion)s?)|1[, ]?0{2,3}(?:[, ]?0{3})*",
    re.IGNORECASE,
)


def unit_alone(units: Units, text: str) -> Unit | None:
    """The unit that is all a level of a heading says: (万元), or 万元 without brackets, 单位:万元, or (years).

    None for a letter without brackets, which may number the columns, and for words such as 市 and 县, which name them.
    """
    match = _WHOLE.fullmatch(text) or _UNIT_LINE.fullmatch(text)
    if match is not None:
        unit, is_all = in_brackets(units, match[1].strip())
        return unit if is_all else None
    is_name = _PLACES.fullmatch(text) is not None or (len(text) == 1 and text.isascii() and text.isalpha())
    return None if is_name else units.get(text)


def without_own_unit(text: str, units: Units) -> tuple[str, Unit | None]:
    """A heading and the unit that it names: 产值(万元), 产值_万元, 面积-平方公里, Cost (million USD).

    English words that say more than a unit (current US$) stay in the name.
    """
    bare, own = without_unit(text, units)
    if own is not None:
        is_other = _is_of_others(own, bare) or in_power([bare], own, units, in_digits=False) is None
        return (text, None) if is_other else (bare, own)
    if len(text) > 1 and text[-1] in "%‰":
        return text[:-1].strip(), units.get(text[-1])
    if (found := _behind_name(text, units)) is not None:
        return found
    if (said := worded(text)) is not None and "/" in said.symbol:
        return text, unit_called(units, said.symbol)  # People per sq. km
    if _PERCENT_OF.match(text):
        return text, units.get("%")
    if units.get(text) is not None or _SPACED_OUT.fullmatch(text):
        return text, None
    for stroke in _STROKE.finditer(text):
        tail = text[stroke.end() :]
        unit = units.get(tail) if len(tail) > 1 or tail in _COMMON else None
        if unit is not None and stroke.start() and not _PLACES.fullmatch(tail) and not tail.isdecimal():
            return text[: stroke.start()], unit
    return text, None


def _behind_name(text: str, units: Units) -> tuple[str, Unit] | None:
    """A heading and the unit in words behind it: in brackets, before others, behind a comma or “in”."""
    match = _LAST.fullmatch(text)
    if match is not None:
        own, is_all = in_brackets(units, match[2], match[1])
        if own is not None:
            return (match[1] if is_all else text), own
        bare, before = without_unit(match[1], units)
        return None if before is None else (f"{bare}({match[2]})", before)  # 产值(亿元)(2020年价格)
    match = _BEHIND.fullmatch(text)
    own, is_all = in_brackets(units, match[2], match[1]) if match is not None else (None, False)
    return None if match is None or own is None else ((match[1] if is_all else text), own)


def unknown_unit(text: str) -> str:
    """What in brackets or a comma behind a heading looks like a unit that is not known; nothing where nothing does."""
    match = _LAST.fullmatch(normalise(text)) or _BEHIND.fullmatch(normalise(text))
    words = match[2].strip() if match is not None else ""
    is_unit = words in _LETTERS or (_LIKE_A_UNIT.fullmatch(words) and not _LETTER.fullmatch(words))
    return match[2] if match is not None and is_unit else ""


def without_unknown(text: str) -> str:
    """A heading without what in brackets behind it looks like a unit and is none that is known."""
    plain = normalise(text)
    match = (_LAST.fullmatch(plain) or _BEHIND.fullmatch(plain)) if unknown_unit(text) else None
    return text if match is None else match[1]


def in_brackets(units: Units, words: str, before: str = "") -> tuple[Unit | None, bool]:
    """The unit that words in brackets behind a heading mean, and whether they say no more than that.

    None where they rather say whose figures of that sort are: Income (households).
    """
    if (known := units.get(words)) is not None:
        return known, True
    if _LETTER.fullmatch(words):
        return None, False  # The mark of a footnote: joules are J.
    found = worded(words, in_heading=True)
    unit = None if found is None else unit_called(units, found.symbol)
    if unit is not None and before:
        unit = in_power([before], unit, units, in_digits=_DIGITS.fullmatch(words) is not None)
    if found is None or unit is None or (before and unit.counting and not units_for([before], [unit])):
        return None, False
    return unit, found.is_all


def _is_of_others(unit: Unit, heading: str) -> bool:
    """Whether a unit of one letter is none that figures of such a heading are in: Revenue (m) is in no metres."""
    return unit.symbol in _LETTERS and is_told([heading]) and not units_for([heading], [unit, unit])


def unit_below_others(measure: Measure | None, unit: Unit | None, levels: Sequence[str], units: Units) -> Unit | None:
    """The unit of a column, but for growth that of another level: 接待游客（万人次） is over its growth too."""
    if not isinstance(measure, Metric) or not measure.function or unit is None or len(levels) < 2:
        return unit
    is_own = without_own_unit(normalise(levels[-1]), units)[1] is not None
    return unit if is_own or unit.dimension == measure.unit.dimension else None
