"""Entities of one kind side by side: their last common figures, of the month and of the year so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from nbkpi.compare.ranking import ranking
from nbkpi.compare.sofar import so_far
from nbkpi.compare.totals import settled
from nbkpi.compare.trend import YEAR, growth_of
from nbkpi.figure import Period
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.query import known_periods
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

FEWEST = 2
"""How many entities of a kind can stand side by side."""

Span = Literal["", "current", "cumulative"]
"""current: of the last month or quarter alone; cumulative: of the year up to its end."""

Values = Mapping[Entity, Result]


class Heading(NamedTuple):
    """What a column is of; is_growth: not the measure itself but what it has grown by."""

    measure: Measure
    period: Period
    span: Span
    is_growth: bool = False


class Overview(NamedTuple):
    """Entities of one kind in the order of the book, each with a value or None for every heading.

    A measure keeps its columns together: the current figure, the cumulative one, and the growth of the latter. silent
    are those of the kind that have none of these values. whole is what all of them lie right in, with what was
    published of it, or is computed from that.
    """

    kind: str
    headings: list[Heading]
    rows: list[tuple[Entity, list[Result | None]]]
    silent: list[Entity]
    whole: tuple[Entity, list[Result | None]] | None = None


def overviews(calculator: Calculator, selection: Selection, measures: Sequence[Measure]) -> list[Overview]:
    """One for each kind of which several entities have values, the kind with most of them first."""
    kinds: dict[str, list[Entity]] = {}
    for one in filter(selection.has_entity, calculator.book.subjects()):
        kinds.setdefault(level_of(one.kind), []).append(one)
    found = []
    for kind, entities in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        of_kind = selection._replace(entities=frozenset(one.itself for one in entities))
        columns = [column for measure in measures for column in _columns(calculator, of_kind, measure)]
        known = {entity for _heading, values in columns for entity in values}
        rows = [(one, [values.get(one) for _heading, values in columns]) for one in entities if one in known]
        if len(rows) >= FEWEST:
            silent = [one for one in entities if one not in known]
            headings = [heading for heading, _values in columns]
            whole = _whole(calculator, selection, [one for one, _results in rows], headings)
            found.append(Overview(kind, headings, rows, silent, whole))
    return found


def _whole(
    calculator: Calculator, selection: Selection, entities: Sequence[Entity], headings: Sequence[Heading]
) -> tuple[Entity, list[Result | None]] | None:
    """What all of these lie right within, with its own values; None where it has none."""
    upper = entities[0].within
    if upper is None or any(one.within is not upper for one in entities) or not selection.has_entity(upper):
        return None
    found = (calculator.result(one.measure, upper, one.period) for one in headings)
    results = [one if one.interval is not None and one.basis in ("printed", "computed") else None for one in found]
    return (upper, results) if any(results) else None


def _columns(calculator: Calculator, selection: Selection, measure: Measure) -> Iterator[tuple[Heading, Values]]:
    """The columns of one measure, in the last period that most entities have, of a flow with those beside it."""
    found = ranking(calculator, selection, measure)
    if found.period is None or len(found.rows) < FEWEST:
        return
    when, values = found.period, {row.result.entity: row.result for row in found.rows}
    span = span_of(calculator, measure, when)
    beside = beside_of(calculator, selection, measure, when, list(values)) if span else {}
    if not _are_common(len(beside), len(values)):
        beside = {}
    other = next((one.period for one in beside.values()), when)
    if beside and span == "cumulative":
        yield Heading(measure, other, "current"), beside
    yield Heading(measure, when, span), values
    if beside and span == "current":
        yield Heading(measure, other, "cumulative"), beside
        when = other
    growth = growth_of(calculator.book, measure) if isinstance(measure, Indicator) else None
    if growth is None:
        return
    grown = ranking(calculator, selection._replace(periods=(when,)), growth)
    if grown.period == when and _are_common(len(grown.rows), len(values)):
        of = {row.result.entity: row.result for row in grown.rows}
        yield Heading(growth, when, "", is_growth=True), of


def span_of(calculator: Calculator, measure: Measure, when: Period) -> Span:
    """Whether a figure of part of a year is of the year so far; nothing for whole years, and for levels."""
    if when.length % YEAR == 0 or not _is_flow(calculator, measure):
        return ""
    return "cumulative" if when.start % YEAR == 0 and when.length > 1 else "current"


def _is_flow(calculator: Calculator, measure: Measure) -> bool:
    """Whether it is counted over time, or computed from something that is."""
    if isinstance(measure, Indicator):
        return measure.measure == "flow"
    return any(
        slot.measure is not None and _is_flow(calculator, slot.measure) for slot in calculator.program(measure).slots
    )


def beside_of(
    calculator: Calculator, selection: Selection, measure: Measure, when: Period, entities: Sequence[Entity]
) -> Values:
    """Beside figures of the year so far those of its last month or quarter, beside those the year so far.

    All of one period; the entities without a value are left out, and where there is no such period all of them.
    """
    if span_of(calculator, measure, when) == "cumulative":
        return _current(calculator, selection, measure, when, entities)
    return _so_far(calculator, measure, when, entities)


def _current(
    calculator: Calculator, selection: Selection, measure: Measure, whole: Period, entities: Sequence[Entity]
) -> Values:
    """The figures of the shortest period that ends with the whole one."""
    periods = {
        one
        for entity in entities
        for one in known_periods(calculator, measure, entity)
        if one.end == whole.end and whole.start < one.start
    }
    if not periods:
        return {}
    when = min(periods, key=lambda one: one.length)
    results = [settled(calculator, calculator.result(measure, one, when)) for one in entities]
    return {one.entity: one for one in results if one.interval is not None and selection.has_source(one)}


def _so_far(calculator: Calculator, measure: Measure, last: Period, entities: Sequence[Entity]) -> Values:
    """The figures of the year up to the end of the period, where they follow from those of its months."""
    start = last.year * YEAR
    whole = Period(start, last.end - start)
    if whole.length <= last.length:
        return {}
    found = [so_far(calculator, measure, one, Period(start, YEAR), last.end).actual for one in entities]
    return {one.entity: one for one in found if one is not None and one.interval is not None and one.period == whole}


def _are_common(some: int, every: int) -> bool:
    return 2 * some > every
