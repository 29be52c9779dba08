"""What is given per head was added up over villages as if it were money."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nbkpi.errors import DataError
from nbkpi.solve.result import Result

Ask = Callable[..., Result]

PER_HEAD = '[[indicator]]\nid = "per_head"\nname = "人均收入"\nunit = "元/人"\n'
PER_YEAR = '[[indicator]]\nid = "waste"\nname = "年排放"\nunit = "吨/年"\n'


def test_totals_of_averages(ask: Ask) -> None:
    with pytest.raises(DataError) as caught:
        ask("total", PER_HEAD, "total 元/人 = sum(per_head)")
    assert [one.code for one in caught.value.diagnostics] == ["bad-formula"]
    assert ask("total", PER_YEAR, "total 吨/年 = sum(waste)", "waste 2024 5", entity="town").nominal == 5
