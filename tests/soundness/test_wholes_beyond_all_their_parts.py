"""A whole that grew less than each of its parts, and one that is less than all grades of it, went unsaid."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit

PARTS = "1201万元，增长92.2%；乡村11945万元，增长12.6%。"


def verdict_of(text: str, claim: str) -> str:
    """What is said of a claim of a text."""
    told = {each.asserted_words: str(each.verdict) for each in audit(text, empty_book()).judged}
    return told.get(claim, "unrelated")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"全县零售额13146万元，增长11.8%，其中城镇{PARTS}", "11.8%"),
        ("登记村级项目146个，增长25.0%，其中新建46个，增长12.2%；续建100个，增长22.6%。", "25.0%"),
        ("馆藏文物69件，其中一级1件，二级17件，三级52件，藏书28399册。", "69件"),
    ],
)
def test_a_whole_beyond_all_its_parts_is_contradicted(text: str, claim: str) -> None:
    assert verdict_of(text, claim) == "contradicted"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"全县零售额13146万元，实际增长11.8%，其中城镇{PARTS}", "11.8%"),  # At other prices.
        (f"全县增加值13146万元，增长11.8%，其中城镇{PARTS}", "11.8%"),
        (
            "全县零售额13146万元，同比增长11.8%，其中城镇1201万元，环比增长92.2%；乡村11945万元，环比增长12.6%。",
            "11.8%",
        ),
        (f"全县零售额20146万元，增长11.8%，其中城镇{PARTS}", "11.8%"),  # There are others.
        ("馆藏文物79件，其中一级1件，二级17件，三级52件，藏书28399册。", "79件"),  # Some are of no grade.
        ("共有企业100家，其中工业企业60家，民营企业50家，学校7所。", "100家"),
    ],
)
def test_what_may_be_otherwise_is_not_accused(text: str, claim: str) -> None:
    assert verdict_of(text, claim) in ("unrelated", "nearly")


def test_a_list_ends_before_what_is_counted_otherwise() -> None:
    text = "全县共有服务机构261个。其中福利医院155个，床位4.5万张，收养3.1万人；福利院106个，床位2.9万张，收养2.3万人。"
    assert verdict_of(text, "261个") == "exact"
    assert verdict_of("馆藏文物70件，其中一级1件，二级17件，三级52件，藏书28399册。", "70件") == "exact"


@pytest.mark.parametrize(("was", "verdict"), [("36368", "contradicted"), ("36358", "exact"), ("41207", "unrelated")])
def test_what_a_whole_was_is_held_against_what_its_parts_were(was: str, verdict: str) -> None:
    text = f"受理诉求37894件，上年（{was}件）。其中投诉27723件，上年（25805件）；举报10171件，上年（10553件）。"
    assert verdict_of(text, f"{was}件") == verdict


@pytest.mark.parametrize(
    ("years", "points", "verdict"),
    [
        ("2013-2017年", "9.5", "contradicted"),
        ("2013-2017年", "9.3", "consistent"),
        ("2013-2018年", "9.5", "unrelated"),  # The row is not that of these years.
    ],
)
def test_points_over_a_row_of_years_are_those_of_its_ends(years: str, points: str, verdict: str) -> None:
    row = "比重分别为22.5%、15.2%、17.6%、17.3%、13.2%"
    text = f"{years}，非税收入占全部收入的{row}，2017年比2013年占比下降{points}个百分点。"
    assert verdict_of(text, f"{points}个百分点") == verdict


def test_points_of_something_else_are_not_those_of_a_row() -> None:
    row = "2015-2017年，非税收入比重分别为22.5%、15.2%、13.2%"
    assert verdict_of(f"{row}，2017年比2015年满意率下降9.0个百分点。", "9.0个百分点") == "unrelated"
    assert verdict_of(f"{row}，2017年比2015年下降9.0个百分点。", "9.0个百分点") == "contradicted"
