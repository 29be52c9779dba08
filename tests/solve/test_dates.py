"""Periods and dates as people type them, with and without a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.errors import UsageError
from nbkpi.figure.spelling import SPELLINGS
from nbkpi.loading.load import load
from nbkpi.model.book import Book
from nbkpi.solve.dates import as_of, parse_period


@pytest.fixture
def book_until(tmp_path: Path) -> Callable[[str], Book]:
    def made(*periods: str) -> Book:
        path = tmp_path / "book.toml"
        rows = [f'[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "{one}"\nvalue = 1\n' for one in periods]
        head = '[[entity]]\nid = "a"\nname = "甲"\n[[indicator]]\nid = "x"\nname = "收入"\nunit = "万元"\n'
        path.write_text(head + "".join(rows), "utf-8")
        return load(path)

    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025上半年", "2025H1"),
        ("2025年上半年", "2025H1"),
        ("2025 三季度", "2025Q3"),
        ("2025h1", "2025H1"),
        ("202506", "2025-06"),
        ("２０２５０６", "2025-06"),
        ("2025.6", "2025-06"),
        ("2025/06", "2025-06"),
        ("2025-6", "2025-06"),
        ("2024", "2024"),
        ("2024-01..2024-05", "2024-01..2024-05"),
    ],
)
def test_a_period_with_its_year(typed: str, meant: str) -> None:
    assert str(parse_period(typed)) == meant


@pytest.mark.parametrize("typed", ["330201", "202513", "202500", "2025.0", "20250", "昨天", "6", ""])
def test_what_is_no_period(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a period"):
        parse_period(typed)


@pytest.mark.parametrize(("typed", "meant"), [pair for one in SPELLINGS for pair in one.examples.items()])
def test_every_spelling_is_understood_where_one_is_typed(typed: str, meant: str) -> None:
    assert str(parse_period(typed)) == meant
    assert as_of(typed).until.end == parse_period(meant).end


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2024-12-31", "is a day, and periods are months.*write 2024-12, 2024Q4, 2024H2, 2024"),
        ("2025-06-15", "is a day, and periods are months.*write 2025-06$"),
        ("2024-W05", "is about days or weeks"),
        ("2024年6月上旬", "is about days or weeks"),
        ("2001-12-01 to 2002-03-01", "is about days or weeks"),
        ("FY2024", "is a fiscal year, .*such as 2023-04..2024-03$"),
        ("2023-24财年", "is a fiscal year, .*such as 2023-04..2024-03$"),
        ("1999/00", "is a fiscal year, .*such as 1999-04..2000-03$"),
        ("2024/13", "is not a period"),
        ("2024p", "has the mark of a status, which is not asked here; write 2024"),
        ("2024年（初步）", "has the mark of a status, which is not asked here; write 2024年"),
    ],
)
def test_days_weeks_and_marks_are_refused_in_one_sentence(typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_period(typed)


@pytest.mark.parametrize(
    ("until", "typed", "meant"),
    [
        ("2025-06", "6月", "2025-06"),
        ("2025-06", "5月", "2025-05"),
        ("2025-06", "上半年", "2025H1"),
        ("2025-06", "一季度", "2025Q1"),
        ("2025-06", "1-5月", "2025-01..2025-05"),
        ("2024", "6月", "2024-06"),
        ("2024", "12月", "2024-12"),
    ],
)
def test_the_year_is_that_of_the_last_figures(until: str, typed: str, meant: str, book_until) -> None:
    book = book_until("2022", until)
    assert str(parse_period(typed, book)) == meant


@pytest.mark.parametrize(
    ("until", "typed", "said"),
    [
        ("2025-06", "7月", "“7月” does not say its year; write 2024-07 or 2025-07"),
        ("2025-06", "三季度", "“三季度” does not say its year; write 2024Q3 or 2025Q3"),
        ("2025-05", "上半年", "“上半年” does not say its year; write 2024H1 or 2025H1"),
    ],
)
def test_a_time_of_which_there_are_no_figures_yet_may_be_of_either_year(
    until: str, typed: str, said: str, book_until
) -> None:
    with pytest.raises(UsageError, match=said):
        parse_period(typed, book_until(until))


def test_without_figures_the_year_must_be_said(book_until) -> None:
    for book in (None, book_until()):
        with pytest.raises(UsageError, match="“6月” does not say its year; write 2025-06"):
            parse_period("6月", book)


@pytest.mark.parametrize(
    ("typed", "month", "until"),
    [
        ("2025", "2025-12", "2025-12"),
        ("2025H1", "2025-06", "2025-06"),
        ("2025-06", "2025-06", "2025-06"),
        ("202506", "2025-06", "2025-06"),
        ("2025-06-30", "2025-06", "2025-06"),
        ("2025-06-29", "2025-06", "2025-05"),
        ("2024-02-29", "2024-02", "2024-02"),
        ("2025年6月15日", "2025-06", "2025-05"),
        ("2025.6.15", "2025-06", "2025-05"),
        ("20250615", "2025-06", "2025-05"),
        ("2025-01-15", "2025-01", "2024-12"),
        ("6月15日", "2025-06", "2025-05"),
        ("6月", "2025-06", "2025-06"),
    ],
)
def test_as_of_a_date_or_a_period(typed: str, month: str, until: str, book_until) -> None:
    """A month that is not over has no figures yet, but something may be written in it."""
    found = as_of(typed, book_until("2025-06"))
    assert (str(found.month), str(found.until)) == (month, until)


@pytest.mark.parametrize("typed", ["2025-06-31", "2025-02-29", "2025-13-01", "20250631", "2025年6月0日"])
def test_a_day_that_there_is_not(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        as_of(typed)
