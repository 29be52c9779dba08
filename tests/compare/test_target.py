"""How far along targets are: worked examples, what was reported so far, the calendar, lights, and exact bounds."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.compare.elapsed import elapsed
from nbkpi.compare.target import DEFAULT_LIGHTS, Progress, _measured, progress
from nbkpi.exact import Interval
from nbkpi.figure import Convention, Period, Unit, Units, read
from nbkpi.figure.format import round_decimal
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Indicator, Target
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import select

Opened = Callable[..., Calculator]


def asked(calculator: Calculator, as_of: str | None = None, by: str = "months") -> list[Progress]:
    when = None if as_of is None else Period.parse(as_of)
    groups = progress(calculator, select(calculator.book), when, "days" if by == "days" else "months")
    return [one for group in groups for one in group]


def only(calculator: Calculator, as_of: str | None = None, by: str = "months") -> Progress:
    (found,) = asked(calculator, as_of, by)
    return found


def test_the_first_quarter_of_xiping(opened: Opened) -> None:
    """24637, up by 3644, is 17.4%; 29.7% of the target of the year is 4.7 points ahead of 25%."""
    calculator = opened("a x 2017Q1 24637 \n a x.change 2017Q1 3644", "a x 2017 83000万元")
    growth = calculator.result(calculator.book.measure("x.growth"), calculator.book.entity("a"), Period.parse("2017Q1"))
    assert growth.nominal is not None
    assert round_decimal(growth.nominal, 1) == "17.4"
    found = only(calculator)
    assert found.attainment is not None
    assert found.gap is not None
    assert found.attainment.nominal is not None
    assert found.gap.nominal is not None
    assert round_decimal(found.attainment.nominal, 1) == "29.7"
    assert found.due == Fraction(1, 4)
    assert round_decimal(found.gap.nominal, 1) == "4.7"
    assert [light.name for light in found.lights] == ["green"]


@pytest.mark.parametrize(
    ("figures", "as_of", "reported", "total"),
    [
        ("a x 2025-01..2025-05 40", "2025-06", "2025-01..2025-05", 40),
        ("a x 2025H1 52 \n a x 2025-01..2025-05 40", "2025-06", "2025H1", 52),
        ("a x 2025H1 52 \n a x 2025-01..2025-05 40", "2025-05", "2025-01..2025-05", 40),
        ("a x 2025-01 5 \n a x 2025-02 6 \n a x 2025-03 7", "2025", "2025Q1", 18),
        ("a x 2025-01 5 \n a x 2025-03 7", "2025-02", "2025-01", 5),
        ("a x 2025Q1 10 \n a x 2025-04 4 \n a x 2025Q2 11", "2025-05", "2025-01..2025-04", 14),
        ("a x 2025Q1 10 \n a x 2025Q2 11 \n a x 2025H1 20", "2025", "2025H1", 20),
        ("a x 2025 99 \n a x 2025Q1 10", None, "2025", 99),
        ("a x 2024 10", "2025", None, None),
    ],
)
def test_what_was_reported_so_far(
    figures: str, as_of: str | None, reported: str | None, total: int | None, opened: Opened
) -> None:
    found = only(opened(figures, "a x 2025 100"), as_of)
    assert (found.actual and str(found.actual.period)) == reported
    assert (found.actual and found.actual.nominal) == total
    assert (found.lack == "") == (reported is not None)


def test_of_a_stock_the_last_level_counts(opened: Opened) -> None:
    figures = "a people 2025-03 90人 \n a people 2025-05 95人 \n a people 2024 80人 \n a people 2025 120人"
    found = only(opened(figures, "a people 2025 100人"), "2025-06")
    assert found.actual is not None
    assert (str(found.actual.period), found.actual.nominal, found.due) == ("2025-05", 95, Fraction(5, 12))


def test_the_gap_of_a_rate_is_that_to_the_target_itself(opened: Opened) -> None:
    found = only(opened("a rate 2025H1 93.5% \n a rate 2025-06 99%", "a rate 2025 95%以上"))
    assert found.gap is not None
    assert found.gap.interval == Interval.of(Fraction(-155, 100), Fraction(-145, 100), True, False)
    assert (found.needed, found.pace, found.is_timed) == (None, None, False)
    missed = only(opened("a x.growth 2025 -1%", "a x.growth 2025 0%"))
    assert missed.lack == "target_not_positive"
    assert missed.gap is not None
    assert missed.gap.nominal == -1


@pytest.mark.parametrize(
    ("figures", "targets", "gap"),
    [
        ("a fires 2025H1 3起", "a fires 2025 10起", 20),
        ("a fires 2025H1 7起", "a fires 2025 10起", -20),
        ("a cases 2025H1 7件", "a cases 2025 10件以下", -20),
        ("a cases 2025H1 7件", "a cases 2025 低于10件", -20),
        ("a cases 2025H1 7件", "a cases 2025 接近10件", 20),
        ("a cases 2025H1 7件", "a cases 2025 10件", 20),
        ("a waiting 2025-03 8件", "a waiting 2025 10件", 20),
        ("a waiting 2025-03 12件", "a waiting 2025 10件", -20),
    ],
)
def test_targets_to_stay_below(figures: str, targets: str, gap: int, opened: Opened) -> None:
    found = only(opened(figures, targets))
    assert found.gap is not None
    assert found.gap.nominal == gap


@pytest.mark.parametrize(
    ("figures", "targets", "lack"),
    [
        ("", "a x 2025 100", "not_reported"),
        ("a x 2024 100", "a x 2026 100", "not_reported"),
        ("a done_rate 2025Q1 4.6个百分点", "a done_rate 2025 95%", "not_reported"),
        ("a x 2025Q1 10", "a x 2025 0", "target_not_positive"),
        ("a x 2025Q1 10", "a x 2025 -5", "target_not_positive"),
        ("a x 2025Q1 10", "a x 2025 ***", "no_number"),
    ],
)
def test_what_has_no_attainment(figures: str, targets: str, lack: str, opened: Opened) -> None:
    found = only(opened(figures, targets))
    assert (found.lack, found.attainment) == (lack, None)


def test_a_period_that_has_not_begun(opened: Opened) -> None:
    calculator = opened("a x 2025Q1 10", "a x 2025 40 \n a x 2026 50")
    assert [one.lack for one in asked(calculator)] == ["", "not_begun"]
    assert [one.lack for one in asked(calculator, "2024-12")] == ["not_begun", "not_begun"]


def test_what_is_still_required(opened: Opened) -> None:
    found = only(opened("a done 2025-01..2025-05 40件", "a done 2025 100件"))
    assert found.needed is not None
    assert found.pace is not None
    assert found.months_left == 7
    assert found.needed.interval == Interval.point(Fraction(60, 7))
    assert found.pace.interval == Interval.point((Fraction(60, 7) / 8 - 1) * 100)
    reached = only(opened("a done 2025-01..2025-05 140件", "a done 2025 100件"))
    assert reached.needed is not None
    assert reached.needed.interval == Interval.point(0)
    over = only(opened("a done 2025 90件", "a done 2025 100件"))
    assert (over.needed, over.pace, over.due) == (None, None, 1)
    nothing_yet = only(opened("a done 2025Q1 0件", "a done 2025 100件"))
    assert nothing_yet.pace is None
    assert nothing_yet.needed is not None


INCOME = Indicator("x", "x", Unit("万元", (("CNY", 1),), signed=True), "amount")
YEAR = Period.parse("2025")


def measured(low: Fraction, high: Fraction, set_to: Fraction, month: int) -> Progress:
    """The progress with an actual between two values at the end of a month."""
    entity = Entity("a", "a", "village")
    interval, reported = Interval.of(low, high), Period(YEAR.start, month)
    actual = Result(entity, INCOME, reported, INCOME.unit, "printed", interval, low)
    target = Target(entity, INCOME, YEAR, read(f"{set_to}万元"), None, "")
    book = Book("", "", Convention(), Units())
    return _measured(book, Progress(target, set_to, actual, due=elapsed(YEAR, reported.end, "months")))


@given(actual=st.fractions(1, 200), width=st.fractions(0, 50), set_to=st.integers(1, 200), month=st.integers(1, 11))
def test_bounds_are_those_at_the_ends_of_what_was_reported(
    actual: Fraction, width: Fraction, set_to: int, month: int
) -> None:
    """All of it is monotone in the actual, so that the values at its ends, computed plainly, are the bounds."""

    def plainly(value: Fraction) -> tuple[Fraction, ...]:
        needed = max((set_to - value) / (12 - month), Fraction(0))
        return value / set_to * 100, value / set_to * 100 - Fraction(100 * month, 12), needed, needed / value * month

    found = measured(actual, actual + width, Fraction(set_to), month)
    low, high = plainly(actual), plainly(actual + width)
    assert found.attainment is not None
    assert found.gap is not None
    assert found.needed is not None
    assert found.pace is not None
    assert found.attainment.interval == Interval.of(low[0], high[0])
    assert found.gap.interval == Interval.of(low[1], high[1])
    assert found.needed.interval == Interval.of(high[2], low[2])
    assert found.pace.interval == Interval.of((high[3] - 1) * 100, (low[3] - 1) * 100)
    assert found.gap.nominal == low[1]


def test_lights_where_the_gap_straddles_a_threshold(opened: Opened) -> None:
    found = only(opened("a x 2025H1 约50", "a x 2025 100"))
    assert [light.name for light in found.lights] == ["yellow", "green"]
    own = (
        '[[light]]\nname = "好"\nat_least = 5\n[[light]]\nname = "中"\nat_least = -5\nbelow = 5\n'
        '[[light]]\nname = "差"\nbelow = -5\n'
    )
    assert [light.name for light in only(opened("a x 2025H1 约50", "a x 2025 100", own)).lights] == ["中", "好"]
    assert [light.name for light in only(opened("a x 2025H1 45.0", "a x 2025 100", own)).lights] == ["差", "中"]
    assert [light.name for light in only(opened("a done 2025H1 45件", "a done 2025 100件", own)).lights] == ["中"]


@given(st.fractions(-200, 200))
def test_the_lights_of_no_book_leave_no_gap(gap: Fraction) -> None:
    assert sum(gap in light.gaps for light in DEFAULT_LIGHTS) == 1


def test_leaders_come_first_and_ties_share_a_rank(opened: Opened) -> None:
    figures = "a done 2025H1 50件 \n b done 2025H1 60件 \n c done 2025H1 25件"
    targets = "a done 2025 100件 \n b done 2025 120件 \n c done 2025 100件 \n town done 2025 10件"
    found = asked(opened(figures, targets))
    assert [(one.target.entity.id, one.rank) for one in found] == [
        ("a", (1, 1)), ("b", (1, 1)), ("c", (3, 3)), ("town", None)
    ]  # fmt: skip


@given(year=st.integers(1583, 9998), months=st.integers(1, 12))
def test_days_are_those_of_the_calendar(year: int, months: int) -> None:
    period = Period(year * 12, 12)
    end = datetime.date(year + months // 12, months % 12 + 1, 1)
    passed, whole = end - datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)
    assert elapsed(period, period.start + months, "days") == Fraction(passed.days, whole.days)
    assert elapsed(period, period.start + months, "months") == Fraction(months, 12)


def test_leap_years(opened: Opened) -> None:
    calculator = opened("a x 2024-01..2024-02 10 \n b x 2025-01..2025-02 10", "a x 2024 60 \n b x 2025 60")
    assert [one.due for one in asked(calculator, by="days")] == [Fraction(60, 366), Fraction(59, 365)]


@pytest.mark.parametrize(
    ("figures", "period", "lack"),
    [
        ("a x 2024 100", "2024", "not_reported"),
        ("a x 2024 100", "2025", "not_begun"),
        ("a x 2024 100", "2026", "not_begun"),
        ("a x 2024Q3 100", "2024Q3", "not_reported"),
        ("a x 2024Q3 100", "2024Q4", "not_begun"),
        ("a x 2024Q3 100", "2024H2", "not_reported"),
        ("b x 2024 100", "2025", "not_reported"),
    ],
)
def test_nothing_is_reported_yet_of_a_time_behind_all_that_was(
    figures: str, period: str, lack: str, opened: Opened
) -> None:
    """The village that reported says how far time has gone, for targets of it and of others."""
    reported = figures.split()[2]
    calculator = opened(figures, f"a x {reported} 100 \n b done {period} 100件")
    (found,) = (one for one in asked(calculator) if one.target.measure.id == "done")
    assert (found.actual, found.lack) == (None, lack)
    (other,) = (one for one in asked(calculator) if one.target.measure.id == "x")
    assert other.lack == ("not_reported" if figures.startswith("b") else "")


def test_a_target_without_a_number_stays_one_before_it_begins(opened: Opened) -> None:
    found = asked(opened("a x 2024 100", "a x 2024 100 \n b done 2025 —"))
    assert [one.lack for one in found] == ["", "no_number"]
