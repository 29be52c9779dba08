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
    "two bases in a row": "举报59878件，环比上季度56675件增长了5.65%，同比去年41583件增长了44.00%。",
    "no month is named": "某县2018年计划投资117.7亿元，完成投资22.37亿元，投资完成率19%，超序时进度2.3个百分点。",
    "some in a bracket are no part": (
        "共处置警情39.3万起，其中火灾17.4万起（另有0.2万起未出动），抢险10.4万起，合计占总数的70.7%。"
    ),
    "the base of something else": "消费支出28508元，比上年25692元增长11.0%。其中衣着1020元，增长11.1%。",
    "a structure of another year's level": (
        "第一产业57116万元；第二产业445964万元；第三产业448355万元。2021年总值核实为972846万元，结构为5.5:50.6:43.9。"
    ),
    "a structure made to add up to 100 from above": (
        "第一产业增加值34.91亿元，第二产业增加值135.01亿元，第三产业增加值180.29亿元。三次产业结构为10.0:38.5:51.5。"
    ),
    "a structure made to add up to 100 from below": (
        "第一产业增加值30.3亿元，第二产业增加值82.0亿元，第三产业增加值159.9亿元。三次产业结构为11.1：30.1：58.8。"
    ),
    "shares made to add up to 100": (
        "现有人员584人。35岁以下143人，占24.5%；36-45岁182人，占31.2%；46-55岁217人，占37.2%；56岁以上42人，占7.1%。"
    ),
    "what is left of all years": "基金收入53942万元，基金支出55606万元，当年收支缺口1664万元，累计结余22699万元。",
    "one reason of a change": (
        "支出预算由57459万元变动为65496万元，主要是转移支付补助增加3302万元，债券安排支出增加7500万元等。"
    ),
    "a rate of other checks": "重点产品质量监督抽查730批次，定期抽查合格率97.2%。",
    "births over a mean population": (
        "年末全市常住人口415.39万人，比上年末增加2.55万人。全年出生人口2.56万人，出生率6.18‰；"
        "死亡人口1.73万人，死亡率4.18‰。"
    ),
    "lines broken anywhere": (
        "区本级一般公共预算收入 13.58 亿元，为预算的 95.9%，下\n降 1.3%，其中：税收收入 9.53 亿元，为预算的 103.6%，增长\n"
        "7.4%，非税收入 4.05 亿元，完成年度预算的 81.6%，下降 17.1%，\n"
        "加上上级补助收入、调入资金等 92.85 亿元，收入总计 106.43 亿元。\n"
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
        (
            "可用财力20.05亿元。构成是：（1）收入4.13亿元；（2）补助7.72亿元；（3）返还0.38亿元；（4）专项3.96亿元；"
            "（5）结转3.71亿元；（6）调节基金0.13亿元；（7）调入资金241万元。",
            "20.05亿元",
            {"4.13亿元", "7.72亿元", "0.38亿元", "3.96亿元", "3.71亿元", "0.13亿元", "241万元"},
        ),
        (
            "用水总量7.50亿立方米，其中农业用水5.31亿立方米，占70.8%；工业用水0.66亿立方米；生活用水1.40亿立方米；补水"
            "0.13亿立方米。供水总量7.50亿立方米，其中地表水4.40亿立方米，占58.7%；地下水3.01亿立方米；其他0.09亿立方米。",
            "58.7%",
            {"4.40亿立方米", "7.50亿立方米"},
        ),
        (
            "年末人口415.39万人，比上年末增加2.55万人。出生人口2.56万人，出生率6.18‰。",
            "6.18‰",
            {"2.56万人", "415.39万人", "2.55万人"},
        ),
        ("饼干803批次，不合格8批次，占1.00%；速冻食品1865批次，不合格3批次，占0.16%。", "0.16%", {"3批次", "1865批次"}),
    ],
)
def test_it_is_confirmed_by_what_is_meant(text: str, claim: str, figures: set[str]) -> None:
    judged = audit(text, empty_book()).judged
    (one,) = (each for each in judged if each.asserted_words == claim)
    assert {each.mention.words for each in one.by.figures} == figures


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # One of these is off by a step though all together would make 100% rounded one by one.
        ("第一产业增加值34.91亿元，第二产业增加值135.01亿元，第三产业增加值180.29亿元。"
         "三次产业结构为10.2:38.3:51.5。", "10.2:38.3:51.5"),
        ("第一产业增加值30.3亿元，第二产业增加值82.0亿元，第三产业增加值159.9亿元。"
         "三次产业结构为10.9：30.3：58.8。", "10.9:30.3:58.8"),
        ("完成产值75.16亿元、增长14.2%。从构成看，建筑工程产值71.42亿元、增长10.6%；"
         "其他产值3.74亿元、下降21.4%。", "14.2%"),
        ("保险基金收入24493万元，同口径比上年减少3308万元，下降15.9%。", "15.9%"),
        ("可用财力1.79亿元。构成是：（1）收入1.06亿元，占可用财力的59.22%；（2）结转6734万元，占可用财力的37.62%；"
         "（3）基金556万元，占可用财力的3.31%。", "3.31%"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_still_doubted(text: str, claim: str) -> None:
    (one,) = (each for each in audit(text, empty_book()).judged if each.asserted_words == claim)
    assert one.verdict in DOUBTED


@pytest.mark.parametrize(
    "text",
    [
        "筹备经费1亿元。每月统筹5,000万元库款支持项目，全年累计4亿元。",
        "三次产业贡献率分别为9.9%、33.4%和56.7%。第二产业82.0亿元，增长6.9%。甲县生产总值62.7亿元，拉动全州增长2.3个百分点。",
        "甲县道路噪声均值为52.4分贝、较上年下降1.4分贝。乙县道路噪声均值为57.2分贝、较上年上升4.9分贝。",
        "中等职业学校26所。普通高中42所，在校学生9.2万人。初中学校221所，毕业学生5.1万人。普通小学289所，招生3.9万人。",
    ],
)
def test_chance_confirms_nothing(text: str) -> None:
    assert not audit(text, empty_book()).judged
