"""What cannot be read is refused with the reason, and what is odd is read with a warning."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.figure import read


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("人民币3万美元", "“元” and “美元” contradict each other"),
        ("$3欧元", "“美元” and “欧元” contradict each other"),
        ("零分之三", "a fraction with the denominator 0"),
        ("0分之3", "a fraction with the denominator 0"),
        ("3分之1.5", "a whole number was expected here"),
        ("1.5分之1", "“之1” cannot be read here"),
        ("3元～5%", "the ends of a range need the same unit, not 元 and %"),
        ("5～3家", "the upper end of the range is below its lower end"),
        ("3万～5元", "the upper end of the range is below its lower end"),
        ("万元", "a multiplier (万, 亿) without a number"),
        ("超", "a number was expected here"),
        ("下降-3%", "the words for a fall and a minus sign contradict each other"),
        ("下降2倍", "a fall cannot be given as a multiple (倍)"),
        ("超近3万元", "“超” and “近” contradict each other"),
        ("不足超过3%", "“不足” and “超过” contradict each other"),
        ("3万元abc", "“abc” cannot be read here"),
    ],
)
def test_why_it_is_refused(words: str, reason: str) -> None:
    with pytest.raises(UnreadableFigure) as raised:
        read(words)
    assert str(raised.value) == reason


@pytest.mark.parametrize("words", ["0零几", "15零几人", "20零几"])
def test_a_few_more_are_more_than_hundreds(words: str) -> None:
    with pytest.raises(UnreadableFigure):
        read(words)
    assert str(read("三百零几人").interval) == "[301, 309]"


@pytest.mark.parametrize("words", ["150%", "超120%", "-3%"])
def test_no_share_lies_outside_of_its_whole(words: str) -> None:
    with pytest.raises(UnreadableFigure, match="share"):
        read(words, limits="share")


def test_what_cannot_be_negative_is_not() -> None:
    with pytest.raises(UnreadableFigure, match="negative"):
        read("-3万元", limits="nonnegative")
    assert str(read("近3万元", limits="nonnegative").interval) == "[0, 3)"
    assert str(read("99.97%", limits="share").interval) == "[19993/200, 3999/40)"
    assert str(read("超90%", limits="share").interval) == "(90, 100]"


@pytest.mark.parametrize(
    ("words", "interval", "warning"),
    [
        ("1.5余万元", "(3/2, 8/5)", "余, 多 or 几 cannot follow a number with decimals"),
        ("约超3万元", "(3, ∞)", "“约” and “超” cannot be used together"),
        ("3万元左右以上", "[3, ∞)", "“左右” and “以上” cannot be used together"),
    ],
)
def test_odd_words_are_read_with_a_warning(words: str, interval: str, warning: str) -> None:
    figure = read(words)
    assert (str(figure.interval), figure.warnings) == (interval, (warning,))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("约3～5家", "2.5", "5.5"),
        ("约30～50家", "25", "55"),
        ("约3万～50万元", "2.5", "55"),
        ("约100～2000元", "50", "2500"),
        ("约1.2万～30万元", "1.15", "35"),
        ("下降3～5%", "-5", "-3"),
    ],
)
def test_each_end_of_a_range_is_as_wide_as_its_own_digits(words: str, low: str, high: str) -> None:
    interval = read(words).interval
    assert interval is not None
    assert (interval.lower, interval.upper) == (Fraction(low), Fraction(high))
    assert interval.lower_closed
    assert interval.upper_closed


def test_a_number_doubles_at_most_so_often() -> None:
    assert read("翻64番").nominal == 2**64
    assert read("翻六十四番").nominal == 2**64
    for words in ("翻65番", "翻0番"):
        with pytest.raises(UnreadableFigure):
            read(words)
