"""Entities side by side: what they share, and how the others differ from the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.figure import Period, Unit
from nbkpi.figure.unit import NUMBER, PERCENTAGE_POINT, POINTS
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.query import GROWTH_FAMILIES, known_periods
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


class Amount(NamedTuple):
    """Possible values in a unit, with the one at the printed numbers where there is one."""

    interval: Interval
    nominal: Fraction | None
    unit: Unit


class ComparedRow(NamedTuple):
    """One measure in one period: a result for each entity; of each against the first, difference and ratio.

    Those are None for the first itself, and where they have no value or no meaning.
    """

    measure: Measure
    period: Period
    results: list[Result]
    differences: list[Amount | None]
    ratios: list[Amount | None]


def several(book: Book, names: Sequence[str], selection: Selection) -> list[Entity]:
    """The entities of these names, each once, or the cells of them asked for; UsageError where they are fewer than two.

    By a breakdown its members on top are compared, of each entity; a breakdown within one asked for is left to that.
    """
    found = dict.fromkeys(book.entity(name) for name in names)
    chosen = [selection.of]
    for breakdown in selection.by:
        chosen = [book.cells.breakdowns.joined((*cell, one)) for cell in chosen for one in breakdown.members]
    entities = [book.cells.of(entity, cell) for entity in found for cell in chosen]
    if len(entities) < 2:
        raise UsageError(_("name at least two entities to compare"))
    return entities


def beside(calculator: Calculator, selection: Selection, entities: Sequence[Entity]) -> list[ComparedRow]:
    """Everything that at least two of the entities have for the same period.

    Of each measure that is the last period for which most of them have it, or every one asked for.
    """
    rows = []
    for measure in _measures(calculator, selection):
        shared = list(_rows(calculator, selection, measure, entities))
        rows += shared if selection.periods else [max(reversed(shared), key=_known)] if shared else []
    return rows


def _measures(calculator: Calculator, selection: Selection) -> list[Measure]:
    """Indicators and metrics of the book, growth and the like where it was printed, and whatever was asked for."""
    book = calculator.book
    printed = (one.measure for one in book.observations)
    found = dict.fromkeys([*book.indicators, *book.metrics, *printed, *(selection.measures or ())])
    return [measure for measure in found if selection.has_measure(measure)]


def _known(row: ComparedRow) -> int:
    return sum(result.state != "unknown" for result in row.results)


def _rows(
    calculator: Calculator, selection: Selection, measure: Measure, entities: Sequence[Entity]
) -> Iterator[ComparedRow]:
    counts: dict[Period, int] = {}
    for one in entities:
        for period in known_periods(calculator, measure, one):
            counts[period] = counts.get(period, 0) + 1
    for period in selection.asked_first(sorted(counts, key=Period.when)):
        if counts[period] < 2:
            continue
        results = [calculator.result(measure, one, period) for one in entities]
        known = [one for one in results if one.state != "unknown" and selection.has_source(one)]
        if len(known) > 1:
            others = results[1:]
            differences = [None, *(difference(other, results[0]) for other in others)]
            yield ComparedRow(
                measure, period, results, differences, [None, *(ratio(other, results[0]) for other in others)]
            )


def difference(result: Result, first: Result) -> Amount | None:
    """By how much more it is than the first, for rates in percentage points; None where either has no value."""
    if result.interval is None or first.interval is None or result.unit != first.unit:
        return None
    found, nominal = result.interval - first.interval, _both(result, first)
    unit = result.unit
    if unit.is_part_of_one:
        factor = unit.scale / PERCENTAGE_POINT.scale
        found, unit = found.scaled(factor), PERCENTAGE_POINT
        nominal = None if nominal is None else (nominal[0] * factor, nominal[1] * factor)
    return Amount(found, None if nominal is None else nominal[0] - nominal[1], unit)


def ratio(result: Result, first: Result) -> Amount | None:
    """How many times the first it is; None for growth and change, and where either can be zero or below."""
    changes = isinstance(result.measure, Metric) and result.measure.family in GROWTH_FAMILIES
    if changes or result.unit != first.unit or result.unit.dimension == POINTS:
        return None
    above, below = result.interval, first.interval
    if above is None or below is None or not below.is_positive or above.lower is None or above.lower < 0:
        return None
    nominal = _both(result, first)
    return Amount(above / below, None if nominal is None else nominal[0] / nominal[1], NUMBER)


def _both(result: Result, first: Result) -> tuple[Fraction, Fraction] | None:
    if result.nominal is None or first.nominal is None:
        return None
    return result.nominal, first.nominal
