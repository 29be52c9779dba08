"""Metrics and indicators of entities from the totals of their parts."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.compare.totals import settled, totalled
from nbkpi.language import _
from nbkpi.model.records import Entity, Metric
from nbkpi.report.document import Document
from nbkpi.report.ranking import totals_notes
from nbkpi.report.results import Style, results_document
from nbkpi.solve import query
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


def totals(calculator: Calculator, selection: Selection, style: Style, asked: Sequence[str]) -> Document:
    """The metrics and indicators named, of everything that has parts: from sums over these."""
    book = calculator.book
    wanted = [totalled(calculator, book.measure(name)) for name in asked]
    results, notes = [], []
    for metric in wanted:
        found = [
            result
            for entity in query.entities_of(calculator, metric, selection)
            for result in _of(calculator, metric, entity, selection)
            if selection.has_source(result)
        ]
        results += found
        notes += totals_notes(calculator, metric, found) if found else []
    document = results_document("metric", book, selection, results, style, _("Totals"))
    document.notes += notes
    return document


def _of(calculator: Calculator, metric: Metric, entity: Entity, selection: Selection) -> list[Result]:
    """The periods with a total; where none has one the nearest to it, for what it lacks; all those asked for."""
    results = [
        settled(calculator, calculator.computed(metric, entity, period))
        for period in selection.asked_first(query.candidate_periods(calculator, metric, entity))
    ]
    known = [result for result in results if result.state != "unknown"]
    if known or selection.periods or not results:
        return results if selection.periods else known
    # The year after the last one has nothing but a base: it is no period whose total is missing.
    reported = query.reported_periods(calculator, metric, entity)
    near = [result for result in results if result.period in reported] or results
    return [min(reversed(near), key=lambda result: len(result.subject))]
