"""Units of measurement with exact scales, and the dimensions that decide what may be added to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

Dimension = tuple[tuple[str, int], ...]
"""Base quantities with their powers, sorted; () is a pure number. Built by multiply() and divide() only."""

PURE: Dimension = ()
POINTS: Dimension = (("points", 1),)

MULTIPLIERS: Mapping[str, int] = {
    "": 1,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
POWERS = {len(str(factor)) - 1: word for word, factor in MULTIPLIERS.items()}
"""The word for each power of ten that is written before a unit."""

PLAIN = "1"
"""What a book calls the unit of an index or of another plain number."""

MAX_SYMBOL = 60
"""A longer symbol is no unit."""


def multiply(a: Dimension, b: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product, or of a quotient with sign = -1."""
    powers = dict(a)
    for base, exponent in b:
        powers[base] = powers.get(base, 0) + sign * exponent
    return tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))


class Unit(NamedTuple):
    """A unit: its symbol as printed, its dimension, and its size in the base unit of that dimension.

    counting: a plain integer in this unit is a count and therefore exact.
    signed: a quantity in this unit can be negative (money and rates can, people and tonnes cannot).
    """

    symbol: str
    dimension: Dimension
    scale: Fraction = Fraction(1)
    counting: bool = False
    signed: bool = False

    @property
    def is_part_of_one(self) -> bool:
        """Whether it is a part of 1, as % and ‰ are, so that it changes by points; 千 and 万 are not."""
        return self.dimension == PURE and self.scale < 1

    def factor_to(self, other: Unit) -> Fraction:
        """What a value in this unit is multiplied with to be in the other; ValueError for another dimension."""
        if self.dimension != other.dimension and {self.dimension, other.dimension} != {PURE, POINTS}:
            raise ValueError(f"{self.symbol} and {other.symbol} do not measure the same thing")
        return self.scale / other.scale

    def __str__(self) -> str:
        return self.symbol


def _measures(dimension: str, **sizes: str | int) -> list[Unit]:
    """Units of one dimension, each with its size in the base unit."""
    return [Unit(symbol, ((dimension, 1),), Fraction(size)) for symbol, size in sizes.items()]


def _counts(dimension: str, symbols: str) -> list[Unit]:
    """Counting units of one dimension that are all of the same size."""
    return [Unit(symbol, ((dimension, 1),), counting=True) for symbol in symbols.split()]


NUMBER = Unit("", PURE, signed=True)
PERCENT = Unit("%", PURE, Fraction(1, 100), signed=True)
PERCENTAGE_POINT = Unit("pp", POINTS, Fraction(1, 100), signed=True)
MULTIPLE = Unit("倍", PURE, signed=True)

CURRENCIES: Mapping[str, str] = {
    "CNY": "元 人民币 元人民币 块钱",
    "USD": "美元 美金 美刀",
    "EUR": "欧元",
    "JPY": "日元 日币",
    "HKD": "港元 港币",
    "GBP": "英镑",
    "KRW": "韩元",
    "CHF": "瑞士法郎",
    "AUD": "澳元",
    "CAD": "加元 加拿大元",
    "THB": "泰铢",
    "RUB": "卢布",
    "SGD": "新加坡元 新元",
    "TWD": "新台币 台币",
    "MOP": "澳门元",
    "INR": "印度卢比",
    "MYR": "马来西亚林吉特",
    "SEK": "瑞典克朗",
    "NZD": "新西兰元",
    "VND": "越南盾",
    "NGN": "奈拉",
}
"""Each currency, a dimension of its own, and how its unit is written."""

STANDARD: tuple[Unit, ...] = (
    NUMBER,
    PERCENT,
    PERCENTAGE_POINT,
    MULTIPLE,
    Unit("个百分点", POINTS, Fraction(1, 100), signed=True),
    Unit("百分点", POINTS, Fraction(1, 100), signed=True),
    Unit("个千分点", POINTS, Fraction(1, 1000), signed=True),
    Unit("千分点", POINTS, Fraction(1, 1000), signed=True),
    Unit("个基点", POINTS, Fraction(1, 10_000), signed=True),
    Unit("基点", POINTS, Fraction(1, 10_000), signed=True),
    Unit("‰", PURE, Fraction(1, 1000), signed=True),
    Unit("‱", PURE, Fraction(1, 10000), signed=True),
    Unit("成", PURE, Fraction(1, 10), signed=True),
    Unit("折", PURE, Fraction(1, 10)),
    Unit("/10万", PURE, Fraction(1, 100_000), signed=True),
    Unit("ppm", PURE, Fraction(1, 1_000_000), signed=True),
    *(Unit(symbol, ((code, 1),), signed=True) for code, names in CURRENCIES.items() for symbol in names.split()),
    Unit("角", (("CNY", 1),), Fraction(1, 10), signed=True),
    *_counts("person", "人 名 位 口"),
    *_counts("visit", "人次"),
    *_counts(
        "count",
        "个 家 户 件 项 条 村 所 座 处 台 辆 套 间 张 片 份 批 场 次 宗 起 例 单 笔 期 轮 只 头 匹 株 棵 艘 架 门"
        " 支 队 组 镇 乡 街道 社区 县 区 市 省 班 届 对 类 种 款 本 部 册 幅 枚 根 栋 幢 层 方面 品类 站"
        " 车次 架次 标箱 标准箱 户次 场次 头次 票 箱 袋 盒 瓶 桶 盏 把 床 席"
        " 列 节 堂 课 枚 颗 羽 台套 台次 例次 批次 班次 杯 碗 罐 捆 桌 餐 顿 航次 列次 轮次 条次"
        " 件次 项次 块次 篇 首 集 面 顶 块 段 格 排 池 孔 栏 群 副 盆 封 则"
        " 样 幕 尊 宗地 课时 学时 环 家次 门次 册次 剂次 针次 间夜 床日 双 通 股 晚 件套 TEU",
    ),
    Unit("打", (("count", 1),), Fraction(12), counting=True),
    Unit("分", (("score", 1),)),
    *(Unit(symbol, (("temperature", 1),), signed=True) for symbol in ("℃", "°C", "摄氏度")),
    *_measures("sound level", 分贝=1, dB=1),
    *_measures(
        "frequency",
        赫兹=1,
        Hz=1,
        kHz=1000,
        MHz=1_000_000,
        GHz=1_000_000_000,
        兆赫=1_000_000,
        兆赫兹=1_000_000,
        千赫=1000,
        千赫兹=1000,
    ),
    *_measures("heat", 卡=1, 千卡=1000, 大卡=1000, kcal=1000),
    *_measures("work", 焦耳=1, 千焦=1000, 兆焦=1_000_000),
    Unit("个工作日", (("workday", 1),)),
    Unit("工作日", (("workday", 1),)),
    *_measures("mass", 毫克="1/1000000000", 微克="1/1000000000000", mg="1/1000000000", μg="1/1000000000000"),
    *_measures("mass", ug="1/1000000000000"),
    *_measures(
        "mass",
        吨=1,
        两="1/20000",
        公斤="1/1000",
        千克="1/1000",
        kg="1/1000",
        KG="1/1000",
        t=1,
        斤="1/2000",
        克="1/1000000",
    ),
    *_measures("area", 平方米=1, 亩="2000/3", 公顷=10_000, 平方公里=1_000_000, 平方千米=1_000_000),
    *_measures("area", **{"㎡": 1, "m²": 1, "hm²": 10_000, "㎢": 1_000_000, "km²": 1_000_000}),
    *_measures("area", m2=1, hm2=10_000, km2=1_000_000),
    *_measures(
        "length", 厘米="1/100", 公分="1/100", 毫米="1/1000", cm="1/100", mm="1/1000", m=1, km=1000, CM="1/100", KM=1000
    ),
    *_measures("freight", 吨公里=1, 吨海里="1.852"),
    *_measures("carriage", 人公里=1),
    *_measures("data", MB="1/1000", GB=1, TB=1000, 字节="1/1000000000", 兆字节="1/1000", 比特="1/8000000000"),
    *_measures("apparent power", 千伏安=1, 兆伏安=1000),
    *_measures("length", 米=1, 公里=1000, 千米=1000, 海里=1852),
    *_measures("volume", 立方=1, 方=1),
    *_measures("volume", **{"立方米": 1, "m³": 1, "㎥": 1, "m3": 1}),
    *_measures("volume", 升="1/1000", L="1/1000", 毫升="1/1000000"),
    *_measures("energy", **{"千瓦时": 1, "千瓦·时": 1, "千瓦小时": 1, "kW·h": 1, "度": 1}),
    *_measures("power", 千瓦=1, 兆瓦=1000, 吉瓦=1_000_000, kW=1, MW=1000, GW=1_000_000),
    Unit("m/s", (("hour", -1), ("length", 1)), Fraction(3600)),
    *_measures("coal", 吨标准煤=1, 吨标煤=1),
    *_measures("energy", 兆瓦时=1000, 吉瓦时=1_000_000, kWh=1, MWh=1000, GWh=1_000_000, TWh=1_000_000_000),
    *_measures("month", 岁=12, 周岁=12),
    *_measures("month", 个月=1, 季度=3, 年=12),
    *_measures("hour", 天=24, 日=24, 小时=1, 个小时=1, 分钟="1/60", 秒="1/3600", 周=168),
)
_MONEY = frozenset(((code, 1),) for code in CURRENCIES)


class Units:
    """The known units: the standard ones, and those a book declares."""

    def __init__(self, more: Iterable[Unit] = ()) -> None:
        self._known = {unit.symbol: unit for unit in (*STANDARD, *more)}
        self._composed: dict[str, Unit] = {}
        self.longest = max(map(len, self._known))
        self.starts = frozenset(one[0] for one in (*self._known, *MULTIPLIERS, "/") if one)
        """What every symbol begins with, a multiplier before it included."""

    def with_unit(self, unit: Unit) -> Units:
        """The same and one more."""
        return Units((*self._known.values(), unit))

    def every(self) -> Iterable[Unit]:
        """Every basic unit, in the order in which it was declared."""
        return self._known.values()

    def symbols(self) -> list[str]:
        """Every basic symbol, longest first."""
        return sorted(self._known, key=len, reverse=True)

    def get(self, symbol: str) -> Unit | None:
        """The unit written so: a known symbol, a multiplier before one (万元, 亿美元), or a quotient (元/人).

        None for what is none of these. A quotient of several is taken from the left: 元/人/天 is (元/人)/天.
        """
        known = self._known.get(symbol) or self._composed.get(symbol)
        if known is not None or len(symbol) > MAX_SYMBOL:
            return known
        composed = self._quotient(symbol) if "/" in symbol else self._with_multiplier(symbol)
        if composed is not None:
            self._composed[symbol] = composed
        return composed

    def _quotient(self, symbol: str) -> Unit | None:
        above, _, below = symbol.rpartition("/")
        top, bottom = self.get(above), self.get(below)
        if top is None or bottom is None or not below:
            return None
        kind = multiply(top.dimension, bottom.dimension, -1)
        return Unit(symbol, kind, top.scale / bottom.scale, signed=top.signed)

    def _with_multiplier(self, symbol: str) -> Unit | None:
        for length in (2, 1):
            base = self._known.get(symbol[length:]) if symbol[:length] in MULTIPLIERS else None
            # 万% and 万个百分点 are nothing that anybody prints.
            if base is not None and (base.dimension not in (PURE, POINTS) or base.scale == 1):
                return _multiplied(base, symbol[:length])
        return None

    def times(self, unit: Unit, multiplier: str) -> Unit:
        """The unit with a multiplier such as 万 before it."""
        if not multiplier:
            return unit
        known = self.get(multiplier + unit.symbol)
        if known is not None and known.dimension == unit.dimension:
            return known
        return _multiplied(unit, multiplier)

    def split(self, symbol: str) -> tuple[str, Unit] | None:
        """A known unit as its multiplier and the unit behind it; None for an unknown one."""
        unit = self.get(symbol)
        if unit is None or symbol in self._known:
            return None if unit is None else ("", unit)
        base = self.without_multiplier(unit)
        return symbol.removesuffix(base.symbol), base

    def without_multiplier(self, unit: Unit) -> Unit:
        """The unit that a multiplier was put before: 元 for 万元, and 元 itself for 元."""
        for length in (2, 1):
            if unit.symbol not in self._known and unit.symbol[:length] in MULTIPLIERS:
                base = self.get(unit.symbol[length:])
                if base is not None:
                    return base
        return unit


def _multiplied(unit: Unit, multiplier: str) -> Unit:
    scale = unit.scale * MULTIPLIERS[multiplier]
    return Unit(multiplier + unit.symbol, unit.dimension, scale, unit.counting, unit.signed)


def currency(unit: Unit) -> str:
    """The currency of an amount of money; nothing for another unit."""
    return unit.dimension[0][0] if unit.dimension in _MONEY else ""


def difference_unit(unit: Unit) -> Unit:
    """The unit of a difference: percentage points for percentages."""
    return PERCENTAGE_POINT if unit.dimension == PURE and unit.scale == PERCENT.scale else unit
