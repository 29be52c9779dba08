"""Growth from a loss was a number as soon as the formula around it used something twice."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


def test_growth_of_a_loss_within_a_formula(ask: Ask) -> None:
    found = ask("gap", "gap % = growth(x) - x / (x + y)", "x 2024 5", "x 2023 -4", "y 2024 9")
    assert found.state == "turned_to_profit"
