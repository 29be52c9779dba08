"""A small reader of printed figures, written apart from nbkpi: what the gold sets are checked with."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

MULTIPLIERS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4}
MULTIPLIERS |= {"百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
SIMPLIFIED = str.maketrans("萬億兩戶個餘點過間數約條項種畝噸臺輛張", "万亿两户个余点过间数约条项种亩吨台辆张")
MONEY = "元|美元|欧元|日元|港元"
# What is measured and not counted; of these only money can be negative, and so can rates.
MEASURED = re.compile(
    rf"({MONEY}|吨|公斤|千克|斤|亩|公顷|平方米|平方公里|公里|千米|米|海里|立方米|千瓦时|千瓦|兆瓦|吉瓦"
    r"|年|天|日|小时|分钟|秒|个月|微克/立方米|毫克|毫升|毫米|厘米|里|分)(/.+)?"
)
SIGNED = re.compile(rf"({MONEY})(/.+)?|%|‰|成|分之|个百分点|倍|")
RATES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "成": Fraction(1, 10), "个百分点": Fraction(1, 100)}
ABOVE, BELOW = ("超过", "超", "逾", "突破", "破", "高于"), ("将近", "接近", "近", "不足", "不满", "不到", "低于")
AT_LEAST, AT_MOST, ABOUT = ("至少", "不低于", "不少于"), ("不超过", "不高于", "至多", "最多"), ("大约", "约")
GROUPED = r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,3}(?: \d{3})+(?:\.\d+)?"
ARABIC = rf"{GROUPED}|-?\d+(?:\.\d+)?"
CHINESE = r"(?:[一二两三四五六七八九十百千]+[万亿])*[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
NUMBER = re.compile(
    rf"(?P<digits>{ARABIC}|{CHINESE})(?P<more>[余多]?)(?P<times>万亿|百万|千万|千(?![瓦米克])|[十百万亿]?)(?P<after>[余多]?)(?P<unit>.*)"
)


class Bounds(NamedTuple):
    """An interval in the unit without multiplier (rates as ratios); None is infinite."""

    lower: Fraction | None
    lower_closed: bool
    upper: Fraction | None
    upper_closed: bool


class Read(NamedTuple):
    """A figure as it is read here; step is one unit of the last printed digit, 0 where nothing was rounded."""

    bounds: Bounds
    unit: str
    kind: str
    nominal: Fraction
    step: Fraction


class Plain(NamedTuple):
    """A number without qualifiers: value times scale; step is 0 for what is exact, more is true beside 余 or 多."""

    value: Fraction
    step: Fraction
    scale: Fraction
    more: bool
    unit: str
    kind: str


def read(words: str) -> Read:
    """The interval of the words alone by the table of the design: nothing is capped by what the figure is about."""
    text = unicodedata.normalize("NFKC", words).translate(SIMPLIFIED | FINANCIAL)
    if found := re.fullmatch(r"(?:增长|增加)?翻了?([一两二三四])番", text):
        nominal = Fraction(2) ** DIGITS[found[1]]
        return Read(Bounds(nominal, True, nominal, True), "倍", "multiple", nominal, Fraction(0))
    text, above = _take(text, ABOVE)
    text, below = _take(text, BELOW)
    text, least = _take(text, AT_LEAST)
    text, most = _take(text, AT_MOST)
    text, about = _take(text, ABOUT)
    text, least_behind = _take(text, ("以上",), last=True)
    text, most_behind = _take(text, ("以下", "以内"), last=True)
    text, about_behind = _take(text, ("左右", "上下"), last=True)
    text = re.sub(r"^(.+)倍多$", r"\1多倍", text)
    grown = re.match(r"增长到?(?=.*倍$)", text)
    text = text[grown.end() :] if grown else text
    if found := re.fullmatch(r"(.+?)(?:至|到|-|—|~)(.+)", text):
        return _between(found[1], found[2])
    plain = _plain(text)
    if grown and grown[0] == "增长":
        plain = plain._replace(kind="rate")
    point = plain.value * plain.scale
    floor = None if SIGNED.fullmatch(plain.unit) else Fraction(0)
    if above:
        bounds = Bounds(point, False, None, False)
    elif below:
        bounds = Bounds(floor, floor is not None, point, False)
    elif plain.more:
        bounds = _more(point, plain)
    elif least or least_behind:
        bounds = Bounds(point, True, None, False)
    elif most or most_behind:
        bounds = Bounds(floor, floor is not None, point, True)
    elif about or about_behind:
        half = _last_unit(plain) / 2
        bounds = Bounds(point - half, True, point + half, True)
    else:
        bounds = nearest(point, plain.step)
    return Read(bounds, plain.unit.replace("分之", ""), plain.kind, point, plain.step)


def nearest(value: Fraction, step: Fraction) -> Bounds:
    """What rounds to a value printed in whole steps; the value itself where the step is 0."""
    if step == 0:
        return Bounds(value, True, value, True)
    return Bounds(value - step / 2, value >= 0, value + step / 2, value < 0)


def _take(text: str, words: tuple[str, ...], *, last: bool = False) -> tuple[str, bool]:
    """The text without the first of the words that it begins (ends) with, and whether there was one."""
    for word in words:
        if text.endswith(word) if last else text.startswith(word):
            return (text[: -len(word)] if last else text[len(word) :]), True
    return text, False


def _more(point: Fraction, plain: Plain) -> Bounds:
    """余 and 多: a remainder below the unit of the last non-zero digit; of what is counted a whole one."""
    high = point + _last_unit(plain)
    return Bounds(point + 1, True, high - 1, True) if plain.kind == "count" else Bounds(point, False, high, False)


def _last_unit(plain: Plain) -> Fraction:
    """The unit of the last non-zero digit: 10 for 710, 1000 for 3.6万, 1% for 21%."""
    unit = Fraction(1)
    while (plain.value / unit).denominator != 1:
        unit /= 10
    while plain.value and (plain.value / (unit * 10)).denominator == 1:
        unit *= 10
    return unit * plain.scale


def _plain(text: str) -> Plain:
    if text in ("一半", "半数"):
        return Plain(Fraction(1, 2), Fraction(0), Fraction(1), False, "分之", "rate")
    if found := re.fullmatch(r"(百|千)分之(.+)", text):
        unit = "%" if found[1] == "百" else "‰"
        value, decimals = _number(found[2])
        return Plain(value, RATES[unit] / 10**decimals, RATES[unit], False, unit, "rate")
    if found := re.fullmatch(rf"({CHINESE})分之({CHINESE})", text):
        return Plain(_chinese(found[2]) / _chinese(found[1]), Fraction(0), Fraction(1), False, "分之", "rate")
    if found := re.fullmatch(r"(.)成([一二三四五六七八九半]?)(多?)", text):
        value = Fraction(DIGITS[found[1]]) + Fraction(5 if found[2] == "半" else DIGITS.get(found[2], 0), 10)
        return Plain(value, RATES["成"] / (10 if found[2] else 1), RATES["成"], bool(found[3]), "成", "rate")
    found = NUMBER.fullmatch(text)
    assert found, text
    value, decimals = _number(found["digits"], MULTIPLIERS[found["times"]])
    unit = found["unit"]
    scale = RATES.get(unit, Fraction(MULTIPLIERS[found["times"]]))
    # 26.6个 per 10,000 heads was measured: only whole things are counted.
    kind = "amount" if decimals and not found["times"] and kind_of(unit) == "count" else kind_of(unit)
    exact = kind == "count" and not found["times"]
    step = Fraction(0) if exact else scale / 10**decimals
    return Plain(value, step, scale, bool(found["more"] or found["after"]), unit, kind)


def _number(digits: str, scale: int = 1) -> tuple[Fraction, int]:
    """The value in the multiplier that follows (of 一亿三千 before 万: 13000), and the decimals printed."""
    if digits.lstrip("-")[0].isdecimal():
        ungrouped = digits.replace(",", "").replace(" ", "")
        return Fraction(ungrouped), len(ungrouped.partition(".")[2])
    *heads, tail = re.findall(r"[^万亿]+[万亿]?", digits)
    value = sum((_chinese(head[:-1]) * MULTIPLIERS[head[-1]] / scale for head in heads), _chinese(tail))
    return value, len(digits.partition("点")[2])


def _chinese(digits: str) -> Fraction:
    """The value of 三百二十 or 三点五, without 万 and 亿."""
    whole, _, decimals = digits.partition("点")
    total, pending = 0, 0
    for sign in whole:
        if sign in DIGITS:
            pending = DIGITS[sign]
        else:
            total += (pending or 1) * MULTIPLIERS[sign]
            pending = 0
    value = Fraction(total + pending)
    return value + sum((Fraction(DIGITS[sign], 10**place) for place, sign in enumerate(decimals, 1)), Fraction(0))


def kind_of(unit: str) -> str:
    """The kind that goes with a unit."""
    if unit in ("%", "‰", "成", "分之"):
        return "rate"
    if unit in ("个百分点", "倍"):
        return {"个百分点": "points", "倍": "multiple"}[unit]
    return "amount" if MEASURED.fullmatch(unit) else "count"


def _between(first: str, second: str) -> Read:
    """3至5家, 9亿～16亿元, 5-20%: closed; a unit or multiplier that the first lacks is that of the second."""
    high, start = _plain(second), NUMBER.fullmatch(first)
    alone = start is not None and not start["unit"] and not start["times"]
    low = high._replace(value=_number(first)[0]) if alone else _plain(first.removesuffix(high.unit) + high.unit)
    ends = (low.value * low.scale, high.value * high.scale)
    return Read(Bounds(ends[0], True, ends[1], True), high.unit, high.kind, ends[1], Fraction(0))
