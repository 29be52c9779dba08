"""Of two tables that say how numbers are read, the last one won; of two targets, the first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.errors import DataError
from nbkpi.solve.result import Result

Ask = Callable[..., Result]

READINGS = ['[reading]\nabout = "unit"', '[book]\ntitle = "t"\nreading = { about = "half" }']
TARGETS = ["target x 2025 100", "target x 2025 120"]


@pytest.mark.parametrize(("additions", "code"), [(READINGS, "duplicate"), (TARGETS, "duplicate-observation")])
def test_twice_said(ask: Ask, additions: list[str], code: str) -> None:
    with pytest.raises(DataError) as caught:
        ask("x", *additions)
    assert [one.code for one in caught.value.diagnostics] == [code]
