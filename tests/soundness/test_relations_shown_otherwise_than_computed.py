"""The relation that is shown beside a verdict is the one that was computed."""

from __future__ import annotations

from tests.text.measuring import empty_book

from nbkpi.report.computation import computation
from nbkpi.text.audit import audit


def test_what_the_whole_was_before_is_in_what_is_shown() -> None:
    """40 / 1100 * 10.0% was shown, which is 0.4 points and not 4."""
    text = "全市产值1100亿元，增长10.0%。其中工业增加40亿元，拉动全市产值增长4.0个百分点。"
    (one,) = (each for each in audit(text, empty_book()).judged if each.kind == "pull")
    assert computation(one) == "40亿元 / 1100亿元 * (1 + 10.0%)"


def test_a_gap_is_the_larger_less_the_smaller() -> None:
    """31.0% - 54.8% was shown, of 23.8 points."""
    text = "甲村合格率为31.0%，乙村合格率为54.8%，两村相差23.8个百分点。"
    (one,) = audit(text, empty_book()).judged
    assert computation(one) == "54.8% - 31.0%"
