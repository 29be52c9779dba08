"""Ranking entities of one kind by a measure, in one period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from nbkpi.compare.totals import settled
from nbkpi.errors import UsageError
from nbkpi.exact import Interval
from nbkpi.exact.ranks import RankRange, Ties, rank_ranges
from nbkpi.figure import Period
from nbkpi.language import _, listed
from nbkpi.model.generated import better_of
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.query import known_periods, reported_periods
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


class Ranked(NamedTuple):
    """A result with the ranks it can have, counted from the top and from the bottom."""

    result: Result
    rank: RankRange
    from_bottom: RankRange


class Ranking(NamedTuple):
    """Entities of some levels in one period: those with a value in the order of their ranks, and those without one.

    kinds are the levels; others are those, besides these, of which entities have values too, with how many.
    lowest_first: the lowest value has rank 1. Without any value at all kinds may be empty, and period is None.
    """

    measure: Measure
    kinds: tuple[str, ...]
    period: Period | None
    lowest_first: bool
    rows: list[Ranked]
    missing: list[Result]
    others: dict[str, int]


def ranking(
    calculator: Calculator,
    selection: Selection,
    measure: Measure,
    *,
    kinds: tuple[str, ...] = (),
    ties: Ties = "min",
    lowest_first: bool | None = None,
) -> Ranking:
    """Rank by the measure: of the levels asked for, else of that of which most entities have values.

    UsageError where one of them lies within another, as a village within its county. The period is the one asked for,
    else the last for which more than half of those that ever have a value have one, else the one for which most do.
    lowest_first is by default what the measure says is better.
    """
    lowest = better_of(measure) == "lower" if lowest_first is None else lowest_first
    asker = _Asker(calculator, selection, measure)
    periods = asker.periods()
    counts: dict[str, int] = {}
    for one in periods:
        counts[level_of(one.kind)] = counts.get(level_of(one.kind), 0) + 1
    most = max(counts, key=counts.__getitem__, default=None)
    chosen = kinds or (() if most is None else (most,))
    others = {name: count for name, count in counts.items() if name not in chosen}
    entities = [one for one in asker.asked_for if level_of(one.kind) in chosen]
    if len(chosen) > 1:
        _refuse_parts(entities)
    when = asker.period({one: found for one, found in periods.items() if level_of(one.kind) in chosen})
    if when is None:
        return Ranking(measure, chosen, None, lowest, [], [], others)
    results = [asker.result(one, when) for one in entities]
    rows = _ranked([one for one in results if one.interval is not None and selection.has_source(one)], ties, lowest)
    return Ranking(measure, chosen, when, lowest, rows, [one for one in results if one.interval is None], others)


def _refuse_parts(entities: Sequence[Entity]) -> None:
    """UsageError where what is to be ranked together holds each other."""
    levels = {one: level_of(one.kind) for one in entities}
    for one in entities:
        for above in one.ancestors():
            if levels.get(above, levels[one]) != levels[one]:
                kinds = listed(_(kind) for kind in (levels[above], levels[one]))
                message = _(
                    "“{part}” lies within “{whole}” and is not ranked beside it; ask for one kind at a time: {kinds}",
                    part=one.name,
                    whole=above.name,
                    kinds=kinds,
                )
                raise UsageError(message)


class _Asker:
    """Finds the values of a measure, each computed once."""

    def __init__(self, calculator: Calculator, selection: Selection, measure: Measure) -> None:
        self.calculator, self.selection, self.measure = calculator, selection, measure
        self._results: dict[tuple[Entity, Period], Result] = {}

    def result(self, entity: Entity, period: Period) -> Result:
        """The measure of an entity."""
        key = entity, period
        if key not in self._results:
            result = settled(self.calculator, self.calculator.result(self.measure, entity, period))
            if result.unit.dimension != self.measure.unit.dimension:
                # A change in percentage points that was printed for a rate is no rate.
                words = result.observations[0].text if result.observations else ""
                result = replace(result, interval=None, nominal=None, state="unknown", subject=words)
            self._results[key] = result
        return self._results[key]

    def periods(self) -> dict[Entity, list[Period]]:
        """For every entity asked for that may have a value: the periods of those."""
        found = {}
        for one in self.asked_for:
            known = known_periods(self.calculator, self.measure, one)
            periods = [period for period in known if self.selection.has_period(period)]
            if periods:
                found[one] = periods
        return found

    @cached_property
    def asked_for(self) -> Sequence[Entity]:
        """The entities asked for; by a breakdown its members of one level, on top or else the first of which one has a
        value, and no margin beside them: none holds another.
        """
        levels = dict[tuple[int, ...], list[Entity]]()
        by = self.selection.by
        for one in self.selection.subjects(self.calculator.book):
            depths = tuple(member.depth for member in one.of if member.breakdown in by)
            if len(depths) == len(by):
                levels.setdefault(depths, []).append(one)
        if not by:
            return levels.get((), [])
        known = (levels[depths] for depths in sorted(levels, key=sum) if any(map(self._has_value, levels[depths])))
        return next(known, levels.get((0,) * len(by), []))

    def _has_value(self, entity: Entity) -> bool:
        known = known_periods(self.calculator, self.measure, entity)
        return any(self.result(entity, one).interval is not None for one in reversed(known))

    def period(self, known: dict[Entity, list[Period]]) -> Period | None:
        """The period to rank in: of those that could serve, the last in which more than half really have a value."""
        entities: dict[Period, list[Entity]] = {}
        for one, periods in known.items():
            for period in periods:
                entities.setdefault(period, []).append(one)
        asked = [period for period in entities if period in self.selection.periods]
        if asked:
            return max(asked, key=Period.when)
        best, most = None, 0
        for period in sorted(entities, key=Period.when, reverse=True):
            likely = [one for one in entities[period] if self._may_have(one, period)]
            if len(likely) <= most:
                continue
            count = sum(self.result(one, period).interval is not None for one in likely)
            if count > most:
                best, most = period, count
            if 2 * count > len(known):
                break
        return best or self._last_reported(entities)

    def _last_reported(self, entities: dict[Period, list[Entity]]) -> Period | None:
        """The period for which the reason is wanted where nobody has a value: the last that was printed."""
        printed: set[Period] = set()
        if isinstance(self.measure, Metric):
            for one in {entity: None for these in entities.values() for entity in these}:
                printed |= reported_periods(self.calculator, self.measure, one)
        return max(printed & entities.keys() or entities, key=Period.when, default=None)

    def _may_have(self, entity: Entity, period: Period) -> bool:
        """Whether a value is possible at all: looking is faster than computing that there is none."""
        book, measure = self.calculator.book, self.measure
        if not isinstance(measure, Metric) or entity.of or book.claims_of(entity) or book.identities:
            return True
        own = (slot for slot in self.calculator.program(measure).slots if slot.scope == "own")
        return all(slot.measure is None or book.printed(entity, slot.measure, slot.period(period)) for slot in own)


def _ranked(results: Sequence[Result], ties: Ties, lowest_first: bool) -> list[Ranked]:
    """Best rank first, then the better worst rank, then the order of the book."""
    measure = results[0].measure if results else None
    step = measure.step if measure is not None else None
    intervals = [_possible(one, step) for one in results]
    above = [-one for one in intervals] if lowest_first else intervals
    ranks = rank_ranges(above, ties, step), rank_ranges([-one for one in above], ties, step)
    return sorted((Ranked(*row) for row in zip(results, *ranks, strict=True)), key=lambda row: row.rank)


def _possible(result: Result, step: Fraction | None) -> Interval:
    """The values a result can have: of a count only the whole ones, which leaves no room between 10 and 11."""
    assert result.interval is not None
    # Where none is left the words must mean something else, and they are taken as they are.
    return result.interval if step is None else result.interval.snapped(step) or result.interval
