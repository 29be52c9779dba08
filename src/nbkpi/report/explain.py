"""The derivation of a result: formula, figures put in, how each was read, and the words it came from."""

from __future__ import annotations

from nbkpi.errors import UsageError
from nbkpi.figure.format import value_text
from nbkpi.figure.unit import NUMBER
from nbkpi.language import _
from nbkpi.model.records import Metric, Observation
from nbkpi.report.columns import columns
from nbkpi.report.display_words import shown_code
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.records import result_record
from nbkpi.report.results import Style, basis_text, bounds_shown, cells, measure_text, reading_notes, source_text
from nbkpi.solve import implied, query
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.relations import relations_behind
from nbkpi.solve.result import Result, Value
from nbkpi.solve.select import Selection


def explain(calculator: Calculator, selection: Selection, style: Style, name: str) -> Document:
    """One measure of the selected entities: every step from the printed words to the result."""
    book = calculator.book
    measure = book.measure(name)
    document = Document("explain", (book.title, book.location))
    if isinstance(measure, Metric):
        results = query.results_of(calculator, [measure], selection)
    else:
        results = implied.indicator(calculator, measure, selection)
    if not results:
        message = _("“{name}” was not published for this selection, and cannot be deduced from other figures",
                    name=measure.name)  # fmt: skip
        raise UsageError(message)
    for result in results:
        document.tables.append(derivation(result, style))
    document.records = lambda: [result_record(result, style.places) for result in results]
    document.notes += reading_notes(results, style)
    return document


def derivation(result: Result, style: Style) -> Table:
    """A heading that says what and why, and a row for each figure put in."""
    value, bounds = cells(result, style)
    shown = _("{what} ({value})", what=value, value=bounds) if bounds else value
    name = measure_text(result.measure, result.period)
    title = f"{result.entity.label} · {name} · {result.period} = {shown} · {basis_text(result)}"
    table = Table(
        columns(Column("what", _("input"), least=12), "period words reading bounds source"),
        title=title,
        reason=_reason(result),
    )
    for claim in result.observations:
        table.add(*_claim_row(claim, style))
    for given in result.inputs:
        for row in _input_rows(given, style):
            table.add(*row)
    return table


def _reason(result: Result) -> str:
    if result.state:
        return result.reason
    if result.basis == "implied" and not result.formula:
        relations = relations_behind(result)
        if relations:
            return _("deduced from these published figures by: {relations}", relations=relations)
        return _("deduced from these published figures:")
    if not result.formula:
        return ""
    formula = result.measure.readable if isinstance(result.measure, Metric) else result.formula
    return _("formula: {formula}", formula=formula)


def _input_rows(given: Value, style: Style) -> list[tuple[str, ...]]:
    if given.observations:
        return [_claim_row(one, style) for one in given.observations]
    unit = NUMBER if given.measure is None else given.measure.unit
    value = value_text(given.interval, given.nominal, style.places, unit)
    if given.measure is None:
        return [(f"{given.label}()", str(given.period), value, "", "", "")]
    name, shown = f"{given.label}({given.measure.name})", style.amount(value, given.measure.unit)
    if given.target is None:
        return [(name, str(given.period), shown, "", "", "")]
    source = source_text(given.target.source, given.target.locator)
    return [(name, str(given.period), given.target.figure.text, _("target"), shown, source)]


def _claim_row(claim: Observation, style: Style) -> tuple[str, ...]:
    bounds = bounds_shown(claim.interval, style)
    source = source_text(claim.source, claim.locator)
    name = claim.measure.name
    if claim.entity.of:
        name = _("{what} ({value})", what=name, value=claim.entity.cell_text)
    if claim.note:
        name = _("{what} ({value})", what=name, value=claim.note)
    return name, str(claim.period), claim.text, reading_text(claim), style.amount(bounds, claim.measure.unit), source


def reading_text(claim: Observation) -> str:
    """The rule by which a figure was read."""
    return shown_code("reading", claim.figure.reading)
