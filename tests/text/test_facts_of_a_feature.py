"""Whose and when the figures of the embedded book are, told in sentences of our own that are built like a feature's."""

from __future__ import annotations

import pytest

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.loading.place import embedded_book
from nbkpi.text.mentions import Mention, mentions_in

TEXT = """
先进典型选登

宁波：基层组织建设半年综述

住在这里的有近千万人口。

工作有了抓手，村庄也有了起色。

奉化区溪口镇东山村修好了古道。2024年接待游客超10万人次，村集体经营性收入达88万元，同比增长43.6%。

余姚梁弄镇大横坎头片区投入6000余万元，老屋得到修缮；

象山县环蟹钳港茅洋片区结合本地特色，培育业态项目23个，民宿达到

128家。

我市已有各类乡村片区40个，涉及218个村，占建制村总数的10%以上。

目前我市358名“青创客”进入村“两委”班子，其中40人任村书记；国企联村项目183个。

今年以来，落地13家“共富工坊”旗舰店，上架710多个品类产品，链接420多个村（社区），销售额达700万元以上。

部门有关人员介绍，当前全市1084家“共富工坊”运行平稳。

宁波永新光学公司的研发人员有发明专利20项，制订国家标准5项。

在宁波永新光学，近3年来累计实现销售额7.1亿元，实现利润2.85亿元，市场占有率从0到4.6%。

作为工业大市、外贸大市，宁波的企业各有所长。

宁波江丰电子材料股份有限公司党委协同攻克技术专利500余项，实现芯片环切设备100%国产化；

镇海区绿色石化做好循环利用，每年减少20万吨废碱液排放。

布局基本成形，实现全市“三链”党建7个核心区全覆盖、10个协同区基本覆盖。

今年以来，沿着产业链新建党组织272个。

注重发挥作用，成果获2024年奖项。我市统筹推进，今年6月组建12个团队，解决难题4300余个。

今年5月开始，江北区孔浦街道北站社区启动新的项目，处理诉求200余件，办结率98%。

去年以来，我市制定实施7方面27条举措。

目前，全市设置9项统一岗位目录。
"""
CITY, VILLAGE, HILLS, BAY = "宁波市", "东山村", "大横坎头片区", "环蟹钳港茅洋片区"
OPTICS, CHIPS, CHAIN, COMMUNITY = "宁波永新光学", "江丰电子", "镇海区绿色石化", "北站社区"
FACTS = (
    ("近千万人", CITY, ""),
    *((words, VILLAGE, "2024") for words in ("超10万人次", "88万元", "43.6%")),
    ("6000余万元", HILLS, ""),
    *((words, BAY, "") for words in ("23个", "128家")),
    *((words, CITY, "") for words in ("40个", "218个", "10%以上")),
    *((words, CITY, "2025-06") for words in ("358名", "40人", "183个")),
    *((words, CITY, "2025H1") for words in ("13家", "710多个", "420多个", "700万元以上")),
    ("1084家", CITY, "2025-06"),
    *((words, OPTICS, "") for words in ("20项", "5项", "7.1亿元", "2.85亿元", "4.6%")),
    *((words, CHIPS, "") for words in ("500余项", "100%")),
    ("20万吨", CHAIN, ""),
    *((words, CITY, "") for words in ("7个", "10个")),
    ("272个", CITY, "2025H1"),
    *((words, CITY, "2025-06") for words in ("12个", "4300余个")),
    *((words, COMMUNITY, "2025-05") for words in ("200余件", "98%")),
    *((words, CITY, "2024-01..2025-06") for words in ("7方面", "27条")),
    ("9项", CITY, "2025-06"),
)
"""Each figure of the fact table as printed, whose it is, and what its sentence says of when; empty: nothing."""


@pytest.fixture(scope="module")
def found() -> list[Mention]:
    return mentions_in(TEXT, load(embedded_book()), Period(2025 * 12 + 5, 1))


def test_all_figures_of_the_table_are_found_and_no_others(found: list[Mention]) -> None:
    assert [one.words for one in found] == [words for words, _whose, _when in FACTS]
    assert len(found) == 36


@pytest.mark.parametrize(("number", "fact"), [*enumerate(FACTS)], ids=[fact[0] for fact in FACTS])
def test_whose_and_when_it_is(number: int, fact: tuple[str, str, str], found: list[Mention]) -> None:
    one, (words, whose, when) = found[number], fact
    assert (one.words, one.whose.removesuffix("市")) == (words, whose.removesuffix("市"))
    assert one.is_known
    assert str(one.when or "") == when


def test_the_book_helps_but_a_text_of_another_city_is_of_that() -> None:
    book = load(embedded_book())
    assert [one.whose for one in mentions_in("全市收入3亿元。", book)] == ["宁波市"]
    assert [one.whose for one in mentions_in("大江市工作通报\n全市收入3亿元，我市农户5万户。", book)] == ["大江市"] * 2
    assert [one.whose for one in mentions_in("江海县工作通报\n全县收入3亿元，全市第一。", book)] == ["江海县"]
    assert [one.whose for one in mentions_in("江海县工作通报\n全市收入3亿元。", book)] == [""]
