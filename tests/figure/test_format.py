"""How figures and intervals are written: every word, digit and sign of them."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.exact import EVERYTHING, Interval
from nbkpi.figure import read
from nbkpi.figure.format import (
    MAX_PLACES,
    bounds_text,
    exact_interval,
    exact_text,
    format_interval,
    number_text,
    places_for,
    printed_text,
    round_decimal,
    unit_text,
    value_text,
)
from nbkpi.figure.unit import PERCENT, PERCENTAGE_POINT, Units

MONEY = Units().get("元")


@pytest.mark.parametrize(
    ("words", "written", "interval"),
    [
        ("三千件", "3000件", "[3000, 3000]"),
        ("3千万元", "3千万元", "[2.5, 3.5)"),
        ("三千万元", "三千万元", "[2500, 3500)"),
        ("三千亿元", "三千亿元", "[2500, 3500)"),
        ("2万亿元", "2万亿元", "[1.5, 2.5)"),
        ("3百亿元", "3百亿元", "[2.5, 3.5)"),
        ("5百万亿元", "5百万亿元", "[450, 550)"),
        ("3千万亿元", "3千万亿元", "[2500, 3500)"),
        ("2万万元", "2亿元", "[1.5, 2.5)"),
        ("12,288元", "12288元", "[12287.5, 12288.5)"),
        ("１２．５％", "12.5%", "[12.45, 12.55)"),
        ("　3元", "3元", "[2.5, 3.5)"),
        ("−3元", "-3元", "(-3.5, -2.5]"),
        ("﹣3元", "-3元", "(-3.5, -2.5]"),
        ("3﹪", "3%", "[2.5, 3.5)"),
        ("-1.5万元", "-1.5万元", "(-1.55, -1.45]"),
        ("减少0.5个百分点", "-0.5个百分点", "(-0.55, -0.45]"),
        ("-0.05%", "-0.05%", "(-0.055, -0.045]"),
        ("超-3万元", "高于-3万元", "(-3, ∞)"),
        ("近-3万元", "低于-3万元", "(-∞, -3)"),
        ("超3万元", "超3万元", "(3, ∞)"),
        ("数十个", "数十个", "[20, 99]"),
        ("减少数十人", "-数十人", "[-99, -20]"),
        ("下降数千元", "-数千元", "(-10000, -2000]"),
        ("两年半", "2年半", "[2.25, 2.75)"),
        ("减少一年半", "-1年半", "(-1.75, -1.25]"),
        ("翻一番", "翻1番", "[2, 2]"),
        ("翻两番", "翻2番", "[4, 4]"),
        ("三分之二", "3分之2", "[2/3, 2/3]"),
        ("1.20万～1.30万元", "1.20～1.30万元", "[1.2, 1.3]"),
        ("-40余个", "-40余个", "[-49, -41]"),
        ("0.0%", "0.0%", "(-0.05, 0.05)"),
        ("0元", "0元", "[0, 0]"),
        ("千分之五", "5‰", "[4.5, 5.5)"),
        ("五成", "5成", "[4.5, 5.5)"),
        ("持平", "持平", "(-0.05, 0.05)"),
        ("增长3倍", "增长3倍", "[2.5, 3.5)"),
    ],
)
def test_what_was_read_is_written_plainly(words: str, written: str, interval: str) -> None:
    figure = read(words)
    assert figure.write() == written
    assert figure.interval is not None
    assert exact_interval(figure.interval) == interval


F = Fraction


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (F(5, 2), 0, "3"),
        (F(-5, 2), 0, "-3"),
        (F(249, 100), 0, "2"),
        (F(-1, 100), 1, "0.0"),
        (F(-1, 10), 1, "-0.1"),
        (F(1, 20), 1, "0.1"),
        (F(1234), -2, "1200"),
        (F(1250), -2, "1300"),
        (F(-49), -2, "0"),
        (F(12), 2, "12.00"),
    ],
)
def test_decimals_are_rounded_half_up(value: Fraction, places: int, text: str) -> None:
    assert round_decimal(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(F(5, 2), "2"), (F(7, 2), "4"), (F(-5, 2), "-2"), (F(251, 100), "3")])
def test_or_half_to_even(value: Fraction, text: str) -> None:
    assert round_decimal(value, 0, "half-even") == text


@pytest.mark.parametrize(
    ("value", "text"), [(F(1, 8), "0.125"), (F(-3, 20), "-0.15"), (F(7), "7"), (F(1, 3), "1/3"), (F(1, 60), "1/60")]
)
def test_exact_values(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@pytest.mark.parametrize(
    ("interval", "places"),
    [
        (Interval.point(F(1, 4)), 2),
        (Interval.point(F(1, 2)), 1),
        (Interval.point(F(1, 3)), 2),
        (Interval.point(F(1, 300)), 4),
        (Interval.point(F(0)), 0),
        (Interval.of(F(1, 2), F(3, 4)), 2),
        (Interval.of(F(1, 3), F(31, 3)), 0),
        (Interval.of(F(1, 3), F(30, 3)), 1),
        (Interval.of(F(1, 3), F(4, 3)), 1),
        (Interval.of(F(1, 3), F(5, 6)), 2),
        (Interval.of(F(1, 3), F(1, 3) + F(1, 50)), 2),
        (Interval.of(F(1, 3), F(1, 3) + F(1, 51)), 3),
        (Interval.of(F(1, 3), F(1, 3) + F(1, 10**9)), 10),
        (Interval.of(F(1, 3), F(1, 3) + F(1, 10**10)), 2),
        (Interval.of(F(1, 3), None), 2),
        (Interval.of(None, F(1, 2)), 1),
        (EVERYTHING, 0),
    ],
)
def test_as_many_places_as_are_known(interval: Interval, places: int) -> None:
    assert places_for(interval) == places


def test_values_near_zero_have_two_digits_that_are_not_zero() -> None:
    for above, places in product(range(1, 120), range(10)):
        value = F(above, 7 * 10**places)
        if above % 7:
            enough = next(one for one in range(2, 99) if value * 10**one >= 10)
            assert places_for(Interval.point(value)) == min(enough, MAX_PLACES)
            assert places_for(Interval.point(-value)) == min(enough, MAX_PLACES)


@pytest.mark.parametrize(
    ("interval", "nominal", "value", "bounds", "both"),
    [
        (Interval.point(F(1, 2)), F(1, 2), "0.5", "", "0.5"),
        (Interval.point(F(1, 3)), None, "0.33", "", "0.33"),
        (Interval.of(F(6091, 100), F(6165, 100)), F(6128, 100), "61.28", "60.91–61.65", "61.28 (60.91–61.65)"),
        (Interval.of(1, 2), None, "1–2", "1–2", "1–2"),
        (Interval.of(-2, -1), None, "-2 – -1", "-2 – -1", "-2 – -1"),
        (Interval.of(-2, 0), None, "-2–0", "-2–0", "-2–0"),
        (Interval.of(0, 2), None, "0–2", "0–2", "0–2"),
        (Interval.of(5, None), None, "≥ 5", "≥ 5", "≥ 5"),
        (Interval.of(5, None, False), None, "> 5", "> 5", "> 5"),
        (Interval.of(None, 5), None, "≤ 5", "≤ 5", "≤ 5"),
        (Interval.of(None, 5, False, False), None, "< 5", "< 5", "< 5"),
        (Interval.of(F(1, 3), None), None, "≥ 0.33", "≥ 0.33", "≥ 0.33"),
        (Interval.of(F(2, 3), None), None, "≥ 0.66", "≥ 0.66", "≥ 0.66"),
        (Interval.of(None, F(1, 3)), None, "≤ 0.34", "≤ 0.34", "≤ 0.34"),
        (Interval.of(None, F(-1, 3)), None, "≤ -0.33", "≤ -0.33", "≤ -0.33"),
        (Interval.of(F(-1, 3), None), None, "≥ -0.34", "≥ -0.34", "≥ -0.34"),
        (EVERYTHING, None, "", "", "?"),
        (EVERYTHING, F(3), "3", "", "3"),
    ],
)
def test_values_and_bounds(interval: Interval, nominal: Fraction | None, value: str, bounds: str, both: str) -> None:
    assert value_text(interval, nominal) == value
    assert bounds_text(interval) == bounds
    assert number_text(interval, nominal) == both


def test_places_that_are_asked_for_hold_for_all() -> None:
    assert number_text(Interval.of(1, 2), F(3, 2), 1) == "1.5 (1.0–2.0)"
    assert number_text(Interval.point(F(1, 3)), None, 4) == "0.3333"
    assert bounds_text(Interval.of(F(1, 3), None), 1) == "≥ 0.3"


def test_units_stand_behind() -> None:
    money, share, points = (read(words).unit for words in ("1万元", "1%", "1个百分点"))
    assert format_interval(Interval.of(1, 2), None, money) == "1–2 万元"
    assert format_interval(Interval.of(1, 2), None, share) == "1–2%"
    assert format_interval(Interval.point(1), None, points) == "1 pp"
    assert (unit_text(money), unit_text(points)) == ("万元", "pp")
    assert printed_text("88", money) == "88 万元"
    assert printed_text("88万元", money) == "88万元"
    assert printed_text("", money) == ""


PERCENTS = [
    (Interval.point(Fraction("48.009")), None, "48.01%"),
    (Interval.of(Fraction("-1.993"), Fraction("-1.989")), Fraction("-1.991"), "-1.99 (-2.00 – -1.98)%"),
    (Interval.of(Fraction("2.4854"), Fraction("2.4860")), Fraction("2.4857"), "2.49 (2.48–2.49)%"),
    (Interval.of(Fraction("53.8"), Fraction("54.2")), Fraction(54), "54.0 (53.8–54.2)%"),
    (Interval.of(Fraction("44.313"), Fraction("48.287")), None, "44.3–48.3%"),
    (Interval.point(Fraction(50)), None, "50%"),
    (Interval.point(Fraction("0.0034")), None, "0.0034%"),
    (Interval.point(Fraction("0.006")), None, "0.01%"),
    (Interval.of(Fraction("0.0031"), Fraction("0.0034")), Fraction("0.0032"), "0.00 (0.00–0.01)%"),
    (Interval.of(None, Fraction("99.999")), None, "≤ 100.00%"),
    (Interval.of(Fraction("0.001"), None), None, "≥ 0.00%"),
]


@pytest.mark.parametrize(("interval", "nominal", "text"), PERCENTS)
def test_percentages_have_two_decimals_and_ends_that_hold(
    interval: Interval, nominal: Fraction | None, text: str
) -> None:
    assert format_interval(interval, nominal, PERCENT) == text
    assert format_interval(interval, nominal, PERCENTAGE_POINT) == text.replace("%", " pp")


def test_percentages_have_as_many_decimals_as_the_claim_beside_them() -> None:
    interval, nominal = Interval.of(Fraction("54.0775"), Fraction("54.0784")), Fraction("54.0779")
    assert format_interval(interval, nominal, PERCENT) == "54.08 (54.07–54.08)%"
    assert format_interval(interval, nominal, PERCENT, None, 3) == "54.078 (54.077–54.079)%"
    assert format_interval(interval, nominal, PERCENT, None, 9) == "54.0779 (54.0775–54.0784)%"
    assert format_interval(interval, nominal, PERCENT, 1) == "54.1 (54.0–54.1)%"
    assert format_interval(interval, nominal, MONEY) == "54.0779 (54.0775–54.0784) 元"


@given(st.fractions(-1000, 1000), st.fractions(0, 50), st.integers(0, 4))
def test_the_bounds_of_a_percentage_hold_what_they_bound(lower: Fraction, size: Fraction, decimals: int) -> None:
    interval = Interval.of(lower, lower + size)
    text = bounds_text(interval, None, PERCENT, decimals)
    if text:
        low, high = (Fraction(part) for part in re.fullmatch(r"(-?[\d.]+)(?: – |–)(-?[\d.]+)", text).groups())
        assert low <= lower
        assert lower + size <= high
        assert low < high
