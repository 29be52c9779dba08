"""What figures are of, of whom and when: measured on texts of our own, and one by one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.measuring import contexts, empty_book, figures, in_contexts

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.text.mentions import Mention, mentions_in

WRITTEN = Period(2025 * 12 + 6, 1)
LEAST = {"entity": Fraction(97, 100), "period": Fraction(98, 100), "subject": Fraction(95, 100)}


def read(text: str) -> list[Mention]:
    return mentions_in(text, empty_book(), WRITTEN)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.words, one.subject, one.entity) for one in read(text)]


def subjects(text: str) -> list[str]:
    return [one.subject for one in read(text)]


def test_the_texts_are_annotated_in_their_own_words() -> None:
    rows = contexts()
    assert len(rows) > 100
    for row in rows:
        at = 0
        for each in row["figures"]:
            at = row["text"].index(each["words"], at) + len(each["words"])
            assert each["entity"] in row["text"]
            assert each["period"] in row["text"]
            assert each["subject"]


def test_what_is_told_of_the_figures_of_these_texts() -> None:
    scores = in_contexts()
    assert scores["words"].recall >= Fraction(98, 100)
    for name, least in LEAST.items():
        assert scores[name].recall >= least, "\n".join(scores[name].wrong)


def test_what_is_told_of_the_figures_of_the_gold_sentences() -> None:
    scores = figures("develop")
    for name, least in (("entity", 92), ("period", 95), ("subject", 75), ("loosely", 78)):
        assert scores[name].recall * 100 >= least, "\n".join(scores[name].wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲类、乙类、丙类分别为30件、20件、10件，分别占50.0%、33.3%和16.7%。",
            "甲类 乙类 丙类 甲类占比 乙类占比 丙类占比",
        ),
        ("蔬菜、水果产量分别增长2.0%和4.5%。", "蔬菜产量增长 水果产量增长"),
        ("对东盟、欧盟分别出口52.6亿元、61.1亿元。", "对东盟出口 对欧盟出口"),
        ("出口52亿元，进口31亿元，同比分别增长4.1%和2.2%。", "出口 进口 出口同比增长 进口同比增长"),
        ("商铺由26家增加到74家，去年同期为60家。", "商铺原 商铺现 商铺"),
        ("受理诉求930件，比上月减少20件，下降2.1%。", "受理诉求 受理诉求比上月减少 受理诉求下降"),
        ("一是停车管理，共612件，占比9.8%；二是供水，共54件。", "停车管理 停车管理占比 供水"),
        ("完成了218个村的资产清查。", "完成资产清查的村"),
        ("上市公司126家，其中境外33家。", "上市公司 境外上市公司"),
        (
            "完成投资7.9亿元，完成年度计划9.9亿元的79.2%，快于序时进度4.2个百分点。",
            "完成投资 年度计划 完成年度计划 快于序时进度",
        ),
        ("研发人员286人，占员工总数912人的31.4%。", "研发人员 员工 研发人员占员工总数"),
        ("涉及劳动者1750人、金额2860万元。", "涉及劳动者 涉及金额"),
        ("贯通率达93%，高于全省平均2.1个百分点。", "贯通率 贯通率高于全省平均"),
        ("增加值增长7.2%，高于全省平均2.1个百分点。", "增加值增长 增加值增速高于全省平均"),
        ("三次产业结构由上年的3.2:45.6:51.2调整为3.0:45.1:51.9。", "第一产业结构 第二产业结构 第三产业结构 " * 2),
        ("隊伍由起初的8人壯大到213人。", "隊伍原 隊伍现"),
        ("志愿者队伍有213人。", "志愿者队伍"),
        ("甲县消费价格累计上涨1.0%，研发投入累计超780亿元。", "消费价格上涨 研发投入"),
    ],
)
def test_subjects(text: str, expected: str) -> None:
    assert [one.replace(" ", "") for one in subjects(text)] == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲村、乙村、丙村三村收入分别为58万元、71万元和103万元。", "甲村 乙村 丙村"),
        ("青云镇100%、石塘街道96.2%、新桥镇95.8%。", "青云镇 石塘街道 新桥镇"),
        ("滨海新区办结率99.6%，居全市第3位，占全省的2.1%，高于全市平均0.3个百分点。", "滨海新区 滨海新区 滨海新区"),
        ("三门县养蟹14万亩，五一村养鱼3万亩，九龙湖畔的茶园1.8万亩。", "三门县 五一村 九龙湖"),
        ("清水塘村民宿28家，村民收入8万元。", "清水塘村 清水塘村"),
        ("海晟新材去年营收18.6亿元，公司净利润2.03亿元。", "海晟新材 海晟新材"),
        ("地铁4号线延伸段掘进126环。", "地铁4号线延伸段"),
        ("城镇居民收入5万元，农村居民收入3万元，老旧小区60个，上市公司5家。", "- - - -"),
        ("走进上宅村，村里有民宿17家。", "上宅村"),
    ],
)
def test_entities(text: str, expected: str) -> None:
    assert [entity or "-" for _words, _subject, entity in told(text)] == expected.split()


@pytest.mark.parametrize(
    "name", ["三门县", "五一村", "九龙湖", "三七市镇", "五里牌村", "九江市", "万安社区", "四明山镇", "十里街道"]
)
def test_names_with_numerals_are_names(name: str) -> None:
    assert told(f"{name}去年接待游客12万人次，{name}收入3亿元。") == [
        ("12万人次", "接待游客", name),
        ("3亿元", "收入", name),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至10月底建成3家，去年同期为2家，增长50%。", "2025-10 2024-10 2025-10"),
        ("一季度良率97.8%，上年同期94.6%，提高3.2个百分点。", "2025Q1 2024Q1 2025Q1"),
        ("今年以来办结30件。", "2025-01..2025-07"),
        ("“十四五”以来投入3亿元，“十三五”时期投入2亿元。", "2021-01..2025-07 2016..2020"),
        ("2024年，民宿有28家，全年接待游客3.6万人次。", "2024 2024"),
        ("10月，承办投诉18件，当月办结17件。", "2025-10 2025-10"),
        ("占比由上年的9.8%提升至11.6%。", "2024 -"),
        ("2022—2024年产值分别为5亿元、6亿元和7亿元。", "2022 2023 2024"),
        ("6月受理41件（5月为39件），增长5.1%。", "2025-06 2025-05 2025-06"),
        ("订单排到2027年，金额28亿元。", "-"),
        ("近三年，投入500万元。", "-"),
    ],
)
def test_periods(text: str, expected: str) -> None:
    assert [str(one.when or "-") for one in read(text)] == expected.split()


BOOK = """
[book]
title = "t"
[[entity]]
id = "c"
name = "大江市"
[[entity]]
id = "d"
name = "江海县"
within = "大江市"
[[entity]]
id = "v"
name = "五家渠村"
within = "江海县"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江海县2024年通报\n全县收入3亿元。", [("江海县", True)]),
        ("全市收入3亿元。", [("大江市", True)]),
        ("全县收入3亿元。", [("", False)]),
        ("南山县收入3亿元，全县农户5万户。", [("南山县", False), ("南山县", False)]),
        ("占大江市的3%，五家渠村收入5万元，该村农户31户。", [("", False), ("五家渠村", True), ("五家渠村", True)]),
        ("甲村、五家渠村收入分别为3万元和5万元。", [("甲村", False), ("五家渠村", True)]),
    ],
)
def test_names_that_others_stand_for(text: str, expected: list[tuple[str, bool]], tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(BOOK, "utf-8")
    assert [(one.whose, one.is_known) for one in mentions_in(text, load(path), WRITTEN)] == expected


ALPHABET = "甲乙镇村市县区、和分别为占其中由至到的比增长万亿元件个%百分点1250一三第，。；：（）“”今年去上同期底 \n"
ALPHABET += "开工投资完成率全我"


@given(st.text(ALPHABET, max_size=120))
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_whatever_stands_beside_whatever_is_told_in_the_words_of_the_text(text: str) -> None:
    for one in read(text):
        assert one.entity in text or one.entity == ""
        assert one.period in text
        assert "\n" not in one.subject
