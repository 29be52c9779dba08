"""Figures whose words were misread: a bound lost, a piece taken for the whole; each by `read` and in a text alike."""

from __future__ import annotations

import pytest

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Units, read
from nbkpi.figure.qualifiers import QUALIFIERS
from nbkpi.text.scan import Scanner

SCANNER = Scanner(Units())


def bounds(found: Interval) -> str:
    """[1, 2) with the ends in plain decimals; nothing where it has no end."""
    low, high = ("" if end is None else f"{float(end):g}" for end in (found.lower, found.upper))
    return f"{'[' if found.lower_closed else '('}{low}, {high}{']' if found.upper_closed else ')'}"


def in_text(words: str) -> list[tuple[str, str]]:
    """Every figure that a sentence with these words has, with its bounds."""
    found = SCANNER.scan(f"全县共计{words}。")
    return [(one.words, f"{bounds(one.figure.interval)} {one.figure.unit}") for one in found if one.figure.interval]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("超过了1000万人次", "(1000, ) 万人次"),
        ("突破了1000万人次", "(1000, ) 万人次"),
        ("超过了90%", "(90, ) %"),
        ("至少有10家", "[10, ) 家"),
        ("最多有10家", "[0, 10] 家"),
        ("大于等于10家", "[10, ) 家"),
        ("80岁或以上", "[80, ) 岁"),
        ("100元许", "[50, 150] 元"),
        ("30来家", "[25, 35] 家"),
        ("一万五千亿元", "[14500, 15500) 亿元"),
        ("1万5千亿元", "[14.5, 15.5) 千亿元"),
        ("四十万五千亿元", "[404500, 405500) 亿元"),
        ("10万万元", "[9.5, 10.5) 亿元"),
        ("3千万亿元", "[2500, 3500) 万亿元"),
        ("超万万元", "(1, ) 亿元"),
        ("3千5百万万元", "[3450, 3550) 亿元"),
        ("数万万元", "[2, 10) 亿元"),
        ("13万2", "[13.15, 13.25) 万"),
        ("一又二分之一倍", "[1.5, 1.5] 倍"),
        ("十万分之三", "[2.5, 3.5) /10万"),
        ("负四十五亿元", "(-45.5, -44.5] 亿元"),
        ("负百分之二点三", "(-2.35, -2.25] %"),
        ("零下4℃", "(-4.5, -3.5] ℃"),
        ("3个亿", "[2.5, 3.5) 亿"),
        ("3个多亿", "(3, 4) 亿"),
        ("两个半小时", "[2.25, 2.75) 小时"),
        ("三斤半", "[3.25, 3.75) 斤"),
        ("三成半", "[3.25, 3.75) 成"),
        ("3元5角", "[3.45, 3.55) 元"),
        ("3块5毛", "[3.45, 3.55) 元"),
        ("50元6角三分", "[50.625, 50.635) 元"),
        ("5000--8000元", "[5000, 8000] 元"),
        ("1万元--5万元", "[1, 5] 万元"),
        ("1万(含)-5万元", "[1, 5] 万元"),
        ("一至五家", "[1, 5] 家"),
        ("20元与30元之间", "[20, 30] 元"),
        ("500亿韩元", "[499.5, 500.5) 亿韩元"),
        ("323千卡", "[322.5, 323.5) 千卡"),
        ("57.2分贝", "[57.15, 57.25) 分贝"),
        ("100圆", "[99.5, 100.5) 元"),
        ("100元整", "[99.5, 100.5) 元"),
        ("$20", "[19.5, 20.5) 美元"),
        ("￥300", "[299.5, 300.5) 元"),
        ("人民币300元", "[299.5, 300.5) 元"),
        ("300瑞士法郎", "[299.5, 300.5) 瑞士法郎"),
        ("4摄氏度", "[3.5, 4.5) 摄氏度"),
        ("30km", "[29.5, 30.5) km"),
        ("50赫兹", "[49.5, 50.5) 赫兹"),
        ("八折", "[7.5, 8.5) 折"),
        ("300個", "[300, 300] 个"),
        ("百分之三點五", "[3.45, 3.55) %"),
        ("陸萬元", "[5.5, 6.5) 万元"),
        # One number has one precision: the place of its last digit, of a plain integer the units.
        ("五千亿元", "[4500, 5500) 亿元"),
        ("5千亿元", "[4.5, 5.5) 千亿元"),
        ("5000亿元", "[4999.5, 5000.5) 亿元"),
        ("一亿四千万人", "[13500, 14500) 万人"),
        ("1亿4千万人", "[13.5, 14.5) 千万人"),
        ("三千件", "[3000, 3000] 件"),
        ("3000件", "[3000, 3000] 件"),
        ("三百名", "[300, 300] 名"),
        ("3千件", "[2.5, 3.5) 千件"),
    ],
)
def test_the_whole_figure_is_read_alike_everywhere(words: str, expected: str) -> None:
    figure = read(words)
    assert figure.interval is not None
    assert f"{bounds(figure.interval)} {figure.unit}" == expected
    assert read(figure.write(), unit=figure.unit) == figure
    ((_found, in_sentence),) = in_text(words)
    assert in_sentence == expected


@pytest.mark.parametrize(
    "words",
    [
        "陆家嘴",
        "伍家岗区",
        "拾起",
        "大陆部分企业",
        "登陆部队",
        "三门峡市",
        "六安市",
        "1万600人",
        "两美元又三角银",
    ],
)
def test_a_piece_of_a_word_or_number_is_no_figure(words: str) -> None:
    assert in_text(words) == []
    if words != "三门峡市":
        with pytest.raises(UnreadableFigure):
            read(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3个千亿级产业", "3个"),
        ("12个万亩基地", "12个"),
        ("1万5千亿元和3个5A景区", "1万5千亿元 3个"),
        ("2家500强企业", "2家"),
        ("两位数增长", ""),
        ("%E5%8C%97", ""),
    ],
)
def test_words_around_a_figure_are_no_part_of_it(words: str, expected: str) -> None:
    assert " ".join(found for found, _bounds in in_text(words)).startswith(expected)
    assert bool(in_text(words)) == bool(expected)


@pytest.mark.parametrize(
    ("rule", "word"), [(rule, word) for rule in QUALIFIERS for word in rule.words if rule.bound != "as_printed"]
)
def test_every_qualifier_is_read_alike_in_a_text(rule, word) -> None:
    figure = {"before": f"{word}300个", "after": f"300个{word}", "inside": f"300{word}个"}[rule.place]
    ((_words, found),) = in_text(figure)
    assert found == f"{bounds(read(figure).interval)} 个"
    if rule.place == "before" and word[-1] > "\u4e00":
        ((_words, with_more),) = in_text(f"{word}了300个")
        assert with_more == found
