"""What figures are compared with: the year of a base is never the period of the figures."""

from __future__ import annotations

import pytest

from nbkpi.figure.bases import is_base, is_based
from nbkpi.figure.comparable import COMPARABLE, SAME_COVERAGE


@pytest.mark.parametrize(
    ("words", "based"),
    [
        ("(上年=100)", True),
        ("居民消费价格指数（上年＝100）", True),
        ("2015 = 100.0", True),
        ("上年=1000", False),
        ("产量=100.5", False),
        ("价格指数", False),
    ],
)
def test_an_index_says_what_it_is_based_on(words: str, based: bool) -> None:
    assert is_based(words) is based


@pytest.mark.parametrize(
    ("text", "year", "base"),
    [
        ("2015年=100", "2015年", True),
        ("以2020年为基期", "2020年", True),
        ("2020年不变价", "2020年", True),
        ("工业总产值(1990年价格)", "1990年", True),
        ("工业总产值(按2020年价计算)", "2020年", True),
        ("按2020年价的产值", "2020年", True),
        ("比2019年增长", "2019年", True),
        ("相对于2019年", "2019年", True),
        ("占比2019年", "2019年", False),
        ("2019年价格上涨", "2019年", False),
        ("2019年产值", "2019年", False),
    ],
)
def test_a_year_is_a_base_by_what_stands_around_it(text: str, year: str, base: bool) -> None:
    start = text.index(year)
    assert is_base(text, start, start + len(year)) is base


@pytest.mark.parametrize(
    "name", ["工业增加值", "规模以上工业总产值", "限额以上零售额", "Retail sales", "Value-added of firms"]
)
def test_what_grows_by_comparable_prices_or_firms_is_told_by_its_name(name: str) -> None:
    assert COMPARABLE.search(name)


@pytest.mark.parametrize("name", ["村集体经营性收入", "户籍人口", "Collective income", "Throughput"])
def test_what_grows_as_it_stands_is_told_too(name: str) -> None:
    assert COMPARABLE.search(name) is None


def test_the_same_coverage_is_not_the_same_prices() -> None:
    assert SAME_COVERAGE.search("增速按可比口径计算")
    assert SAME_COVERAGE.search("增速按可比价格计算") is None
