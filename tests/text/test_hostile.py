"""Hostile text: long, repetitive or broken, answered in time that grows with its length."""

from __future__ import annotations

import time

import pytest
from tests.text.measuring import empty_book

from nbkpi.text.audit import audit
from nbkpi.text.mentions import mentions_in

PIECES = (
    "1", "一", "十", "1,", "1.", "1:", "1+", "1-", "2024-", "2024年", "(", "“", "第1", "1%、", "占1%的", " ", "a1",
    "增长", "村", "甲村", "一一一村", "1个和", "共1件、", "其中1件，", "\n", "万", "3千5百", "数十", "约", "占一的的",
    "1 000 ", "比上年", "。", "\t", "\x00", "\u202e", "<b>", "0.3、", "12:", "1元/",
)  # fmt: skip


def seconds(text: str, whole: bool) -> float:
    start = time.perf_counter()
    if whole:
        audit(text, empty_book())
    else:
        mentions_in(text, empty_book())
    return time.perf_counter() - start


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_length(piece: str) -> None:
    """Eight times the length takes at most some twenty times as long: squares would take sixty-four times."""
    short, long = piece * (3000 // len(piece)), piece * (24000 // len(piece))
    seconds(short, False)
    least = min(seconds(short, False) for _round in range(2))
    assert seconds(long, False) < max(24 * least, 0.5)


@pytest.mark.parametrize("piece", ["共1件、", "其中1件，", "占1%的", "1%、", "88万元，增长5%，", "1:99，"])
def test_auditing_grows_with_length(piece: str) -> None:
    short, long = piece * (1500 // len(piece)), piece * (6000 // len(piece))
    assert seconds(long, True) < max(12 * seconds(short, True), 0.5)
