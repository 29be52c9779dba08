"""What figures count, by words that were cut off or taken for figures once."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.mentions import mentions_in

SUBJECTS = [
    ("339个地级及以上城市PM2.5平均浓度为19微克/立方米。", ["地级及以上城市", "PM2.5平均浓度"]),
    ("74个城市细颗粒物（PM2.5）浓度下降14.1%。", ["城市细颗粒物", "PM2.5）浓度 下降"]),
    ("长三角地区PM2.5平均浓度为46微克/立方米。", ["PM2.5平均浓度"]),
    ("长江三角洲区域法人单位485.3万个。", ["长江三角洲区域法人单位"]),
    ("使用卫生旱厕的2859万户，占12.4%。", ["使用卫生旱厕", "使用卫生旱厕 占比"]),
    ("各类案件位居前3位的依次是甲类案件594件，乙类案件485件。", ["甲类案件", "乙类案件"]),
    ("投诉量排名前三的行业依次为餐饮业120件、零售业80件。", ["餐饮业", "零售业"]),
    ("30岁及以下党员136名，31至35岁党员112名，36至40岁党员108名。", ["30岁及以下党员", "31至35岁党员", "36至40岁党员"]),
]


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS)
def test_what_a_figure_counts(text: str, subjects: list[str]) -> None:
    assert [one.subject for one in mentions_in(text, empty_book())] == subjects
