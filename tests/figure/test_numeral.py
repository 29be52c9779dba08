"""Numbers as they are written: digits, Chinese numerals, and mixtures of both."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import read

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """The standard Chinese numeral of a whole number below 10^16."""
    if number == 0:
        return "零"
    written, gap = "", False
    for place, name in ((12, "万亿"), (8, "亿"), (4, "万"), (0, "")):
        section = number // 10**place % 10**4
        if section:
            written += "零" * bool(written and (gap or section < 1000)) + _below_ten_thousand(section) + name
        gap = bool(written) and not section
    return written.removeprefix("一") if written.startswith("一十") else written


def _below_ten_thousand(number: int) -> str:
    written = ""
    for place, name in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**place % 10
        if digit:
            zero = written and number // 10 ** (place + 1) % 10 == 0
            written += "零" * bool(zero) + DIGITS[digit] + name
    return written


def value(words: str) -> Fraction:
    figure = read(words)
    return figure.nominal * figure.unit.scale


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "十"), (110, "一百一十"), (1005, "一千零五"), (3_200_000, "三百二十万"), (100_005_000, "一亿零五千")],
)
def test_the_converter_writes_what_people_write(number, words):
    assert chinese(number) == words


@given(number=st.integers(0, 10**16 - 1) | st.integers(0, 10**5))
def test_a_chinese_numeral_has_the_value_of_its_digits(number):
    assert value(chinese(number) + "个") == number


def some_numbers(seed: int) -> list[int]:
    """Numbers of up to sixteen digits of which many are zero: what is drawn otherwise is mostly short or has none."""
    chance = Random(seed)
    return [int("".join(chance.choices("0000123456789", k=chance.randint(1, 16)))) for _number in range(1200)]


def test_numerals_with_zeros_anywhere_are_as_precise_as_their_last_digit():
    for number in filter(None, some_numbers(1)):
        figure = read(chinese(number) + "个")
        low, high = (end * figure.unit.scale for end in (figure.interval.lower, figure.interval.upper))
        last = next(10**place for place in range(17) if number // 10**place % 10)
        assert figure.nominal * figure.unit.scale == number
        # What ends in ones, or is less than ten thousand, was counted.
        around = 0 if number < 10_000 or last == 1 else Fraction(last, 2)
        assert (low, high) == (number - around, number + around)
        written = figure.write()
        assert read(written) == figure
        if not any(char in "0123456789" for char in written):
            assert written.removeprefix("一" if written.startswith("一十") else "") == chinese(number) + "个"


def test_digits_and_multipliers_together_are_one_number():
    for number in some_numbers(2):
        large, small = divmod(number % 10**8, 10_000)
        if large and small >= 1000:
            assert value(f"{large}万{small}个") == value(f"{large * 10_000 + small}个")
            assert value(f"{large}亿{small}万个") == (large * 10_000 + small) * 10_000
    for small in range(1, 1000):
        assert value(f"3万零{small}个") == 30_000 + small


@pytest.mark.parametrize(
    "words",
    [
        "三百四百",
        "三百四百五十",
        "三十五十",
        "二百零三百",
        "千百",
        "三百二百万",
        "一千千",
        "十百",
        "百十",
        "三百零",
        "零三百",
    ],
)
def test_places_that_do_not_go_down_are_no_number(words):
    with pytest.raises(UnreadableFigure):
        read(words + "人")


@given(number=st.integers(0, 9999))
def test_a_chinese_numeral_below_ten_thousand_reads_like_its_digits(number):
    assert read(chinese(number) + "个") == read(f"{number}个")


@given(number=st.integers(1, 9999), places=st.text("0123456789", min_size=1, max_size=5))
def test_chinese_decimals_read_like_their_digits(number, places):
    words = f"{chinese(number)}点{''.join(DIGITS[int(digit)] for digit in places)}"
    assert read(f"百分之{words}") == read(f"{number}.{places}%")


@given(number=st.integers(0, 10**15), by=st.sampled_from(", \u00a0\u2007\u2009\u202f，"))
def test_grouped_digits_read_like_plain_ones(number, by):
    assert read(f"{number:,}".replace(",", by) + ".50万元") == read(f"{number}.50万元")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三百二十万", 3_200_000),
        ("3.2亿", 320_000_000),
        ("３２０万", 3_200_000),
        ("1，234．5", Fraction("1234.5")),
        ("5 698.3", Fraction("5698.3")),
        ("1,234,567.89元", Fraction("1234567.89")),
        ("- 203.0", -203),
        ("–5.3", Fraction("-5.3")),
        ("壹佰贰拾叁萬", 1_230_000),
        ("伍仟", 5000),
        ("两万五", 25_000),
        ("两万五千", 25_000),
        ("三百二", 320),
        ("一千五", 1500),
        ("两百零五", 205),
        ("二〇二五", 2025),
        ("一九九七", 1997),
        ("三万零五", 30_005),
        ("3亿2000万", 320_000_000),
        ("3亿5千万", 350_000_000),
        ("2万3500", 23_500),
        ("1万零500", 10_500),
        ("1万零5", 10_005),
        ("3亿零500万", 305_000_000),
        ("一点五亿", 150_000_000),
        ("1.5万亿", 1_500_000_000_000),
        ("2千万", 20_000_000),
        ("5万千瓦时", 50_000),
        ("超5万千瓦时", 50_000),
        ("二十千瓦时", 20),
        ("零", 0),
        ("0", 0),
        ("0.50", Fraction("0.5")),
    ],
)
def test_a_number_is_read(words, number):
    assert value(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "1e5",
        "1E5个",
        "inf",
        "nan",
        "0x10",
        "1_000",
        "1'234",
        "٣",
        "٣个",
        "१२",
        "²",
        "³个",
        "½",
        "Ⅳ",  # not how figures are printed
        "12,34",
        "1,2345",
        "1,234,56",
        "1,234 567",
        "0,123",
        "1.234,5",
        ".5",
        "5.",
        "1.2.3",  # grouped wrongly
        "007",
        "0574",
        "012.5",  # codes
        "百千",
        "三百百",
        "五百千",
        "零五百",
        "一百零",
        "三零百",
        "十零",
        "两两",  # no numerals
        "1万500元",
        "一亿五百",  # 10500 or 15000?
        "千元",
        "万元",
        "百万元",
        "亿",
        "达千万元",  # a heading, or no number at all
        "5十万亿元",
    ],
)
def test_what_is_no_number_is_refused(words):
    with pytest.raises(UnreadableFigure):
        read(words)


def test_a_printed_number_of_sixty_digits_is_the_longest():
    assert read("9" * 60).nominal == 10**60 - 1
    with pytest.raises(UnreadableFigure, match="too many digits"):
        read("9" * 61)
    with pytest.raises(UnreadableFigure, match="more than 200 characters"):
        read("9" * 10_000)
