"""Numbers as they are written in Chinese text: digits, Chinese numerals, and mixtures of both with 万 and 亿."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from nbkpi.figure.unit import MULTIPLIERS
from nbkpi.patterns import regex

MAX_DIGITS = 60
"""A number with more digits than this is refused; no published figure has them."""

_GROUPING = ",\u2007\u2009\u00a0\u202f "
# A number that starts with a superfluous zero (0574, 007) is a code, and one is never grouped in two ways.
_GROUPED = rf"[1-9][0-9]{{0,2}}(?P<by>[{_GROUPING}])[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*"
_DIGITS = regex(rf"({_GROUPED}(?![0-9])|0(?![0-9])|[1-9][0-9]*)(?:\.([0-9]+))?")
_CHINESE = regex(
    r"(?:[〇一二三四五六七八九十]|百(?!分点)|千(?!克|米|瓦|分点)|零(?!几)|两(?=[百千万亿])"
    r"|(?<![〇一二三四五六七八九十百千])两(?!两))+(?:点[零〇一二三四五六七八九]+)?"
)
_MIXED = regex(
    r"(?=[1-9][千百][1-9][百十])(?:[1-9]千)?(?:[1-9]百)?(?:[1-9]十)?(?:[1-9](?![0-9.,]))?"
    r"|[1-9](?:千零[1-9](?:十[1-9]?|[0-9])?|百零[1-9])(?![0-9.,])"
)
_TENS_AND_ONES = regex(r"([1-9])([0-9])$")
_DECIMALS = regex(r"(?<=[万亿])点([零〇一二三四五六七八九]{1,40})")
_MULTIPLIER = regex(
    r"\s*([百千]?万亿|万万|[十百千]?[亿万]|[十百千](?!克|米|瓦|伏|分|卡|焦|赫|字节|比特)|k(?![A-Za-z]))"
)
_LARGE = regex(r"\s*([百千]?万亿|万万|亿|万|兆(?=零?[0-9一二两三四五六七八九十百千]{1,7}亿))")
_HAN_DIGITS = "零一二三四五六七八九"
_DIGIT_VALUES = {char: value for value, char in enumerate(_HAN_DIGITS)} | {"〇": 0, "两": 2}
_IN_CHINESE = str.maketrans("123456789", "一二三四五六七八九", "0")
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGER = {"k": ("千", 1), "兆": ("万亿", 1), "万万": ("亿", 1), "百万亿": ("万亿", 100), "千万亿": ("万亿", 1000)}
"""Rows of multipliers as one that units are written with, and how many of it; 兆 where 亿 follow: 四十九兆九千亿."""
_OF_BOTH = ("亿", "十亿", "百亿", "千亿")
_MAKES_A_WORD = regex("[A-Za-z0-9.,年月日号级星]")
"""Behind a lone digit these make another word of it: 1万5G基站."""
_IS_A_DATE = regex("年[^均]|[月日号]")


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

    @property
    def whole(self) -> Fraction:
        """The number with its multiplier."""
        return self.value * MULTIPLIERS[self.multiplier]

    def plus(self, digits: Fraction | int, step: Fraction) -> Numeral:
        """The number plus so many of a smaller place: 3 and five tenths are 3.5."""
        return self._replace(value=self.value + digits * step, step=step, leading=step)

    def scaled(self, factor: Fraction) -> Numeral:
        """The number times a factor, and the sizes of its places with it."""
        return self._replace(value=self.value * factor, step=self.step * factor, leading=self.leading * factor)


def scan_numeral(text: str, start: int = 0) -> Numeral | None:
    """The longest number at this place of a normalised text; None when there is none.

    ValueError for a number of more than MAX_DIGITS digits.
    """
    section = _scan_section(text, start)
    if section is None:
        match = _LARGE.match(text, start)
        multiplier, times = _multiplied(match)
        one = Fraction(times)
        return Numeral(one, one, one, multiplier, match.end(), True) if match and match.start(1) == start else None
    total = section.value * MULTIPLIERS[section.multiplier]
    is_large = bool(section.multiplier)
    while section.multiplier and section.is_whole and (following := _next_section(text, section)) is not None:
        if following.multiplier.endswith("亿") and not section.multiplier.endswith("亿"):
            total *= MULTIPLIERS["亿"]  # 一万五千亿 is 一万五千 times 亿.
        total, section = total + following.value * MULTIPLIERS[following.multiplier], following
    value = total / MULTIPLIERS[section.multiplier]
    # Chinese numerals leave out the zeros at the end: with 万 or 亿 they are as precise as their last digit.
    bare = text[start] in "百千"
    step = section.place if (is_large or section.is_mixed) and not bare else section.step
    leading = _last_nonzero_place(value, section.step)
    return Numeral(value, step, max(leading, step), section.multiplier, section.end, bare)


def scan_multiplier(text: str, start: int = 0) -> tuple[str, int]:
    """The multiplier at this place and where it ends; ("", start) when there is none."""
    match = _MULTIPLIER.match(text, start)
    multiplier, times = _multiplied(match)
    return (multiplier, match.end()) if match and times == 1 else ("", start)


def _multiplied(match: re.Match[str] | None) -> tuple[str, int]:
    """The multiplier of a match as one that units are written with, and how many of it."""
    return ("", 1) if match is None else _LARGER.get(match[1], (match[1], 1))


class _Section(NamedTuple):
    """Digits or a Chinese numeral below 10,000, with the multiplier behind it.

    step: the place of the last digit, zeros among them; place: that of the last digit that was written. is_mixed: it
    is of digits with 千 and 百 between them; is_by_places: it is Chinese with such between its digits.
    """

    value: Fraction
    step: Fraction
    place: Fraction
    multiplier: str
    digits_end: int
    end: int
    is_mixed: bool = False
    is_by_places: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it has no decimals."""
        return self.step == 1


def _next_section(text: str, before: _Section) -> _Section | None:
    """What 500 is in 1万零500, in units of its own multiplier; None when what follows is not part of the number."""
    scale, place = MULTIPLIERS[before.multiplier], before.end
    zero = text[place : place + 1] in ("零", "〇")
    following = text[place + zero : place + zero + 1]
    if (match := _DECIMALS.match(text, place)) and not text[before.digits_end - 1].isdigit():
        step = Fraction(1, 10 ** len(match[1]))
        return _Section(int(_arabic(match[1])) * step, step, step, "", match.end(), match.end())
    if following in _PLACES and not zero:
        return None  # 5万千瓦 are kilowatts: within a number a place needs its digit.
    section = _scan_section(text, place + zero)
    if section is None or section.value < 1:
        return None
    size = section.value * MULTIPLIERS[section.multiplier]
    if size >= scale:
        is_of_both = before.multiplier.endswith("万") and section.multiplier in _OF_BOTH
        return section if is_of_both and size < scale * MULTIPLIERS["亿"] else None
    is_by_places = scale == 10_000 and section.is_by_places
    if section.multiplier or zero or is_by_places:
        return section
    if section.digits_end == place + 1 and text[place] != "两" and not _MAKES_A_WORD.match(text, section.end):
        # 两万五 is 25000: a lone last digit counts in the next lower place.
        tenth = Fraction(1, 10)
        return section._replace(value=section.value / 10, step=tenth, place=tenth, multiplier=before.multiplier)
    # 1万500 might be meant like 两万五; 1万零500 and 1万2500 leave no doubt.
    return section if section.value * 10 >= scale and not _IS_A_DATE.match(text, section.end) else None


def _scan_section(text: str, start: int) -> _Section | None:
    chinese = False
    match = _MIXED.match(text, start)
    if match:
        # 3千5百万 is written like 三千五百万.
        places = _TENS_AND_ONES.sub(r"\1十\2", match[0]).translate(_IN_CHINESE)
        integer = _chinese_integer(places)
        large = _LARGE.match(text, match.end())
        if not integer:
            return None
        multiplier, times = _multiplied(large)
        step = Fraction(times)
        value = integer * step
        place = _last_nonzero_place(value, step)
        return _Section(value, step, place, multiplier, match.end(), (large or match).end(), is_mixed=True)
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
    parts = 10 ** len(decimals)
    step = Fraction(1, parts)
    value = Fraction(integer * parts + int(_arabic(decimals) or 0), parts)
    large = (_LARGE if chinese else _MULTIPLIER).match(text, match.end())
    multiplier, times = _multiplied(large)
    place = _last_nonzero_place(value, step) if chinese and step == 1 and whole[-1] in _PLACES else step
    is_by_places = chinese and any(char in _PLACES for char in whole)
    end = (large or match).end()
    if times != 1:
        value, step, place = value * times, step * times, place * times
    return _Section(value, step, place, multiplier, match.end(), end, False, is_by_places)


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
    return _sum_of_places(text)


def _sum_of_places(text: str) -> int | None:
    total, digit, place, zero = 0, None, 10_000, False
    for char in text:
        if char in _PLACES:
            if _PLACES[char] >= place or (digit is None and total and not zero and char != "十"):
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
