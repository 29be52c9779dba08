"""The first letter of a word behind a number is no unit: 881 thousand is not 881 tonnes."""

from __future__ import annotations

import pytest

from nbkpi.figure import Units
from nbkpi.loading.load import empty_book
from nbkpi.tables.guessed_unit import counted_in
from nbkpi.text.mentions import mentions_in


@pytest.mark.parametrize("text", ["881 thousand yuan", "30,050 million yuan", "共5 megawatts", "5 kmph"])
def test_a_word_is_no_unit(text: str) -> None:
    assert mentions_in(text, empty_book()) == []


@pytest.mark.parametrize(("text", "symbol"), [("共881 t。", "t"), ("长5km的路", "km"), ("装机300MW,", "MW")])
def test_a_unit_is_one(text: str, symbol: str) -> None:
    (one,) = mentions_in(text, empty_book())
    assert one.figure.unit.symbol == symbol


def test_a_quantile_is_not_counted_in_people() -> None:
    """位 of 第一分位数 was offered as its unit, though a quantile of incomes is an amount."""
    assert counted_in("第一分位数", Units()) is None
    assert counted_in("中位数", Units()) is None
    assert str(counted_in("农户数", Units())) == "户"
