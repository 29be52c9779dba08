"""The first letter of a word behind a number is no unit: 881 thousand is not 881 tonnes."""

from __future__ import annotations

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.text.mentions import mentions_in


@pytest.mark.parametrize("text", ["881 thousand yuan", "30,050 million yuan", "共5 megawatts", "5 kmph"])
def test_a_word_is_no_unit(text: str) -> None:
    assert mentions_in(text, empty_book()) == []


@pytest.mark.parametrize(("text", "symbol"), [("共881 t。", "t"), ("长5km的路", "km"), ("装机300MW,", "MW")])
def test_a_unit_is_one(text: str, symbol: str) -> None:
    (one,) = mentions_in(text, empty_book())
    assert one.figure.unit.symbol == symbol
