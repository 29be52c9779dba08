"""Numbers as they are written in Chinese text: digits, Chinese numerals, and mixtures of both with 万 and 亿."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from nbkpi.figure.unit import MULTIPLIERS

MAX_DIGITS = 60
"""A number with more digits than this is refused; no published figure has them."""

_GROUPING = ",\u2009\u00a0\u202f "
_DIGITS = re.compile(rf"(\d{{1,3}}(?:[{_GROUPING}]\d{{3}})+(?!\d)|\d+)(?:\.(\d+))?")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
_MULTIPLIER = re.compile(r"(?:[十百千](?!克|米|瓦|伏))?(?:万亿|亿|万)|[十百千](?!克|米|瓦|伏|分)")
_LARGE = re.compile(r"万亿|亿|万")
_DIGIT_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}


def normalise(text: str) -> str:
    """Full-width characters to ASCII, formal numerals (壹佰萬) to common ones; the length stays the same."""
    return text.translate(_FULL_WIDTH).translate(_FORMAL)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    value: what the digits say, before the multiplier; step: the place of the last printed digit; leading: the
    place of the last digit that is not zero; multiplier: 万, 亿, … or nothing; end: where the text goes on.
    """

    value: Fraction
    step: Fraction
    leading: Fraction
    multiplier: str
    end: int

    @property
    def is_plain_integer(self) -> bool:
        """Whether it was written out in full, with neither decimals nor a multiplier."""
        return self.step == 1 and not self.multiplier


def scan_numeral(text: str, start: int = 0) -> Numeral | None:
    """The longest number at this place of a normalised text; None when there is none.

    ValueError for a number of more than MAX_DIGITS digits.
    """
    total, last = Fraction(0), None
    place, end, limit = start, start, None
    while True:
        section = _scan_section(text, place)
        if section is None:
            break
        value, step, after, chinese = section
        match = _LARGE.match(text, after) if chinese else _MULTIPLIER.match(text, after)
        multiplier = match.group() if match else ""
        scale = MULTIPLIERS[multiplier]
        if limit is not None and scale * value >= limit:
            break
        if limit is not None and not multiplier and chinese and text[place] not in "零〇" and after == place + 1:
            # 两万五 is 25000: a lone last digit counts in the next lower place.
            value, step, multiplier = value / 10, Fraction(1, 10), last[2] if last else ""
            scale = MULTIPLIERS[multiplier]
        elif limit is not None and not multiplier and not chinese and value < 1000:
            break
        total, last, limit = total + value * scale, (scale, step, multiplier), scale
        place = end = match.end() if match else after
        if not match or step < 1:
            break
    if last is None:
        return _bare_multiplier(text, start)
    scale, step, multiplier = last
    value = total / scale
    return Numeral(value, step, _last_nonzero_place(value, step), multiplier, end)


def _bare_multiplier(text: str, start: int) -> Numeral | None:
    """万 and 亿 alone, as in 近万, mean one of them."""
    match = _LARGE.match(text, start)
    return Numeral(Fraction(1), Fraction(1), Fraction(1), match.group(), match.end()) if match else None


def _scan_section(text: str, start: int) -> tuple[Fraction, Fraction, int, bool] | None:
    """Digits or a Chinese numeral below 10,000: value, step, end and whether it is Chinese."""
    if match := _DIGITS.match(text, start):
        whole, decimals = re.sub(rf"[{_GROUPING}]", "", match[1]), match[2] or ""
        if len(whole) + len(decimals) > MAX_DIGITS:
            raise ValueError(f"a number of more than {MAX_DIGITS} digits")
        step = Fraction(1, 10 ** len(decimals))
        return int(whole + decimals) * step, step, match.end(), False
    if match := _CHINESE.match(text, start):
        if match.end() - start > MAX_DIGITS:
            raise ValueError(f"a number of more than {MAX_DIGITS} digits")
        whole, _, decimals = match.group().partition("点")
        value = _chinese_integer(whole)
        if value is None:
            return None
        step = Fraction(1, 10 ** len(decimals))
        fraction = int("".join(str(_DIGIT_VALUES[char]) for char in decimals) or 0) * step
        return value + fraction, step, match.end(), True
    return None


def _chinese_integer(text: str) -> int | None:
    """三百二十 and 一千零五 by places, 二〇二五 digit by digit, 三百二 as 320; None for what is neither."""
    if not any(char in _PLACES for char in text):
        return int("".join(str(_DIGIT_VALUES[char]) for char in text)) if len(text) == 1 or "两" not in text else None
    total, digit, place, zero = 0, None, 10_000, False
    for char in text:
        if char in _PLACES:
            if _PLACES[char] >= place or digit == 0:
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
        return total
    return total + digit * (1 if zero or place == 10 else place // 10)


def _last_nonzero_place(value: Fraction, step: Fraction) -> Fraction:
    """The place of the last digit that is not zero, and step itself for zero."""
    digits = int(value / step)
    while digits and digits % 10 == 0:
        digits //= 10
        step *= 10
    return step
