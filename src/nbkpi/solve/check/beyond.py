"""Metrics that nobody printed and that come out beyond what they can be, such as 61 resolved of 60 received."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.records import Entity, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.verdicts import Check, Verdict, is_of_two_states
from nbkpi.solve.expr.expression import Share
from nbkpi.solve.expr.ranges import WHOLE
from nbkpi.solve.printed import limits_of
from nbkpi.solve.query import candidate_periods, entities_of, speaks_of
from nbkpi.solve.relations import definition, definition_formula
from nbkpi.solve.result import Result, outside
from nbkpi.solve.select import Selection


def beyond_limits(calculator: Calculator, selection: Selection) -> Iterator[Check]:
    """A contradiction for each of them; what was printed of a metric itself is judged as a claim."""
    for metric in calculator.book.metrics:
        limits = _limits(calculator, metric)
        if limits is not None:
            for entity in entities_of(calculator, metric, selection):
                for result in _results_beyond(calculator, metric, entity, limits):
                    yield _check(calculator, metric, result, limits)


def beyond_limits_of(calculator: Calculator, entity: Entity) -> frozenset[tuple[Metric, Period]]:
    """For which metrics and periods there would be such a contradiction for one entity."""
    found: set[tuple[Metric, Period]] = set()
    for metric in calculator.book.metrics:
        limits = _limits(calculator, metric)
        if limits is not None and speaks_of(calculator, metric, entity):
            found.update((metric, one.period) for one in _results_beyond(calculator, metric, entity, limits))
    return frozenset(found)


def _results_beyond(calculator: Calculator, metric: Metric, entity: Entity, limits: Interval) -> Iterator[Result]:
    """What a metric of an entity comes to where nobody printed it and that is beyond what it can be."""
    for period in candidate_periods(calculator, metric, entity):
        if _is_to_compute(calculator, metric, entity, period):
            result = calculator.computed(metric, entity, period)
            if _is_beyond(result, limits):
                yield result


def _limits(calculator: Calculator, metric: Metric) -> Interval | None:
    """What a metric can be; None where that is anything."""
    if isinstance(calculator.program(metric).expression, Share):
        return WHOLE.scaled(1 / metric.unit.scale)
    return None if metric.limits == "any" else limits_of(metric)


def _is_to_compute(calculator: Calculator, metric: Metric, entity: Entity, period: Period) -> bool:
    """Whether it was not printed, and all that it is computed from was, or is claimed from: to look costs less."""
    book, claimed = calculator.book, calculator.formulas.claims_on(entity)
    return not book.printed(entity, metric, period) and all(
        slot.measure is None or slot.scope != "own"
        or book.printed(entity, slot.measure, slot.period(period)) or (slot.measure, slot.period(period)) in claimed
        for slot in calculator.program(metric).slots
    )  # fmt: skip


def _is_beyond(result: Result, limits: Interval) -> bool:
    """Whether no value is possible: a share that is capped to one has none where the whole is less than its part."""
    if result.interval is None:
        return result.state == "out_of_range"
    return result.interval.intersect(limits) is None


def _check(calculator: Calculator, metric: Metric, result: Result, limits: Interval) -> Check:
    found = calculator.uncapped(metric, result.entity, result.period)
    verdict: Verdict = "contradicted"
    reason = outside(found, limits)
    if is_of_two_states(result.claims):
        verdict, reason = "not comparable", _("revised and preliminary figures are mixed")
    return Check(
        verdict, "metric", result.entity, metric, result.period, metric.unit, definition(metric),
        reason, None, found.interval, found.nominal, None, result.claims,
        relations=(definition_formula(metric),),
    )  # fmt: skip
