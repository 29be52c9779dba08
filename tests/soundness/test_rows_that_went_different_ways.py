"""Growths of a row that went different ways, what is new with its parts, and 年初预算 of a spending were let be."""

from __future__ import annotations

import pytest

import nbkpi


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "受理案件20597件，审结40092件，同比分别上升{}和下降14.53%。上年同期受理16889件，审结46907件。",
            ("21.96%", "29.16%"),
        ),
        ("出口856.2亿元、进口317.5亿元，分别增长12.0%和下降{}（上年分别为764.5亿元和329.0亿元）。", ("3.5%", "5.3%")),
        ("全年一般公共预算支出年初预算3741万元，实际支出3180万元，为年初预算的{}。", ("85.0%", "85.3%")),
    ],
)
def test_they_are_judged(text: str, claims: tuple[str, str]) -> None:
    true, wrong = claims
    told = {one["asserted"]: one["verdict"] for one in nbkpi.audit(text.format(true)).to_dicts()}
    assert told[true] == "consistent"
    told = {one["asserted"]: one["verdict"] for one in nbkpi.audit(text.format(wrong)).to_dicts()}
    assert told.get(wrong) in ("contradicted", "truncated", "nearly")


def test_what_is_new_is_the_sum_of_what_its_parts_rose_by() -> None:
    text = "新增贷款129.2亿元，其中住户贷款增加78.3亿元，企业贷款增加46.7亿元，非银贷款增加4.2亿元。"
    assert ("129.2亿元", "consistent") in [(one["asserted"], one["verdict"]) for one in nbkpi.audit(text).to_dicts()]
