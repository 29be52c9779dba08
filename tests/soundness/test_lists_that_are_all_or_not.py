"""A total was told to be nearly wrong for what 其中 did not list, and shares of all that miss 100% were let be."""

from __future__ import annotations

import pytest

import nbkpi


def told(text: str) -> list[tuple[str, str]]:
    return [(one["asserted"], one["verdict"]) for one in nbkpi.audit(text).to_dicts()]


@pytest.mark.parametrize(
    "text",
    [
        "共受理诉求4100件，其中投诉1200件，求助900件，咨询800件，建议700件。",
        "全县企业1860家，其中工业512家，建筑业405家，批发业486家，餐饮业417家。",
        "完成投资86.5亿元，其中工业31.2亿元，交通20.4亿元，水利18.3亿元，教育12.6亿元。",
    ],
)
def test_what_is_not_listed_may_be_a_round_number(text: str) -> None:
    assert {verdict for _said, verdict in told(text)} <= {"unrelated"}


def test_a_list_that_misses_a_precise_total_by_one_digit_is_told() -> None:
    text = "全市有卫生技术人员25634人，其中医师9231人，护士10302人，药师1301人，技师1800人。"
    assert ("25634人", "nearly") in told(text)


@pytest.mark.parametrize(
    ("text", "wrong", "verdict"),
    [
        ("三次产业增加值占GDP的比重分别为9.8%、39.8%、52.4%。", "52.4%", "contradicted"),
        ("第一产业占9.8%，第二产业占39.8%，第三产业占52.4%。", "52.4%", "contradicted"),
        ("一、二、三产业从业人员占比分别为25.1%、30.2%、46.7%。", "46.7%", "contradicted"),
        ("从构成看，工资、经营、财产、转移收入分别占60.1%、20.3%、9.9%、12.7%。", "12.7%", "nearly"),
        # Of each its own whole.
        ("三次产业增加值占全省的比重分别为3.1%、4.2%、5.3%。", "5.3%", "unrelated"),
        ("三次产业增加值占GDP的比重分别为8.8%、39.8%、51.5%。", "51.5%", "consistent"),
    ],
)
def test_shares_that_are_all_make_up_all(text: str, wrong: str, verdict: str) -> None:
    assert (wrong, verdict) in told(text)
