"""When the first of two sources printed —, the number of the second was not seen; the other way round it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.solve.result import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize("order", [1, -1])
def test_a_gap_in_one_source(ask: Ask, order: int) -> None:
    assert ask("x", *["x 2024 — source=#1", "x 2024 88 source=#2"][::order]).nominal == 88
