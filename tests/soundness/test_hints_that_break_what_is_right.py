"""A repair was proposed that would have made another claim wrong, or that only the widest rounding allows."""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit
from nbkpi.text.hints import hints_of


def hints(text: str, claim: str) -> str:
    return " ".join(
        hint for each in audit(text, empty_book()).judged if each.asserted_words == claim for hint in hints_of(each)
    )


SHARE = "收入100万元以上的村31个，占18.7%。"
OF = ("全县共有186个村，其中", "全县共有186个村，其中收入50万元以上的村112个，占60.2%；")


@pytest.mark.parametrize(("before", "is_free"), [(OF[0], True), (OF[1], False)])
def test_a_figure_that_another_claim_rests_on_stays(before: str, is_free: bool) -> None:
    said = hints(before + SHARE, "18.7%")
    assert "16.7%" in said
    assert ("186个" in said) is is_free


def test_the_total_of_a_list_that_adds_up_stays() -> None:
    text = "共受理诉求1200件，其中咨询类500件、求助类400件、投诉类300件。上年同期为1000件，同比增加210件。"
    assert "1200件" not in hints(text, "210件")


@pytest.mark.parametrize(
    ("text", "claim", "right", "edge"),
    [
        ("办结率96.6%，比5月份的95.4%提高1.4个百分点。", "1.4个百分点", "96.8%", "96.7%"),
        ("收入增长10.2%，比5月份的9.4%加快0.6个百分点。", "0.6个百分点", "10.0%", "10.1%"),
        ("收入增长10.2%，比5月份的9.4%加快0.6个百分点。", "0.6个百分点", "9.6%", "9.5%"),
    ],
)
def test_what_only_the_widest_rounding_allows_is_no_hint(text: str, claim: str, right: str, edge: str) -> None:
    said = hints(text, claim)
    assert right in said
    assert edge not in said
