"""Amounts written out: 880,000 yuan for 88万元, with no digit that was not there before."""

from __future__ import annotations

import re
from fractions import Fraction

from nbkpi.figure.format import exact_text, round_decimal, unit_text, with_unit
from nbkpi.figure.unit import MULTIPLIERS, Unit, Units
from nbkpi.language import current
from nbkpi.patterns import regex

_NUMBER = regex(r"(?<![\d.])-?\d+(?:\.(?P<decimals>\d+)|/\d+)?")

ENGLISH = {
    "元": "yuan", "美元": "US dollar/s", "欧元": "euro/s", "日元": "yen", "港元": "Hong Kong dollar/s",
    "港币": "Hong Kong dollar/s", "英镑": "pound/s", "人": "person/s", "名": "person/s", "位": "person/s",
    "口": "person/s", "人次": "visit/s", "户": "household/s", "户次": "household visit/s", "件": "case/s",
    "项": "item/s", "村": "village/s", "社区": "community/communities", "镇": "town/s", "乡": "township/s",
    "街道": "subdistrict/s", "县": "county/counties", "区": "district/s", "市": "city/cities",
    "省": "province/s", "台": "unit/s", "辆": "vehicle/s", "车次": "vehicle trip/s", "套": "set/s",
    "间": "room/s", "场": "event/s", "场次": "session/s", "次": "time/s", "班": "class/es", "课时": "class hour/s",
    "学时": "class hour/s", "班次": "run/s", "架次": "flight/s", "标箱": "TEU", "标准箱": "TEU", "床": "bed/s",
    "席": "seat/s", "亩": "mu", "公顷": "hectare/s", "平方米": "m²", "平方公里": "km²", "平方千米": "km²",
    "吨": "tonne/s", "公斤": "kg", "千克": "kg", "克": "g", "毫克": "mg", "微克": "µg", "斤": "jin", "米": "m",
    "公里": "km", "千米": "km", "厘米": "cm", "毫米": "mm", "海里": "nautical mile/s", "立方米": "m³", "立方": "m³",
    "方": "m³", "升": "litre/s", "毫升": "mL", "吨公里": "tonne-km", "吨海里": "tonne-nautical mile/s",
    "人公里": "passenger-km", "千瓦小时": "kWh",
    "千瓦": "kW", "兆瓦": "MW", "吉瓦": "GW", "千瓦时": "kWh", "度": "kWh", "兆瓦时": "MWh", "吉瓦时": "GWh",
    "千瓦·时": "kWh", "kW·h": "kWh", "㎥": "m³", "㎢": "km²", "m2": "m²", "hm2": "hm²", "km2": "km²",
    "千伏安": "kVA", "兆伏安": "MVA",
    "吨标准煤": "tonne/s of coal equivalent", "吨标煤": "tonne/s of coal equivalent", "岁": "year/s",
    "周岁": "year/s", "年": "year/s", "季度": "quarter/s", "个月": "month/s", "周": "week/s", "天": "day/s",
    "日": "day/s", "个工作日": "working day/s", "工作日": "working day/s", "小时": "hour/s", "个小时": "hour/s",
    "分钟": "minute/s", "秒": "second/s", "倍": "times", "成": "tenth/s", "分": "point/s",
    "个基点": "basis point/s", "基点": "basis point/s", "个千分点": "per-mille point/s",
    "千分点": "per-mille point/s", "人民币": "yuan", "个百分点": "pp", "百分点": "pp",
    "元人民币": "yuan", "角": "jiao", "韩元": "won", "瑞士法郎": "Swiss franc/s", "澳元": "Australian dollar/s",
    "加元": "Canadian dollar/s", "加拿大元": "Canadian dollar/s", "泰铢": "baht", "卢布": "rouble/s",
    "新加坡元": "Singapore dollar/s", "新元": "Singapore dollar/s", "新台币": "New Taiwan dollar/s",
    "澳门元": "pataca/s",
    "印度卢比": "Indian rupee/s", "马来西亚林吉特": "ringgit", "瑞典克朗": "Swedish krona/kronor", "块钱": "yuan",
    "美金": "US dollar/s", "美刀": "US dollar/s", "日币": "yen", "台币": "New Taiwan dollar/s",
    "新西兰元": "New Zealand dollar/s", "越南盾": "dong", "奈拉": "naira", "公分": "cm", "打": "dozen", "两": "liang",
    "字节": "byte/s", "兆字节": "MB", "比特": "bit/s", "兆赫兹": "MHz",
    "千赫兹": "kHz", "折": "tenth/s",
    "摄氏度": "℃", "°C": "℃", "分贝": "dB", "赫兹": "Hz", "兆赫": "MHz", "千赫": "kHz", "卡": "cal", "千卡": "kcal",
    "大卡": "kcal", "焦耳": "J", "千焦": "kJ", "兆焦": "MJ", "/10万": "per 100,000",
}  # fmt: skip
"""Units in English, with the ending of the plural behind the stroke, or the whole plural.

The other counting units (个, 家, 条 and the like) have no word in English: the measure says what is counted.
"""

_MULTIPLIERS = {
    "十": "10", "百": "100", "千": "1,000", "万": "10,000", "十万": "100,000", "百万": "million", "千万": "10 million",
    "亿": "100 million", "十亿": "billion", "百亿": "10 billion", "千亿": "100 billion", "万亿": "trillion",
}  # fmt: skip


def plain_numbers(text: str, unit: Unit, units: Units) -> str:
    """The numbers of a text in the unit without its multiplier: 60.91–61.65 (万元) becomes 609,100–616,500.

    The point is moved and zeros are filled in, nothing is rounded; fractions p/q stay exact. Thousands are separated
    by commas.
    """
    power = _multiplier(unit, units)[1]
    return _NUMBER.sub(lambda match: _moved(match, power), text)


def plain_amount(text: str, unit: Unit, units: Units) -> str:
    """Those numbers with the unit behind them, in English by its English name; nothing for no number."""
    numbers = plain_numbers(text, unit, units)
    symbol = unit.symbol.removeprefix(_multiplier(unit, units)[0])
    base = unit._replace(symbol=symbol)
    if current() != "en" or unit_text(base) != symbol:
        return with_unit(numbers, base)
    return with_unit(numbers, base._replace(symbol=_english(symbol, units, numbers in ("1", "-1"))))


def plain_unit(unit: Unit, units: Units) -> str:
    """The name of a unit by itself: in English 10,000 yuan for 万元."""
    if current() != "en":
        return unit.symbol
    multiplier = _multiplier(unit, units)[0]
    return " ".join(filter(None, [_MULTIPLIERS.get(multiplier), _english(unit.symbol.removeprefix(multiplier), units)]))


def _multiplier(unit: Unit, units: Units) -> tuple[str, int]:
    """The multiplier in front of a unit and its factor: 万 and 10000 for 万元/户, "" and 1 for 元."""
    above = unit.symbol.partition("/")[0]
    multiplier, base = units.split(above) or ("", unit)
    if not base.symbol:
        return "", 1
    return multiplier, MULTIPLIERS.get(multiplier, 1)


def _moved(match: re.Match[str], factor: int) -> str:
    value = abs(Fraction(match[0])) * factor
    places = max(len(match["decimals"] or "") - len(str(factor)) + 1, 0)
    text = exact_text(value) if "/" in match[0] else round_decimal(value, places)
    number, slash, below = text.partition("/")
    whole, point, decimals = number.partition(".")
    sign = "-" if match[0].startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{decimals}" + slash + (f"{int(below):,}" if below else "")


def _english(symbol: str, units: Units, is_one: bool = False) -> str:
    """A unit in English, singular behind a stroke: yuan/household, yuan each (元/家), per person (个/人)."""
    above, *below = symbol.split("/")
    text = _word(above, is_one, units)
    for one in below:
        divisor = _divisor(one, units)
        text = (f"{text}/{divisor}" if text else f"per {divisor}") if divisor else f"{text} each".strip()
    return text


def _divisor(symbol: str, units: Units) -> str:
    found = units.split(symbol)
    multiplier = found[0] if found else ""
    word = _word(symbol.removeprefix(multiplier), not multiplier, units)
    return " ".join(filter(None, [_MULTIPLIERS.get(multiplier), word]))


def _word(symbol: str, is_one: bool, units: Units) -> str:
    known = ENGLISH.get(symbol)
    if known is None:
        unit = units.get(symbol)
        return "" if unit is not None and unit.dimension == (("count", 1),) else symbol
    word, _stroke, plural = known.partition("/")
    if is_one or not plural:
        return word
    ending, _blank, rest = plural.partition(" ")
    return (f"{word}{ending}" if len(ending) < 3 else ending) + (f" {rest}" if rest else "")
