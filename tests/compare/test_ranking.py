"""Which entities are ranked, in which period, in which order; and entities side by side."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from nbkpi.compare.beside import ComparedRow, beside
from nbkpi.compare.ranking import Ranking, ranking
from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure.unit import PERCENTAGE_POINT
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

Opened = Callable[..., Calculator]


def asked(calculator: Calculator, measure: str, periods: list[str] | None = None, **how: object) -> Ranking:
    selection = select(calculator.book, periods=periods or [])
    return ranking(calculator, selection, calculator.book.measure(measure), **how)  # type: ignore[arg-type]


def order(found: Ranking) -> list[tuple[str, int, int]]:
    return [(row.result.entity.id, *row.rank) for row in found.rows]


@pytest.mark.parametrize(
    ("figures", "periods", "chosen"),
    [
        ("a x 2023 1 \n b x 2023 2 \n c x 2023 3 \n a x 2024 1 \n b x 2024 2", [], "2024"),
        ("a x 2023 1 \n b x 2023 2 \n c x 2023 3 \n a x 2024 1", [], "2023"),
        ("a x 2023 1 \n b x 2023 2 \n c x 2023 3 \n a x 2024 1", ["2024"], "2024"),
        ("a x 2024 1 \n b x 2023 2", [], "2024"),
        ("a x 2023 1 \n b x 2023 2 \n a x 2024 *** \n b x 2024 ***", [], "2023"),
        ("a x 2024 1 \n a x 2024-12 2", [], "2024"),
        ("a x 2024 1 \n a x 2024Q4 2 \n a x 2024Q3 2", ["2024Q3"], "2024Q3"),
    ],
)
def test_the_period(figures: str, periods: list[str], chosen: str, opened: Opened) -> None:
    assert str(asked(opened(figures), "x", periods).period) == chosen


def test_one_kind_at_a_time(opened: Opened) -> None:
    calculator = opened("a x 2024 1 \n b x 2024 2 \n town x 2024 9 \n other x 2024 8 \n county x 2024 17 \n c x 2024 3")
    found = asked(calculator, "x")
    assert (found.kinds, found.others) == (("village",), {"county": 1, "town": 2})
    assert order(found) == [("c", 1, 1), ("b", 2, 2), ("a", 3, 3)]
    assert order(asked(calculator, "x", kinds=("town",))) == [("town", 1, 1), ("other", 2, 2)]
    assert asked(calculator, "x", kinds=("planet",)).period is None


def test_a_county_is_not_ranked_among_its_villages(opened: Opened) -> None:
    calculator = opened("a x 2024 1 \n b x 2024 2 \n county x 2024 17")
    with pytest.raises(UsageError, match="“甲村” lies within “甲县” and is not ranked beside it"):
        asked(calculator, "x", kinds=("village", "county"))


def test_what_is_better_comes_first(opened: Opened) -> None:
    figures = "a fires 2024 3起 \n b fires 2024 1起 \n c fires 2024 3起 \n a fires 2023 1起 \n b fires 2023 1起"
    calculator = opened(figures)
    assert order(asked(calculator, "fires")) == [("b", 1, 1), ("a", 2, 2), ("c", 2, 2)]
    assert order(asked(calculator, "fires", lowest_first=False)) == [("a", 1, 1), ("c", 1, 1), ("b", 3, 3)]
    assert order(asked(calculator, "fires", lowest_first=False, ties="dense"))[2] == ("b", 2, 2)
    assert asked(calculator, "fires.change").lowest_first


def test_counts_are_whole(opened: Opened) -> None:
    """More than 10 cases are at least 11, so that 11 may be as many."""
    assert order(asked(opened("a cases 2024 超10件 \n b cases 2024 11件"), "cases")) == [("a", 1, 1), ("b", 1, 2)]
    assert order(asked(opened("a cases 2024 超10件 \n b cases 2024 10件"), "cases")) == [("a", 1, 1), ("b", 2, 2)]


def test_ranks_from_the_bottom(opened: Opened) -> None:
    found = asked(opened("a x 2024 9 \n b x 2024 5 \n c x 2024 5.0"), "x")
    assert [tuple(row.from_bottom) for row in found.rows] == [(3, 3), (1, 2), (1, 2)]


def test_those_without_a_value_are_not_ranked(opened: Opened) -> None:
    found = asked(opened("a x 2024 9 \n b x 2024 *** \n b x 2023 1"), "x", ["2024"])
    assert order(found) == [("a", 1, 1)]
    assert [(one.entity.id, one.state) for one in found.missing] == [("b", "withheld"), ("c", "unknown")]


def test_a_change_in_points_is_no_rate(opened: Opened) -> None:
    found = asked(opened("a done_rate 2024 90% \n b done_rate 2024 4.6个百分点"), "done_rate")
    assert order(found) == [("a", 1, 1)]
    assert [(one.entity.id, one.subject) for one in found.missing[:1]] == [("b", "4.6个百分点")]


def test_nothing_to_rank(opened: Opened) -> None:
    found = asked(opened(""), "x")
    assert (found.kinds, found.period, found.rows, found.missing) == ((), None, [], [])


def side(calculator: Calculator, *names: str, **filters: list[str]) -> list[ComparedRow]:
    book = calculator.book
    return beside(calculator, select(book, **filters), [book.entity(name) for name in names])


def test_side_by_side(opened: Opened) -> None:
    rows = side(
        opened("a x 2024 88 \n b x 2024 120 \n a rate 2024 90% \n b rate 2024 95.0% \n a done 2024 1件"), "a", "b"
    )
    assert [row.measure.id for row in rows] == ["x", "rate"]
    money, rate = rows[0].differences[1], rows[1].differences[1]
    assert money is not None
    assert rate is not None
    assert money.interval == Interval.of(31, 33, False, False)
    assert (rate.unit, rate.nominal) == (PERCENTAGE_POINT, 5)
    quotient = rows[0].ratios[1]
    assert quotient is not None
    assert quotient.interval == Interval.of(Fraction(1195, 885), Fraction(1205, 875), False, False)


@pytest.mark.parametrize(
    "figures", ["a x 2024 -5 \n b x 2024 6", "a x 2024 0 \n b x 2024 6", "a x 2024 5 \n b x 2024 -6"]
)
def test_no_ratio_across_zero(figures: str, opened: Opened) -> None:
    (row,) = side(opened(figures), "a", "b")
    assert row.differences[1] is not None
    assert row.ratios == [None, None]


def test_the_last_period_that_most_share(opened: Opened) -> None:
    calculator = opened("a x 2023 1 \n b x 2023 1 \n c x 2023 1 \n a x 2024 1 \n b x 2024 1")
    assert [str(row.period) for row in side(calculator, "a", "b", "c")] == ["2023"]
    assert [str(row.period) for row in side(calculator, "a", "b")] == ["2024"]
    assert [str(row.period) for row in side(calculator, "a", "b", periods=["2023", "2024"])] == ["2023", "2024"]
    assert side(calculator, "a", "town") == []


def test_states_are_shown_as_states(opened: Opened) -> None:
    (row,) = side(opened("a x 2024 5 \n b x 2024 ***"), "a", "b")
    assert [one.state for one in row.results] == ["", "withheld"]
    assert row.differences == [None, None]
