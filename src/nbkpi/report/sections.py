"""The sections of a report that show results: growth, rates, other metrics, ranks, trends, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nbkpi.compare.ranking import Ranking, ranking
from nbkpi.compare.trend import Trend
from nbkpi.compare.trend import trends as trends_of
from nbkpi.language import _
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.report.asker import ROWS, Asker, about, derived, omitted
from nbkpi.report.chart import Bars
from nbkpi.report.deduce import deduced_table
from nbkpi.report.page import Block, Derivation, Section
from nbkpi.report.ranking import rank_table, ranked_line, ranked_record
from nbkpi.report.records import result_record
from nbkpi.report.result_charts import bars, common, drawn_line, line, subject_of, titled
from nbkpi.report.results import reading_notes, results_table
from nbkpi.report.trend import results_of, trend_table
from nbkpi.solve import implied, query
from nbkpi.solve.result import Result

RANKINGS = 12
"""How many measures are ranked."""

FEWEST_IN_SERIES = 3
"""So many periods make a series; of two, growth says all."""

FEWEST_RANKED = 3
"""So many entities make a ranking."""


def growth(asker: Asker) -> Section:
    """Growth, change, and the bases that follow from them; what was published is not shown computed as well."""
    results = query.growth(asker.calculator, asker.selection)
    published = {about(one) for one in results if one.basis == "printed"}
    shown = [one for one in results if one.basis == "printed" or about(one) not in published]
    asker.shown.update(map(about, shown))
    section = _results_section(asker, "growth", _("Growth"), shown)
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section


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
    return _results_section(asker, "metrics", _("Other metrics"), results)


def _family(asker: Asker, family: str, title: str) -> Section:
    results = query.results_of_family(asker.calculator, family, asker.selection)
    return _results_section(asker, family, title, results)


def _results_section(asker: Asker, name: str, title: str, results: Sequence[Result]) -> Section:
    """A block with a chart for each measure that several entities have, and one for all the others."""
    section = Section(name, title)
    order = {one: place for place, one in enumerate(asker.calculator.book.entities)}
    results = sorted(results, key=lambda one: order[one.entity.itself])
    subjects: dict[Measure, list[Result]] = {}
    for one in results:
        subjects.setdefault(subject_of(one.measure), []).append(one)
    charts = {subject: _chart(found, asker) for subject, found in subjects.items()}
    drawn = [subject for subject, chart in charts.items() if chart is not None]
    parts = [(subject.name, subjects[subject], charts[subject]) for subject in drawn]
    others = [one for one in results if charts[subject_of(one.measure)] is None]
    if others:
        parts.append((_("Others") if parts else title, others, None))
    for heading, found, chart in parts:
        shown = found[:ROWS]
        table = results_table(shown, asker.style, heading)
        behind = [derived(result, asker.style) for result in shown]
        lines = [*drawn_line(chart), *omitted(len(found), len(shown))]
        section.blocks.append(Block(table, behind, chart, lines=lines))
    section.notes = reading_notes(results, asker.style)[:ROWS]
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section


def _chart(results: Sequence[Result], asker: Asker) -> Bars | None:
    """Bars of the growth of something, or of a share; none of anything else."""
    asked = [one for one in results if _is_drawn(one.measure)]
    of_one = [one for one in asked if one.measure is asked[0].measure]
    is_share = bool(of_one) and isinstance(of_one[0].measure, Metric) and of_one[0].measure.limits == "share"
    return bars(common(of_one), asker, Fraction(100) if is_share else None)


def _is_drawn(measure: Measure) -> bool:
    return isinstance(measure, Metric) and (measure.base is None or measure.function in ("growth", "points"))


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
        table = rank_table(titled(one.measure, one.rows[0].result.period), shown, asker.style)
        chart = bars([row.result for row in one.rows], asker)
        lines = [ranked_line(one), *drawn_line(chart), *omitted(len(one.rows), len(shown))]
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
        behind = [
            Derivation(derived(point.result, asker.style).line, [
                table
                for result in (point.result, point.growth)
                if result is not None
                for table in derived(result, asker.style).tables
            ])
            for point in one.points
        ]  # fmt: skip
        table = trend_table(one, asker.calculator.book, asker.style)
        section.blocks.append(Block(table, behind, line(one, asker)))
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


def deduced(asker: Asker) -> Section:
    """What follows though nobody printed it, and no section above has shown."""
    section = Section("deduced", _("Deduced values"), is_aside=True)
    results = implied.deduced(asker.calculator, asker.selection.with_every_cell())
    new = [one for one in results if about(one) not in asker.shown]
    if new:
        shown = new[:ROWS]
        behind = [derived(result, asker.style) for result in shown]
        table = deduced_table(shown, asker.style)
        section.blocks.append(Block(table, behind, lines=omitted(len(new), len(shown))))
    section.records = lambda: [result_record(result, asker.style.places) for result in results]
    return section
