"""The id x-y was accepted, but in a formula it is x minus y."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.errors import DataError
from nbkpi.solve.result import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize("name", ["x-y", "2x"])
def test_ids_that_formulas_take_apart(ask: Ask, name: str) -> None:
    with pytest.raises(DataError) as caught:
        ask("x", f"{name} 万元 = 2 * x")
    assert [one.code for one in caught.value.diagnostics] == ["bad-id"]
