"""Periods: the ways to write them, and which comes before which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.figure import Period
from nbkpi.figure.spelling import SPELLINGS, months_of

periods = st.builds(Period, st.integers(1000 * 12, 9000 * 12), st.integers(1, 120))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        (" 2024 年 ", "2024"),
        ("２０２４年", "2024"),
        ("2024年度", "2024"),
        ("2024-01..2024-12", "2024"),
        ("2024年1—12月", "2024"),
        ("2024Q1..2024Q4", "2024"),
        ("2024H1", "2024H1"),
        ("2024-H1", "2024H1"),
        ("2024年上半年", "2024H1"),
        ("2024年1-6月", "2024H1"),
        ("2024年下半年", "2024H2"),
        ("2024Q3", "2024Q3"),
        ("2024年三季度", "2024Q3"),
        ("2024年第三季度", "2024Q3"),
        ("2024年第3季度", "2024Q3"),
        ("2024年7至9月", "2024Q3"),
        ("2024年前三季度", "2024-01..2024-09"),
        ("2024年前二季度", "2024H1"),
        ("2024-06", "2024-06"),
        ("2024年6月", "2024-06"),
        ("2024年06月", "2024-06"),
        ("2024 年 6 月", "2024-06"),
        ("2024年1—5月", "2024-01..2024-05"),
        ("2024年1月至5月", "2024-01..2024-05"),
        ("2024-01..2024-05", "2024-01..2024-05"),
        ("2022..2024", "2022..2024"),
        ("2022—2024年", "2022..2024"),
        ("2022-2024", "2022..2024"),
        ("2022年至2024年", "2022..2024"),
        ("1997–2007", "1997..2007"),
        ("2023-11..2024-02", "2023-11..2024-02"),
        ("2023Q4..2024Q1", "2023-10..2024-03"),
    ],
)
def test_a_period_is_read_and_written_in_one_way(words, written):
    assert str(Period.parse(words)) == written


@pytest.mark.parametrize("words", [(words, meant) for one in SPELLINGS for words, meant in one.examples.items()])
def test_every_spelling_of_the_table_means_what_it_says(words):
    assert str(Period.parse(words[0])) == words[1]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "24",
        "20240",
        "2024-13",
        "2024-00",
        "2024年13月",
        "2024年0月",
        "2024H3",
        "2024Q0",
        "2024Q5",
        "2024年五季度",
        "2024年前四季度",
        "2024..2023",
        "2024-05..2024-01",
        "2024年5—1月",
        "2024..",
        "..2024",
        "2022..2023..2024",
        "今年",
        "20 24",
        "٢٠٢٤",
        "2024年上半",
        "2024\x00",
        "330201",
        "202413",
        "2024P",
        "2024p",
        "2024年初",
        "2024-W05",
        "2024年第5周",
        "Q1_2013",
        "2001 > JULY YTD",
        "2001-12-01 to 2002-03-01",
        "2024-01-01..2024-06-30",
        "2024-06-30",
        "-2024",
        "2024..2024-05",
    ],
)
def test_what_is_no_period_is_refused(words):
    with pytest.raises(ValueError, match=r"not a period|before it starts"):
        Period.parse(words)


@given(words=st.text("0123456789年月季度上下半前第一二三四HQ-.—～至 ", max_size=24) | st.text(max_size=300))
def test_any_text_is_a_period_or_is_refused(words):
    try:
        period = Period.parse(words)
    except ValueError:
        return
    assert period.length >= 1
    assert Period.parse(str(period)) == period


_ENDS = ("", "H1", "H2", "H3", "Q1", "Q4", "Q5", "-01", "-12", "-13", "-00", "-6")
_ONES = [f"{year}{end}" for year in ("2023", "2024", "0001", "9999") for end in _ENDS]


@pytest.mark.parametrize("first", _ONES)
def test_what_is_read_at_one_look_is_what_the_spellings_say(first, monkeypatch):
    texts = [first, *(f"{first}..{last}" for last in _ONES)]
    quickly = [outcome(text) for text in texts]
    monkeypatch.setattr("nbkpi.figure.spelling.canonical_months", lambda _text: None)
    assert quickly == [outcome(text) for text in texts]


def outcome(text):
    """The months of a text; nothing where it is refused."""
    try:
        return months_of(text)
    except ValueError:
        return None


@given(period=periods)
def test_what_was_written_is_read_as_the_same(period):
    assert Period.parse(str(period)) == period


@given(period=periods)
def test_a_period_ends_where_the_next_one_starts(period):
    assert period.previous().end == period.start
    assert period.previous().length == period.length
    assert period.previous().shifted(period.length) == period


@pytest.mark.parametrize(
    ("words", "previous", "last_year"),
    [
        ("2024", "2023", "2023"),
        ("2024H1", "2023H2", "2023H1"),
        ("2024Q1", "2023Q4", "2023Q1"),
        ("2024-01", "2023-12", "2023-01"),
        ("2024-01..2024-05", "2023-08..2023-12", "2023-01..2023-05"),
        ("2022..2024", "2019..2021", "2019..2021"),
    ],
)
def test_the_bases_of_growth(words, previous, last_year):
    period = Period.parse(words)
    assert str(period.previous()) == previous
    assert str(period.years_before()) == last_year
    assert period.years_before(0) == period


def test_a_period_covers_the_periods_within_it():
    year = Period.parse("2024")
    assert all(
        year.covers(Period.parse(words)) for words in ("2024", "2024H2", "2024Q1", "2024-12", "2024-03..2024-08")
    )
    assert not any(year.covers(Period.parse(words)) for words in ("2023", "2023-12", "2023..2024", "2023-12..2024-01"))


@given(a=periods, b=periods)
def test_order_is_by_start_then_length(a, b):
    assert (a < b) == ((a.start, a.length) < (b.start, b.length))
    assert (a == b) == (str(a) == str(b))


def test_the_year_is_the_one_in_which_a_period_ends():
    assert [Period.parse(words).year for words in ("2024", "2024-12", "2023-12..2024-01", "2022..2024")] == [2024] * 4
