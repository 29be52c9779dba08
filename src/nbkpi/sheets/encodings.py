"""Which encoding a text is in that is not in Unicode: of Latin letters alone, Korean, Japanese, or two of Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEARCHED = 200_000
"""So many bytes are looked at."""

SIMPLIFIED, TRADITIONAL, KOREAN, JAPANESE = "gb18030", "cp950", "cp949", "cp932"

_COMMON = {SIMPLIFIED: (0xB0, 0xD7, 0xA1), TRADITIONAL: (0xA4, 0xC6, 0x40)}
"""The first bytes of the common characters, from and to, and the least second byte.

GB/T 2312 and Big5 both put the common characters into a level of their own before the rare ones.
"""
_OF_TABLES = frozenset(
    "年月日人口户戶数數计計总總合县縣市区區乡鄉镇鎮村单單位元万萬亿億东東西南北中省率比统統表项項目指标標名称稱"
)
"""Characters that headings and names of places are made of, in either script."""
_OF_KOREAN_TABLES = frozenset("인구수계합총남여자년월일시도군읍면동리세대비율지역구분액원가평균발생검거")
_ENOUGH = 8
_MANY = 0.2
_OF_JAPANESE_TABLES = frozenset("年月日人口総数計男女歳県市区町村都道府世帯昭和平成令のをはとにるいたー")
_JAPANESE_LETTER = re.compile("[\u3041-\u30ff\u3005\u4e00-\u9fff\uff01-\uff5e\u3000-\u3002]")
_SOME = 0.15
"""At least so many letters of a Japanese table are of these, and twice as many as of _OF_TABLES if it is Chinese."""
_BEYOND = re.compile(rb"[\x80-\xff]+")
_ALONE = 0.8
"""Of words in Western languages so many have only one such letter in a row; the second byte of a Chinese character is
beyond ASCII too in nearly all texts."""
_IS_FAR = 0.15
"""So much larger a share of common characters decides alone."""


WESTERN = "cp1252"


def is_western(raw: bytes) -> bool:
    """Whether the letters beyond ASCII stand alone among others, as é in Latin words does and no Chinese could."""
    found = [match[0] for match in _BEYOND.finditer(raw[:SEARCHED])]
    return bool(found) and sum(len(one) == 1 for one in found) >= _ALONE * len(found) and _is_valid(raw, WESTERN)


def is_korean(raw: bytes) -> bool:
    """Whether all characters of two bytes are syllables of Korean, among them many of those that tables are full of.

    Of common Chinese ones a third stand beyond the syllables.
    """
    start = raw[:SEARCHED]
    runs = [match[0] for match in _BEYOND.finditer(start)]
    pairs = {run[place : place + 2] for run in runs for place in range(0, len(run) - 1, 2)}
    syllables = {pair for pair in pairs if not 0xA1 <= pair[0] <= 0xAC}
    if len(syllables) < _ENOUGH or not all(0xB0 <= one[0] <= 0xC8 and one[1] >= 0xA1 for one in syllables):
        return False
    text = start.decode(KOREAN, "ignore")
    beyond = [char for char in text if not char.isascii()]
    return _is_valid(raw, KOREAN) and sum(char in _OF_KOREAN_TABLES for char in beyond) >= _MANY * len(beyond)


def chinese_encodings(raw: bytes) -> list[str]:
    """The encodings that a text may be in: one where that can be told, Japanese too, none where it is in
    none of them, else both of Chinese.

    Both are told apart by the share of common characters, and where that is alike by those that tables are full of.
    """
    if _is_japanese(raw):
        return [JAPANESE]
    valid = [name for name in (SIMPLIFIED, TRADITIONAL) if _is_valid(raw, name)]
    start = raw[:SEARCHED]
    if len(valid) < 2:
        return [name for name in valid if name == SIMPLIFIED or _share(start, name) > 0.5]
    shares = [_share(start, name) for name in valid]
    if abs(shares[0] - shares[1]) > _IS_FAR:
        return _larger(valid, shares)
    counts = [sum(char in _OF_TABLES for char in start.decode(name, "ignore")) for name in valid]
    return _larger(valid, counts) if counts[0] != counts[1] else valid


def _is_japanese(raw: bytes) -> bool:
    """Whether all letters are Japanese, and more of them stand in tables than if they were Chinese."""
    if not _is_valid(raw, JAPANESE):
        return False
    letters = [char for char in raw[:SEARCHED].decode(JAPANESE, "ignore") if char > "\x7f"]
    own = sum(char in _OF_JAPANESE_TABLES for char in letters)
    others = sum(char in _OF_TABLES for char in raw[:SEARCHED].decode(SIMPLIFIED, "ignore"))
    return own > 2 * others and own >= _SOME * len(letters) and all(map(_JAPANESE_LETTER.match, letters))


def _larger(names: Sequence[str], weights: Sequence[float]) -> list[str]:
    return [names[0] if weights[0] > weights[1] else names[1]]


def _is_valid(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _share(raw: bytes, name: str) -> float:
    """The share of the common ones among the characters of two bytes, signs such as ，and （ aside; 0 without any."""
    first, last, least = _COMMON[name]
    common = every = place = 0
    while place + 1 < len(raw):
        lead, trail = raw[place], raw[place + 1]
        if lead < 0x81:
            place += 1
            continue
        place += 2
        if not 0xA1 <= lead <= 0xA3 or trail < 0xA1:
            every += 1
            common += first <= lead <= last and trail >= least
    return common / every if every else 0.0
