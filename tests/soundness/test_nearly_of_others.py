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


def test_a_pull_is_of_the_growth_that_is_named() -> None:
    """贡献率 times the growth of the third industry, which stood nearest, was what 拉动GDP was said to be."""
    text = (
        "全年地区生产总值601.44亿元，比上年增长8.1%。其中，第一产业93.30亿元，增长3.7%；第二产业293.39亿元，增长9.7%；"
        "第三产业214.75亿元，增长8.0%。三次产业对经济增长的贡献率分别为5.9%、69.5%和24.6%，"
        "分别拉动GDP增长0.5个、5.6个和2.0个百分点。"
    )
    told = {str(one["asserted"]): one["formula"] for one in nbkpi.audit(text).to_dicts()}
    assert [told[claim] for claim in ("0.5个", "5.6个", "2.0个百分点")] == [
        "5.9% * 8.1%",
        "69.5% * 8.1%",
        "24.6% * 8.1%",
    ]


def test_what_is_done_of_its_own_plan_is_no_plan() -> None:
    """The expenditure was told to be 99.6% of the income, which stood before it with its own share of the budget."""
    told = nbkpi.audit("全市收入实现4.34亿元，为预算的100%；支出实现4.32亿元，为预算的99.6%。").to_dicts()
    assert {one["verdict"] for one in told} == {"unrelated"}
