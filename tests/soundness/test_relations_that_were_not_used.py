"""A share contradicted by the other shares was said to be so because of a formula whose figures nobody printed."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.verdicts import Check

Findings = Callable[..., list[Check]]

SHARES = [
    *(f'[[indicator]]\nid = "x{n}"\nname = "x{n}"\nunit = "万元"\nrange = "nonnegative"' for n in (1, 2)),
    '[[indicator]]\nid = "whole"\nname = "whole"\nunit = "万元"\nrange = "nonnegative"',
    "ratio % = share(x1, whole)",
    "rest % = share(x2, whole)",
    '[[identity]]\nequation = "ratio + rest = 100%"',
]


def test_the_relation_is_the_one_that_fails(findings: Findings) -> None:
    rest = '[[observation]]\nentity = "a"\nmetric = "rest"\nperiod = "2024"\nvalue = "45%"'
    (one,) = findings(*SHARES, "ratio 2024 50%", rest)
    assert one.statement == one.relations[0] == "ratio + rest = 100%"
