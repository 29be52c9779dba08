"""The sizes of units without a dimension, and of those of points: what a mistyped table would change."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.figure import Units, read
from nbkpi.figure.structure import read_structure
from nbkpi.figure.unit import POINTS, PURE, STANDARD

SIZES = {
    PURE: {
        "": 1,
        "倍": 1,
        "成": Fraction(1, 10),
        "%": Fraction(1, 100),
        "‰": Fraction(1, 1000),
        "‱": Fraction(1, 10**4),
    },
    POINTS: {
        **dict.fromkeys(("pp", "个百分点", "百分点"), Fraction(1, 100)),
        **dict.fromkeys(("个千分点", "千分点"), Fraction(1, 1000)),
        **dict.fromkeys(("个基点", "基点"), Fraction(1, 10**4)),
    },
}


@pytest.mark.parametrize("dimension", [PURE, POINTS])
def test_rates_and_points(dimension):
    known = {one.symbol: one for one in STANDARD if one.dimension == dimension}
    assert {symbol: one.scale for symbol, one in known.items() if symbol in SIZES[dimension]} == SIZES[dimension]
    assert all(one.signed and not one.counting for symbol, one in known.items() if symbol in SIZES[dimension])


LADDERS = """
赫兹 1000 千赫 1000 兆赫 | Hz 1000 kHz 1000 MHz 1000 GHz | Hz 1 赫兹
卡 1000 千卡 1 大卡 1 kcal | 焦耳 1000 千焦 1000 兆焦
μg 1000 mg 1000 克 1000 公斤 1000 吨 | ug 1 μg 1 微克 1000 毫克 1 mg | kg 1 公斤 1 千克 | t 1 吨 | 斤 2 公斤
mm 1 毫米 10 厘米 100 米 1000 公里 1 km 1 千米 | cm 1 厘米 | m 1 米 1852 海里
千伏安 1000 兆伏安 | GB 1000 TB | 毫升 1000 升 1000 立方米 1 m3 | L 1 升 | 方 1 立方
千瓦时 1 度 1 kWh 1000 MWh 1000 GWh | kWh 1000 兆瓦时 1000 吉瓦时 | 千瓦 1000 兆瓦 1000 吉瓦
个月 3 季度 4 年 | 个月 12 岁 1 周岁 | 秒 60 分钟 60 小时 24 天 7 周 | 天 1 日 | 小时 1 个小时
㎡ 1 平方米 10000 公顷 100 平方公里 1 平方千米 | 亩 15 公顷
ppm 10 /10万 100 ‰ 10 % 10 折 1 成 10 倍 | 角 10 元 | 吨标准煤 1 吨标煤
"""


@pytest.mark.parametrize("ladder", [one.split() for line in LADDERS.strip().splitlines() for one in line.split("|")])
def test_so_many_of_one_are_the_next(ladder):
    units = Units()
    for small, count, large in zip(ladder[::2], ladder[1::2], ladder[2::2], strict=False):
        assert units.get(large).factor_to(units.get(small)) == int(count), (small, large)


def test_points_count_percent_but_nothing_else_does():
    units = Units()
    percent, points, money = (units.get(symbol) for symbol in ("%", "个基点", "元"))
    assert percent.factor_to(points) == 100
    assert points.factor_to(percent) == Fraction(1, 100)
    for one in (percent, points):
        with pytest.raises(ValueError, match="same thing"):
            money.factor_to(one)


@pytest.mark.parametrize("words", ["—", "", "***"])
@pytest.mark.parametrize("limits", ["share", "nonnegative", "any"])
def test_what_is_missing_has_no_limits(words, limits):
    figure = read(words, limits=limits)
    assert figure.interval is None
    assert figure.missing is not None


def test_below_half_a_unit_has_bounds_and_no_number():
    figure = read("…", limits="nonnegative")
    assert (str(figure.interval), figure.nominal, figure.missing) == ("(0, 1/2)", None, "below_half")


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("3.0:45.1:51.9", 3),
        ("40:50", 2),
        ("40:49.9", 0),
        ("50:60", 2),
        ("50:60.1", 0),
        ("100", 0),
        ("12:30", 0),
    ],
)
def test_a_structure_adds_up_to_a_whole_but_for_a_slip(words, shares):
    assert len(read_structure(words)) == shares
