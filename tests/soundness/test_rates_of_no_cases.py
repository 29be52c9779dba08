"""An identity `each = x / n` was called contradicted where n was printed as 0, though nobody printed a quotient."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.check.verdicts import Check

CASES = '[[indicator]]\nid = "n"\nname = "件数"\nunit = "件"\nkind = "count"'


def test_a_rate_over_no_cases_does_not_exist(findings: Callable[..., list[Check]]) -> None:
    identity = '[[indicator]]\nid = "each"\nname = "件均"\nunit = "万元/件"\n[[identity]]\nequation = "each = x / n"'
    assert not findings(CASES, identity, "n 2024 0件", "x 2024 88万元")
    assert not findings(CASES, identity, "n 2024 0件")
    assert findings(CASES, identity, "n 2024 4件", "x 2024 88万元", "each 2024 30万元/件")
