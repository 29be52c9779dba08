"""Numbers as people say them: several, a few, more than half, no change, and ranges that are approximate."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import read
from nbkpi.figure.structure import read_structure

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("words", "interval", "unit"),
    [
        ("数十名", Interval.of(20, 99), "名"),
        ("几百人", Interval.of(200, 999), "人"),
        ("数十亿元", Interval.of(20, 100, True, False), "亿元"),
        ("几十万元", Interval.of(20, 100, True, False), "万元"),
        ("数万元", Interval.of(2, 10, True, False), "万元"),
        ("上百人", Interval.of(100, None), "人"),
        ("上千亿元", Interval.of(1000, None), "亿元"),
        ("破千亿元", Interval.of(1000, None, False, False), "亿元"),
        ("过半", Interval.of(HALF, None, False, False), ""),
        ("半数以上", Interval.of(HALF, None), ""),
        ("三四百人", Interval.of(300, 400), "人"),
        ("十七八个", Interval.of(17, 18), "个"),
        ("三五家", Interval.of(3, 5), "家"),
        ("五六十万元", Interval.of(50, 60), "万元"),
        ("七八成", Interval.of(7, 8), "成"),
        ("3千5百万元", Interval.of(3450, 3550, True, False), "万元"),
        ("3千5百2十人", Interval.of(3515, 3525, True, False), "人"),
        ("约3～5家", Interval.of(Fraction(5, 2), Fraction(11, 2)), "家"),
        ("3至5家左右", Interval.of(Fraction(5, 2), Fraction(11, 2)), "家"),
        ("持平", Interval.of(-HALF / 10, HALF / 10, False, False), "%"),
    ],
)
def test_loose_wording_is_read_and_written(words: str, interval: Interval, unit: str) -> None:
    figure = read(words)
    assert (figure.interval, figure.unit.symbol) == (interval, unit)
    assert read(figure.write(), unit=figure.unit) == figure


@pytest.mark.parametrize("words", ["三二百人", "二五家", "十三四百人", "数", "上5%", "数5十人"])
def test_other_rows_of_digits_stay_unreadable(words: str) -> None:
    from nbkpi import UnreadableFigure

    with pytest.raises(UnreadableFigure):
        read(words)


def test_a_structure_is_a_share_for_each_part() -> None:
    shares = read_structure("2.5:43.4∶54.1")
    assert [share.interval for share in shares] == [read(words).interval for words in ("2.5%", "43.4%", "54.1%")]
    assert [share.text for share in shares] == ["2.5", "43.4", "54.1"]


@pytest.mark.parametrize("words", ["10:30", "2.5:43.4:74.1", "1:2:1", "2.5:43.4:54.1:", "a:b:c", ""])
def test_what_does_not_add_to_a_whole_is_no_structure(words: str) -> None:
    assert read_structure(words) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [("一又二分之一倍", Fraction(3, 2)), ("三百又四分之一倍", Fraction(1201, 4)), ("负一又二分之一", Fraction(-3, 2))],
)
def test_a_number_and_a_fraction_are_one_number(words: str, value: Fraction) -> None:
    assert read(words).interval == Interval.point(value)


def test_a_figure_shows_itself_in_short() -> None:
    assert repr(read("88万元")) == "<Figure 88万元: 87.5–88.5 万元>"
    assert repr(read("—")) == "<Figure —: not_applicable>"
