"""Numbers as they are written in Chinese text: digits, Chinese numerals, and mixtures of both with 万 and 亿."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from nbkpi.figure.unit import MULTIPLIERS

MAX_DIGITS = 60
"""A number with more digits than this is refused; no published figure has them."""

_GROUPING = ",\u2007\u2009\u00a0\u202f "
# A number that starts with a superfluous zero (0574, 007) is a code, and one is never grouped in two ways.
_GROUPED = rf"[1-9][0-9]{{0,2}}(?P<by>[{_GROUPING}])[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*"
_DIGITS = re.compile(rf"({_GROUPED}(?![0-9])|0(?![0-9])|[1-9][0-9]*)(?:\.([0-9]+))?")
_CHINESE = re.compile(r"(?:[零〇一二两三四五六七八九十百]|千(?!克|米|瓦))+(?:点[零〇一二三四五六七八九]+)?")
_MIXED = re.compile(r"(?=[1-9][千百][1-9][百十])(?:[1-9]千)?(?:[1-9]百)?(?:[1-9]十)?(?:[1-9](?![0-9.,]))?")
_MULTIPLIER = re.compile(r"\s*(万亿|[十百千]?[亿万]|[十百千](?!克|米|瓦|伏|分))")
_LARGE = re.compile(r"\s*(万亿|亿|万)")
_DIGIT_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_IN_CHINESE = str.maketrans("123456789", "一二三四五六七八九")
_PLACES = {"十": 10, "百": 100, "千": 1000}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_COMMON = _FORMAL | _FULL_WIDTH | {0x3000: 0x20, 0x2212: 0x2D, 0xFE63: 0x2D, 0xFE6A: 0x25}


def normalise(text: str) -> str:
    """Full-width characters to ASCII, formal numerals (壹佰萬) to common ones; the length stays the same."""
    return text.translate(_COMMON)


class Numeral(NamedTuple):
    """A number as written.

    value: what the digits say, before the multiplier; step: the place of the last printed digit; leading: the
    place of the last digit that is not zero; multiplier: 万, 亿, … or nothing; end: where the text goes on; bare: a
    multiplier or 百, 千 without a digit, as in 近千万.
    """

    value: Fraction
    step: Fraction
    leading: Fraction
    multiplier: str
    end: int
    bare: bool = False

    @property
    def is_plain_integer(self) -> bool:
        """Whether it was written out in full, with neither decimals nor a multiplier."""
        return self.step == 1 and not self.multiplier


def scan_numeral(text: str, start: int = 0) -> Numeral | None:
    """The longest number at this place of a normalised text; None when there is none.

    ValueError for a number of more than MAX_DIGITS digits.
    """
    section = _scan_section(text, start)
    if section is None:
        match = _LARGE.match(text, start)
        one = Fraction(1)
        return Numeral(one, one, one, match[1], match.end(), bare=True) if match and match.start(1) == start else None
    total = Fraction(0)
    while True:
        multiplier, end = section.multiplier, section.end
        scale = MULTIPLIERS[multiplier]
        total, step = total + section.value * scale, section.step
        following = _next_section(text, section) if multiplier and step == 1 else None
        if following is None:
            value = total / scale
            return Numeral(value, step, _last_nonzero_place(value, step), multiplier, end, text[start] in "百千")
        section = following


def scan_multiplier(text: str, start: int = 0) -> tuple[str, int]:
    """The multiplier at this place and where it ends; ("", start) when there is none."""
    match = _MULTIPLIER.match(text, start)
    return (match[1], match.end()) if match else ("", start)


class _Section(NamedTuple):
    """Digits or a Chinese numeral below 10,000, with the multiplier behind it."""

    value: Fraction
    step: Fraction
    multiplier: str
    chinese: bool
    digits_end: int
    end: int


def _next_section(text: str, before: _Section) -> _Section | None:
    """What 500 is in 1万零500, in units of its own multiplier; None when what follows is not part of the number."""
    scale, place = MULTIPLIERS[before.multiplier], before.end
    zero = text[place : place + 1] in ("零", "〇")
    following = text[place + zero : place + zero + 1]
    if following in _PLACES and not (zero and following == "十"):
        return None  # 5万千瓦 are kilowatts: within a number a place needs its digit.
    section = _scan_section(text, place + zero)
    if section is None or section.value < 1 or section.value * MULTIPLIERS[section.multiplier] >= scale:
        return None
    if section.multiplier or zero:
        return section
    if section.chinese and section.digits_end == place + 1:
        # 两万五 is 25000: a lone last digit counts in the next lower place.
        return section._replace(value=section.value / 10, step=Fraction(1, 10), multiplier=before.multiplier)
    # 1万500 might be meant like 两万五; 1万零500 and 1万2500 leave no doubt.
    return section if section.value * 10 >= scale else None


def _scan_section(text: str, start: int) -> _Section | None:
    chinese = False
    match = _MIXED.match(text, start)
    if match:
        # 3千5百万 is written like 三千五百万.
        integer = _chinese_integer(match[0].translate(_IN_CHINESE))
        large = _LARGE.match(text, match.end())
        end, multiplier = (large or match).end(), large[1] if large else ""
        return _Section(Fraction(integer), Fraction(1), multiplier, True, match.end(), end) if integer else None
    match = _DIGITS.match(text, start)
    if match:
        whole, decimals = re.sub(rf"[{_GROUPING}]", "", match[1]), match[3] or ""
    else:
        chinese, match = True, _CHINESE.match(text, start)
        if match is None:
            return None
        whole, _, decimals = match.group().partition("点")
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    integer = _chinese_integer(whole) if chinese else int(whole)
    if integer is None:
        return None
    step = Fraction(1, 10 ** len(decimals))
    value = integer + int(_arabic(decimals) or 0) * step
    large = (_LARGE if chinese else _MULTIPLIER).match(text, match.end())
    return _Section(value, step, large[1] if large else "", chinese, match.end(), (large or match).end())


def _arabic(digits: str) -> str:
    return "".join(str(_DIGIT_VALUES.get(char, char)) for char in digits)


def _chinese_integer(text: str) -> int | None:
    """三百二十 and 一千零五 by places, 二〇二五 digit by digit, 三百二 as 320; None for what is neither.

    三四 and 七八 are not 34 and 78 but “three or four”, so that short rows of digits are no number without a zero.
    """
    if len(text) > 1 and text[0] in "零〇":
        return None
    if not any(char in _PLACES for char in text):
        row = len(text) == 1 or ("两" not in text and (len(text) > 3 or "〇" in text or "零" in text))
        return int(_arabic(text)) if row else None
    total, digit, place, zero = 0, None, 10_000, False
    for char in text:
        if char in _PLACES:
            if _PLACES[char] >= place or (digit is None and (zero or (total and char != "十"))):
                return None
            place = _PLACES[char]
            total, digit, zero = total + (1 if digit is None else digit) * place, None, False
        elif digit is not None:
            return None
        elif _DIGIT_VALUES[char] == 0:
            zero = True
        else:
            digit = _DIGIT_VALUES[char]
    if digit is None:
        return None if zero else total
    return total + digit * (1 if zero or place == 10 else place // 10)


def _last_nonzero_place(value: Fraction, step: Fraction) -> Fraction:
    """The place of the last digit that is not zero, and step itself for zero."""
    digits = int(value / step)
    while digits and digits % 10 == 0:
        digits //= 10
        step *= 10
    return step
