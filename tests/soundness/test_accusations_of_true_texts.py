"""Texts in which all is true, of kinds that were accused once: every one is a shape of real bulletins, in our words."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

DOUBTED = ("contradicted", "truncated", "nearly")

TRUE = {
    "a daily mean in brackets is not the level that changed": "本周发生事故44起（日均6.3起），较上周46起减少2起。",
    "a standard is no rate of the units beside it": "8个单位满意率低于全县最低标准85%，31个单位全部达标。",
    "a target may stand before its word": (
        "新增就业655万人，完成全年900万人目标的73%；再就业290万人，完成全年500万人目标的58%。"
    ),
    "ages are no parts of a structure": "0-17岁、18-34岁、35-59岁分别核算。上年结构为5.5:50.6:43.9。",
    "last year's part is no part of this year's whole": (
        "受理投诉551780件，同比增长5.71%。日用品58973件，占10.69%，上年51627件，占9.89%；"
        "食品54849件，占9.94%，上年35818件，占6.86%。"
    ),
    "a share in a new item is not of the item before": (
        "已解决26件，占29.2%；正在解决或列入计划53件，占59.6%；留作参考10件，占11.2%。"
    ),
    "the first problems are not all of them": (
        "受理来信757件。反映集中的有：甲类191件、乙类165件、丙类117件、丁类98件，合计占比75.43%。"
    ),
    "a contribution is no share of a structure": (
        "第一产业23.51亿元，第二产业36.67亿元，第三产业74.69亿元。三次产业贡献率分别为19.4%、36.0%和44.6%。"
    ),
    "a list of grades goes on": "优良天数比例92.4%，轻度污染6.9%，中度污染0.6%，重度污染0.1%。",
    "rates of two sectors do not make up all": "耗水率53%，其中工业24%；城镇生活30%；农村生活84%。",
    "more may be done than was planned": "年度计划投资19亿元，完成28.78亿元，完成率151.47%。",
    "a ratio that was before": "城镇10063元，农村4974元，城乡收入比由2.05:1下降为2.02:1。",
    "a rate of what was refused is of all that was asked for": "批准逮捕12.5万人；不捕11.5万人，不捕率47.9%。",
    "points go with a rise of their own": "优良天数比例74.3%，上升0.9个百分点；重度污染5.4%，上升2.3个百分点。",
    "what came in is not all there was to do": "新收案件1512件，结案1238件，结案率68.2%。",
    "the rest behind a full stop is not of the last list": (
        "基层36.6亿人次，其中社区6.6亿人次，乡镇9.0亿人次，村13.9亿人次。其他2.7亿人次。"
    ),
    "others are no rest of a list": (
        "对共建国家进出口11.29万亿元，其中东盟3.67万亿元；对其他伙伴国6.11万亿元，占进出口总值的28.1%。"
    ),
    "points over a ratio of another quarter": (
        "周转量239.9亿吨公里，同比增长39.7%，相当于2019年同期的77.6%，较2022年四季度提升38.5个百分点。"
    ),
    "a share of the whole country": "三地进出口总值4.49万亿元。其中，出口2.81万亿元，占全国出口总额的41%。",
    "exports of machines are no imports": "进出口总值4.49万亿元。其中，出口2.81万亿元。出口机电产品1.78万亿元。",
    "shares of their own sum": (
        "甲区10430万人，增长0.3%，占总量的36.4%；乙区9450万人，增长1.8%，占33%；丙区7814万人，占27.3%；丁区958万人，占3.3%。"
    ),
    "a structure of another year's level": (
        "第一产业57116万元；第二产业445964万元；第三产业448355万元。2021年总值核实为972846万元，结构为5.5:50.6:43.9。"
    ),
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_nothing_is_doubted(text: str) -> None:
    found = audit(text, empty_book())
    assert [(one.asserted_words, one.verdict) for one in found.judged if one.verdict in DOUBTED] == []


@pytest.mark.parametrize(
    ("text", "claim", "figures"),
    [
        ("样品87631批次，合格86403批次，不合格1228批次，不合格率1.4%。", "1.4%", {"1228批次", "87631批次"}),
        ("饼干803批次，不合格8批次，占1.00%；速冻食品1865批次，不合格3批次，占0.16%。", "0.16%", {"3批次", "1865批次"}),
    ],
)
def test_it_is_confirmed_by_what_is_meant(text: str, claim: str, figures: set[str]) -> None:
    judged = audit(text, empty_book()).judged
    (one,) = (each for each in judged if each.asserted_words == claim)
    assert {each.mention.words for each in one.by.figures} == figures
