"""What figures are made of, as tables: value, share, growth, and part in the growth of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.compare.structure import Structure, structures
from nbkpi.figure.spoken import period_text
from nbkpi.language import _
from nbkpi.model.generated import GENERATED, OF_WHOLE
from nbkpi.model.records import Metric
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.records import result_record
from nbkpi.report.results import Style, cells, measure_text, reading_notes, unsolved_notes
from nbkpi.report.trend import growth_cells
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection

INDENT = "  "


def structure(calculator: Calculator, selection: Selection, style: Style, names: Sequence[str]) -> Document:
    """A table for each figure and breakdown, with a row for each category."""
    book = calculator.book
    document = Document("structure", (book.title, book.location))
    found = structures(calculator, selection, names)
    results = [result for one in found for result in one.results()]
    document.records = lambda: [result_record(result, style.places) for result in results]
    if found:
        document.tables += [structure_table(one, style) for one in found]
        document.notes += reading_notes(results, style)
        if selection.of:
            document.notes.append(_("shares, pull and contribution are those in the whole of the entity"))
    else:
        why = _("nothing to show: no figure of the book is broken down; see nbkpi manual breakdowns")
        document.notes.append(nothing(selection, book, why))
    document.notes += unsolved_notes(calculator)
    return document


def structure_table(one: Structure, style: Style) -> Table:
    """Its categories, indented by what they lie within, below what all are part of."""
    words = {
        "share": _("share"), "growth": _("growth"), "points": _("change in pp"), "pull": _("pull"),
        "contribution": _("contribution"),
    }  # fmt: skip
    functions = one.functions
    about = []
    for function in functions:
        about += [
            Column(function, words[function], "right", fixed=True),
            Column(f"{function}_bounds", _("bounds"), fixed=True),
        ]
    title = " · ".join((one.entity.label, measure_text(one.measure, one.period), period_text(one.period)))
    table = Table(
        columns(Column("category", one.by.name), "value bounds", *about),
        title=title,
        records=lambda: [result_record(result, style.places) for result in one.results()],
    )
    for part in one.parts:
        shown: list[str] = []
        for result in (part.value, *(part.about.get(function) for function in functions)):
            shown += ("", "") if result is None else _shown(result, style)
        name = next((each.name for each in part.value.entity.of if each.breakdown is one.by), _("total"))
        table.add(INDENT * max(part.depth - 1, 0) + name, *shown)
    return table


def _shown(result: Result, style: Style) -> tuple[str, str]:
    is_growth = isinstance(result.measure, Metric) and result.measure.function in (*GENERATED, *OF_WHOLE)
    return growth_cells(result, style) if is_growth else cells(result, style)
