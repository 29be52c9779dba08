"""A level at constant prices was taken for one at current prices, and growth at current prices for the other."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.result import Result

Ask = Callable[..., Result]

OUTPUT = '[[indicator]]\nid = "output"\nname = "产值"\nunit = "万元"\nprices = "constant"\n'


def test_levels_at_other_prices(ask: Ask) -> None:
    assert ask("x.growth", "x 2024 100", "x 2024 90 prices=constant", "x 2023 80").nominal == 25
    assert ask("x.growth", "x 2024 100", "x 2023 90 prices=constant").state == "unknown"


def test_growth_at_other_prices(ask: Ask) -> None:
    level, growth = "output 2024 110", "output.growth 2024 10%"
    assert ask("output", OUTPUT, level, f"{growth} prices=current", period="2023").state == "unknown"
    assert ask("output", OUTPUT, level, f"{growth} prices=constant", period="2023").nominal == 100
