"""What is in a book: its entities, indicators, metrics, sources and printed figures."""

from __future__ import annotations

from collections.abc import Callable

from nbkpi.figure.english_units import words_for
from nbkpi.figure.unit import PLAIN
from nbkpi.formula.units import describe
from nbkpi.language import _, listed
from nbkpi.model.breakdowns import Member
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.records import entity_record, observation_record
from nbkpi.report.results import Style, bounds_shown, source_text
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import Selection

Records = list[dict[str, Json]]
Lister = Callable[[Calculator, Selection, Style, Records], Table]


MOST_WORDS = 4
"""So many English words for a unit are shown; programs get all."""


def _id() -> Column:
    return Column("id", _("id"), fixed=True)


def entities(calculator: Calculator, selection: Selection, _style: Style, records: Records) -> Table:
    """Entities with their kind and where they lie."""
    table = Table(columns(_id(), "name kind path"))
    for one in calculator.book.entities:
        if any(map(selection.has_entity, (one, *calculator.book.cells_of(one)))):
            table.add(one.id, one.name, _(one.kind), "" if one.within is None else one.within.path)
            records.append({**entity_record(one), "code": one.code or None, "aliases": list(one.aliases)})
    return table


def indicators(calculator: Calculator, selection: Selection, style: Style, records: Records) -> Table:
    """Indicators with unit and kind, and how often they were printed."""
    table = Table(columns(_id(), "name unit kind", Column("figures", _("no. of figures"), "right")))
    counts: dict[str, int] = {}
    for printed in calculator.book.observations:
        counts[printed.measure.id] = counts.get(printed.measure.id, 0) + 1
    for one in calculator.book.indicators:
        if selection.has_measure(one):
            table.add(one.id, one.name, style.unit(one.unit), _(one.kind), str(counts.get(one.id, 0)))
            records.append({
                "id": one.id, "name": one.name, "unit": one.unit.symbol, "kind": one.kind, "measure": one.measure,
                "prices": one.prices or None, "range": one.limits, "figures": counts.get(one.id, 0),
            })  # fmt: skip
    return table


def metrics(calculator: Calculator, selection: Selection, style: Style, records: Records) -> Table:
    """Metrics with their formulas."""
    table = Table(columns(_id(), "name formula unit family"))
    for one in calculator.book.metrics:
        if selection.has_measure(one):
            table.add(one.id, one.name, one.readable, style.unit(one.unit), _(one.family))
            records.append({
                "id": one.id, "name": one.name, "formula": one.formula, "unit": one.unit.symbol,
                "family": one.family, "range": one.limits,
            })  # fmt: skip
    return table


def breakdowns(calculator: Calculator, selection: Selection, _style: Style, records: Records) -> Table:
    """Breakdowns with their categories, each before those within it."""
    table = Table(columns(_id(), "name", Column("categories", _("categories"), least=20)))
    for one in calculator.book.cells.breakdowns.all:
        if not selection.by or one in selection.by:
            names = listed(map(_with_inner, one.members))
            whole = _("{members} make up the whole") if one.is_complete else "{members}"
            table.add(one.id, one.name, whole.format(members=names))
            members: list[Json] = [
                {"id": each.id, "name": each.name, "within": each.within.name if each.within else None}
                for each in one.every()
            ]
            records.append({"id": one.id, "name": one.name, "complete": one.is_complete, "members": members})
    return table


def _with_inner(member: Member) -> str:
    """A category, with those within it in brackets."""
    inner = listed(map(_with_inner, member.members))
    return _("{what} ({value})", what=member.name, value=inner) if inner else member.name


def sources(calculator: Calculator, selection: Selection, _style: Style, records: Records) -> Table:
    """Sources with their titles and dates."""
    table = Table(columns(_id(), "title date"))
    for one in calculator.book.sources.values():
        if selection.sources is None or one.id in selection.sources:
            table.add(one.id, one.title, one.date)
            records.append({
                "id": one.id, "title": one.title, "publisher": one.publisher or None, "date": one.date or None,
                "url": one.url or None,
            })  # fmt: skip
    return table


def observations(calculator: Calculator, selection: Selection, style: Style, records: Records) -> Table:
    """Printed figures with their words and what these allow."""
    table = Table(columns("entity measure period printed bounds source"), grouped=1)
    for one in calculator.book.observations:
        if selection.has_observation(one):
            shown = style.amount(bounds_shown(one.interval, style), one.measure.unit)
            source = source_text(one.source, one.locator)
            table.add(one.entity.label, one.measure.name, str(one.period), one.text, shown, source)
            records.append(observation_record(one))
    return table


def units(calculator: Calculator, _selection: Selection, _style: Style, records: Records) -> Table:
    """Units with the English words that are read as them, and what they measure."""
    table = Table(columns(Column("unit", _("unit"), fixed=True), Column("words", _("in English")), "kind"))
    for one in calculator.book.units.every():
        symbol = one.symbol or PLAIN
        words = words_for(symbol)
        table.add(symbol, listed(words[:MOST_WORDS]), describe(one.dimension))
        of = " ".join(base for base, _power in one.dimension)
        records.append({"unit": symbol, "words": list(words), "of": of, "size": str(one.scale)})
    return table


SORTS: dict[str, Lister] = {
    "entities": entities,
    "indicators": indicators,
    "metrics": metrics,
    "breakdowns": breakdowns,
    "sources": sources,
    "observations": observations,
    "units": units,
}


def listing(calculator: Calculator, selection: Selection, style: Style, sort: str) -> Document:
    """A list of everything of one sort that passes the filters; without a sort, what can be listed."""
    document = Document("list", (calculator.book.title, calculator.book.location))
    records: Records = []
    if not sort:
        return _overview(calculator, selection, style, document)
    table = SORTS[sort](calculator, selection.with_every_cell(), style, records)
    if table.rows:
        table.records = lambda: records
        document.tables.append(table)
    else:
        document.notes.append(nothing(selection, calculator.book))
    example = next(iter(calculator.book.indicators), None) if sort == "metrics" else None
    if example is not None:
        functions = ("points", "change") if example.kind == "rate" else ("growth", "change")
        names = listed(f"{example.id}.{function}" for function in functions)
        document.notes.append(_("every indicator has its growth or its change as a metric too: {names}", names=names))
    if sort == "units":
        document.notes.append(_("a power of ten may stand before a unit: 万元, 10,000 yuan, million yuan"))
    document.records = lambda: records
    return document


def _overview(calculator: Calculator, selection: Selection, style: Style, document: Document) -> Document:
    """What can be listed, and how much of each there is."""
    table = Table(columns(Column("what", _("what to list")), "count"))
    counts = {
        sort: len(lister(calculator, selection.with_every_cell(), style, []).rows) for sort, lister in SORTS.items()
    }
    for sort, count in counts.items():
        table.add(f"nbkpi list {sort}", str(count))
    document.records = lambda: [{"what": sort, "count": count} for sort, count in counts.items()]
    table.records = document.records
    document.tables.append(table)
    return document
