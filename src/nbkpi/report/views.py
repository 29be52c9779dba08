"""One view for each question: from a book and a selection to a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbkpi.errors import FormulaError
from nbkpi.figure import Unit
from nbkpi.figure.spoken import period_text
from nbkpi.formula.syntax import names
from nbkpi.formula.units import check_formula, check_unit
from nbkpi.language import _, abridged
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Measure, Metric
from nbkpi.report.document import Document
from nbkpi.report.nothing import last_periods
from nbkpi.report.results import Style, results_document, results_table
from nbkpi.solve import query
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.totals import total_checks
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

if TYPE_CHECKING:
    from nbkpi.solve.over_previous import Against

_TITLES = {"coverage": "Coverage", "resolution": "Resolution"}


def summary(calculator: Calculator, selection: Selection, style: Style) -> Document:
    """The book at a glance: how much there is, and the last value of everything that grows or is computed."""
    book = calculator.book
    sections: dict[str, list[Result]] = {_(title): [] for title in ("Growth", *_TITLES.values())}
    sections[_("Growth")] = query.growth_headlines(calculator, selection)
    for metric in book.metrics:
        if metric.family not in query.GROWTH_FAMILIES:
            title = _TITLES.get(metric.family, "Other metrics")
            findings = query.last_findings(calculator, [metric], selection)
            sections.setdefault(_(title), []).extend(finding.headline() for finding in findings)
            if metric.family in _TITLES:
                # What a coverage or resolution rate implies is what one wants to know of it.
                sections[_(title)] += [result for finding in findings for result in finding.implied]
    found = [result for results in sections.values() for result in results]
    document = results_document("summary", book, selection, found, style, None)
    document.tables = [
        results_table(results, style, title, selection.across) for title, results in sections.items() if results
    ]
    document.notes.insert(0, counts_text(book))
    if wrong := sum(one.is_finding for one in total_checks(book, selection)):
        document.notes.insert(1, _("total rows that contradict their rows: {count}", count=wrong))
    return document


def counts_text(book: Book) -> str:
    """How much there is in a book."""
    claims = sum(one.is_claim for one in book.observations)
    return _(
        "entities: {entities} · indicators: {indicators} · metrics: {metrics} · sources: "
        "{sources} · published figures: {figures}, of which claims (derived figures): {claims}",
        entities=len(book.entities.by_id),
        indicators=len(book.indicators.by_id),
        metrics=len(book.metrics.by_id),
        sources=len(book.sources),
        figures=len(book.observations),
        claims=claims,
    )


def growth(calculator: Calculator, selection: Selection, style: Style, against: Against = "year") -> Document:
    """Growth, change and implied bases; against the previous period only growth and change of printed figures."""
    from nbkpi.solve.over_previous import GROWTH, newcomers

    results, title = GROWTH[against](calculator, selection), _("Growth")
    if against == "previous":
        title = _("Growth over the previous period")
    document = results_document("growth", calculator.book, selection, results, style, title)
    if against == "previous" and not results:
        document.notes = [_("nothing to show: no figure was published for two periods in a row")]
        found = (one.period for one in calculator.book.observations if selection.has_observation(one))
        if any(one.start % 12 == 0 and 1 < one.length < 12 for one in found):
            more = _("figures from January on, such as those of Jan–Jun, have no period before; see nbkpi deduce")
            document.notes.append(more)
    elif not results and _lack_a_year_before(calculator.book, selection):
        names = last_periods(selection, calculator.book)
        told = _("nothing to show: figures of {names}, but none of the year before to compare them with", names=names)
        document.notes = [told]
    elif against == "previous":
        new = newcomers(calculator.book, selection)
        if new:
            document.notes.append(_("new in the last period, with none before it: {names}", names=abridged(new)))
    return document


def _lack_a_year_before(book: Book, selection: Selection) -> bool:
    """Whether there are figures that pass the filters, and of no such thing one of the year before was printed."""
    found = [one for one in book.observations if not isinstance(one.measure, Metric) and selection.has_observation(one)]
    return bool(found) and not any(book.printed(one.entity, one.measure, one.period.years_before()) for one in found)


def coverage(calculator: Calculator, selection: Selection, style: Style) -> Document:
    """Coverage ratios and what they imply."""
    return _family("coverage", _("Coverage"), calculator, selection, style)


def resolution(calculator: Calculator, selection: Selection, style: Style) -> Document:
    """Resolution rates and what they imply."""
    return _family("resolution", _("Resolution"), calculator, selection, style)


def _family(family: str, title: str, calculator: Calculator, selection: Selection, style: Style) -> Document:
    results = query.results_of_family(calculator, family, selection)
    return results_document(family, calculator.book, selection, results, style, title)


def metric(calculator: Calculator, selection: Selection, style: Style, asked: Sequence[str]) -> Document:
    """The metrics named, or all that the book declares."""
    book = calculator.book
    wanted = [book.metric(name) for name in asked] or list(book.metrics)
    results = query.results_of(calculator, wanted, selection)
    document = results_document("metric", book, selection, results, style, _("Metrics"))
    document.notes += _of_several_levels(results, selection)
    if not results and asked:
        document.notes = [_unknown_reason(calculator, one, selection) for one in wanted]
    return document


def _unknown_reason(calculator: Calculator, wanted: Metric, selection: Selection) -> str:
    """Why a metric has no value anywhere: what was not printed."""
    for entity in selection.entities or ():
        for period in selection.periods:
            why = calculator.computed(wanted, entity, period).display()
            return _("{meaning}: {subject}", meaning=f"{entity.name} {wanted.name} {period_text(period)}", subject=why)
    return _("{name}: the figures it is computed from were not published for this selection", name=wanted.name)


def calc(calculator: Calculator, selection: Selection, style: Style, formula: str, unit_name: str | None) -> Document:
    """A formula of the user's own."""
    from nbkpi.figure.english_units import required_unit
    from nbkpi.solve.expr.units import unit_of
    from nbkpi.solve.typed_formula import parse_typed

    book = calculator.book
    node = parse_typed(formula, book)
    if not names(node):
        raise FormulaError(_("the formula uses no indicator or metric of the book, so there is nothing to compute"))
    quantity = check_formula(node, book.named)
    unit: Unit = unit_of(node, book) if unit_name is None else required_unit(book.units, unit_name)
    check_unit(quantity, unit, node)
    results = query.calculated(calculator, node, unit, formula, selection)
    document = results_document("calc", book, selection, results, style, formula)
    document.notes += _of_several_levels(results, selection)
    return document


def _of_several_levels(results: Sequence[Result], selection: Selection) -> list[str]:
    """A word on entities beside what lies within them, by the same measure, where nobody asked for these by name.

    Who adds such results up counts everything twice.
    """
    if selection.entities is not None:
        return []
    having = defaultdict[Measure | None, dict[Entity, None]](dict)
    for one in results:
        having[one.measure][one.entity.itself] = None
    pairs = [(upper, one) for found in having.values() for one in found for upper in one.ancestors() if upper in found]
    if not pairs:
        return []
    names = abridged(list(dict.fromkeys(upper.label for upper, _one in pairs)))
    kind = level_of(pairs[0][1].kind)
    return [_("{names} stand beside what lies within them; for one level alone: {option}",
              names=names, option=f"--kind {_(kind)}")]  # fmt: skip
