"""Relations that a text states: what is compared with what, and what comes of it."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.figure import Period
from nbkpi.text.audit import audit
from nbkpi.text.hints import hints_of

WRITTEN = Period(2025 * 12 + 5, 1)


def verdicts(text: str) -> dict[str, tuple[str, tuple[str, ...], str]]:
    found = audit(text, empty_book(), WRITTEN).judged
    return {
        one.asserted_words: (
            one.kind,
            tuple(each.mention.words for each in one.by.figures),
            one.verdict,
        )
        for one in found
    }


@pytest.mark.parametrize(
    ("text", "claim", "kind", "against", "verdict"),
    [
        ("共1200件，其中咨询类700件、投诉类300件、求助类250件。", "1200件", "sum", 3, "contradicted"),
        ("受理40件，分别为咨询类20件、投诉类10件、求助类5件。", "40件", "sum", 3, "contradicted"),
        ("受理1200件，其中投诉300件，占20.0%。", "20.0%", "share", 2, "contradicted"),
        ("受理1200件，办结1165件，办结率97.1%。", "97.1%", "rate", 2, "consistent"),
        ("受理1200件，办结1165件，办结率97.0%。", "97.0%", "rate", 2, "truncated"),
        ("受理1200件，办结1165件，办结率98.1%。", "98.1%", "rate", 2, "contradicted"),
        ("受理36件，办结率95.45%。", "95.45%", "grim", 1, "contradicted"),
        ("受理1240件，办结率99%。", "99%", "grim", 1, "uninformative"),
        ("收入88.2万元，去年同期为61.4万元，同比增长43.6%。", "43.6%", "growth", 2, "consistent"),
        ("收入88.2万元，去年同期为61.4万元，同比增长46.3%。", "46.3%", "growth", 2, "contradicted"),
        ("收入24637万元，同比增加3644万元，增长17.4%。", "17.4%", "growth", 2, "consistent"),
        ("船队由38艘增加到46艘，新增9艘。", "9艘", "change", 2, "contradicted"),
        ("满意率由95.2%提高到96.4%，提高2.2个百分点。", "2.2个百分点", "points", 2, "contradicted"),
        ("1—5月，完成年度目标的45.2%，快于序时进度3.5个百分点。", "3.5个百分点", "schedule", 1, "consistent"),
        ("1—5月，完成年度目标的45.2%，快于序时进度5.5个百分点。", "5.5个百分点", "schedule", 1, "contradicted"),
        ("截至5月20日，完成年度目标的45.2%，快于序时进度6.8个百分点。", "6.8个百分点", "schedule", 1, "consistent"),
        ("2024年6月，受理诉求930件，日均31件。", "31件", "mean", 1, "exact"),
        ("2024年6月，受理诉求930件，日均34.2件。", "34.2件", "mean", 1, "contradicted"),
        ("发放贷款3.6亿元，惠及农户1800户，户均贷款25万元。", "25万元", "mean", 2, "contradicted"),
        (
            "产值1986.4亿元，增长7.4%。其中机器人产值218.6亿元，增长23.5%，拉动增长2.2个百分点。",
            "2.2个百分点", "pull", 4, "consistent",
        ),
        (
            "产值1986.4亿元，增长7.4%。其中机器人产值218.6亿元，增长23.5%，贡献率为30.4%。",
            "30.4%", "contribution", 4, "consistent",
        ),
        ("三次产业结构为3.0:45.7:51.3。", "3.0:45.7:51.3", "structure", 2, "consistent"),
        ("三次产业结构为3.0:45.7:55.3。", "3.0:45.7:55.3", "structure", 2, "contradicted"),
        (
            "出口512.3亿元，增长7.4%；进口170.2亿元，增长1.2%，合计682.5亿元，增长9.8%。",
            "682.5亿元", "sum", 2, "consistent",
        ),
    ],
)  # fmt: skip
def test_relation(text: str, claim: str, kind: str, against: int, verdict: str) -> None:
    found = verdicts(text)[claim]
    assert (found[0], len(found[1]), found[2]) == (kind, against, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "规上工业增加值86.2亿元，去年为80.1亿元，同比增长5.2%。",  # at constant prices
        "贷款余额1256.8亿元，比年初增加86.5亿元，同比增长11.2%。",  # another base
        "某村300人，其中党员120人，女性160人，本科80人。",  # overlapping
        "共受理1200件，其中投诉300件、举报200件。",  # not all parts
        "农户412户，其中从事渔业的占三成。",  # not taken to the letter
        "按期办结率99.2%，受理1200件，办结1165件。",  # over what was due
        "1200件诉求中投诉300件，占25%，投诉中，噪声类120件，占40%。",  # of the part, not of all
        "假期接待游客185万人次，日均37万人次。",  # a period of its own
        "年末12个村中50万元以上的68个，100万元以上的25个。",
    ],
)
def test_other_readings_are_not_contradicted(text: str) -> None:
    assert audit(text, empty_book(), WRITTEN).findings == []


def test_what_cannot_be_related_is_listed() -> None:
    found = audit("接待游客超10万人次，同比增长20%；满意率98%。", empty_book(), WRITTEN)
    assert [term.mention.words for term in found.unrelated] == ["20%", "98%"]


def test_hints_speak_of_the_text_alone() -> None:
    (finding,) = audit("收入88.2万元，去年同期为61.4万元，同比增长46.3%。", empty_book(), WRITTEN).findings
    assert hints_of(finding) == ("“46.3%” should be “43.6%” (two digits swapped)",)


def test_another_whole_is_found() -> None:
    text = "全镇共有党员2340名，其中农村党员1456名，占62.2%；35岁以下的218名，占全镇党员的15.0%。"
    (found,) = (one for one in audit(text, empty_book(), WRITTEN).judged if one.verdict == "nearly")
    assert found.asserted_words == "15.0%"
    assert any("another denominator" in hint and "1456名" in hint for hint in hints_of(found))


@pytest.mark.parametrize("text", ["", "\n\n", "没有数据", "12345", "%" * 50, "占" * 50 + "5%"])
def test_little_or_nothing_is_no_error(text: str) -> None:
    assert audit(text, empty_book()).findings == []
