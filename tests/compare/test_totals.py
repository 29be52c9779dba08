"""Totals of parts: rates from summed parts, what cannot be added up, and parts that are missing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from nbkpi.compare.totals import settled, totalled, unreported
from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result

Opened = Callable[..., Calculator]
FIGURES = "a done 2024 9件 \n a cases 2024 10件 \n b done 2024 300件 \n b cases 2024 1000件"


def asked(calculator: Calculator, measure: str, entity: str = "town", period: str = "2024") -> Result:
    book = calculator.book
    metric = totalled(calculator, book.measure(measure))
    return settled(calculator, calculator.computed(metric, book.entity(entity), Period.parse(period)))


def test_a_rate_comes_from_the_sums_of_its_parts(opened: Opened) -> None:
    """90% of 10 and 30% of 1000 are 30.6% together, not the 60% that their mean would be."""
    found = asked(opened(FIGURES), "done_rate")
    assert found.interval == Interval.point(Fraction(30900, 1010))
    assert found.formula == "sum(done) / sum(cases)"
    assert len(found.claims) == 4


def test_metrics_within_metrics(opened: Opened) -> None:
    found = asked(opened(FIGURES), "twice")
    assert found.interval == Interval.point(Fraction(61800, 1010))
    assert found.formula == "(sum(done) / sum(cases)) * 2"


@pytest.mark.parametrize(
    ("measure", "formula"), [("done", "sum(done)"), ("done.growth", "growth(sum(done))"), ("people", "sum(people)")]
)
def test_formulas(measure: str, formula: str, opened: Opened) -> None:
    calculator = opened(FIGURES)
    assert totalled(calculator, calculator.book.measure(measure)).formula == formula


def test_totals_of_rounded_figures_are_intervals(opened: Opened) -> None:
    found = asked(opened("a x 2024 88万元 \n b x 2024 12.5万元"), "x")
    assert found.interval == Interval.of(Fraction(9995, 100), Fraction(10105, 100), True, False)


@pytest.mark.parametrize("measure", ["rate", "fee", "rate.points", "gap_rate"])
def test_what_cannot_be_added_up_is_refused(measure: str, opened: Opened) -> None:
    with pytest.raises(UsageError, match="cannot be added up"):
        asked(opened(FIGURES), measure)


def test_missing_parts_are_named(opened: Opened) -> None:
    found = asked(opened(FIGURES + "\n a done 2023 5件"), "done", period="2023")
    assert (found.interval, found.state, found.subject) == (None, "unknown", "乙村 办结 2023")


def test_sums_over_different_parts_make_no_rate(opened: Opened) -> None:
    """One village reports cases only: the rate of all would set its cases against nothing."""
    calculator = opened(FIGURES + "\n c cases 2024 5件")
    assert asked(calculator, "done_rate", "town").interval is not None
    found = asked(calculator, "done_rate", "county")
    assert (found.interval, found.state, found.subject) == (None, "unknown", "丙村 办结 2024")


def test_parts_that_never_report_are_told(opened: Opened) -> None:
    calculator = opened(FIGURES)
    metric = totalled(calculator, calculator.book.measure("done"))
    silent = unreported(calculator, metric, calculator.book.entity("county"))
    assert [one.id for one in silent] == ["c"]
    assert unreported(calculator, metric, calculator.book.entity("town")) == []


def test_of_two_on_one_path_the_upper_one_counts(opened: Opened) -> None:
    found = asked(opened(FIGURES + "\n town done 2024 400件 \n c done 2024 1件"), "done", "county")
    assert found.interval == Interval.point(401)


def test_withheld_parts_leave_no_total(opened: Opened) -> None:
    found = asked(opened("a done 2024 ***\n b done 2024 3件"), "done")
    assert (found.interval, found.state) == (None, "withheld")


def test_a_share_within_a_formula_stays_one(opened: Opened) -> None:
    """At most 98 of 98 cases are done, so that twice the rate is at most 200%."""
    found = asked(opened("a done 2024 约100件 \n a cases 2024 98件"), "twice")
    assert found.interval == Interval.of(Fraction(100 * 2 * 50, 98), 200)
