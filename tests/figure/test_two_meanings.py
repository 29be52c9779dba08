"""Years with a number behind them: asked about where they may mean two things, and let be where they may not."""

from __future__ import annotations

import pytest

from nbkpi.figure.two_meanings import in_digits, quarters_in_digits, two_years_or_month, with_two_meanings


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2009-10", "2010-11"], {"2009-10": "2009年10月", "2010-11": "2010年11月"}),
        (["1997-1999", "1999-01"], {"1999-01": "1999年1月"}),
        (["2016/4", "2017/1"], {"2016/4": "2016Q4", "2017/1": "2017Q1"}),
        (["2017.1", "2017.2"], {"2017.1": "2017-10"}),
    ],
)
def test_it_is_asked_which_is_meant(words: list[str], said: dict[str, str]) -> None:
    found = with_two_meanings(words)
    assert found.keys() == said.keys()
    assert all(said[word] in sentence for word, sentence in found.items())


@pytest.mark.parametrize(
    "words",
    [["2009-10"], ["2009-10", "2009-11"], ["2016/4", "2017/5"], ["2016/4", "2016/1"], ["2017.1", "2017.10"], ["2017"]],
)
def test_nothing_is_asked_where_the_others_tell(words: list[str]) -> None:
    assert with_two_meanings(words) == {}


def test_a_span_of_two_years_alone_names_its_month() -> None:
    assert "2012年10月" in two_years_or_month("2012-13")
    assert "2009年10月" in two_years_or_month("2009-10")


def test_what_stands_in_digits_alone() -> None:
    assert all(map(in_digits, ("2016/4", "2009-10", "2012-13")))
    assert not any(map(in_digits, ("2016年4月", "20164")))


def test_quarters_in_digits_are_so_only_where_all_are_and_all_four_come() -> None:
    four = ["19601", "19602", "19603", "19604"]
    assert quarters_in_digits(four) == dict(zip(four, ("1960Q1", "1960Q2", "1960Q3", "1960Q4"), strict=True))
    assert quarters_in_digits(four[:3]) == quarters_in_digits([*four, "19605"]) == {}
