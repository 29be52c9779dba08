"""Words behind and around numbers that change what these are: discounts, tenths, places in common, currencies."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Units, read
from nbkpi.figure.unit import currency


@pytest.mark.parametrize(
    ("words", "tenths", "step"),
    [
        ("七折", "7", "1"),
        ("7.5折", "7.5", "0.1"),
        ("35折", "3.5", "0.1"),
        ("11折", "1.1", "0.1"),
        ("99折", "9.9", "0.1"),
        ("三成五", "3.5", "0.1"),
        ("增长两成五", "2.5", "0.1"),
        ("三成", "3", "1"),
    ],
)
def test_tenths(words: str, tenths: str, step: str) -> None:
    number, half = Fraction(tenths), Fraction(step) / 2
    assert read(words).interval == Interval.of(number - half, number + half, True, False)


@pytest.mark.parametrize("words", ["10折", "100折", "两成十", "三成五六", "3.5成5", "5角5", "5亿多亿元", "2亿余亿元"])
def test_what_is_no_tenth_and_no_number(words: str) -> None:
    with pytest.raises(UnreadableFigure):
        read(words)


@pytest.mark.parametrize("words", ["不少于三四百人", "负三四百人", "约三四百人"])
def test_three_or_four_hundred_is_a_range_already(words: str) -> None:
    with pytest.raises(UnreadableFigure):
        read(words)


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("三四百人", 300, 400, "人"),
        ("十七八人", 17, 18, "人"),
        ("两到三千人", 2000, 3000, "人"),
        # Three is the same in either place, and of five to three thousand only the number as it stands is less.
        ("三到三千人", 3, 3000, "人"),
        ("五到三千人", 5, 3000, "人"),
        ("一百零几户", 101, 109, "户"),
        ("两百零几户", 201, 209, "户"),
        ("一百多户", 101, 199, "户"),
    ],
)
def test_counts_between(words: str, low: int, high: int, unit: str) -> None:
    figure = read(words)
    assert (figure.interval, figure.unit.symbol) == (Interval.of(low, high), unit)
    assert read(figure.write()) == figure


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("3多亿元", 3, "亿元"),
        ("3万多亿元", 3, "万亿元"),
        ("3多万亿元", 3, "万亿元"),
        ("2万余亿元", 2, "万亿元"),
        ("6000余万元", 6000, "万元"),
    ],
)
def test_multipliers_behind_what_remains(words: str, number: int, unit: str) -> None:
    figure = read(words)
    assert figure.unit.symbol == unit
    assert figure.interval == Interval.of(number, number + (1000 if number == 6000 else 1), False, False)
    assert read(figure.write()) == figure


@pytest.mark.parametrize(
    "unit", ["元/平方米", "千瓦时/平方公里", "万千瓦时/平方公里", "万元/人", "美元/吨", "个百分点", "平方公里"]
)
def test_the_longest_unit_is_read(unit: str) -> None:
    figure = read(f"1.5{unit}")
    assert (figure.nominal, figure.unit.symbol) == (Fraction(3, 2), unit)


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("$20", 20, "美元"),
        ("人民币20元", 20, "元"),
        ("￥300", 300, "元"),
        ("9000元日币", 9000, "日币"),
        ("3元5角2分", Fraction("3.52"), "元"),
        ("3元2分", Fraction("3.02"), "元"),
        ("3元零5分", Fraction("3.05"), "元"),
        ("3块5毛", Fraction("3.5"), "元"),
        ("五元六角三分", Fraction("5.63"), "元"),
        ("5角2分", Fraction("5.2"), "角"),
        ("100元整", 100, "元"),
    ],
)
def test_money(words: str, number: Fraction | int, unit: str) -> None:
    figure = read(words)
    assert (figure.nominal, figure.unit.symbol) == (number, unit)
    assert figure.step == Fraction(1, 10 ** len(str(float(number)).rstrip("0").partition(".")[2]))


def test_the_currency_of_a_unit() -> None:
    symbols = ["元", "万元", "美元", "亿美元", "日元", "元/人", "人", "吨", "%"]
    assert [currency(Units().get(one)) for one in symbols] == ["CNY", "CNY", "USD", "USD", "JPY", "", "", "", ""]
