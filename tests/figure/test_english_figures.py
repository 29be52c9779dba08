"""Figures in English words: bounds, powers of ten, signs of money."""

from __future__ import annotations

import pytest

import nbkpi
from nbkpi.figure.reading import read_in_table


@pytest.mark.parametrize(
    ("words", "symbols"),
    [
        ("at least 300,000 persons", "至少300,000人"), ("over 300,000 people", "超300,000人"),
        ("about 300,000 people", "约300,000人"), ("300,000 or more", "至少300,000"), ("≥300000 persons", "≥300000人"),
        ("300,000 people or more", "至少300,000人"), ("300,000 or more people", "至少300,000人"),
        ("At most 12 households", "至多12户"), ("no more than 12 households", "至多12户"), ("nearly 5%", "近5%"),
        ("300,000 people", "300,000人"), ("$1.3 million", "1.3百万美元"), ("$1.3m", "1.3百万美元"),
        ("US$1.3 million", "1.3百万美元"), ("$1.3 million USD", "1.3百万美元"), ("-$5 million", "-5百万美元"),
        ("1,301.2 thousand USD", "1,301.2千美元"), ("over $1,301", "超1,301美元"), ("about 88万元", "约88万元"),
        ("5 m", "5m"), ("1.3 million", "1.3百万"), ("-2.5 million yuan", "-2.5百万元"),
    ],
)  # fmt: skip
def test_words_say_what_symbols_say(words: str, symbols: str) -> None:
    assert nbkpi.read(words) == nbkpi.read(symbols)
    assert nbkpi.read(words).text == words


@pytest.mark.parametrize(
    "words",
    ["310 parrots", "over 310 parrots", "over 300 or less", "$1.3 million yuan", "up to 300 people", "3 times",
     "2 or 3 people", "1.3 m people", "over people", "300 or more or less", "$5 people"],
)  # fmt: skip
def test_other_words_are_no_figure(words: str) -> None:
    with pytest.raises(nbkpi.UnreadableFigure):
        nbkpi.read(words)


def test_what_cannot_be_read_is_named_at_its_place() -> None:
    with pytest.raises(nbkpi.UnreadableFigure, match="parrots") as error:
        nbkpi.read("over 310 parrots")
    assert error.value.offset == 9


def test_in_a_table_a_size_in_words_is_a_label() -> None:
    """Households of 3 persons, of 4 or more: their figures stand beside."""
    for words in ("3 persons", "4 or more"):
        with pytest.raises(nbkpi.UnreadableFigure):
            read_in_table(words)
