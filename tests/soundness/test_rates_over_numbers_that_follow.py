"""Rates over a number of cases that was not printed but follows: they were called out of range, resting on nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.solve.check.verdicts import Check

CASES = "".join(
    f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "人"\nkind = "count"\n'
    for name in ("k", "l", "all", "other")
)
ADDED = '[[identity]]\nequation = "all = k + l"\n'
FIGURES = ("k 2024 7人", "l 2024 18人")


@pytest.mark.parametrize(
    ("rate", "reason"),
    [
        ("share(other, all)", "no whole number of cases out of 25 gives 90%"),
        ("share(all, other)", "no whole number of cases gives 90%, whichever of the possible totals is right"),
    ],
)
def test_a_rate_that_no_whole_number_gives(rate: str, reason: str, findings: Callable[..., list[Check]]) -> None:
    (found,) = findings(CASES, ADDED, f"ratio % = {rate}", *FIGURES, "ratio 2024 90%")
    assert found.reason == reason
    assert [one.text for one in found.figures] == ["7人", "18人"]
    assert found.relations == (f"ratio = {rate}", "all = k + l")
    assert found.statement == f"ratio = {rate}; all = k + l"
