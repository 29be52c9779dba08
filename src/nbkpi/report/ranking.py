"""Entities in the order of their ranks, which are ranges where the values allow several orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nbkpi.compare.own_formula import named_or_formula
from nbkpi.compare.ranking import Ranked, Ranking, ranking
from nbkpi.compare.totals import totalled, unreported
from nbkpi.exact.ranks import RankRange, Ties
from nbkpi.figure.format import range_text
from nbkpi.language import _, abridged, listed
from nbkpi.model.book import Book
from nbkpi.model.records import Metric
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Json, Table
from nbkpi.report.nothing import nothing
from nbkpi.report.records import result_record
from nbkpi.report.result_charts import titled
from nbkpi.report.results import Style, basis_text, cells, reading_notes, sources_text
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.result import Result
from nbkpi.solve.select import Selection, levels_named


class RankingRequest(NamedTuple):
    """What is to be ranked and how: see nbkpi.compare.ranking. top and bottom: only so many places from an end.

    kinds are named as people write them.
    """

    name: str
    kinds: Sequence[str] = ()
    ties: Ties = "min"
    lowest_first: bool | None = None
    top: int | None = None
    bottom: int | None = None
    totals: bool = False


def rank(calculator: Calculator, selection: Selection, style: Style, asked: RankingRequest) -> Document:
    """Entities of one kind ranked by a measure; those without a value at the end, with the reason."""
    book = calculator.book
    measure = named_or_formula(book, asked.name)
    if asked.totals:
        measure = totalled(calculator, measure)
    kinds = levels_named(book, asked.kinds)
    found = ranking(
        calculator, selection, measure, kinds=kinds, ties=asked.ties, lowest_first=asked.lowest_first
    )  # fmt: skip
    document = Document("rank", (book.title, book.location))
    shown = _sections(found, asked)
    document.tables = [rank_table(title, rows, style) for title, rows in shown if rows]
    missing = [] if asked.top or asked.bottom else found.missing
    if missing:
        document.tables.append(_missing_table(missing))
    rows = list({row.result.entity: row for _title, section in shown for row in section}.values())
    document.records = lambda: [
        *(ranked_record(row.result, row.rank, style.places) for row in rows),
        *(ranked_record(result, None, style.places) for result in missing),
    ]
    document.notes = [
        *_notes(found, selection, book, bool(missing)),
        *reading_notes([row.result for row in rows], style),
    ]
    if asked.totals and isinstance(measure, Metric):
        document.notes += totals_notes(calculator, measure, [row.result for row in rows])
    return document


def ranked_record(result: Result, ranks: RankRange | None, places: int | None) -> dict[str, Json]:
    """A result with its best and worst rank, null where it has no value."""
    best, worst = ranks if ranks is not None else (None, None)
    return {"rank_best": best, "rank_worst": worst, **result_record(result, places)}


def rank_text(ranks: RankRange) -> str:
    """3, or 3–5."""
    return str(ranks.best) if ranks.best == ranks.worst else range_text(ranks.best, ranks.worst)


def _sections(found: Ranking, asked: RankingRequest) -> list[tuple[str, list[Ranked]]]:
    """Titles with their rows: all, or those that can be among the first or the last so many."""
    title = found.measure.name if found.period is None else titled(found.measure, found.period)
    if not asked.top and not asked.bottom:
        return [(title, found.rows)]
    sections = []
    if asked.top:
        first = [row for row in found.rows if row.rank.best <= asked.top]
        sections.append((_("{title}: first {count}", title=title, count=asked.top), first))
    if asked.bottom:
        last = [row for row in found.rows if row.from_bottom.best <= asked.bottom]
        sections.append((_("{title}: last {count}", title=title, count=asked.bottom), last))
    return sections


def rank_table(title: str, rows: Sequence[Ranked], style: Style) -> Table:
    """One row for each rank."""
    table = Table(
        columns("rank entity value bounds", aside="basis source"),
        title=title,
        records=lambda: [ranked_record(row.result, row.rank, style.places) for row in rows],
    )
    for row in rows:
        value, bounds = cells(row.result, style)
        basis, sources = basis_text(row.result), sources_text(row.result)
        table.add(rank_text(row.rank), row.result.entity.label, value, bounds, basis, sources)
    return table


def _missing_table(missing: list[Result]) -> Table:
    table = Table(columns("entity", Column("reason", _("reason"))), title=_("Not ranked"))
    for result in missing:
        table.add(result.entity.label, result.reason)
    return table


def _notes(found: Ranking, selection: Selection, book: Book, are_shown: bool) -> list[str]:
    if not found.rows and not found.missing:
        notes = [nothing(selection, book)]
    else:
        notes = [ranked_line(found)]
        if found.missing and not are_shown:
            notes.append(_("without a value: {count}", count=len(found.missing)))
    if found.others:
        kinds = listed(_("{what} ({value})", what=_(kind), value=count) for kind, count in found.others.items())
        notes.append(_("entities of other kinds also have values, choose with --kind: {kinds}", kinds=kinds))
    return notes


def ranked_line(found: Ranking) -> str:
    """How many were ranked, of which kind, and in which order."""
    first = _("lowest first") if found.lowest_first else _("highest first")
    own = dict.fromkeys(row.result.entity.kind for row in found.rows)
    kinds = listed([_(kind) for kind in own or found.kinds])
    return _("ranked: {count} (kind: {kind}), {first}", count=len(found.rows), kind=kinds, first=first)


def totals_notes(calculator: Calculator, metric: Metric, results: list[Result]) -> list[str]:
    """That these are totals of parts, and which parts are not in them because nothing was printed of them."""
    notes = [_("computed from the totals of the members: {formula}", formula=metric.readable)]
    for entity in dict.fromkeys(result.entity for result in results):
        silent = unreported(calculator, metric, entity)
        if silent:
            names = abridged([one.label for one in silent])
            notes.append(
                _(
                    "not in the totals of {name}, because nothing was published for them: {names}",
                    name=entity.label,
                    names=names,
                )
            )
    return notes
