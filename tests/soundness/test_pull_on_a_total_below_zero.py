"""A part's pull on a total below zero came out as a number, with the wrong sign; it does not exist, like growth."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


def test_pull_on_a_total_below_zero(ask: Ask) -> None:
    book = ("x 2023 10", "x 2024 20", "y 2023 -50", "y 2024 -30", "ratio pp = pull(x, y)")
    found = ask("ratio", *book)
    assert found.interval is None
    assert found.state == "loss_narrowed"
