"""From a loss and a printed growth a base below zero followed, which growth never has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize(("now", "growth"), [("-5", "20%"), ("5", "下降120%")])
def test_bases_of_growth_below_zero(ask: Ask, now: str, growth: str) -> None:
    figures = f"x 2024 {now}", f"x.growth 2024 {growth}"
    assert ask("x", *figures, period="2023").state == "out_of_range"
    assert ask("x.change", *figures).state == "out_of_range"
