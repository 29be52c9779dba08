"""Figures whose words were misread: a bound lost, a piece taken for the whole; each by `read` and in a text alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbkpi.errors import UnreadableFigure
from nbkpi.exact import Interval
from nbkpi.figure import Units, read
from nbkpi.figure.qualifiers import QUALIFIERS, SIGNS, words
from nbkpi.figure.unit import STANDARD
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
        ("不超过百万元", "(, 100] 万元"),
        ("不足百家", "[0, 100) 家"),
        ("突破百亿元", "(100, ) 亿元"),
        ("不低于-5%", "[-5, ) %"),
        ("不到负三百元", "(, -300) 元"),
        ("约人民币300元", "[250, 350] 元"),
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
        # Blanks inside of a number, and formal signs that are numerals.
        ("三百 六十 五件", "[365, 365] 件"),
        ("2万 4千件", "[23.5, 24.5) 千件"),
        ("一千 二百万元", "[1150, 1250) 万元"),
        ("百分之六 十", "[59.5, 60.5) %"),
        ("百 分 之 7.5", "[7.45, 7.55) %"),
        ("八 点 五 折", "[8.45, 8.55) 折"),
        ("壹千零贰十人", "[1020, 1020] 人"),
        ("伍拾万元", "[45, 55) 万元"),
        # Numbers that go on behind 零, 万 or 兆.
        ("二千零十六户", "[2016, 2016] 户"),
        ("2千零30户", "[2025, 2035) 户"),
        ("三万四百六十户", "[30455, 30465) 户"),
        ("六百零几万元", "(600, 610) 万元"),
        ("六万多亿元", "(6, 7) 万亿元"),
        ("七兆三千亿元", "[72500, 73500) 亿元"),
        ("两到四千元", "[2000, 4000] 元"),
        # Parts of a whole, parts of a tenth, coins and currencies.
        ("三百又四分之一倍", "[300.25, 300.25] 倍"),
        ("一万分之八", "[7.5, 8.5) ‱"),
        ("七成六", "[7.55, 7.65) 成"),
        ("三八折", "[3.75, 3.85) 折"),
        ("85折", "[8.45, 8.55) 折"),
        ("300块钱", "[299.5, 300.5) 块钱"),
        ("4块钱", "[3.5, 4.5) 块钱"),
        ("两美元又五分", "[2.045, 2.055) 美元"),
        ("7万元日币", "[6.5, 7.5) 万日币"),
        ("港币两千六百元", "[2599.5, 2600.5) 港元"),
        ("500亿台币", "[499.5, 500.5) 亿台币"),
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
        "队伍 万人",
        "四亿零五百60人",
        "比百分之四十大",
        "比40%高",
        "十几万多亿",
        "身高1米75",
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
        ("10万元陆续到账", "10万元"),
        ("10000与20000间", ""),
        ("三百 四百人", "四百人"),
        ("4人民币5美元", "4人民币 5美元"),
        ("近700余个", ""),
        ("4 2折", ""),
        ("七 五折", ""),
        ("百分之30K", ""),
        ("十折", ""),
        ("1万5千来万吨", ""),
        ("5万 6万元", "5万 6万元"),
        ("三 四 五家", ""),
        ("大陆五家企业", "五家"),
        ("附件-1/2", ""),
        ("https://a.cn/?q=5%25%2090%", ""),
        ("$30，500美元", ""),
        ("气温98.6度", ""),
        ("用电98.6度", "98.6度"),
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


@pytest.mark.parametrize(
    ("figure", "rest"),
    [
        *(("300个", rest) for rest in ("许可证", "许诺", "许愿", "许昌企业", "上下铺", "左右手", "出头鸟", "不满意件")),
        ("300家", "以外贸为主的企业"), ("300家", "以内贸企业"), ("300家", "以外资企业"), ("300家", "有余杭背景企业"),
    ],
)  # fmt: skip
def test_a_longer_word_that_begins_as_a_qualifier_is_none(figure: str, rest: str) -> None:
    assert bounds(read(figure + rest).interval) == "[300, 300]"
    assert in_text(figure + rest) == [(figure, f"[300, 300] {figure[-1]}")]


@pytest.mark.parametrize("word", [word for word, _bound in words("after") if word != "许"])
@pytest.mark.parametrize("rest", ["的村", "村庄", "海拔", "商户", "岗位", "手续费"])
def test_what_is_counted_behind_a_qualifier_takes_nothing_of_it(word: str, rest: str) -> None:
    assert in_text(f"300个{word}{rest}") == in_text(f"300个{word}")


@pytest.mark.parametrize("unit", [unit.symbol for unit in STANDARD if unit.symbol])
def test_every_unit_is_read_alike_in_a_text_or_not_at_all(unit: str) -> None:
    for number in ("7", "7.5", "七", "30万"):
        found = in_text(f"{number}{unit}")
        figure = read(f"{number}{unit}") if found else None
        assert figure is None or found == [(f"{number}{unit}", f"{bounds(figure.interval)} {figure.unit}")]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_money_is_read_alike_in_a_text(sign: str) -> None:
    figure = read(f"{sign}300")
    assert figure.unit.symbol == SIGNS[sign]
    assert in_text(f"{sign}300") == [(f"{sign}300", f"{bounds(figure.interval)} {figure.unit}")]


NUMBERS = (
    *("3", "12", "300", "4.5", "1,200", "7.25", "2500", "3千5百", "2千零3", "1万5千", "5万零600", "3万2", "2万 3千"),
    *(
        "三",
        "十二",
        "三百",
        "三百二",
        "一千零五",
        "两万三千",
        "一百零几",
        "四百 五十",
        "三点五",
        "百",
        "千",
        "三四百",
        "数十",
    ),
)
UNITS = (
    "元",
    "人",
    "个",
    "%",
    "个百分点",
    "吨",
    "美元",
    "成",
    "户",
    "元日币",
    "块钱",
    "千瓦",
    "斤",
    "小时",
    "岁",
    "元半",
)


@given(
    before=st.sampled_from(["", *(word for word, _bound in words("before"))]),
    sign=st.sampled_from(["", "", "", "负"]),
    number=st.sampled_from(NUMBERS),
    inside=st.sampled_from(["", "", *(word for word, _bound in words("inside"))]),
    multiplier=st.sampled_from(["", "", "万", "亿", "千万", "万亿"]),
    unit=st.sampled_from(UNITS),
    after=st.sampled_from(["", "", *(word for word, _bound in words("after"))]),
)
@settings(max_examples=20 * settings().max_examples, deadline=None)
def test_what_a_text_says_is_what_its_words_say(**parts: str) -> None:
    phrase = "".join(parts.values())
    try:
        figure = read(phrase)
    except UnreadableFigure:
        return
    found = in_text(phrase)
    assert not found or [bounds_in for _words, bounds_in in found] == [f"{bounds(figure.interval)} {figure.unit}"]
