"""Figures that add up by chance, growths of two levels, and the rise of a rate: none is what a text states."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

BY_CHANCE = [
    # A whole is not added to its own parts, which stand in another report besides.
    (
        "甲县网购举报5490件，同比上年（6152件）下降10.8%。\n\n"
        "7月份受理的各类咨询2439件中，涉及业务咨询2236件，非业务咨询203件。\n\n受理投诉中，商品类投诉612件，同比增长48.2%。",
        "5490件",
    ),
    # One item of a list is not what the next two come to.
    (
        "教育支出265.8亿元，下降3.4%；卫生支出170.4亿元，增长11.2%；城建支出200.2亿元，下降25.8%；"
        "水利支出97.1亿元，增长4.2%；交通支出103.0亿元，下降6.3%。",
        "200.2亿元",
    ),
    # Two levels of one thing that differ grew by as much, and neither says the other again.
    ("全县水果产量80.5万吨，同比增长8.5%。蔬菜增产。\n全县水果产量74.2万吨，同比增长8.5%。", "8.5%"),
    # By how much a rate rose is no rate, not behind an 和 either.
    ("全年受理案件8930件，结案8727件，收结案率同比分别上升14.02%和14.75%。", "14.75%"),
]


@pytest.mark.parametrize(("text", "claim"), BY_CHANCE)
def test_what_fits_by_chance_is_not_said(text: str, claim: str) -> None:
    assert claim not in {each.asserted_words for each in audit(text, empty_book()).judged}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("各类咨询2439件，涉及业务咨询2236件，非业务咨询203件。", "2439件"),
        ("全县水果产量约80万吨，同比增长8.5%。蔬菜增产。\n全县水果产量80.5万吨，同比增长8.5%。", "8.5%"),
        ("全年受理案件8930件，结案8727件，结案率达97.73%。", "97.73%"),
        ("全县支出200.2亿元，下降25.8%；水利支出97.1亿元，增长4.2%；交通支出103.1亿元，下降6.3%。", "200.2亿元"),
    ],
)
def test_what_the_words_say_is_still_confirmed(text: str, claim: str) -> None:
    told = {each.asserted_words: each.verdict for each in audit(text, empty_book()).judged}
    assert told.get(claim) in ("consistent", "exact", "plausible")
