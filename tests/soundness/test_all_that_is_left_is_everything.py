"""A contribution to what did not change was shown as that contradicting itself: “computed −∞ to ∞”."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]


def test_the_claim_is_what_cannot_be(findings: Findings) -> None:
    levels = ["y 2024 110", "y 2023 100"]
    same = [
        f'[[observation]]\nentity = "a"\nindicator = "k"\nperiod = "{year}"\nvalue = "100人"' for year in (2023, 2024)
    ]
    count = '[[indicator]]\nid = "k"\nname = "k"\nunit = "人"\nkind = "count"'
    other = '[[indicator]]\nid = "l"\nname = "l"\nunit = "人"\nkind = "count"'
    parts = [
        f'[[observation]]\nentity = "a"\nindicator = "l"\nperiod = "{year}"\nvalue = "{value}人"'
        for year, value in ((2023, 40), (2024, 44))
    ]
    (one,) = findings(count, other, *levels, *same, *parts, "ratio % = contribution(l, k)", "ratio 2024 60%")
    assert one.asserted is not None
    assert (one.asserted.measure.id, one.computed) == ("ratio", None)
    assert one.reason == "these figures cannot all be true"
    assert {figure.text for figure in one.printed} == {"60%", "100人"}
