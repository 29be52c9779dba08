"""Misfits that were told of other things: bounds, what stands in brackets, parts of one place, and periods."""

from __future__ import annotations

import pytest

import nbkpi


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # What names the accidents is no level that changed.
        (
            "全年事故死亡人数首次降到2000人以下。一次死亡10人以上的事故同比减少13起、325人，分别下降15.3%和22.6%；"
            "其中一次死亡30人以上的事故同比减少7起、251人，分别下降63.6%和61.2%。",
            ("15.3%", "22.6%", "63.6%", "61.2%"),
        ),
        # What stands in brackets is the same growth at other prices.
        ("全年投资102581亿元，比上年名义增长6.9%（实际增长7.5%），增速比1-11月份提高0.4个百分点。", ("0.4个百分点",)),
        # All places together are not the last of them.
        (
            "东部外出605万人，其中跨省190万人，省内415万人，分别占31.4%和68.6%。全国合计，跨省和省内分别占41.1%和58.9%。",
            ("41.1%",),
        ),
        # 年初至 begins a period, and is no earlier time.
        ("净资产收益率3.45%，增加0.35个百分点；年初至报告期末7.64%，减少4.81个百分点。", ("4.81个百分点",)),
    ],
)
def test_what_is_of_something_else_is_let_be(text: str, claims: tuple[str, ...]) -> None:
    told = {str(one["asserted"]): one["verdict"] for one in nbkpi.audit(text).to_dicts()}
    assert {told.get(claim, "unrelated") for claim in claims} == {"unrelated"}


def test_what_the_words_do_compare_is_still_held() -> None:
    text = (
        "本月办结率95.2%，比上月的93.1%提高2.5个百分点。东部605万人，其中跨省190万人，省内415万人，分别占31.4%和66.8%。"
    )
    told = {str(one["asserted"]): one["verdict"] for one in nbkpi.audit(text).to_dicts()}
    assert told["2.5个百分点"] == "contradicted"
    assert told["66.8%"] in ("contradicted", "nearly")
