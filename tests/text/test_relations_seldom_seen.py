"""Relations whose figures stand apart, or are not all printed: what is true is confirmed by the right figures, and what
is said of something else is let be. What is wrong is held beside the kinds of relation.
"""

from __future__ import annotations

import pytest
from tests.text.measuring import empty_book
from tests.text.test_kinds_of_relation import CONFIRMED, REPORTED, SELDOM, judged, rows

from nbkpi.text.audit import audit
from nbkpi.text.hints import hints_of


def test_each_kind_has_three_of_both() -> None:
    assert all(len(kind["true"]) >= 3 and len(kind["apart"]) >= 3 for kind in SELDOM)


@pytest.mark.parametrize(("text", "claims"), rows("true", SELDOM))
def test_what_is_true_is_confirmed_by_its_figures(text: str, claims: list[str]) -> None:
    found = judged(text)
    for claim in claims:
        words, *figures = claim.split()
        assert words in found, f"{words} is unrelated"
        assert found[words].verdict in CONFIRMED
        assert {one.mention.words for one in found[words].by.figures} == set(figures)
    assert not [one.asserted_words for one in found.values() if one.verdict in REPORTED]


@pytest.mark.parametrize(("text", "claims"), rows("apart", SELDOM))
def test_figures_of_something_else_are_let_be(text: str, claims: list[str]) -> None:
    found = audit(text, empty_book()).judged
    assert [one.asserted_words for one in found if one.asserted_words in claims] == []
    assert not [one for one in found if one.verdict in REPORTED]


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        (
            "东山村231万元，西山村321万元，南山村244万元，合计787万元。",
            {"“321万元” should be “312万元” (two digits swapped)"},
        ),
        (
            "全县收入812万元，其中东山村231万元，西山村321万元，其他村269万元。",
            {"“812万元” should be “821万元” (two digits swapped)"},
        ),
    ],
)
def test_a_part_is_named_where_only_one_may_be_the_slip(text: str, hints: set[str]) -> None:
    (wrong,) = (one for one in audit(text, empty_book()).judged if one.verdict in REPORTED)
    assert set(hints_of(wrong)) == hints
