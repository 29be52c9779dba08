"""The sections of a report that show results: growth, rates, other metrics, ranks, trends, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nbkpi.book.records import Entity, Measure, Metric
from nbkpi.compare.ranking import Ranking, ranking
from nbkpi.compare.trend import Trend
from nbkpi.compare.trend import trends as trends_of
from nbkpi.figure.format import unit_text
from nbkpi.figure.unit import PERCENT, PURE
from nbkpi.language import _
from nbkpi.report.asker import ROWS, Asker, derived, omitted
from nbkpi.report.chart import Bar, Bars, Line, Point, extent_of_result
from nbkpi.report.deduce import deduced_table
from nbkpi.report.page import Block, Derivation, Section
from nbkpi.report.ranking import rank_table, ranked_line, ranked_record
from nbkpi.report.records import result_record
from nbkpi.report.results import cells, reading_notes, results_table
from nbkpi.report.trend import results_of, trend_table
from nbkpi.solve import query
from nbkpi.solve.result import Result

RANKINGS = 12
"""How many measures are ranked."""

FEWEST_IN_SERIES = 3
"""So many periods make a series; of two, growth says all."""

FEWEST_RANKED = 3
"""So many entities make a ranking."""


def growth(asker: Asker) -> Section:
    """Growth, change, and the bases that follow from them."""
    results = query.growth(asker.calculator, asker.selection)
    last: dict[tuple[Entity, Measure], Result] = {}
    for one in results:
        if isinstance(one.measure, Metric) and one.measure.function == "growth":
            known = last.get((one.entity, one.measure))
            # What was printed comes before what is computed of the same period.
            if known is None or known.period != one.period:
                last[one.entity, one.measure] = one
    return _results_section(asker, "growth", _("Growth"), results, _bars(_("Growth"), list(last.values()), asker))


def coverage(asker: Asker) -> Section:
    """Coverage ratios and what they imply."""
    return _family(asker, "coverage", _("Coverage"))


def resolution(asker: Asker) -> Section:
    """Resolution rates and what they imply."""
    return _family(asker, "resolution", _("Resolution"))


def metrics(asker: Asker) -> Section:
    """Every metric that has no section of its own, of its last period."""
    own = ("coverage", "resolution", *query.GROWTH_FAMILIES)
    wanted = [metric for metric in asker.calculator.book.metrics if metric.family not in own]
    results = [one.headline() for one in query.last_findings(asker.calculator, wanted, asker.selection)]
    return _results_section(asker, "metrics", _("Other metrics"), results, None)


def _family(asker: Asker, family: str, title: str) -> Section:
    wanted = [metric for metric in asker.calculator.book.metrics if metric.family == family]
    found = query.metrics(asker.calculator, wanted, asker.selection)
    results = [result for finding in found for result in finding.results()]
    last = {(one.results()[0].measure, one.results()[0].entity): one.headline() for one in found}
    return _results_section(asker, family, title, results, _bars(title, [*last.values()], asker, whole=Fraction(100)))


def _results_section(asker: Asker, name: str, title: str, results: Sequence[Result], chart: Bars | None) -> Section:
    section = Section(name, title)
    order = {one: place for place, one in enumerate(asker.calculator.book.entities)}
    results = sorted(results, key=lambda one: order[one.entity])
    if results:
        shown = results[:ROWS]
        behind = [derived(result, asker.style) for result in shown]
        table = results_table(shown, asker.style, title)
        section.blocks.append(Block(table, behind, chart, lines=omitted(len(results), len(shown))))
    section.notes = reading_notes(results, asker.style)[:ROWS]
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section


def _bars(title: str, results: Sequence[Result], asker: Asker, whole: Fraction | None = None) -> Bars | None:
    """Bars of results that have a unit in common; none for a single one or none."""
    same = [one for one in results if one.unit.dimension == PURE and one.unit.scale == PERCENT.scale]
    bars = [
        Bar(f"{one.entity.label} · {one.measure.name} · {one.period}", extent, cells(one, asker.style)[0])
        for one in same[: asker.top]
        if (extent := extent_of_result(one)) is not None
    ]
    return Bars(title, "%", bars, whole) if bars else None


def ranks(asker: Asker) -> Section:
    """Rankings of the measures that three entities or more have."""
    section = Section("ranks", _("Ranks"))
    found: list[Ranking] = []
    left_out = 0
    for measure in _ranked(asker):
        if len(found) == RANKINGS:
            left_out += 1
            continue
        one = ranking(asker.calculator, asker.selection, measure)
        if len(one.rows) >= FEWEST_RANKED:
            found.append(one)
    for one in found:
        shown = [row for row in one.rows if row.rank.best <= asker.top][: 2 * asker.top]
        table = rank_table(f"{one.measure.name} · {one.period}", shown, asker.style)
        bars = [
            Bar(row.result.entity.label, extent, cells(row.result, asker.style)[0])
            for row in shown
            if (extent := extent_of_result(row.result)) is not None
        ]
        chart = Bars(table.title, unit_text(one.measure.unit), bars)
        lines = [ranked_line(one), *omitted(len(one.rows), len(shown))]
        if one.missing:
            lines.append(_("without a value: {count}", count=len(one.missing)))
        behind = [derived(row.result, asker.style) for row in shown]
        section.blocks.append(Block(table, behind, chart, lines=lines))
    if left_out:
        section.notes.append(_("{count} more measures could be ranked: see nbkpi rank", count=left_out))
    section.records = lambda: [
        ranked_record(row.result, row.rank, asker.style.places) for one in found for row in one.rows
    ]
    return section


def _ranked(asker: Asker) -> Iterator[Measure]:
    """The measures that enough entities may have."""
    book, selection = asker.calculator.book, asker.selection
    for indicator in book.indicators:
        reporting = sum(map(selection.has_entity, book.reporting(indicator)))
        if selection.has_measure(indicator) and reporting >= FEWEST_RANKED:
            yield indicator
    for metric in book.metrics:
        entities = query.entities_of(asker.calculator, metric, selection) if selection.has_measure(metric) else []
        if len(entities) >= FEWEST_RANKED:
            yield metric


def trends(asker: Asker) -> Section:
    """Series of three periods or more, the longest first."""
    section = Section("trends", _("Trends"))
    pairs = sorted(_series(asker), key=lambda pair: -pair[0])
    found: list[Trend] = []
    for _count, measure, entity in pairs[: asker.top]:
        selection = asker.selection._replace(entities=frozenset([entity]))
        found += [one for one in trends_of(asker.calculator, selection, measure) if len(one.points) >= FEWEST_IN_SERIES]
    for one in found:
        points = [point.result for point in one.points]
        behind = [
            Derivation(derived(point.result, asker.style).line, [
                table
                for result in (point.result, point.growth)
                if result is not None
                for table in derived(result, asker.style).tables
            ])
            for point in one.points
        ]  # fmt: skip
        section.blocks.append(
            Block(trend_table(one, asker.calculator.book, asker.style), behind, _line(one, points, asker))
        )
    if len(pairs) > asker.top:
        section.notes.append(_("{count} more series: see nbkpi trend", count=len(pairs) - asker.top))
    section.records = lambda: [result_record(result, asker.style.places) for one in found for result in results_of(one)]
    return section


def _series(asker: Asker) -> Iterator[tuple[int, Measure, Entity]]:
    """How many periods were printed of each measure of each entity, where they make a series."""
    counts: dict[tuple[Measure, Entity], int] = {}
    for one in asker.calculator.book.observations:
        measure: Measure = one.measure
        if isinstance(measure, Metric) and measure.base is not None:
            measure = measure.base
        if asker.selection.has_observation(one):
            counts[measure, one.entity] = counts.get((measure, one.entity), 0) + 1
    return ((count, measure, entity) for (measure, entity), count in counts.items() if count >= FEWEST_IN_SERIES)


def _line(one: Trend, results: Sequence[Result], asker: Asker) -> Line | None:
    points = [
        Point(str(result.period), result.period.start, extent, cells(result, asker.style)[0])
        for result in results
        if (extent := extent_of_result(result)) is not None
    ]
    title = f"{one.entity.label} · {one.measure.name}"
    return Line(title, unit_text(one.measure.unit), points, one.step) if len(points) > 1 else None


def deduced(asker: Asker) -> Section:
    """What follows though nobody printed it."""
    section = Section("deduced", _("Deduced values"))
    results = query.deduced(asker.calculator, asker.selection)
    if results:
        shown = results[:ROWS]
        behind = [derived(result, asker.style) for result in shown]
        table = deduced_table(shown, asker.style)
        section.blocks.append(Block(table, behind, lines=omitted(len(results), len(shown))))
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section
