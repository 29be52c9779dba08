"""Growth with another sign than that of the book was let be, as a note of the book alone said at which prices it is."""

from __future__ import annotations

import pytest
from tests.soundness.conftest import Compare

BOOK = """
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
def test_growth_of_which_the_text_says_no_prices(others: str, said: str, verdict: str, compare: Compare) -> None:
    rows = [
        ROW.format("indicator", "sales", "2025H1", "98.7万元", ""),
        ROW.format("metric", "sales.growth", "2025H1", "-0.8%", CONSTANT),
        ROW.format("metric", "sales.growth", "2024H1", "3.1%", others),
    ]
    found = compare(f"2025年上半年，甲县零售额98.7万元，{said}。", "\n".join([BOOK, *rows]))
    assert [one.verdict for one in found] == ["agrees", verdict]
