"""Figures that give a claim by chance, and are of another place, another rate or another whole than its words say."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.report.computation import computation
from nbkpi.text.audit import audit

BY_CHANCE = [
    (
        "甲县2008年接待8.3万人次，其中外国人6.0万人次；2009年为6.1万人次，其中外国人4.5万人次。2009年，乙县接待3.6万人次，"
        "外国人2.5万人次。",
        "6.1万人次",
    ),
    ("培训失业人员2.86万人、企业工人1.8万人、农村劳动力2.9万人，分别完成目标的95%、60%、97%；结案率达98%。", "97%"),
    ("培训失业人员2.86万人、农村劳动力2.9万人；仲裁、信访案件结案率分别达到98%和98%，合同签订率达99%。", "98%"),
    (
        "质量问题44.0万件，服务问题36.3万件。机器人投诉21.3万件。甲、乙、丙产品的投诉量同比增长分别为67.1%、57.2%和48.4%。",
        "48.4%",
    ),
    (
        "全年生产总值601.4亿元，增长8.1%。其中，第一产业增加值93.3亿元，增长3.7%；第二产业增加值293.4亿元，增长9.7%；第三产业增加值"
        "214.7亿元，增长8.0%。三次产业分别拉动GDP增长0.5个、5.6个和2.0个百分点。",
        "8.0%",
    ),
    (
        "甲区。全区预算收入12.7亿元，增长6.8%。全区预算支出38.2亿元，增长3.7%。\n\n"
        "乙区。全区预算收入53.2亿元，增长6.3%。全区预算支出113.4亿元，增长3.7%。",
        "3.7%",
    ),
    ("22日发送旅客679.6万人次，比去年同期增长0.6%，比首日的675.4万人次有所增加。", "0.6%"),
]


@pytest.mark.parametrize(("text", "claim"), BY_CHANCE)
def test_what_is_of_something_else_confirms_nothing(text: str, claim: str) -> None:
    assert claim not in {each.asserted_words for each in audit(text, empty_book()).judged}


def test_a_share_is_of_the_whole_that_it_names_and_not_of_the_parts_that_are_printed() -> None:
    text = (
        "全省货物贸易进出口1.98万亿元。\n\n民营企业进出口1.11万亿元，占外贸进出口总值的55.9%。同期，国有企业进出口"
        "4368.8亿元，占22%。外商投资企业进出口4360.7亿元，占22%。"
    )
    (share,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == "55.9%"]
    assert share.verdict == "consistent"
    assert [one.mention.words for one in share.by.figures] == ["1.11万亿元", "1.98万亿元"]


def test_what_goes_either_way_is_not_confirmed_by_a_range_that_holds_anything() -> None:
    text = (
        "全县增加值635亿元，增长2.0%。其中，第一产业增加值18亿元，增长3.5%；第二产业增加值323亿元，下降2.0%；"
        "第三产业增加值294亿元，增长6.3%。"
    )
    (growth,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == "3.5%"]
    assert growth.verdict == "uninformative"


def test_a_share_is_not_of_a_whole_elsewhere_where_it_misses_the_one_in_its_sentence() -> None:
    text = "甲市查处污染案件260件322人。\n\n乙市立案侦查案件315件357人，查处的干部中有科级以上53名，占总人数的16.5%。"
    (share,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == "16.5%"]
    assert share.verdict == "nearly"
    assert [one.mention.words for one in share.by.figures] == ["53名", "357人"]


def test_a_mean_growth_of_what_was_added_shows_what_it_is_over() -> None:
    text = "“十一五”期间，全县零售额15.13亿元，较“十五”末净增10.79亿元，年均增长28.4%。"
    (growth,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == "28.4%"]
    assert computation(growth) == "(15.13亿元 / (15.13亿元 - 10.79亿元)) ^ (1 / 5) - 1"


def test_how_many_there_are_to_one_is_no_percentage() -> None:
    text = "在校生1.07亿人。毕业生1740.61万人，小学专任教师662.94万人；生师比16.19:1。"
    (ratio,) = [each for each in audit(text, empty_book()).judged if each.asserted_words == "16.19:1"]
    assert [one.mention.words for one in ratio.by.figures] == ["1.07亿人", "662.94万人"]
