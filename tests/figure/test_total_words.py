"""Words of totals in English, and names of what is never added up."""

from __future__ import annotations

import pytest

from nbkpi.figure.total_words import UNSUMMED, whole_in_english


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("County total", "county"), ("All villages", "villages"), ("All 3 villages", "villages"),
        ("Whole county", "county"), ("Total for the county:", "county"), ("TOTAL OF ALL TOWNS", "towns"),
        ("Total", None), ("Ash County", None), ("Villages", None), ("全县合计", None), ("Total income", None),
    ],
)  # fmt: skip
def test_the_places_that_a_total_is_of(label: str, level: str | None) -> None:
    assert whole_in_english(label) == level


@pytest.mark.parametrize("name", ["城镇化率", "人均收入", "同比增速", "价格指数", "平均气温", "排名"])
def test_what_is_never_added_up(name: str) -> None:
    assert UNSUMMED.search(name) is not None


@pytest.mark.parametrize("name", ["户数", "村集体收入", "办结件数", "粮食产量"])
def test_what_may_be_added_up(name: str) -> None:
    assert UNSUMMED.search(name) is None
