"""Missing values, conventions, limits, and wording that is odd or no figure at all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Convention, Unit, Units, read

UNITS = Units()


def unit(symbol: str) -> Unit:
    found = UNITS.get(symbol)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("…", "below_half"),
        ("……", "below_half"),
        ("...", "below_half"),
        ("—", "not_applicable"),
        ("-", "not_applicable"),
        ("－", "not_applicable"),
        (" – ", "not_applicable"),
        ("", "unknown"),
        ("  \u3000", "unknown"),
        ("空", "unknown"),
        ("***", "withheld"),
        ("＊＊", "withheld"),
    ],
)
def test_there_are_four_kinds_of_missing_and_none_is_zero(words, missing):
    figure = read(words, unit=unit("万元"))
    assert (figure.missing, figure.nominal, figure.unit.symbol) == (missing, None, "万元")
    assert not figure.is_central
    if missing == "below_half":
        assert figure.interval == Interval.of(0, Fraction(1, 2), False, False)
    else:
        assert figure.interval is None


def test_the_expected_unit_is_assumed_where_none_is_printed():
    assert read("88", unit=unit("万元")) == read("88万元")
    assert read("88亿元", unit=unit("万元")) == read("88亿元")
    assert read("40", unit=unit("个")).interval == Interval.point(40)
    # Under the heading 万人 a whole number is rounded to ten thousands, and 20万 is not 20万万.
    assert read("40", unit=unit("万人")).interval == Interval.of(Fraction("39.5"), Fraction("40.5"), True, False)
    assert read("20万", unit=unit("万人")) == read("20万人")
    assert read("5万", unit=unit("万元/人")) == read("5万元/人")


def test_the_indicator_decides_between_count_and_amount():
    assert read("40", kind="count").interval == Interval.point(40)
    assert read("40个", kind="amount").interval == Interval.of(Fraction("39.5"), Fraction("40.5"), True, False)
    assert read("5%", kind="count").kind == "rate"


def test_nothing_is_exactly_nothing_unless_it_was_printed_as_a_rate():
    assert read("0", unit=unit("%")).interval == Interval.point(0)
    assert read("0", unit=unit("万元")).interval == read("0万元").interval == Interval.point(0)
    assert not read("0%").interval.is_point
    assert not read("0.0万元").interval.is_point


@pytest.mark.parametrize(
    ("words", "about", "lower", "upper"),
    [
        ("约300个", "half", 250, 350),
        ("约300个", "unit", 200, 400),
        ("约300个", Fraction(1, 10), 270, 330),
        ("约5.20%", "half", "5.15", "5.25"),
        ("约-300元", Fraction(1, 10), -330, -270),
        ("约三分之一", Fraction(3, 10), Fraction(7, 30), Fraction(13, 30)),
    ],
)
def test_about_is_a_convention_of_the_book(words, about, lower, upper):
    figure = read(words, convention=Convention(about=about))
    assert figure.interval == Interval.of(Fraction(lower), Fraction(upper))
    assert figure.reading in ("about", "fraction")


@pytest.mark.parametrize(
    ("words", "lower", "upper", "brackets"),
    [("88万元", 88, 89, "[)"), ("-5.2%", "-5.3", "-5.2", "(]"), ("0.0%", "-0.1", "0.1", "()"), ("40个", 40, 40, "[]")],
)
def test_numbers_may_be_cut_off_instead_of_rounded(words, lower, upper, brackets):
    figure = read(words, convention=Convention(rounding="truncated"))
    assert figure.interval == Interval.of(Fraction(lower), Fraction(upper), brackets[0] == "[", brackets[1] == "]")


@pytest.mark.parametrize(
    ("words", "limits", "interval"),
    [
        ("不到300人", None, Interval.of(0, 300, True, False)),
        ("不到300元", None, Interval.of(None, 300, True, False)),
        ("不到300元", "nonnegative", Interval.of(0, 300, True, False)),
        ("0.0吨", None, Interval.of(0, Fraction(1, 20), True, False)),
        ("减少5人", None, Interval.point(-5)),
        ("100%", "share", Interval.of(Fraction("99.5"), 100)),
        ("0%", "share", Interval.of(0, Fraction(1, 2), True, False)),
        ("九成以上", "share", Interval.of(9, 10)),
        ("超三分之二", "share", Interval.of(Fraction(2, 3), 1, False, True)),
        ("5%以内", "any", Interval.of(None, 5)),
    ],
)
def test_what_an_indicator_cannot_be_is_cut_away(words, limits, interval):
    assert read(words, limits=limits).interval == interval


@pytest.mark.parametrize(
    ("words", "limits"),
    [("101%", "share"), ("超100%", "share"), ("-5%", "share"), ("约110%", "share"), ("-3万元", "nonnegative")],
)
def test_a_figure_that_its_indicator_cannot_have_is_refused(words, limits):
    with pytest.raises(UnreadableFigure, match="cannot"):
        read(words, limits=limits, convention=Convention(about=Fraction(1, 5)))


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("至少5个以上", "at_least"),
        ("超5%以上", "at_least"),
        ("不到5%左右", "below"),
        ("约700多个", "remainder"),
        ("超700余个", "above"),
        ("大约3000人左右", "about"),
        ("13.5万多", "remainder"),
    ],
)
def test_odd_wording_is_read_by_its_weakest_word_with_a_warning(words, bound):
    figure = read(words)
    assert figure.bound == bound
    assert len(figure.warnings) == 1
    assert " cannot " in figure.warnings[0]


@pytest.mark.parametrize("words", ["超5个以下", "近700余个", "至少5%以内", "下降-5%", "减少负3.2%"])
def test_wording_that_cannot_be_true_is_refused(words):
    with pytest.raises(UnreadableFigure, match="contradict"):
        read(words)


@pytest.mark.parametrize("words", ["下降3倍", "减少2-3倍"])
def test_nothing_falls_by_a_multiple_of_itself(words):
    with pytest.raises(UnreadableFigure, match="multiple"):
        read(words)


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("2.5:43.4:54.1", 3),
        ("88万元项目", 4),
        ("第3位", 0),
        ("2/3", 1),
        ("40个。", 3),
        ("12³", 2),
        ("40个\x00", 3),
        ("30—40壶", 5),
        ("第三产业", 0),
        ("12345热线", 5),
        ("415X", 3),
        ("7+10+X", 1),
        ("与上年持平", 0),
        ("超额完成", 1),
        ("两个多月", 2),
        ("30人不到", 3),
        ("4.6个点", 4),
        ("5个起", 2),
        ("5个百分", 2),
    ],
)
def test_words_that_are_no_figure_are_refused_where_they_stand(words, offset):
    with pytest.raises(UnreadableFigure) as caught:
        read(words)
    assert caught.value.offset == offset
    assert caught.value.remedy


@pytest.mark.parametrize("words", ["5多家", "0余个", "3多人"])
def test_a_remainder_that_no_whole_number_can_have_is_refused(words):
    with pytest.raises(UnreadableFigure, match="no whole number"):
        read(words)


def test_a_remainder_of_what_is_measured_needs_no_whole_number():
    assert read("5多万元").interval == Interval.of(5, 6, False, False)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("突破 10万 人次", "超10万人次"),
        ("七百多个", "700余个"),
        ("增长超3倍", "增长超3倍"),
        ("下降超5%", "低于-5%"),
        ("下降近5%", "高于-5%"),
        ("实现翻两番", "翻2番"),
        ("下降三分之一", "-3分之1"),
        ("九亿至十六亿元", "9～16亿元"),
        ("5.20%", "5.20%"),
        ("大约300个", "约300个"),
    ],
)
def test_a_figure_is_written_in_its_plainest_words(words, written):
    assert read(words).write() == written
