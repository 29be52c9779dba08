"""Ranges: closed, with the unit and the multiplier of the second number for both."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import read


@pytest.mark.parametrize(
    ("words", "lower", "upper", "symbol", "kind"),
    [
        ("3至5家", 3, 5, "家", "count"),
        ("百分之三至五", 3, 5, "%", "rate"),
        ("千分之二到千分之三", 2, 3, "‰", "rate"),
        ("3 至 5 家", 3, 5, "家", "count"),
        ("3到5家企业", 3, 5, "家", "count"),
        ("三至五家", 3, 5, "家", "count"),
        ("30—40个", 30, 40, "个", "count"),
        ("5-20%", 5, 20, "%", "rate"),
        ("5%-20%", 5, 20, "%", "rate"),
        ("5％～20％", 5, 20, "%", "rate"),
        ("9亿～16亿元", 9, 16, "亿元", "amount"),
        ("9～16亿元", 9, 16, "亿元", "amount"),
        ("5万-6万人", 5, 6, "万人", "count"),
        ("5万人-6万人", 5, 6, "万人", "count"),
        ("5000～3万人", "0.5", 3, "万人", "count"),
        ("9000万-1.2亿元", "0.9", "1.2", "亿元", "amount"),
        ("三成至五成", 3, 5, "成", "rate"),
        ("5至8个百分点", 5, 8, "个百分点", "points"),
        ("3-5倍", 3, 5, "倍", "multiple"),
        ("增长3-5倍", 3, 5, "倍", "rate"),
        ("-5%至8%", -5, 8, "%", "rate"),
        ("-8%至-5%", -8, -5, "%", "rate"),
        ("-8--5", -8, -5, "", "amount"),
        ("下降5%至8%", -8, -5, "%", "rate"),
        ("减少3-5万元", -5, -3, "万元", "amount"),
        ("5-5个", 5, 5, "个", "count"),
    ],
)
def test_a_range_is_closed_and_shares_unit_and_multiplier(words, lower, upper, symbol, kind):
    figure = read(words)
    low, high = Fraction(lower), Fraction(upper)
    assert figure.interval == Interval.of(low, high)
    assert (figure.nominal, figure.second) == (low, high)
    assert (figure.unit.symbol, figure.kind) == (symbol, kind)
    assert not figure.is_central


@pytest.mark.parametrize(
    "words",
    [
        "5-3个",
        "5亿-3亿元",
        "5至",
        "至5",
        "1-2-3",
        "5人-8元",
        "3%-5个百分点",
        "5亩-3公顷",
        "超5-10个",
        "5-10个以上",
        "0%-5个",
    ],
)
def test_a_range_that_is_none_is_refused(words):
    with pytest.raises(UnreadableFigure):
        read(words)
