"""Entities side by side, a column for each."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.compare.beside import Amount, ComparedRow, beside, several
from nbkpi.errors import UsageError
from nbkpi.figure.format import bounds_text, exact_interval, value_text
from nbkpi.language import _
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.records import bounds_record, result_record
from nbkpi.report.results import Style, cells, measure_text, reading_notes
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.expr.state import describe_state
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


def compare(calculator: Calculator, selection: Selection, style: Style, names: Sequence[str]) -> Document:
    """What the entities share, and for the others difference and ratio to the first."""
    if selection.entities is not None:
        raise UsageError(_("name the entities to compare as arguments; options that choose entities do not apply"))
    book = calculator.book
    entities = several(book, names, selection)
    rows = beside(calculator, selection, entities)
    document = Document("compare", (book.title, book.location))
    labels = [one.label for one in entities]
    if rows:
        document.tables.append(_table(rows, labels, style))
    if len(entities) > 2 and rows:
        document.tables.append(_differences(rows, labels, style))
    document.records = lambda: [record for row in rows for record in _records(row, style)]
    document.notes = reading_notes([result for row in rows for result in row.results], style)
    if not rows:
        document.notes = [_("no measure has values for two of these entities in the same period")]
    return document


def _table(rows: Sequence[ComparedRow], labels: Sequence[str], style: Style) -> Table:
    """A row for each measure and period; of two entities their difference and ratio too."""
    entities = [Column(label, label, "right", fixed=True) for label in labels]
    of_two = "difference ratio" if len(labels) == 2 else ""
    table = Table(columns("measure period", *entities, of_two), title=" · ".join(labels))
    for row in rows:
        texts = [_result_text(result, style) for result in row.results]
        if len(labels) == 2:
            texts += [amount_text(row.differences[1], style), amount_text(row.ratios[1], style)]
        table.add(measure_text(row.measure, row.period), str(row.period), *texts)
    return table


def _differences(rows: Sequence[ComparedRow], labels: Sequence[str], style: Style) -> Table:
    """Difference and ratio of all others to the first."""
    table = Table(columns("measure period entity difference ratio"), title=_("compared with {name}", name=labels[0]))
    for row in rows:
        for label, difference, ratio in list(zip(labels, row.differences, row.ratios, strict=True))[1:]:
            if difference is not None:
                texts = amount_text(difference, style), amount_text(ratio, style)
                table.add(measure_text(row.measure, row.period), str(row.period), label, *texts)
    return table


def _result_text(result: Result, style: Style) -> str:
    if result.interval is None:
        return "—" if result.state == "unknown" else describe_state(result.state)
    value, bounds = cells(result, style)
    return _("{what} ({value})", what=value, value=bounds) if bounds else value


def amount_text(amount: Amount | None, style: Style) -> str:
    """Value and bounds with their unit; nothing for nothing."""
    if amount is None:
        return ""
    value = value_text(amount.interval, amount.nominal, style.places, amount.unit)
    bounds = bounds_text(amount.interval, style.places, amount.unit)
    if style.exact:
        bounds = exact_interval(amount.interval)
    shown = style.amount(value, amount.unit) or "?"
    if not bounds or bounds == value:
        return shown
    return _("{what} ({value})", what=shown, value=style.numbers(bounds, amount.unit))


def _records(row: ComparedRow, style: Style) -> list[dict[str, Json]]:
    first = row.results[0].entity.id
    return [
        {
            **result_record(result, style.places),
            "against": first if place else None,
            "difference": amount_record(difference),
            "ratio": amount_record(ratio),
        }
        for place, (result, difference, ratio) in enumerate(zip(row.results, row.differences, row.ratios, strict=True))
    ]


def amount_record(amount: Amount | None) -> dict[str, Json]:
    """An amount as part of a record; all nulls for none."""
    if amount is None:
        return bounds_record(None, None, None)
    return bounds_record(amount.interval, amount.nominal, amount.unit)
