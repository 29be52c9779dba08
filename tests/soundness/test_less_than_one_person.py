"""A … among counts is no whole number: the others were pushed away without end and called contradicted."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]


def test_it_bounds_nothing(findings: Findings) -> None:
    count = '[[indicator]]\nid = "k"\nname = "k"\nunit = "人"\nkind = "count"\n[[identity]]\nequation = "k = sum(k)"'
    places = '[[entity]]\nid = "b"\nname = "乙村"\nwithin = "镇"'
    figures = [
        f'[[observation]]\nentity = "{where}"\nindicator = "k"\nperiod = "2024"\nvalue = "{value}"'
        for where, value in (("town", "100人"), ("a", "30人"), ("b", "…"))
    ]
    assert findings(count, places, *figures) == []
