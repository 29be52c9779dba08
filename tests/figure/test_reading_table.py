"""The table of readings: what each way to print a number allows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import read
from nbkpi.figure.qualifiers import QUALIFIERS

INFINITE = None


def span(lower: str | int | None, upper: str | int | None, brackets: str) -> Interval:
    low, high = (None if end is None else Fraction(end) for end in (lower, upper))
    return Interval.of(low, high, brackets[0] == "[", brackets[1] == "]")


@pytest.mark.parametrize(
    ("words", "lower", "upper", "brackets", "unit", "kind"),
    [
        # A plain integer with a counting unit is a count.
        ("40个", 40, 40, "[]", "个", "count"),
        ("358名", 358, 358, "[]", "名", "count"),
        ("1084家", 1084, 1084, "[]", "家", "count"),
        ("0个", 0, 0, "[]", "个", "count"),
        ("25000人", 25000, 25000, "[]", "人", "count"),
        # Half a unit of the last printed digit each way; trailing zeros count.
        ("88万元", "87.5", "88.5", "[)", "万元", "amount"),
        ("7.1亿元", "7.05", "7.15", "[)", "亿元", "amount"),
        ("2.85亿元", "2.845", "2.855", "[)", "亿元", "amount"),
        ("43.6%", "43.55", "43.65", "[)", "%", "rate"),
        ("5.2%", "5.15", "5.25", "[)", "%", "rate"),
        ("5.20%", "5.195", "5.205", "[)", "%", "rate"),
        ("-5.2%", "-5.25", "-5.15", "(]", "%", "rate"),
        ("0%", "-0.5", "0.5", "()", "%", "rate"),
        ("+4.6", "4.55", "4.65", "[)", "", "amount"),
        ("−0.6‰", "-0.65", "-0.55", "(]", "‰", "rate"),
        ("320万", "319.5", "320.5", "[)", "万", "amount"),
        ("3.5万元/人", "3.45", "3.55", "[)", "万元/人", "amount"),
        # A multiplier means rounded, also for what is counted.
        ("20万吨", "19.5", "20.5", "[)", "万吨", "amount"),
        ("180.00万件", "179.995", "180.005", "[)", "万件", "count"),
        ("10万人次", "9.5", "10.5", "[)", "万人次", "count"),
        ("10 万 人次", "9.5", "10.5", "[)", "万人次", "count"),
        ("5千人", "4.5", "5.5", "[)", "千人", "count"),
        # Less than a whole one cannot be counted.
        ("2.5人", "2.45", "2.55", "[)", "人", "amount"),
        # 余, 多, 几: the remainder is below the unit of the last non-zero digit.
        ("710多个", 711, 719, "[]", "个", "count"),
        ("710多个品类", 711, 719, "[]", "个", "count"),
        ("200余件", 201, 299, "[]", "件", "count"),
        ("4300余个", 4301, 4399, "[]", "个", "count"),
        ("十几家", 11, 19, "[]", "家", "count"),
        ("百余家", 101, 199, "[]", "家", "count"),
        ("15万余人", "15.0001", "15.9999", "[]", "万人", "count"),
        ("万余人", "1.0001", "1.9999", "[]", "万人", "count"),
        ("6000余万元", 6000, 7000, "()", "万元", "amount"),
        ("增长两倍多", 2, 3, "()", "倍", "rate"),
        ("三成多", 3, 4, "()", "成", "rate"),
        # 超过 excludes the number, 以上 includes it (Civil Code, article 1259).
        ("超10万人次", 10, INFINITE, "()", "万人次", "count"),
        ("逾10万人次", 10, INFINITE, "()", "万人次", "count"),
        ("超过10万人次", 10, INFINITE, "()", "万人次", "count"),
        ("突破10万人次", 10, INFINITE, "()", "万人次", "count"),
        ("700万元以上", 700, INFINITE, "[)", "万元", "amount"),
        ("10%以上", 10, INFINITE, "[)", "%", "rate"),
        ("至少5个", 5, INFINITE, "[)", "个", "count"),
        ("5家以上企业", 5, INFINITE, "[)", "家", "count"),
        ("5%以下", INFINITE, 5, "(]", "%", "rate"),
        ("5%以内", INFINITE, 5, "(]", "%", "rate"),
        ("5%以外", 5, INFINITE, "()", "%", "rate"),
        ("不超过5%", INFINITE, 5, "(]", "%", "rate"),
        # Upper bounds, and zero below for what cannot be negative.
        ("近千万", INFINITE, 1000, "()", "万", "amount"),
        ("近千万元", INFINITE, 1000, "()", "万元", "amount"),
        ("将近1000万元", INFINITE, 1000, "()", "万元", "amount"),
        ("接近1000万人", 0, 1000, "[)", "万人", "count"),
        ("不足1000万吨", 0, 1000, "[)", "万吨", "amount"),
        ("不到300人", 0, 300, "[)", "人", "count"),
        # A named convention: half a unit of the last non-zero digit.
        ("约300个", 250, 350, "[]", "个", "count"),
        ("大约320个", 315, 325, "[]", "个", "count"),
        ("300万元左右", 250, 350, "[]", "万元", "amount"),
        ("达40个", 40, 40, "[]", "个", "count"),
        ("达到88万元", "87.5", "88.5", "[)", "万元", "amount"),
        ("高达3.2%", "3.15", "3.25", "[)", "%", "rate"),
        # Growth, ratios and parts.
        ("增长3倍", "2.5", "3.5", "[)", "倍", "rate"),
        ("增长到3倍", "2.5", "3.5", "[)", "倍", "multiple"),
        ("3倍", "2.5", "3.5", "[)", "倍", "multiple"),
        ("增长1.27倍", "1.265", "1.275", "[)", "倍", "rate"),
        ("翻番", 2, 2, "[]", "倍", "multiple"),
        ("翻一番", 2, 2, "[]", "倍", "multiple"),
        ("翻两番", 4, 4, "[]", "倍", "multiple"),
        ("三成", "2.5", "3.5", "[)", "成", "rate"),
        ("三成五", "3.45", "3.55", "[)", "成", "rate"),
        ("五分之一", "1/5", "1/5", "[]", "", "rate"),
        ("负三分之一", "-1/3", "-1/3", "[]", "", "rate"),
        ("三分之二以上", "2/3", INFINITE, "[)", "", "rate"),
        ("超半数", "1/2", INFINITE, "()", "", "rate"),
        ("百分之五", "4.5", "5.5", "[)", "%", "rate"),
        ("百分之百", "99.5", "100.5", "[)", "%", "rate"),
        ("百分之负五点三", "-5.35", "-5.25", "(]", "%", "rate"),
        ("千分之五", "4.5", "5.5", "[)", "‰", "rate"),
        ("万分之三", "2.5", "3.5", "[)", "‱", "rate"),
        # A percentage point is a type of its own.
        ("4.6个百分点", "4.55", "4.65", "[)", "个百分点", "points"),
        ("4.6百分点", "4.55", "4.65", "[)", "百分点", "points"),
        ("4.6pp", "4.55", "4.65", "[)", "pp", "points"),
        ("提高4.6个百分点", "4.55", "4.65", "[)", "个百分点", "points"),
        # A fall by so much lies below zero, and bounds of its size change sides.
        ("下降5%", "-5.5", "-4.5", "(]", "%", "rate"),
        ("负增长3.2%", "-3.25", "-3.15", "(]", "%", "rate"),
        ("同比减少 0.3 个百分点", "-0.35", "-0.25", "(]", "个百分点", "points"),
        ("下降超5%", INFINITE, -5, "()", "%", "rate"),
        ("下降5%以上", INFINITE, -5, "(]", "%", "rate"),
        ("下降近5%", -5, INFINITE, "()", "%", "rate"),
        ("下降不超过5%", -5, INFINITE, "[)", "%", "rate"),
        ("下降约5%", "-5.5", "-4.5", "[]", "%", "rate"),
        ("下降一半", "-1/2", "-1/2", "[]", "", "rate"),
        ("增长至少5%", 5, INFINITE, "[)", "%", "rate"),
        ("增长至5%", "4.5", "5.5", "[)", "%", "rate"),
        ("下降到5%", "4.5", "5.5", "[)", "%", "rate"),
        ("降至5%", "4.5", "5.5", "[)", "%", "rate"),
        ("比上年同期增长5%", "4.5", "5.5", "[)", "%", "rate"),
    ],
)
def test_a_printed_figure_allows(words, lower, upper, brackets, unit, kind):
    figure = read(words)
    assert figure.interval == span(lower, upper, brackets)
    assert (figure.unit.symbol, figure.kind) == (unit, kind)
    assert figure.text == words
    assert figure.warnings == ()


@pytest.mark.parametrize(
    ("words", "bound", "reading", "central"),
    [
        ("40个", "as_printed", "exact", True),
        ("88万元", "as_printed", "nearest", True),
        ("约300个", "about", "about", True),
        ("710多个", "remainder", "remainder", False),
        ("超10万", "above", "above", False),
        ("3至5家", "as_printed", "range", False),
        ("翻番", "as_printed", "doubling", True),
        ("增长3倍", "as_printed", "growth multiple", True),
        ("五分之一", "as_printed", "fraction", True),
        ("…", "as_printed", "below_half", False),
    ],
)
def test_the_reading_says_which_rule_was_applied(words, bound, reading, central):
    figure = read(words)
    assert (figure.bound, figure.reading, figure.is_central) == (bound, reading, central)


@pytest.mark.parametrize(
    ("rule", "word"), [(rule, word) for rule in QUALIFIERS for word in rule.words], ids=lambda part: str(part)[:12]
)
def test_every_word_of_the_table_is_understood_and_has_a_source(rule, word):
    place = {"before": f"{word}300个", "after": f"300个{word}", "inside": f"300{word}个"}
    assert read(place[rule.place]).bound == rule.bound
    assert rule.source


@pytest.mark.parametrize(("words", "decimals"), [("40个", 0), ("5.20%", 2), ("0.0%", 1), ("88万元", 0)])
def test_the_printed_decimals_are_kept(words, decimals):
    assert read(words).decimals == decimals
