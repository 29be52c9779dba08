"""A wrong total of three counts right before it was only nearly wrong, while that of two was contradicted."""

from __future__ import annotations

import pytest

from nbkpi.figure import Convention, Units
from nbkpi.figure.characters import normalise
from nbkpi.model.book import Book
from nbkpi.text.audit import audit


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in audit(normalise(text), Book("", "", Convention(), Units())).judged]


@pytest.mark.parametrize("parts", ["30个、25个", "30个、25个、20个", "30个、25个、20个、12个"])
def test_a_total_right_behind_its_counts_is_wrong_however_many_they_are(parts: str) -> None:
    whole = sum(int(one.strip("个")) for one in parts.split("、"))
    assert verdicts(f"东片、西片等分别新建充电桩{parts}，合计{whole + 10}个。") == ["contradicted"]
    assert "contradicted" not in verdicts(f"东片、西片等分别新建充电桩{parts}，合计{whole}个。")


@pytest.mark.parametrize("between", ["等，合计", "，连同去年共计", "，全县合计"])
def test_what_may_hold_others_is_not(between: str) -> None:
    assert "contradicted" not in verdicts(f"甲村、乙村、丙村分别新建充电桩30个、25个、20个{between}85个。")
