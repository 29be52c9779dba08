"""The section that lays entities side by side: a table for each kind, its columns the headline measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from nbkpi.compare.overview import Heading, Overview, overviews
from nbkpi.figure.format import unit_text
from nbkpi.language import _, abridged
from nbkpi.model.records import Measure
from nbkpi.report.asker import ROWS, Asker, omitted
from nbkpi.report.document import Column, Table
from nbkpi.report.headline import disputing, headline_measures
from nbkpi.report.months import span_words
from nbkpi.report.page import Block, Section
from nbkpi.report.result_charts import subject_of, titled
from nbkpi.report.results import cells, measure_text

COLUMNS = 7
"""How many columns of figures fit on a sheet of A4; further ones stand in tables of their own."""

DISPUTES = 20
"""How many figures that were printed otherwise are named."""


def overview(asker: Asker) -> Section:
    """Entities as rows, the largest kind first."""
    section = Section("overview", _("Side by side"))
    found = overviews(asker.calculator, asker.selection, headline_measures(asker))
    parts = [(one, first, last) for one in found for first, last in _parts(one.headings)]
    for one, first, last in parts:
        lines = [*omitted(len(one.rows), ROWS), *_disputes(one, first, last, asker)]
        if one.silent and first == 0:
            names = abridged([each.label for each in one.silent])
            lines.append(_("without any of these figures: {names}", names=names))
        section.blocks.append(Block(_table(one, first, last, asker, ROWS), lines=lines))
    section.whole = lambda: [_table(one, first, last, asker) for one, first, last in parts]
    return section


def _parts(headings: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """From which column to which a table goes: as many as fit, those of one measure together."""
    first = last = 0
    for _measure, group in groupby(headings, _of):
        count = len(list(group))
        if last > first and last + count - first > COLUMNS:
            yield first, last
            first = last
        last += count
    if last > first:
        yield first, last


def _of(heading: Heading) -> Measure:
    """The measure that a column is about."""
    return subject_of(heading.measure) if heading.is_growth else heading.measure


def _table(one: Overview, first: int, last: int, asker: Asker, most: int | None = None) -> Table:
    headings = one.headings[first:last]
    columns = [Column("entity", _(one.kind))]
    columns += [
        Column(
            f"{heading.measure.id} {heading.period}",
            _heading(heading),
            "right",
            True,
            unit=unit_text(heading.measure.unit),
        )
        for heading in headings
    ]
    title = _("By {kind}: {count}", kind=_(one.kind), count=len(one.rows))
    table = Table(tuple(columns), title=title if len(headings) == len(one.headings) else _part_title(title, headings))
    for entity, results in [*one.rows[:most], *filter(None, [one.whole])]:
        shown = ["—" if result is None else cells(result, asker.style)[0] for result in results[first:last]]
        table.add(entity.label, *shown)
    return table


def _disputes(one: Overview, first: int, last: int, asker: Asker) -> list[str]:
    """What was printed otherwise than the values shown, which it contradicts."""
    found = [
        _("{meaning}: {subject}", meaning=f"{entity.label} · {titled(result.measure, result.period)}", subject=said)
        for entity, results in [*one.rows, *filter(None, [one.whole])]
        for result in filter(None, results[first:last])
        for words in disputing(asker, result)
        if (said := _("but published: {words}", words=words))
    ]
    if len(found) <= DISPUTES:
        return found
    return [*found[:DISPUTES], _("{count} more findings: see nbkpi check", count=len(found) - DISPUTES)]


def _part_title(title: str, headings: Sequence[Heading]) -> str:
    """The title of one table of several: with the measures in it."""
    names = dict.fromkeys(_of(heading).name for heading in headings)
    return " · ".join([title, *names])


def _heading(heading: Heading) -> str:
    """What a column is of, and when."""
    return f"{measure_text(heading.measure, heading.period)} · {span_words(heading.period, heading.span)}"
