"""What was reported of a period so far: a cumulative figure, the sum of months and quarters, or the last level."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.figure.unit import PURE
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.query import known_periods
from nbkpi.solve.result import Result, Value


class SoFar(NamedTuple):
    """What is known of a period so far, None where nothing is, and what was reported later but cannot be added to it.

    missing is the time between the two of which nothing is known; None where there is none, and they overlap.
    conflicting are the periods that reach further, but of which the figures contradict each other.
    """

    actual: Result | None = None
    left_out: tuple[Period, ...] = ()
    missing: Period | None = None
    conflicting: tuple[Period, ...] = ()


def accrues(measure: Measure) -> bool:
    """Whether it grows with the time it is counted over: amounts and counts that are flows."""
    if not isinstance(measure, Indicator) or measure.measure != "flow":
        return False
    return measure.kind != "rate" and measure.unit.dimension != PURE


def so_far(calculator: Calculator, measure: Measure, entity: Entity, period: Period, until: int) -> SoFar:
    """What is known of the measure from the start of the period up to a month.

    Of what accrues, the figure that reaches farthest from the start, else figures that follow on each other without a
    gap, added up. Of stocks the last one. Of rates and metrics the one that reaches farthest from the start, else the
    last one.
    """
    last = min(until, period.end)
    known = [
        calculator.result(measure, entity, one)
        for one in known_periods(calculator, measure, entity)
        if period.start < one.end <= last and (one.start >= period.start or measure.is_stock)
    ]
    dimension = measure.unit.dimension
    results = {one.period: one for one in known if one.state != "unknown" and one.unit.dimension == dimension}
    if not results:
        return SoFar()
    if accrues(measure):
        return _accrued(measure, entity, period.start, results)
    whole = {} if measure.is_stock else {one: found for one, found in results.items() if one.start == period.start}
    candidates = whole or results
    return SoFar(candidates[max(candidates, key=Period.when)])


def _accrued(measure: Measure, entity: Entity, start: int, results: dict[Period, Result]) -> SoFar:
    """The figures that reach farthest from the start, as few as possible, added up; alone when it is one."""
    adds_up = isinstance(measure, Indicator) and measure.is_additive
    reached: dict[int, tuple[Result, ...]] = {start: ()}
    for period, result in sorted(results.items(), key=lambda pair: pair[0].end):
        before = reached.get(period.start)
        if before is None or result.interval is None or (before and not adds_up):
            continue
        known = reached.get(period.end)
        if known is None or len(known) > len(before) + 1:
            reached[period.end] = (*before, result)
    last = max(reached)
    parts = reached[last]
    if len(parts) > 1:
        actual: Result | None = _sum(measure, entity, parts)
    else:
        # A figure without a value is still given, as it says why it has none.
        stated = (found for one, found in results.items() if one.start == start)
        actual = parts[0] if parts else next(stated, None)
    conflicting = tuple(sorted(one for one, found in results.items() if found.state == "conflict" and one.end > last))
    left_out = _beyond(last, [one for one, found in results.items() if found.interval is not None])
    return SoFar(actual, *left_out, conflicting)


def _beyond(last: int, reported: Collection[Period]) -> tuple[tuple[Period, ...], Period | None]:
    """The periods that reach beyond what was added up, and the time between both."""
    left_out = tuple(sorted(one for one in reported if one.end > last))
    first = min((one.start for one in left_out), default=last)
    return left_out, Period(last, first - last) if first > last else None


def _sum(measure: Measure, entity: Entity, parts: tuple[Result, ...]) -> Result:
    total, nominal = Interval.point(0), Fraction(0)
    for part in parts:
        assert part.interval is not None
        total = total + part.interval
        nominal += part.nominal or 0
    first, last = parts[0].period, parts[-1].period
    values = tuple(
        Value(entity, measure, part.period, part.interval, part.nominal, part.basis, part.claims)
        for part in parts
        if part.interval is not None
    )
    return Result(
        entity, measure, Period(first.start, last.end - first.start), measure.unit, "computed", total,
        nominal if all(part.nominal is not None for part in parts) else None,
        formula=" + ".join(str(part.period) for part in parts), inputs=values,
    )  # fmt: skip
