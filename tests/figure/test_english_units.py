"""Units in English: what is read as which, what is none, and what people are told then."""

from __future__ import annotations

import pytest

from nbkpi.errors import UnknownName
from nbkpi.figure import Units
from nbkpi.figure.english_units import (
    in_plural,
    measures,
    required_unit,
    signs,
    symbol_called,
    unit_called,
    with_power,
    worded,
    words_for,
    written,
)  # fmt: skip

UNITS = Units()


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("people", "人"), ("Persons", "人"), ("thousand persons", "千人"), ("Thousands of Persons", "千人"),
        ("10 000 persons", "万人"), ("10,000 yuan", "万元"), ("RMB 100 million", "亿元"), ("(RMB 100 million)", "亿元"),
        ("RMB bn", "十亿元"), ("US$", "美元"), ("$bn", "十亿美元"), ("£m", "百万英镑"), ("USD million", "百万美元"),
        ("EUR", "欧元"), ("Units: Millions of Dollars, Seasonally Adjusted", "百万美元"),
        ("[Billions of dollars] Seasonally adjusted at annual rates", "十亿美元"),
        ("Billions of Chained 2017 Dollars", "十亿美元"), ("households", "户"), ("number", "个"),
        ("per cent", "%"), ("Percent, Not Seasonally Adjusted", "%"), ("percentage points", "个百分点"),
        ("per 1,000", "‰"), ("births per 1,000 people", "‰"), ("per 100,000 population", "/10万"),
        ("beds per 1,000 persons", "床/千人"), ("yuan per person", "元/人"), ("yuan per capita", "元/人"),
        ("persons per sq km", "人/平方公里"), ("million cubic metres", "百万立方米"), ("billion kWh", "十亿kWh"),
        ("hectares", "公顷"), ("kt", "千吨"), ("years", "年"), ("hours", "小时"), ("in thousands", "千"),
        ("'000", "千"),
        ("index (2015=100)", ""), ("Index 2017=100", ""), ("1", ""), ("万元", "万元"), ("kWh", "kWh"),
    ],
)  # fmt: skip
def test_units_that_are_called_so(words: str, symbol: str) -> None:
    found = unit_called(UNITS, words)
    assert found is not None
    assert found.symbol == symbol


@pytest.mark.parametrize("words", ["times", "points", "m³ of what", "million kt", "km m", "million %", "x" * 300])
def test_words_that_are_no_unit_or_several(words: str) -> None:
    assert worded(words) is None


@pytest.mark.parametrize("words", ["year", "county", "villages", "no."])
def test_brackets_behind_a_heading_that_say_where_or_when(words: str) -> None:
    assert worded(words) is not None
    assert worded(words, in_heading=True) is None


def test_words_that_say_more_than_the_unit() -> None:
    told = [
        worded(words)
        for words in ("% of GDP", "current US$", "US$", "million yuan", "million euros, not seasonally adjusted")
    ]
    assert [found is not None and found.is_all for found in told] == [False, False, True, True, False]


def test_every_word_is_read_as_a_unit_of_its_size() -> None:
    for symbol, word in written().items():
        found, meant = unit_called(UNITS, in_plural(word)), UNITS.get(symbol)
        assert meant is not None
        if found is not None and symbol not in ("分", "成", "折", "人次", "次", "课时", "学时", "倍"):
            assert (found.dimension, found.scale) == (meant.dimension, meant.scale), word


def test_an_unknown_unit_names_the_nearest_and_where_all_are() -> None:
    with pytest.raises(UnknownName, match="there is no unit “peopel”; nbkpi list units shows all") as told:
        required_unit(UNITS, "peopel")
    assert "people" in told.value.candidates


def test_words_of_units_are_told_apart_by_what_they_measure() -> None:
    assert {"household", "households"} <= set(words_for("户"))
    assert {"US$", "£", "CNY"} <= set(signs())
    assert not set(signs()) & {"KG", "PEOPLE"}
    assert {"yuan", "kg"} <= set(measures())
    assert not set(measures()) & {"people", "households", "months", "m"}


@pytest.mark.parametrize(
    ("unit", "power", "word"),
    [
        ("元", 0, "元"),
        ("人", 4, "万人"),
        ("1", 4, "万"),
        ("%", 6, None),
        ("万元", 3, None),
        ("人", 7, "千万人"),
        ("人", 20, None),
    ],
)
def test_a_power_of_ten_before_a_unit(unit: str, power: int, word: str | None) -> None:
    assert with_power(unit, power) == word


def test_units_as_users_call_them() -> None:
    assert [symbol_called(UNITS, words) for words in ("1", "people", "万元", "thousand USD")] == [
        "1",
        "人",
        "万元",
        "千美元",
    ]
