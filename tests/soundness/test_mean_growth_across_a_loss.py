"""Between two losses, or a loss and a profit, the cube root of the quotient exists, but it is no growth."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize(("now", "state"), [("27", "turned_to_profit"), ("-1", "loss_narrowed")])
def test_mean_growth_across_a_loss(ask: Ask, now: str, state: str) -> None:
    assert ask("mean3", "mean3 % = cagr(x, 3)", f"x 2024 {now}", "x 2021 -8").state == state
