"""Numbers in words that say no number: 数十, 三四百, 三八折, 一半, 翻两番, 持平."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.figure.cursor import Cursor
from nbkpi.figure.numeral import Numeral, scan_multiplier, scan_numeral
from nbkpi.patterns import regex

_DIGITS = "零一二三四五六七八九"
_PLACES = {"": 1, "十": 10, "百": 100, "千": 1000}
_SEVERAL = regex(r"[数几](?=([十百千]?)[万亿]?)(?=[十百千万亿])[十百千]?")
_NEIGHBOURS = regex(r"(十?)([一二两三四五六七八九])([二三四五六七八九])([十百千]?)(?![零〇一二两三四五六七八九十点])")
_DISCOUNT = regex(r"([一二三四五六七八九])([一二三四五六七八九])(?=折)")
_LEVEL = regex(r"(?:基本)?持平")
_HALF = regex(r"一半|半数")
_TIMES_TWO = regex(r"(?:实现)?翻了?")


def several(cursor: Cursor) -> Numeral | None:
    """数十 and 几百万 mean two to nine of a place: that place."""
    match = cursor.match(_SEVERAL)
    if match is None:
        return None
    place = Fraction(_PLACES[match[1]])
    multiplier, cursor.at = scan_multiplier(cursor.text, cursor.at)
    return Numeral(place, place, place, multiplier, cursor.at)


def neighbours(cursor: Cursor) -> tuple[Numeral, Numeral] | None:
    """三四百 and 十七八 as 300 to 400 and 17 to 18: two digits that follow each other, or 三五."""
    match = _NEIGHBOURS.match(cursor.text, cursor.at)
    if match is None:
        return None
    low, high = (_DIGITS.index(digit.replace("两", "二")) for digit in (match[2], match[3]))
    if (high != low + 1 and (low, high) != (3, 5)) or (match[1] and match[4]):
        return None
    place = Fraction(_PLACES[match[4]])
    multiplier, cursor.at = scan_multiplier(cursor.text, match.end())
    more = 10 if match[1] else 0
    first, second = (
        Numeral((more + digit) * place, Fraction(1), place, multiplier, cursor.at) for digit in (low, high)
    )
    return first, second


def discount(cursor: Cursor) -> Numeral | None:
    """三八 of 三八折: 3.8 tenths."""
    match = cursor.match(_DISCOUNT)
    if match is None:
        return None
    tens, ones = (_DIGITS.index(digit) for digit in match.groups())
    tenth = Fraction(1, 10)
    return Numeral(tens + ones * tenth, tenth, tenth, "", cursor.at)


def level(cursor: Cursor) -> Numeral | None:
    """持平: no change to speak of, which nobody says to more than a tenth of a percent."""
    if cursor.match(_LEVEL) is None:
        return None
    step = Fraction(1, 10)
    return Numeral(Fraction(0), step, step, "", cursor.at)


def half(cursor: Cursor) -> Numeral | None:
    """一半 and 半数."""
    return half_at(cursor.at) if cursor.match(_HALF) is not None else None


def half_at(end: int) -> Numeral:
    """One half, in words that end here."""
    value = Fraction(1, 2)
    return Numeral(value, value, value, "", end)


def doubling(cursor: Cursor) -> Numeral | None:
    """翻番, 翻两番: the base times two, once or more often."""
    match = _TIMES_TWO.match(cursor.text, cursor.at)
    if match is None:
        return None
    times = scan_numeral(cursor.text, match.end())
    end = times.end if times else match.end()
    exponent = times.value if times else Fraction(1)
    whole = times is None or times.is_plain_integer
    if not cursor.text.startswith("番", end) or not whole or not 0 < exponent <= 64:
        return None
    cursor.at = end + 1
    ratio = Fraction(2 ** int(exponent))
    return Numeral(ratio, ratio, ratio, "", cursor.at)
