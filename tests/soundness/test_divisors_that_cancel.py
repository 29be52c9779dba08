"""0 / (0 + 0) is no share: that a corner is missing was not seen when the sides depend on each other."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


def test_divisors_that_cancel(ask: Ask) -> None:
    zeros = "x 2024 0至5", "y 2024 0至5"
    assert ask("part", "part % = x / (x + y)", *zeros).state == "division_by_zero"
    assert ask("same", "same 万元 = x / (x / y)", *zeros).state == "division_by_zero"
