"""Every printed figure as a row of plain columns: all that the book says of it, and what its words allow."""

from __future__ import annotations

from nbkpi.language import _
from nbkpi.model.records import Indicator, Observation
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.numbers import interval_record, number_text
from nbkpi.report.sdmx import sdmx_record
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import Selection

NUMBERS = ("nominal", "lower", "upper")


def export(calculator: Calculator, selection: Selection, sdmx: bool) -> Document:
    """The figures that pass the filters, in the order of the book; with sdmx as the columns of SDMX-CSV 2.0.

    The columns are called alike in every format and language, as they are for programs.
    """
    book = calculator.book
    document = Document("export", (book.title, book.location), numbers=NUMBERS, is_data=True)
    every = selection.with_every_cell()
    chosen = [one for one in book.observations if every.has_observation(one)]
    if sdmx:
        document.numbers = ("VALUE", "LOWER", "UPPER")
        used = {each.breakdown for one in chosen for each in one.entity.of}
        dimensions = [one for one in book.cells.breakdowns.all if one in used]
        document.records = lambda: [sdmx_record(one, book.units, dimensions) for one in chosen]
        return document
    has_cells = any(one.entity.of for one in chosen)
    records = [exported(one, has_cells) for one in chosen]
    if records:
        table = Table(tuple(Column(key, key, "right" if key in (*NUMBERS, "value") else "left") for key in records[0]))
        table.rows = [tuple(map(_text, record.values())) for record in records]
        table.title, table.records = _("Published figures"), lambda: records
        document.tables.append(table)
    else:
        document.notes.append(nothing(selection, calculator.book))
    document.records = lambda: records
    return document


def exported(observation: Observation, has_cells: bool = False) -> dict[str, Json]:
    """One figure, named as in a book: value is what was printed; nominal and bounds are in the unit of the measure.

    has_cells: figures may be of categories, which have a column of their own.
    """
    entity, measure, source = observation.entity, observation.measure, observation.source
    return {
        "entity_id": entity.id,
        "entity": entity.name,
        "path": entity.path,
        **({"of": "; ".join(one.described for one in entity.of)} if has_cells else {}),
        "measure_id": measure.id,
        "measure": measure.name,
        "type": "indicator" if isinstance(measure, Indicator) else "metric",
        "period": str(observation.period),
        "value": observation.text,
        "unit": measure.unit.symbol,
        "nominal": number_text(observation.nominal),
        **interval_record(observation.interval),
        "missing": observation.figure.missing,
        "source": source.id if source is not None else None,
        "locator": observation.locator or None,
        "status": observation.status,
        "prices": observation.prices or None,
        "note": observation.note or None,
    }


def _text(cell: Json) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
