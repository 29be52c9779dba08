"""The words that are shown for a figure begin with no comma of a list, and close the brackets that they open."""

from __future__ import annotations

import pytest

from nbkpi.text.phrases import phrase


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("石桥村120.0万元、白岩村91.7万元。", "、", "91.7万元", "白岩村91.7万元"),
        ("石桥村（120.0万元）、白岩村（91.7万元）。", "）、", "91.7万元", "白岩村（91.7万元）"),
        ("石桥村（120.0万元）和清溪村（91.7万元）。", "）和", "91.7万元", "清溪村（91.7万元）"),
        ("石桥村(120.0万元，增长3%)。", "石", "120.0万元", "石桥村(120.0万元…)"),
        ("石桥村120.0万元、和平村91.7万元。", "、", "91.7万元", "和平村91.7万元"),
        ("和平村91.7万元。", "和", "91.7万元", "和平村91.7万元"),
        ("甲（乙）村 共\n12户。", "甲", "12户", "甲（乙）村 共 12户"),
        ("12户。", "1", "12户", "12户"),
    ],
)
def test_phrases_are_whole(text: str, start: str, end: str, shown: str) -> None:
    assert phrase(text, text.index(start), text.index(end) + len(end)) == shown
