"""Units: exact scales, and what may be compared with what."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure import Unit, Units, read
from nbkpi.figure.unit import MULTIPLIERS, POINTS, PURE, STANDARD, multiply

UNITS = Units()


def unit(symbol: str) -> Unit:
    found = UNITS.get(symbol)
    assert found is not None, symbol
    return found


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("亿元", "万元", 10_000),
        ("万亿元", "亿元", 10_000),
        ("万人", "人", 10_000),
        ("百万美元", "万美元", 100),
        ("千克", "吨", "1/1000"),
        ("斤", "公斤", "1/2"),
        ("万公斤", "吨", 10),
        ("亩", "平方米", "2000/3"),
        ("公顷", "亩", 15),
        ("平方公里", "公顷", 100),
        ("兆瓦", "千瓦", 1000),
        ("万千瓦", "兆瓦", 10),
        ("公里", "米", 1000),
        ("季度", "个月", 3),
        ("年", "季度", 4),
        ("小时", "分钟", 60),
        ("%", "‰", 10),
        ("成", "%", 10),
        ("倍", "%", 100),
        ("", "%", 100),
        ("个百分点", "pp", 1),
        ("万元/人", "元/人", 10_000),
        ("元/万人", "元/人", "1/10000"),
        ("人/平方公里", "人/公顷", "1/100"),
        ("元/人/天", "元/人/小时", "1/24"),
        ("吨标准煤/万元", "吨标煤/亿元", 10_000),
    ],
)
def test_scales_are_exact_both_ways(one, other, factor):
    assert unit(one).factor_to(unit(other)) == Fraction(factor)
    assert unit(other).factor_to(unit(one)) == 1 / Fraction(factor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人", "元"),
        ("元", "美元"),
        ("人", "人次"),
        ("人", "个"),
        ("%", "元"),
        ("元/人", "元"),
        ("元/人/天", "元/天"),
        ("个百分点", "元"),
        ("千瓦", "千瓦时"),
        ("年", "天"),
    ],
)
def test_what_does_not_measure_the_same_cannot_be_converted(one, other):
    with pytest.raises(ValueError, match="do not measure the same"):
        unit(one).factor_to(unit(other))


@pytest.mark.parametrize(
    "symbol", ["未知", "元/", "元/未知", "万未知", "万%", "万个百分点", "人/" * 5000 + "人", "万万元"]
)
def test_an_unknown_unit_is_none(symbol):
    assert UNITS.get(symbol) is None
    assert UNITS.split(symbol) is None


def test_percentage_points_are_no_percent():
    assert unit("个百分点").dimension == POINTS != unit("%").dimension == PURE


def test_only_counting_units_make_counts():
    assert all(unit(symbol).counting for symbol in ("个", "人", "万人"))
    assert not any(unit(symbol).counting for symbol in ("元", "吨", "%", "年", "人/平方公里"))


def test_money_and_rates_can_be_negative_and_people_cannot():
    assert all(unit(symbol).signed for symbol in ("元", "亿美元", "万元/人", "%", "pp", "倍"))
    assert not any(unit(symbol).signed for symbol in ("人", "万吨", "个", "人/平方公里"))


@given(base=st.sampled_from(STANDARD), multiplier=st.sampled_from(sorted(MULTIPLIERS)))
def test_a_multiplier_goes_before_a_unit_and_off_again(base, multiplier):
    made = UNITS.times(base, multiplier)
    assert made.scale == base.scale * MULTIPLIERS[multiplier]
    assert (made.symbol, made.dimension, made.counting) == (multiplier + base.symbol, base.dimension, base.counting)
    if UNITS.get(made.symbol) is not None and made.symbol not in UNITS.symbols():
        assert UNITS.without_multiplier(made) == base
        assert UNITS.split(made.symbol) == (multiplier, base)


@given(unit=st.sampled_from([unit for unit in STANDARD if unit.symbol]))
def test_every_standard_unit_is_read_behind_a_number(unit):
    for multiplier in ("", "万"):
        figure = read(f"7.5{multiplier}{unit.symbol}")
        assert (figure.unit.symbol, figure.nominal) == (multiplier + unit.symbol, Fraction("7.5"))


def test_a_book_may_declare_units():
    dozen = Unit("壶", (("count", 1),), Fraction(12), counting=True)
    kitchen = Units([dozen])
    assert read("5壶", units=kitchen).unit.factor_to(unit("个")) == 12
    assert read("2万壶/人", units=kitchen).unit.scale == 120_000
    assert UNITS.get("壶") is None


def test_dimensions_multiply_and_divide():
    money, people = unit("元").dimension, unit("人").dimension
    per_head = multiply(money, people, -1)
    assert per_head == unit("元/人").dimension
    assert multiply(per_head, people) == money
    assert multiply(money, money, -1) == PURE
