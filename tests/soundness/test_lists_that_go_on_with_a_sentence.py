"""A village in a sentence of its own, or behind what there was a year before, was no longer held against the book."""

from __future__ import annotations

import pytest
from tests.soundness.conftest import Compare

BOOK = """
[[indicator]]
id = "income"
name = "村集体收入"
unit = "万元"
kind = "amount"
[[indicator]]
id = "sales"
name = "网络销售额"
unit = "万元"
kind = "amount"
"""
ROW = '[[observation]]\nentity = "{}"\n{} = "{}"\nperiod = "2025H1"\nvalue = "{}"\nsource = "s"\n'
INCOME = {"甲县": "400.0万元", "东山村": "120.0万元", "西河村": "80.0万元", "南坪村": "200.0万元"}
GROWTH = {"甲县": "12.5%", "东山村": "20.0%"}


def book() -> str:
    villages = [f'[[entity]]\nid = "{one}"\nname = "{one}"\nkind = "village"\nwithin = "甲县"\n' for one in INCOME]
    rows = [BOOK, *villages[1:]]
    rows += [ROW.format(name, "indicator", "income", value) for name, value in INCOME.items()]
    rows += [ROW.format(name, "metric", "income.growth", value) for name, value in GROWTH.items()]
    return "\n".join([*rows, ROW.format("西河村", "indicator", "sales", "80.0万元")])


WHOLE = "全县村集体收入400.0万元，同比增长12.5%。"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (WHOLE + "其中，东山村120.0万元，同比增长20.0%。西河村86.0万元。", "contradicted"),
        (WHOLE + "其中，东山村120.0万元，同比增长20.0%。西河村80.0万元。", "agrees"),
        (WHOLE + "东山村120.0万元，同比增长20.0%。西河村80.0万元，占全县的23.0%。", "contradicted"),
        (WHOLE + "东山村120.0万元，同比增长20.0%。西河村80.0万元。南坪村210.0万元。", "contradicted"),
        (WHOLE + "西河村网络销售额80.0万元。南坪村210.0万元。", ""),
        (WHOLE + "东山村旅游收入30.0万元，同比增长20.0%。西河村86.0万元。", ""),
        (WHOLE + "东山村120.0万元，同比增长20.0%。东山村投入技改，西河村86.0万元。", ""),
        ("全县村集体收入400.0万元，上年同期355.6万元，同比增长12.5%。其中，西河村86.0万元。", "contradicted"),
        ("全县村集体收入400.0万元，上年同期355.6万元，同比增长13.5%。", "contradicted"),
        ("全县村集体收入400.0万元，上年同期355.6万元；西河村80.0万元。", "agrees"),
        ("全县村集体收入400.0万元，去年同期旅游收入355.6万元；西河村86.0万元。", ""),
    ],
)
def test_the_last_figure(text: str, last: str, compare: Compare) -> None:
    found = compare("2025年上半年，" + text, book())[-1]
    assert ("" if found.why else found.verdict) == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年上半年，全镇村集体收入400.0万元。", "--total NAME"),
        ("青山镇2025年上半年情况\n\n全镇村集体收入400.0万元。", "--total 青山镇"),
        ("甲县2025年上半年情况\n\n全镇村集体收入400.0万元。", "does not say"),
        ("2025年上半年，全省村集体收入400.0万元。", "does not say"),
    ],
)
def test_how_a_place_comes_into_a_book(text: str, expected: str, compare: Compare) -> None:
    assert expected in compare(text, book())[-1].reason


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "全镇村集体收入400.0万元，同比增长12.5%。其中，东山村120.0万元，同比增长20.0%。西河村86.0万元。",
            "contradicted",
        ),
        ("全镇村集体收入400.0万元，其中东山村120.0万元、西河村80.0万元。", "agrees"),
        ("全镇旅游收入400.0万元，其中东山村120.0万元、西河村86.0万元。", ""),
        ("各村村集体收入400.0万元，力争东山村120.0万元、西河村86.0万元。", ""),
    ],
)
def test_villages_of_a_whole_that_the_book_does_not_have(text: str, last: str, compare: Compare) -> None:
    found = compare("2025年上半年，" + text, book())[-1]
    assert ("" if found.why else found.verdict) == last
