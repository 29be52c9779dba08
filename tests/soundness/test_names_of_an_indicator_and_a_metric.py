"""Of an indicator and a metric of one name the metric was taken without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.errors import DataError
from nbkpi.solve.result import Result

Ask = Callable[..., Result]

NAMESAKE = '[[metric]]\nid = "z"\nname = "利润"\nformula = "2 * x"\nunit = "万元"\n'


def test_names_of_an_indicator_and_a_metric(ask: Ask) -> None:
    with pytest.raises(DataError) as caught:
        ask("twice", NAMESAKE, "twice 万元 = 利润 * 2", "x 2024 5")
    assert [one.code for one in caught.value.diagnostics] == ["bad-formula"]
    assert "can mean 2 different things" in caught.value.diagnostics[0].message
