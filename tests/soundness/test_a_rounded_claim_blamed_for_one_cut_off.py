"""Of a change and a growth, the growth cut off, the change was called contradicted because it came first."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]


def test_the_one_cut_off_is_named(findings: Findings) -> None:
    count = '[[indicator]]\nid = "k"\nname = "k"\nunit = "户"\nkind = "count"'
    level = '[[observation]]\nentity = "a"\nindicator = "k"\nperiod = "2017"\nvalue = "24637户"'
    (one,) = findings(count, level, "k.change 2017 3644户", "k.growth 2017 17.3%")
    assert one.verdict == "truncated"
    assert one.measure is not None
    assert one.measure.id == "k.growth"
