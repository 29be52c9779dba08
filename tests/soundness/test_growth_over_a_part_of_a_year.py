"""Growth over a month, or since the end of last year, was held against the growth over one year."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text

BOOK = """[book]
title = "t"
[[source]]
id = "s"
title = "s"
[[entity]]
id = "a"
name = "甲县"
kind = "county"
[[indicator]]
id = "x"
name = "零售额"
unit = "万元"
""" + "".join(
    f'[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "{period}"\nvalue = "{value}万元"\nsource = "s"\n'
    for period, value in (("2024-06", "1240.7"), ("2025-05", "1290.0"), ("2025-06", "1310.2"))
)


@pytest.mark.parametrize("growth", ["1.6%", "5.6%"])
@pytest.mark.parametrize(
    "words",
    [
        *("增长{}（环比）", "增长{}(比上月)", "增长{}（较上季度）", "较上年末增长{}", "比去年底增长{}", "比年初增长{}"),
        *("环比增长{}", "比上月增长{}", "比上季度增长{}", "比2019年增长{}", "比五年前增长{}", "较前两年平均增长{}"),
    ],
)
def test_growth_over_another_time(tmp_path: Path, words: str, growth: str) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    found = compare_text(f"2025年6月，甲县零售额1310.2万元，{words.format(growth)}。", load(tmp_path))
    assert [one.verdict for one in found] == ["agrees", "not in the book"]


def test_growth_over_a_year_in_brackets(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    found = compare_text("2025年6月，甲县零售额1310.2万元，增长5.6%（同比）。", load(tmp_path))
    assert [one.verdict for one in found] == ["agrees", "agrees"]
