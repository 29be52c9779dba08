"""翻一番 and 增长到3倍 were taken for growths of 200% and 300%; they are growths of 100% and 200%."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from nbkpi.errors import DataError
from nbkpi.solve.result import Result

Ask = Callable[..., Result]


@pytest.mark.parametrize(("words", "growth"), [("翻一番", 100), ("翻两番", 300), ("增长到3倍", 200), ("增长3倍", 300)])
def test_multiples_given_for_a_growth(ask: Ask, words: str, growth: int) -> None:
    book = ("x 2024 88", f"x.growth 2024 {words}")
    assert ask("x.growth", *book).nominal == growth
    assert ask("x", *book, period="2023").nominal == 88 / (1 + Fraction(growth, 100))


def test_a_bare_multiple_is_refused_as_it_may_be_either(ask: Ask) -> None:
    with pytest.raises(DataError):
        ask("x", "x 2024 88", "x.growth 2024 3倍")
