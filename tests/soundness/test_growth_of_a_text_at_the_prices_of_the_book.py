"""Growth with another sign than that of the book was let be, as a note of the book alone said at which prices it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text

BOOK = """
[book]
title = "甲县"
[[source]]
id = "s"
title = "s"
[[entity]]
id = "jia"
name = "甲县"
kind = "county"
[[indicator]]
id = "sales"
name = "零售额"
unit = "万元"
kind = "amount"
"""
ROW = '[[observation]]\nentity = "甲县"\n{} = "{}"\nperiod = "{}"\nvalue = "{}"\nsource = "s"\n{}'
CONSTANT, CURRENT = 'prices = "constant"\n', 'prices = "current"\n'


@pytest.mark.parametrize(
    ("others", "said", "verdict"),
    [
        (CONSTANT, "同比增长0.8%", "contradicted"),
        (CONSTANT, "同比下降0.8%", "agrees"),
        (CONSTANT, "按现价计算同比增长0.8%", "not comparable"),
        (CONSTANT, "按可比价计算同比增长0.8%", "contradicted"),
        (CURRENT, "同比增长0.8%", "not comparable"),
        ("", "同比增长0.8%", "not comparable"),
        (CURRENT, "同比下降0.8%", "agrees"),
    ],
)
def test_growth_of_which_the_text_says_no_prices(others: str, said: str, verdict: str, tmp_path: Path) -> None:
    rows = [
        ROW.format("indicator", "sales", "2025H1", "98.7万元", ""),
        ROW.format("metric", "sales.growth", "2025H1", "-0.8%", CONSTANT),
        ROW.format("metric", "sales.growth", "2024H1", "3.1%", others),
    ]
    (tmp_path / "book.toml").write_text("\n".join([BOOK, *rows]), "utf-8")
    found = compare_text(f"2025年上半年，甲县零售额98.7万元，{said}。", load(tmp_path))
    assert [one.verdict for one in found] == ["agrees", verdict]
