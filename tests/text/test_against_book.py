"""The figures of a text beside those of a book: what agrees, what contradicts, what is not to be compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.text.against_book import compare_text
from nbkpi.text.book_judge import BookComparison

WRITTEN = Period(2025 * 12 + 5, 1)

THINGS = """
[book]
title = "甲县"

[[source]]
id = "yearbook"
title = "年鉴"

[[source]]
id = "bulletin"
title = "公报"

[[entity]]
id = "jia"
name = "甲县"
kind = "county"

[[entity]]
id = "heping"
name = "和平镇"
kind = "town"
within = "甲县"

[[entity]]
id = "anning"
name = "安宁镇"
kind = "town"
within = "甲县"

[[entity]]
id = "dongshan"
name = "东山村"
kind = "village"
within = "和平镇"

[[entity]]
id = "xihe1"
name = "西河村"
kind = "village"
within = "和平镇"

[[entity]]
id = "xihe2"
name = "西河村"
kind = "village"
within = "安宁镇"

[[indicator]]
id = "income"
name = "村集体经营性收入"
unit = "万元"
kind = "amount"
aliases = ["村集体收入"]

[[indicator]]
id = "visitors"
name = "接待游客"
unit = "万人次"
kind = "count"

[[indicator]]
id = "gdp"
name = "地区生产总值"
unit = "亿元"
kind = "amount"

[[indicator]]
id = "primary"
name = "第一产业增加值"
unit = "亿元"
kind = "amount"

[[indicator]]
id = "retail"
name = "社会消费品零售总额"
unit = "亿元"
kind = "amount"

[[indicator]]
id = "population"
name = "年末常住人口"
unit = "万人"
kind = "count"
measure = "stock"
aliases = ["常住人口"]

[[indicator]]
id = "urbanisation"
name = "城镇化率"
unit = "%"
kind = "rate"
measure = "stock"

[[indicator]]
id = "received"
name = "受理诉求"
unit = "件"
kind = "count"

[[indicator]]
id = "resolved"
name = "办结诉求"
unit = "件"
kind = "count"

[[metric]]
id = "resolution"
name = "办结率"
formula = "resolved / received"
unit = "%"

[[metric]]
id = "primary_share"
name = "第一产业比重"
formula = "primary / gdp"
unit = "%"
"""

FIGURES = [
    ("东山村", "income", "2024", "92.6万元", {"source": "yearbook#3"}),
    ("东山村", "income.growth", "2024", "43.6%", {}),
    ("东山村", "visitors", "2024", "超10万人次", {}),
    ("和平镇/西河村", "income", "2024", "50.5万元", {}),
    ("安宁镇/西河村", "income", "2024", "70.5万元", {}),
    ("甲县", "gdp", "2024", "300.5亿元", {}),
    ("甲县", "gdp", "2023", "285.2亿元", {"status": "revised"}),
    ("甲县", "gdp.growth", "2024", "5.4%", {"prices": "constant"}),
    ("甲县", "primary", "2024", "30.5亿元", {}),
    ("甲县", "primary_share", "2024", "10.1%", {}),
    ("甲县", "retail", "2024", "110.5亿元", {}),
    ("甲县", "retail", "2023", "100.5亿元", {}),
    ("甲县", "retail", "2022", "98.0亿元", {"status": "preliminary"}),
    ("甲县", "visitors.growth", "2022..2024", "30%", {}),
    ("甲县", "population", "2024", "30.5万人", {}),
    ("甲县", "population", "2023", "30.1万人", {}),
    ("甲县", "urbanisation", "2024", "65.2%", {}),
    ("甲县", "urbanisation", "2023", "64.1%", {}),
    ("甲县", "received", "2024", "1200件", {}),
    ("甲县", "resolved", "2024", "1165件", {}),
]

Figures = list[tuple[str, str, str, str, dict[str, str]]]


def written(figures: Figures) -> str:
    """A book of these figures."""
    rows = [THINGS]
    for entity, measure, period, value, more in figures:
        sort = "metric" if "." in measure or measure in ("resolution", "primary_share") else "indicator"
        keys = {"entity": entity, sort: measure, "period": period, "value": value, **more}
        rows.append("[[observation]]\n" + "".join(f'{key} = "{said}"\n' for key, said in keys.items()))
    return "\n".join(rows)


@pytest.fixture(scope="module")
def book_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Figures], Book]:
    """Loads a book of these figures."""

    def made(figures: Figures) -> Book:
        path = tmp_path_factory.mktemp("book") / "book.toml"
        path.write_text(written(figures), "utf-8")
        return load(path)

    return made


@pytest.fixture(scope="module")
def book(book_of: Callable[[Figures], Book]) -> Book:
    return book_of(FIGURES)


def only(found: list[BookComparison], words: str) -> BookComparison:
    """The comparison of the figure with these words."""
    (one,) = [one for one in found if one.mention.words == words]
    return one


CONTRADICTED = [
    # levels
    ("2024年，东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("东山村2024年村集体经营性收入达95.6万元，同比增长43.6%。", "95.6万元"),
    ("2024年，东山村村集体收入95.6万元。", "95.6万元"),
    ("2024年，东山村村集体经营性收入956000元。", "956000元"),
    ("2024年，东山村村集体经营性收入92万元。", "92万元"),
    ("2024年，甲县社会消费品零售总额112亿元。", "112亿元"),
    ("2024年末，全县常住人口31.5万人。甲县人口平稳。", "31.5万人"),
    # bounds
    ("2024年，东山村村集体经营性收入超95万元。", "超95万元"),
    ("2024年，东山村接待游客9万人次。", "9万人次"),
    ("2024年，东山村接待游客近10万人次。", "近10万人次"),
    # growth that was printed
    ("2024年，东山村村集体经营性收入92.6万元，同比增长46.3%。", "46.3%"),
    ("2024年，东山村村集体经营性收入同比下降43.6%。", "43.6%"),
    ("2024年，甲县地区生产总值300.5亿元，比上年增长5.7%。", "5.7%"),
    ("2024年，甲县地区生产总值300.5亿元，按可比价格计算，增长5.7%。", "5.7%"),
    # growth, change and points that the book computes
    ("2024年，甲县社会消费品零售总额110.5亿元，同比增长12.0%。", "12.0%"),
    ("2024年，甲县社会消费品零售总额110.5亿元，比上年增加12亿元。", "12亿元"),
    ("2024年末，甲县常住人口30.5万人，比上年末减少0.4万人。", "0.4万人"),
    ("2024年，甲县城镇化率65.2%，比上年提高2.1个百分点。", "2.1个百分点"),
    # shares and rates
    ("2024年，甲县第一产业增加值占地区生产总值的比重为11.1%。", "11.1%"),
    ("2024年，甲县第一产业增加值30.5亿元，占地区生产总值的9.1%。", "9.1%"),
    ("2024年，甲县第一产业增加值占社会消费品零售总额的37.6%。", "37.6%"),
    ("2024年，甲县办结率95.1%。", "95.1%"),
    ("2024年，甲县受理诉求1200件，办结诉求1165件，办结率97.0%。", "97.0%"),
    # namesakes told apart by where they lie
    ("2024年，安宁镇西河村村集体经营性收入50.5万元。", "50.5万元"),
    ("2024年，和平镇西河村村集体经营性收入70.5万元。", "70.5万元"),
    # a title
    ("东山村2024年集体经济情况\n今年工作平稳。\n2024年，村集体经营性收入95.6万元。", "95.6万元"),
]

AGREES = [
    ("2024年，东山村村集体经营性收入92.6万元。", "92.6万元"),
    ("2024年，东山村村集体经营性收入93万元。", "93万元"),
    ("2024年，东山村村集体经营性收入超90万元。", "超90万元"),
    ("2024年，东山村村集体经营性收入90余万元。", "90余万元"),
    ("2024年，东山村村集体经营性收入0.00926亿元。", "0.00926亿元"),
    ("2024年，东山村村集体经营性收入926000元。", "926000元"),
    ("2024年，东山村接待游客12.5万人次。", "12.5万人次"),
    ("2024年，东山村接待游客超8万人次。", "超8万人次"),
    ("2024年，东山村村集体经营性收入92.6万元，同比增长43.6%。", "43.6%"),
    ("2024年，东山村村集体经营性收入92.6万元，同比增长四成以上。", "四成以上"),
    ("2024年，甲县地区生产总值300.5亿元，按可比价格计算，比上年增长5.4%。", "5.4%"),
    ("2024年，甲县社会消费品零售总额110.5亿元，同比增长10.0%。", "10.0%"),
    ("2024年，甲县社会消费品零售总额110.5亿元，比上年增加10.0亿元。", "10.0亿元"),
    ("2024年末，甲县常住人口30.5万人，比上年末增加0.4万人。", "0.4万人"),
    ("2024年，甲县城镇化率65.2%，比上年提高1.1个百分点。", "1.1个百分点"),
    ("2024年，甲县第一产业增加值占地区生产总值的比重为10.1%。", "10.1%"),
    ("2024年，甲县第一产业增加值占社会消费品零售总额的27.6%。", "27.6%"),
    ("2024年，甲县受理诉求1200件，办结诉求1165件，办结率97.1%。", "97.1%"),
    ("2024年，安宁镇西河村村集体经营性收入70.5万元。", "70.5万元"),
    # the book has a revised or a preliminary figure, and the text says neither
    ("2023年，甲县地区生产总值285.2亿元。", "285.2亿元"),
    ("2022年，甲县社会消费品零售总额98.0亿元。", "98.0亿元"),
]

NOT_COMPARABLE = [
    # revised and preliminary
    ("2023年，甲县地区生产总值281.0亿元。", "281.0亿元"),
    ("初步核算，2023年，甲县地区生产总值285.2亿元。", "285.2亿元"),
    ("初步核算，2024年，甲县地区生产总值310.5亿元。", "310.5亿元"),
    ("2022年，甲县社会消费品零售总额99.5亿元。", "99.5亿元"),
    ("2022年，甲县社会消费品零售总额99.5亿元（修订数）。", "99.5亿元"),
    ("2024年，甲县社会消费品零售总额120.5亿元。\n注：本公报数据均为初步统计数。", "120.5亿元"),
    ("2023年，甲县社会消费品零售总额100.5亿元，同比增长9.9%。", "9.9%"),
    # prices
    ("2024年，甲县地区生产总值300.5亿元，按现价计算，同比增长6.1%。", "6.1%"),
    ("2024年，甲县地区生产总值300.5亿元，名义增长5.4%。", "5.4%"),
    ("2024年，甲县社会消费品零售总额110.5亿元，扣除价格因素，同比增长9.5%。", "9.5%"),
]

NOT_THERE = [
    # another period, or none
    ("2023年，东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年上半年，东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("截至2024年底，东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，甲县工作平稳。\n\n东山村村集体经营性收入95.6万元。2023年下降。", "95.6万元"),
    # another entity, or one that is not sure
    ("2024年，南山村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，西河村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，乙镇东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，大东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("乙县2024年集体经济通报\n2024年，东山村村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，全市村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，全村村集体经营性收入95.6万元。东山村、南山村都有增长。", "95.6万元"),
    ("2024年，乙县工作平稳，全县地区生产总值310.5亿元。", "310.5亿元"),
    ("东山村的合作社发展很快，2024年村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，大东山村旧貌换新颜，村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，东山村民生活改善，村集体经营性收入95.6万元。", "95.6万元"),
    # another measure, or one that is not sure
    ("预计2024年，甲县地区生产总值达310.5亿元。", "310.5亿元"),
    ("2022—2024年，甲县接待游客增长12.0%。", "12.0%"),
    ("2024年，东山村集体经营收入95.6万元。", "95.6万元"),
    ("2024年，东山村首批村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，东山村新增村集体经营性收入95.6万元。", "95.6万元"),
    ("2024年，东山村预计村集体经营性收入达95.6万元。", "95.6万元"),
    ("2024年，甲县力争地区生产总值达到310.5亿元。", "310.5亿元"),
    ("2024年，甲县民营经济地区生产总值210.5亿元。", "210.5亿元"),
    ("2024年，甲县投诉类诉求300件，办结率95.0%。", "95.0%"),
    ("2024年，甲县签约项目23个，社会消费品零售总额10.5亿元。", "10.5亿元"),
    ("2024年，东山村村集体经营性收入95.6万元的目标已写入计划。", "95.6万元"),
    ("2024年，甲县地区生产总值300.5亿元，占全市的15.2%。", "15.2%"),
    ("2024年，甲县城镇化率65.2%，比上年提高2.1%。", "2.1%"),
    ("2024年，甲县社会消费品零售总额110.5亿元，环比增长2.1%。", "2.1%"),
    ("2024年，甲县社会消费品零售总额年均增长2.1%。", "2.1%"),
    # the period of another figure, a part of something else, and somebody else's
    ("2024年，甲县地区生产总值300.5亿元，已超2023年全年的290亿元；社会消费品零售总额110.5亿元。", "110.5亿元"),
    ("2024年，甲县工作平稳。按级次分：社会消费品零售总额50.5亿元。", "50.5亿元"),
    ("2024年，甲县总收入400亿元，其中社会消费品零售总额50.5亿元。", "50.5亿元"),
    ("2024年，全县工作平稳。甲县某公司发展壮大，社会消费品零售总额50.5亿元。", "50.5亿元"),
    ("2024年，全县工作平稳，某公司发展壮大，社会消费品零售总额50.5亿元。", "50.5亿元"),
    ("2024年，甲县投诉类诉求300件。办结率95.0%。", "95.0%"),
    # another dimension
    ("2024年，东山村接待游客5000人。", "5000人"),
    ("2024年，甲县地区生产总值300.5亿美元。", "300.5亿美元"),
    ("2024年，甲县受理诉求1300人。", "1300人"),
    # nothing that the book could compute it from
    ("2024年，甲县第一产业增加值30.5亿元，增长3.1%。", "3.1%"),
]


@pytest.mark.parametrize(("text", "words"), CONTRADICTED)
def test_contradicted(text: str, words: str, book: Book) -> None:
    one = only(compare_text(text, book, WRITTEN), words)
    assert (one.verdict, one.is_finding) == ("contradicted", True)
    assert one.figures or one.check
    assert None not in (one.entity, one.measure, one.period)
    assert one.difference is None or one.difference != 0


@pytest.mark.parametrize(("text", "words"), AGREES)
def test_agrees(text: str, words: str, book: Book) -> None:
    one = only(compare_text(text, book, WRITTEN), words)
    assert one.verdict == "agrees"
    assert one.figures or one.check


@pytest.mark.parametrize(("text", "words"), NOT_COMPARABLE)
def test_not_comparable(text: str, words: str, book: Book) -> None:
    one = only(compare_text(text, book, WRITTEN), words)
    assert (one.verdict, one.is_finding) == ("not comparable", False)
    assert one.reason


@pytest.mark.parametrize(("text", "words"), NOT_THERE)
def test_not_in_the_book(text: str, words: str, book: Book) -> None:
    found = compare_text(text, book, WRITTEN)
    assert only(found, words).verdict == "not in the book"
    assert all(one.reason for one in found)
    assert not any(one.is_finding for one in found)


def test_a_whole_that_the_text_does_not_name_is_an_assumption(book: Book) -> None:
    one = only(compare_text("2024年，全县地区生产总值310.5亿元。", book, WRITTEN), "310.5亿元")
    assert one.verdict == "contradicted"
    assert "甲县" in one.assumed
    assert not only(compare_text("2024年，甲县地区生产总值310.5亿元。", book, WRITTEN), "310.5亿元").assumed


@pytest.mark.parametrize(
    ("text", "verdict", "values"),
    [
        ("95.6万元", "agrees", ["95.6万元"]),
        ("92.6万元", "agrees", ["92.6万元"]),
        ("94.6万元", "contradicted", ["92.6万元", "95.6万元", "90.1万元"]),
        ("90.1万元", "agrees", ["90.1万元"]),
        ("90.1万元（修订数）", "agrees", ["90.1万元"]),
        ("95.6万元（修订数）", "contradicted", ["90.1万元"]),
    ],
)
def test_several_sources(text: str, verdict: str, values: list[str], book_of: Callable[[Figures], Book]) -> None:
    figures: Figures = [
        ("东山村", "income", "2024", "92.6万元", {"source": "yearbook"}),
        ("东山村", "income", "2024", "95.6万元", {"source": "bulletin"}),
        ("东山村", "income", "2024", "90.1万元", {"source": "bulletin", "status": "revised"}),
    ]
    (one,) = compare_text(f"2024年，东山村村集体经营性收入{text}。", book_of(figures), WRITTEN)
    assert (one.verdict, [figure.text for figure in one.figures]) == (verdict, values)


def test_a_missing_value_is_not_compared(book_of: Callable[[Figures], Book]) -> None:
    withheld: Figures = [("东山村", "income", "2024", "***", {})]
    (one,) = compare_text("2024年，东山村村集体经营性收入95.6万元。", book_of(withheld), WRITTEN)
    assert one.verdict == "not in the book"


def test_a_period_that_is_only_guessed_is_not_compared(book: Book) -> None:
    (one,) = compare_text("去年，东山村村集体经营性收入95.6万元。", book)
    assert one.verdict == "not in the book"
    (one,) = compare_text("去年，东山村村集体经营性收入95.6万元。", book, WRITTEN)
    assert one.verdict == "contradicted"


def test_places_are_those_of_the_text_as_it_is(book: Book) -> None:
    text = "2024 年，东山村村集体经营性收入 95.6 万元。"
    (one,) = compare_text(text, book, WRITTEN)
    assert (one.verdict, text[one.mention.start : one.mention.end]) == ("contradicted", "95.6 万元")


def test_nothing_to_compare(book: Book) -> None:
    assert compare_text("", book) == []
    assert compare_text("东山村旧貌换新颜。", book) == []


VALUES = st.tuples(st.integers(1, 99_999), st.integers(0, 2)).map(lambda pair: f"{pair[0] / 10 ** pair[1]:.{pair[1]}f}")
BEFORE = st.sampled_from(["", "", "", "超", "近"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=VALUES, bound=BEFORE, other=VALUES, other_bound=BEFORE, is_near=st.booleans())
def test_verdicts_are_the_same_both_ways_and_in_every_unit(
    one: str, bound: str, other: str, other_bound: str, is_near: bool, book_of: Callable[[Figures], Book]
) -> None:
    other = one if is_near else other

    def verdict(text: str, printed: str) -> str:
        (found,) = compare_text(
            f"2024年，东山村村集体经营性收入{text}。", book_of([("东山村", "income", "2024", printed, {})]), WRITTEN
        )
        return found.verdict

    first, second = f"{bound}{one}万元", f"{other_bound}{other}万元"
    expected = verdict(first, second)
    assert expected in ("agrees", "contradicted")
    assert verdict(second, first) == expected
    # 亿元 and 元 with the same digits: both sides are scaled alike.
    for unit in ("亿元", "元"):
        assert verdict(first.replace("万元", unit), second.replace("万元", unit)) == expected
