"""A growth or quotient that nobody printed was taken to exist, so that its base was said to be more than zero."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest
from tests.soundness.conftest import Ask

from nbkpi.exact import Interval
from nbkpi.solve.check.verdicts import Check

Findings = Callable[..., list[Check]]

PEOPLE = "".join(
    f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "人"\nkind = "count"\nrange = "{limits}"\n'
    for name, limits in (("n", "nonnegative"), ("m", "nonnegative"), ("d", "nonnegative"))
)
RATE = '[[indicator]]\nid = "pace"\nname = "pace"\nunit = "%"\nkind = "rate"\nrange = "any"\n'
BASES = '[[indicator]]\nid = "c"\nname = "c"\nunit = "万元"\nrange = "nonnegative"\n'
BASES += '[[indicator]]\nid = "b"\nname = "b"\nunit = "万元"\nrange = "nonnegative"\n'


def identity(equation: str) -> str:
    return f'[[identity]]\nequation = "{equation}"'


@pytest.mark.parametrize("equations", list(permutations(["pace = growth(n)", "m = n + d", "d = m - n"])))
def test_nothing_follows_from_a_growth_that_may_not_exist(findings: Findings, equations: tuple[str, ...]) -> None:
    assert not findings(PEOPLE, RATE, *map(identity, equations), "m 2023 0人", "n 2024 5人")


def test_a_base_is_not_more_than_zero_for_the_sake_of_a_growth_that_nobody_printed(ask: Ask) -> None:
    result = ask("c", BASES, RATE, identity("pace = growth(b)"), identity("c = b"), "b 2024 0.0万元")
    assert result.interval == Interval.of(0, Fraction(1, 20), True, False)


def test_a_growth_that_was_printed_has_a_base(ask: Ask) -> None:
    result = ask("b", BASES, RATE, identity("pace = growth(b)"), "pace 2024 43.6%", "b 2024 88万元", period="2023")
    assert result.display() == "61.28 (60.91–61.65) 万元"


def test_a_share_that_was_printed_has_a_whole(findings: Findings) -> None:
    (one,) = findings(PEOPLE, "ratio % = share(n, m)", "ratio 2024 5%", "m 2024 0人")
    assert {each.text for each in one.printed} == {"5%", "0人"}
    assert not findings(PEOPLE, "ratio % = share(n, m)", "m 2024 0人", "n 2024 0人")
