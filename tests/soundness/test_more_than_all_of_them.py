"""61 cases resolved of 60 received went unnoticed where nobody had printed the rate."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]

CASES = "\n".join(f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "件"\nkind = "count"' for name in "kn")
RATE = '[[metric]]\nid = "r"\nname = "r"\nformula = "k / n"\nunit = "%"\nrange = "share"'


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("whole", range(1, 4))
def test_exactly_the_impossible_is_found(part: int, whole: int, findings: Findings) -> None:
    found = findings(CASES, RATE, f"k 2024 {part}件", f"n 2024 {whole}件")
    assert [one.verdict for one in found] == ["contradicted"] * (part > whole)
    for one in found:
        assert one.computed is not None
        assert one.computed.lower == one.nominal == Fraction(100 * part, whole)
        assert [figure.text for figure in one.printed] == [f"{part}件", f"{whole}件"]


@pytest.mark.parametrize(
    ("metric", "figures", "count"),
    [
        # 60.4 of 59.5 may both be printed as 60: only what exceeds it by more than rounding does is impossible.
        ("r % = share(y, x)", ["y 2024 60万元", "x 2024 60万元"], 0),
        ("r % = share(y, x)", ["y 2024 60万元", "x 2024 59万元"], 0),
        ("r % = share(y, x)", ["y 2024 60万元", "x 2024 58万元"], 1),
        ("r % = share(y, x)", ["y 2024 60万元", "x 2024 58万元以上"], 0),
        ("r % = share(y, x)", ["y 2024 60万元以上", "x 2024 58万元"], 1),
        # What may be anything, was only printed in part, or has no whole, is not beyond anything.
        ("r % = y / x", ["y 2024 61万元", "x 2024 60万元"], 0),
        ("r % = share(y, x)", ["y 2024 61万元", "x 2023 60万元"], 0),
        ("r % = share(y, x)", ["y 2024 61万元", "x 2024 0"], 0),
        ("r % = share(y, x)", ["y 2024 61万元", "x 2024 ***"], 0),
    ],
)
def test_what_rounding_and_words_leave_possible_is_not(
    metric: str, figures: list[str], count: int, findings: Findings
) -> None:
    assert len(findings(metric, *figures)) == count


def test_a_printed_rate_is_one_finding(findings: Findings) -> None:
    rate = '[[observation]]\nentity = "a"\nmetric = "r"\nperiod = "2024"\nvalue = "98%"'
    (one,) = findings(CASES, RATE, "k 2024 61件", "n 2024 60件", rate)
    assert one.asserted is not None


def test_below_zero(findings: Findings) -> None:
    metric = '[[metric]]\nid = "r"\nname = "r"\nformula = "y - x"\nunit = "万元"\nrange = "nonnegative"'
    assert findings(metric, "y 2024 61万元", "x 2024 62万元") == []
    (one,) = findings(metric, "y 2024 61万元", "x 2024 63万元")
    assert one.reason == "computed: -2 (-3 – -1) 万元, which is outside the possible range (≥ 0 万元)"


def test_revised_beside_preliminary(findings: Findings) -> None:
    assert findings(CASES, RATE, "k 2024 61件 status=revised", "n 2024 60件 status=preliminary") == []
