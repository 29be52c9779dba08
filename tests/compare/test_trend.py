"""Values over time: worked examples of mean growth, series with gaps, and growth where levels are missing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.compare.trend import Trend, trends
from nbkpi.exact import Interval
from nbkpi.figure.format import round_decimal
from nbkpi.report.trend import BLOCKS, sparkline
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

Opened = Callable[..., Calculator]


def asked(calculator: Calculator, measure: str, **filters: list[str]) -> list[Trend]:
    return trends(calculator, select(calculator.book, **filters), calculator.book.measure(measure))


def mean(calculator: Calculator, measure: str) -> tuple[str, str]:
    """Period and mean growth a year, with one decimal."""
    (found,) = asked(calculator, measure)
    assert found.mean is not None
    assert found.mean.nominal is not None
    return str(found.mean.period), round_decimal(found.mean.nominal, 1)


@pytest.mark.parametrize(("index", "rate"), [("305.6", "10.7"), ("399.0", "13.4"), ("97.9", "-0.2")])
def test_the_yearbook_of_chongqing(index: str, rate: str, opened: Opened) -> None:
    """1997 to 2007 are eleven years of growth from the base 1996."""
    assert mean(opened(f"a index 1996 100 \n a index 2007 {index}"), "index") == ("1997..2007", rate)


@pytest.mark.parametrize(
    ("growth", "rate"), [("145.5", "20.6"), ("142.5", "19.4"), ("141.2", "18.8"), ("172.1", "31.2")]
)
def test_two_years_of_industrial_profits(growth: str, rate: str, opened: Opened) -> None:
    assert mean(opened(f"a index 2019 100 \n a index 2021 {growth}"), "index") == ("2020..2021", rate)


def test_growth_alone_gives_a_mean_too(opened: Opened) -> None:
    calculator = opened("a x.growth 2020 4.0% \n a x.growth 2021 57.3%")
    (found,) = asked(calculator, "x")
    assert found.mean is not None
    assert found.mean.interval is not None
    assert found.mean.nominal is not None
    assert str(found.mean.period) == "2020..2021"
    assert round_decimal(found.mean.nominal, 1) == "27.9"
    low, high = (Fraction(10395, 10000) * Fraction(15725, 10000), Fraction(10405, 10000) * Fraction(15735, 10000))
    assert found.mean.interval.lower is not None
    assert found.mean.interval.upper is not None
    assert abs((1 + found.mean.interval.lower / 100) ** 2 - low) < Fraction(1, 10**40)
    assert abs((1 + found.mean.interval.upper / 100) ** 2 - high) < Fraction(1, 10**40)
    assert len(found.mean.claims) == 2


@pytest.mark.parametrize(
    "figures",
    [
        "a x.growth 2021 4%",
        "a x.growth 2019 4% \n a x.growth 2021 5%",
        "a x.growth 2020 4% prices=constant \n a x.growth 2021 5%",
        "a x.growth 2020 4个百分点 \n a x.growth 2021 5%",
        "a x 2020 5 \n a x 2021 6",
        "a rate 2019 90% \n a rate 2021 95%",
        "a x 2020Q1 5 \n a x 2020Q2 6 \n a x 2020Q3 7",
    ],
)
def test_where_there_is_no_mean(figures: str, opened: Opened) -> None:
    calculator = opened(figures)
    measure = "rate" if "rate" in figures else "x"
    assert [one.mean for one in asked(calculator, measure)] == [None]


def test_a_mean_across_a_loss_is_a_state(opened: Opened) -> None:
    (found,) = asked(opened("a x 2019 -5 \n a x 2021 6"), "x")
    assert found.mean is not None
    assert (found.mean.interval, found.mean.state) == (None, "turned_to_profit")


def test_what_a_growth_implies_is_part_of_the_series(opened: Opened) -> None:
    (found,) = asked(opened("a x 2024 88 \n a x.growth 2024 43.6% \n a x.growth 2023 10%"), "x")
    assert [str(point.result.period) for point in found.points] == ["2022", "2023", "2024"]
    assert found.mean is not None
    assert found.mean.basis == "implied"


@pytest.mark.parametrize(
    ("figures", "series"),
    [
        ("a x 2019 1 \n a x 2021 2 \n a x 2022 3", [1, None, 2, 3]),
        ("a x 2023H1 1 \n a x 2024H1 2", [1, 2]),
        ("a x 2023H1 1 \n a x 2024H2 2", [1, None, None, 2]),
        ("a x 2024-01..2024-05 1 \n a x 2025-01..2025-05 2", [1, 2]),
        ("a x 2024-01 1 \n a x 2024-03 2", [1, None, 2]),
        ("a x 2016..2020 1 \n a x 2021..2025 2", [1, 2]),
        ("a x 2024 超5", [5]),
        ("a x 2024 1 \n a x 2025 ***", [1, None]),
    ],
)
def test_gaps(figures: str, series: list[int | None], opened: Opened) -> None:
    (found,) = asked(opened(figures), "x")
    assert found.series() == series


def test_a_series_is_not_longer_than_can_be_drawn(opened: Opened) -> None:
    (found,) = asked(opened("a x 1000-01 1 \n a x 9999-12 2"), "x")
    assert len(found.series()) == 240
    assert found.series()[-1] == 2


def test_lengths_of_periods_are_kept_apart(opened: Opened) -> None:
    found = asked(opened("a x 2024 1 \n a x 2024Q1 2 \n a x 2024Q2 3 \n b x 2024 4"), "x")
    assert [(one.entity.id, len(one.points)) for one in found] == [("a", 1), ("a", 2), ("b", 1)]
    assert [one.entity.id for one in asked(opened("a x 2024 1 \n b x 2024 4"), "x", entities=["b"])] == ["b"]
    assert asked(opened("a x 2024 1"), "x", periods=["2020"]) == []


def test_rates_change_by_points(opened: Opened) -> None:
    (found,) = asked(opened("a rate 2023 90.0% \n a rate 2024 95.0%"), "rate")
    assert found.points[1].growth is not None
    assert found.points[1].growth.interval == Interval.of(Fraction(49, 10), Fraction(51, 10), False, False)


@given(st.lists(st.one_of(st.none(), st.fractions(-100, 100)), max_size=30))
def test_sparklines_keep_the_order_of_values(series: list[Fraction | None]) -> None:
    drawn = sparkline(series)
    assert len(drawn) == len(series)
    pairs = [(value, BLOCKS.index(block)) for value, block in zip(series, drawn, strict=True) if value is not None]
    assert [block == " " for block in drawn] == [value is None for value in series]
    assert all(a <= b for (x, a) in pairs for (y, b) in pairs if x <= y)
    if len({value for value, _block in pairs}) > 1:
        assert {min(pairs)[1], max(pairs)[1]} == {0, len(BLOCKS) - 1}
