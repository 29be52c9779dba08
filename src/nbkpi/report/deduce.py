"""What follows though nobody printed it, with the figures and relations it follows from."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.language import _, quoted
from nbkpi.report.columns import columns
from nbkpi.report.document import Document, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.records import result_record
from nbkpi.report.results import VALUE_COLUMNS, Style, cells, measure_text, reading_notes, style_of, unsolved_notes
from nbkpi.solve import implied
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.expr.state import describe_state
from nbkpi.solve.relations import relations_behind
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection


def deduce(calculator: Calculator, selection: Selection, style: Style) -> Document:
    """A row for each value that follows, and what led to it."""
    book = calculator.book
    results = implied.deduced(calculator, selection.with_every_cell())
    document = Document("deduce", (book.title, book.location))
    document.records = lambda: [result_record(result, style.places) for result in results]
    if results:
        document.tables.append(deduced_table(results, style))
        document.notes += reading_notes(results, style)
        if any(result.state == "conflict" for result in results):
            document.notes.append(
                _("nothing is deduced from published figures that contradict each other: nbkpi check shows them")
            )
    else:
        why = _("nothing can be deduced beyond the published figures")
        document.notes.append(nothing(selection, calculator.book, why))
    document.notes += unsolved_notes(calculator)
    return document


def deduced_table(results: Sequence[Result], style: Style) -> Table:
    """A row for each value that follows."""
    table = Table(
        columns(VALUE_COLUMNS, aside="from by"),
        title=_("Deduced values"),
        grouped=1,
        records=lambda: [result_record(result, style.places) for result in results],
    )
    for result in results:
        value, bounds = cells(result, style)
        words = words_text(result)
        relations = relations_behind(result) or (describe_state(result.state) if result.state else "")
        table.add(
            result.entity.label,
            measure_text(result.measure, result.period),
            str(result.period),
            value,
            bounds,
            words,
            relations,
            style=style_of(result),
        )
    return table


def words_text(result: Result) -> str:
    """The words it follows from, the first few of them."""
    words = quoted(claim.text for claim in result.claims[:_MOST])
    more = len(result.claims) - _MOST
    return _("{words} and {count} more", words=words, count=more) if more > 0 else words


_MOST = 4
"""How many of the words that a value follows from are shown in a row; nbkpi explain shows all."""
