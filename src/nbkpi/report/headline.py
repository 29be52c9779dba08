"""The figures that stand on top of a report: those the book names, else some of everything it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from nbkpi.compare.overview import Span, beside_of, span_of
from nbkpi.compare.totals import settled, totalled, unreported
from nbkpi.compare.trend import growth_of
from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.report.asker import Asker, derived
from nbkpi.report.months import span_words
from nbkpi.report.page import Card, Section
from nbkpi.report.records import result_record
from nbkpi.report.results import bounds_shown, cells, measure_text
from nbkpi.report.trend import growth_cells, growth_heading
from nbkpi.solve import query
from nbkpi.solve.result import Result

CARDS = 8
"""How many headline figures there are where the book does not name them."""


def headline(asker: Asker) -> Section:
    """A card for each measure: of the uppermost entity that has it, or of all its parts together."""
    section = Section("headline", _("At a glance"))
    named = bool(asker.calculator.book.plan.headline)
    found = (result for measure in _candidates(asker) if (result := _last(asker, measure, named)) is not None)
    results = list(found if named else islice(found, CARDS))
    section.cards = [_card(asker, result) for result in results]
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section


def headline_measures(asker: Asker) -> list[Measure]:
    """The measures that the book names for the top of a report, else some of everything."""
    measures = _candidates(asker)
    return measures if asker.calculator.book.plan.headline else measures[:CARDS]


def _candidates(asker: Asker) -> list[Measure]:
    book = asker.calculator.book
    measures = book.plan.headline or [*list(book.indicators)[: CARDS // 2], *book.metrics]
    return [measure for measure in measures if asker.selection.has_measure(measure)]


def _last(asker: Asker, measure: Measure, is_named: bool) -> Result | None:
    """The last value of a measure.

    Where several entities of one level have it, and none above them, one of them speaks for the others only when the
    book names the measure and there is no total.
    """
    calculator, selection = asker.calculator, asker.selection
    if isinstance(measure, Metric):
        entities = query.entities_of(calculator, measure, selection)
    else:
        entities = [one for one in calculator.book.reporting(measure) if selection.has_entity(one)]
    if not entities:
        return None
    depth = min(map(_depth, entities))
    peers = [one for one in entities if _depth(one) == depth]
    if len(peers) > 1:
        total = _total(asker, measure, peers) if selection.entities is None else None
        if total is not None or not is_named:
            return total
    return _latest(asker, measure, peers[0])


def _latest(asker: Asker, measure: Measure, entity: Entity) -> Result | None:
    """The value of the last period that has one."""
    periods = sorted(query.known_periods(asker.calculator, measure, entity), key=Period.when, reverse=True)
    results = (asker.calculator.result(measure, entity, one) for one in asker.selection.asked_first(periods))
    return _first(asker, (settled(asker.calculator, result) for result in results))


def _first(asker: Asker, results: Iterable[Result]) -> Result | None:
    known = (result for result in results if result.interval is not None and asker.selection.has_source(result))
    return next(known, None)


def _total(asker: Asker, measure: Measure, peers: Sequence[Entity]) -> Result | None:
    """The measure of what all of them lie within, from their totals; None where it has none."""
    above = next((one for one in peers[0].ancestors() if all(one in peer.ancestors() for peer in peers)), None)
    if above is None:
        return None
    try:
        metric = totalled(asker.calculator, measure)
    except UsageError:
        return None
    return _latest(asker, metric, above)


def _depth(entity: Entity) -> int:
    return len(entity.ancestors())


def _card(asker: Asker, result: Result) -> Card:
    """The value with its bounds, whose it is, and what it has grown by."""
    value, bounds = cells(result, asker.style)
    bounds = asker.style.amount(bounds_shown(result.interval, asker.style, result.unit), result.unit) if bounds else ""
    span = span_of(asker.calculator, result.measure, result.period)
    about = f"{result.entity.label} · {span_words(result.period, span)}"
    derivation = derived(result, asker.style)
    beside = _beside(asker, result) if span else None
    if beside is not None:
        other: Span = "current" if span == "cumulative" else "cumulative"
        shown = cells(beside, asker.style)[0]
        about += " · " + _("{meaning}: {subject}", meaning=span_words(beside.period, other), subject=shown)
        derivation = derivation._replace(tables=[*derivation.tables, *derived(beside, asker.style).tables])
    more = _growth(asker, result)
    if more is not None and more.interval is not None:
        heading = growth_heading(asker.calculator.book, result.measure, result.period)
        about += f" · {heading} {growth_cells(more, asker.style)[0]}"
        derivation = derivation._replace(tables=[*derivation.tables, *derived(more, asker.style).tables])
    about += "".join(" · " + _("but published: {words}", words=words) for words in disputing(asker, result))
    if isinstance(result.measure, Metric) and "sum(" in result.measure.formula:
        about += " · " + _total_text(asker, result.measure, result.entity)
    return Card(measure_text(result.measure, result.period), value, bounds, about, derivation)


def _beside(asker: Asker, result: Result) -> Result | None:
    """The figure of the last month beside that of the year so far, or the other way round."""
    found = beside_of(asker.calculator, asker.selection, result.measure, result.period, [result.entity])
    return found.get(result.entity)


def disputing(asker: Asker, result: Result) -> list[str]:
    """What was printed of the same thing and cannot be true together with it."""
    printed = asker.calculator.book.printed(result.entity, result.measure, result.period)
    return [
        one.text
        for one in printed
        if one.is_comparable and one.interval is not None and result.interval is not None
        if one.interval.intersect(result.interval) is None
    ]


def _total_text(asker: Asker, metric: Metric, entity: Entity) -> str:
    """That it is a total, and how many parts are not in it."""
    silent = len(unreported(asker.calculator, metric, entity))
    if silent:
        return _("total of the members, {count} of them without data", count=silent)
    return _("total of the members")


def _growth(asker: Asker, result: Result) -> Result | None:
    """The growth to a printed figure: as it was printed, at whatever prices, else computed."""
    calculator = asker.calculator
    metric = None if isinstance(result.measure, Metric) else growth_of(calculator.book, result.measure)
    if metric is None:
        return None
    printed = calculator.book.printed(result.entity, metric, result.period)
    return calculator.claimed(printed[0]) if printed else calculator.computed(metric, result.entity, result.period)
