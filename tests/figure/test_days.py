"""Days as periods: what columns of them mean by their steps, and why single ones are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nbkpi.figure.days import (
    as_headed,
    ended_by,
    ends_month,
    heads_parts,
    in_one_calendar,
    is_day,
    is_period,
    is_short_month,
    looks_like_period,
    periods_of_column,
    refusal,
    year_and_part,
)
from nbkpi.figure.period import Period


def first_day(period: Period) -> date:
    return date(period.start // 12, period.start % 12 + 1, 1)


def last_day(period: Period) -> date:
    return first_day(period.shifted(period.length)) - timedelta(days=1)


@pytest.mark.parametrize("length", [1, 3, 6, 12])
def test_days_that_begin_or_end_periods_are_these(length: int) -> None:
    periods = [Period(2023 * 12, length).shifted(number * length) for number in range(24 // length + 1)]
    for day in (first_day, last_day):
        days = {str(day(period)): str(period) for period in periods}
        assert periods_of_column(days) == (days, {})
        # In any order, and with gaps of years.
        first, second, *_others, last = days
        some = {text: days[text] for text in (last, first, second)}
        assert periods_of_column(some) == (some, {})


@pytest.mark.parametrize("length", [2, 4, 5, 7, 9])
def test_other_steps_are_no_periods(length: int) -> None:
    days = [str(first_day(Period(2023 * 12 + number * length, 1))) for number in range(3)]
    found = periods_of_column(days)
    assert not found.meant
    assert set(found.unclear) == set(days)
    assert all("unclear which periods days such as" in sentence for sentence in found.unclear.values())


@pytest.mark.parametrize(
    "days",
    [
        ["2024-01-02", "2024-02-02"],
        ["2024-01-31", "2024-02-28"],
        ["2024-01-01", "2024-02-29"],
        # Quarters begin in January, April, July and October, and end a month before.
        ["2024-02-01", "2024-05-01"],
        ["2024-01-31", "2024-04-30"],
        ["2024-04-01", "2024-10-01", "2025-04-01"],
        ["2023-02-01", "2024-02-01"],
    ],
)
def test_days_that_begin_or_end_nothing_together_are_unclear(days: list[str]) -> None:
    found = periods_of_column(days)
    assert not found.meant
    assert set(found.unclear) == set(days)


def test_two_days_of_a_month_are_about_days() -> None:
    found = periods_of_column(["2024-01-01", "2024-02-01", "2024-02-15"])
    assert not found.meant
    assert {*found.unclear.values()} == {
        "2024-02-01 and 2024-02-15 lie in one month, and periods are months, quarters, halves or years"
    }


def test_a_single_day_says_nothing_and_other_words_are_let_be() -> None:
    assert periods_of_column(["2024-01-01", "2024-01-01", "2024"]) == ({}, {})
    assert periods_of_column(["2024-01-01", "2024-02-01", "合计"]).meant == {
        "2024-01-01": "2024-01",
        "2024-02-01": "2024-02",
    }


def test_october_that_lost_its_zero() -> None:
    found = periods_of_column(["2024.1", "2024.2", "2024.11"])
    assert list(found.unclear) == ["2024.1"]
    assert "January or October" in found.unclear["2024.1"]
    assert "2024-01" in found.unclear["2024.1"]
    assert "2024-10" in found.unclear["2024.1"]
    assert not periods_of_column(["2024.1", "2024.10"]).unclear


def test_every_day_that_ends_something() -> None:
    for number in range(2 * 366):
        day = date(2023, 1, 1) + timedelta(days=number)
        is_last = (day + timedelta(days=1)).month != day.month
        assert ends_month(day) == is_last
        year, month = Period(day.year * 12, 12), Period(day.year * 12 + day.month - 1, 1)
        assert ended_by(day) == (None if not is_last else year if day.month == 12 else month)


@pytest.mark.parametrize(
    ("year", "part", "words"),
    [
        ("2024", "6", "2024年6月"),
        ("2024", " 06 ", "2024年6月"),
        ("2024年", "6月", "2024年6月"),
        ("2024年度", "上半年", "2024年上半年"),
        ("2024", "Q2", "2024年Q2"),
        ("2024", "13", "2024 13"),
        ("2024", "3²", "2024年3月"),
        ("2024", "٦", "2024 ٦"),
        ("2024", "", "2024 ?"),
        ("", "6", "? 6"),
        (" ", " ", "? ?"),
    ],
)
def test_a_year_and_its_part(year: str, part: str, words: str) -> None:
    assert year_and_part(year, part) == words
    assert is_period(words) == ("?" not in words and words not in ("2024 13", "2024 ٦"))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("2024-05-07", "is a day, and periods are months, quarters, halves or years; write 2024-05"),
        ("2024-05-31", "is a day, and periods are months, quarters, halves or years; write 2024-05"),
        ("2024-03-31", "write 2024-03, 2024Q1"),
        ("2024-06-30", "write 2024-06, 2024Q2, 2024H1"),
        ("2024-12-31", "write 2024-12, 2024Q4, 2024H2, 2024"),
        ("2024-W05", "is about days or weeks"),
        ("2024p", "has the mark of a status, which is not asked here; write 2024"),
        ("spring", "is not a period; write 2024, 2024H1"),
    ],
)
def test_why_words_are_no_period(words: str, part: str) -> None:
    said = refusal(words)
    assert said.startswith(f"“{words}” ")
    assert said.endswith(part) if part.startswith(("write", "is a day")) else part in said


def test_days_and_words_of_time() -> None:
    assert [one for one in ("2024-05-07", "2024-02-30", "2024-05", "x") if is_day(one)] == ["2024-05-07"]
    assert [one for one in ("Q1_2013", "2001 > JULY YTD", "2013件", "Q1") if looks_like_period(one)] == [
        "Q1_2013",
        "2001 > JULY YTD",
    ]


@pytest.mark.parametrize(
    ("texts", "meant", "unclear"),
    [
        (("Jan-20", "Feb-21", "Mar-99"), {"Jan-20": "2020-01", "Feb-21": "2021-02", "Mar-99": "1999-03"}, ()),
        (("Jan-20", "20-Jan"), {"Jan-20": "2020-01"}, ("20-Jan",)),
        (("Jan-45",), {}, ("Jan-45",)),
        (("2009-10", "2010-11"), {}, ("2009-10", "2010-11")),
        (("2009-10", "2010-06"), {}, ()),
        (("2016.1", "2016.02"), {}, ("2016.1",)),
        (("2024", "甲县"), {}, ()),
    ],
)
def test_months_with_years_of_two_digits(
    texts: tuple[str, ...], meant: dict[str, str], unclear: tuple[str, ...]
) -> None:
    found = periods_of_column(texts)
    assert found.meant == meant
    assert tuple(found.unclear) == unclear


def test_years_that_count_from_1912_are_of_a_column_that_says_so() -> None:
    assert in_one_calendar("年別", ["113年", "112年"]) == ["113年", "112年"]
    assert in_one_calendar("民國年", ["112", "113年", "合計"]) == ["民國112年", "民國113年", "合計"]
    assert in_one_calendar("年", ["民國112年", "113"]) == ["民國112年", "民國113年"]


@pytest.mark.parametrize(("text", "is_one"), [("Jan-20", True), ("20-Jan", True), ("January", False), ("1-20", False)])
def test_names_of_months_beside_two_digits(text: str, is_one: bool) -> None:
    assert is_short_month(text) is is_one


@pytest.mark.parametrize(
    "headings", [["QUARTER"], ["Period", "Qtr"], ["季度"], ["季度/Quarter"], ["Quarter (1-4)"], ["Fiscal quarter"]]
)
def test_bare_numbers_below_a_heading_of_quarters_are_quarters(headings: list[str]) -> None:
    assert as_headed(headings, ["1", "4", "2020", "Q2", ""]) == ["Q1", "Q4", "2020", "Q2", ""]


@pytest.mark.parametrize("headings", [["Month"], ["月"], ["Period"], ["Headquarters"], ["Quarter", "Month"], []])
def test_bare_numbers_below_other_headings_stay_as_they_are(headings: list[str]) -> None:
    assert as_headed(headings, ["1", "4", "2020"]) == ["1", "4", "2020"]


@pytest.mark.parametrize(("heading", "said"), [("Month", True), ("月份", True), ("季度", True), ("Year", False)])
def test_a_heading_says_of_which_length_periods_are(heading: str, said: bool) -> None:
    assert heads_parts(["Time", heading]) is said
    assert not heads_parts([])


def test_a_year_and_one_digit_are_a_quarter_where_all_four_are_there() -> None:
    quarters = {"19601": "1960Q1", "19602": "1960Q2", "19603": "1960Q3", "19604": "1960Q4"}
    assert periods_of_column(quarters) == (quarters, {})
    assert periods_of_column(["19601", "19602"]) == ({}, {})


def test_the_mark_of_a_year_stands_behind_its_part() -> None:
    assert year_and_part("2024(p)", "6") == "2024年6月(p)"
    assert is_period(year_and_part("2024p", "Q2"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FY2024", "fiscal year, whose first month differs: write its months, such as 2023-04..2024-03"),
        ("2023/24财年", "write its months, such as 2023-04..2024-03"),
        ("2024r", "mark of a status, which is not asked here; write 2024"),
        ("2024年第3周", "about days or weeks"),
    ],
)
def test_what_is_no_period_says_what_to_write(text: str, words: str) -> None:
    assert words in refusal(text)
