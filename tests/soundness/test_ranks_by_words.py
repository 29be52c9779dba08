"""Ranks in words are held against the figures of a book only where it is sure what is ranked among which."""

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
id = "cases"
name = "受理"
unit = "件"
kind = "count"
"""
ROW = '[[observation]]\nentity = "{}"\n{} = "{}"\nperiod = "2025H1"\nvalue = "{}"\nsource = "s"\n'
VILLAGES = {
    "东山村": ("120.5万元", "8.2%"), "西河村": ("98.3万元", "5.1%"),
    "南坪村": ("143.0万元", "12.4%"), "北沟村": ("约98万元", "-2.3%"),
}  # fmt: skip


def book() -> str:
    rows = [BOOK]
    for name, (income, growth) in VILLAGES.items():
        rows.append(f'[[entity]]\nid = "{name}"\nname = "{name}"\nkind = "village"\nwithin = "甲县"\n')
        rows.append(ROW.format(name, "indicator", "income", income))
        rows.append(ROW.format(name, "metric", "income.growth", growth))
    rows.append(ROW.format("东山村", "indicator", "cases", "10件"))
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("南坪村村集体收入居4个村首位，东山村列第二，西河村列第三。", "agrees agrees agrees"),
        ("东山村村集体收入居首位，南坪村列第二。", "contradicted contradicted"),
        ("北沟村村集体收入居全县第三位。", "agrees"),
        ("北沟村村集体收入居全县第二位。", "contradicted"),
        ("南坪村村集体收入143.0万元，居首位；增长12.4%，居全县第二位。", "agrees contradicted"),
        ("东山村村集体收入120.5万元，总量居全县第二位；同比增长8.2%，增速居4个村首位。", "agrees contradicted"),
        ("东山村村集体收入120.5万元，总量居4个村首位，同比增长8.2%，增速居全县第二位。", "contradicted agrees"),
        ("东山村村集体收入120.5万元，增速居全县第三位。", "contradicted"),
        ("东山村村集体收入120.5万元，受理10件，总量居首位。", "-"),
        ("东山村村集体收入120.5万元，上年同期90.1万元，总量居首位。", "-"),
        ("东山村村集体收入居首位，增速居首位。", "contradicted -"),
        ("北沟村村集体收入增速居末位，西河村居倒数第二位。", "agrees agrees"),
        ("南坪村村集体收入居5个村首位。", "-"),
        ("南坪村旅游收入居首位。", "-"),
        ("东山村受理居首位。", "-"),
        ("南坪村村集体收入143.0万元，获评先进，居首位。", "-"),
        ("甲县村集体收入居全市第二位。", "-"),
        ("南坪村列第二产业重点村，居首位的是东山村。", ""),
    ],
)
def test_ranks_by_words(text: str, verdicts: str, compare: Compare) -> None:
    found = compare("2025年上半年，" + text, book())
    assert " ".join("-" if one.why else one.verdict for one in found if one.is_rank) == verdicts
