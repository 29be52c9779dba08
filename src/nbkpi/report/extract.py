"""The figures found in a text: one row each, with its place, its words, and what it seems to be of."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.numbers import interval_record, number_text
from nbkpi.report.results import Style, bounds_shown
from nbkpi.text.drafts import Draft


def extract(book: Book, found: Sequence[Draft], style: Style) -> Document:
    """Every figure of a text, in its order."""
    document = Document("extract", (book.title, book.location))
    document.records = lambda: [draft_record(one) for one in found]
    if found:
        document.tables.append(_table(found, style))
    else:
        document.notes.append(_("no figure was found in the text"))
    document.notes += dict.fromkeys(warning for one in found for warning in one.mention.figure.warnings)
    return document


def _table(found: Sequence[Draft], style: Style) -> Table:
    table = Table(
        columns("place entity subject period", Column("words", _("as published"), "right", fixed=True), "bounds"),
        title=_("Figures"),
    )
    for draft in found:
        one = draft.mention
        figure = one.figure
        bounds = bounds_shown(figure.interval, style)
        period = one.period if draft.period is None else str(draft.period)
        unit = style.amount(bounds, figure.unit) if bounds else ""
        table.add(f"{one.line}:{one.column}", one.whose or one.entity, one.subject, period, one.words, unit)
    return table


def draft_record(draft: Draft) -> dict[str, Json]:
    """A figure of a text for programs."""
    one = draft.mention
    figure = one.figure
    return {
        "line": one.line,
        "column": one.column,
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "qualifier": figure.bound,
        "kind": figure.kind,
        "unit": figure.unit.symbol,
        "reading": figure.reading,
        "value": number_text(figure.nominal if figure.is_central else None),
        **interval_record(figure.interval),
        "subject": one.subject or None,
        "change": one.change or None,
        "entity": one.whose or None,
        "entity_known": one.is_known,
        "period": one.period or None,
        "months": None if draft.period is None else str(draft.period),
        "measure": None if draft.measure is None else draft.measure.id,
        "locator": one.locator,
        "warnings": list(figure.warnings),
    }
