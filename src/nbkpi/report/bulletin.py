"""The report of a book: headline figures, what is wrong, and everything else there is to say, in sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from nbkpi.figure import Period
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.plans import SECTIONS
from nbkpi.model.records import Observation
from nbkpi.report import judged, sections
from nbkpi.report.asker import Asker
from nbkpi.report.chart import Bars
from nbkpi.report.columns import columns
from nbkpi.report.document import Column, Document, Table
from nbkpi.report.explain import reading_text
from nbkpi.report.headline import headline
from nbkpi.report.months import period_words
from nbkpi.report.nothing import nothing
from nbkpi.report.overview import overview
from nbkpi.report.page import Block, Page, Section
from nbkpi.report.records import observation_record
from nbkpi.report.results import bounds_shown, reading_notes_of
from nbkpi.report.structure_section import structure
from nbkpi.report.views import counts_text
from nbkpi.solve.dates import as_of as moment
from nbkpi.solve.select import Selection

NOTES = 20
"""How many assumptions are listed."""


def bulletin(asker: Asker, wanted: Sequence[str] = (), title: str = "") -> Page:
    """The whole report, with the sections and the title asked for, else those the book says, else all.

    Sections that were not asked for by name are left out where they have nothing to show.
    """
    book = asker.calculator.book
    plan = book.plan
    page = Page(title or plan.title or _title(book), Document("report", (book.title, book.location)))
    page.lines = [line for line in (plan.note, _until(asker), counts_text(book)) if line]
    page.sources = source_anchors(book)
    asked = tuple(dict.fromkeys(wanted)) or plan.sections
    for name in asked or SECTIONS:
        section = MAKERS[name](asker)
        if asked and section.is_empty:
            section.lines.append(nothing(asker.selection, book))
        if not section.is_empty:
            page.sections.append(section)
    _draw_once(page.sections)
    if not page.sections:
        page.lines.append(nothing(asker.selection, book))
    page.document.findings = sum(one.count or 0 for one in page.sections if one.name == "findings")
    return page


def _until(asker: Asker) -> str:
    """Until when there are figures, or until when they count."""
    ends = [one.period.end for one in _figures(asker)]
    if asker.as_of is not None:
        ends = [moment(asker.as_of, asker.calculator.book).until.end]
    return _("figures up to {period}", period=period_words(Period(max(ends) - 1, 1))) if ends else ""


def _draw_once(sections: Sequence[Section]) -> None:
    """Of several charts of the same figures only the first is drawn."""
    seen: set[str] = set()
    for section in sections:
        for place, block in enumerate(section.blocks):
            if isinstance(block.chart, Bars) and block.chart.title in seen:
                section.blocks[place] = block._replace(chart=None, is_drawn=True)
            elif isinstance(block.chart, Bars):
                seen.add(block.chart.title)


def _title(book: Book) -> str:
    """The title of a book; of one that has none, or is only called like its folder or file, of what it is.

    That is the entity that all others lie within, else its only source, else the folder.
    """
    path = Path(book.location).resolve()
    names = (path.stem, path.parent.name) if path.suffix else (path.name,)
    if book.title not in (book.location, *names):
        return book.title
    whole = [entity for entity in book.entities if entity.within is None]
    if len(whole) == 1:
        return _("Report: {name}", name=whole[0].name)
    titles = {source.title for source in book.sources.values()}
    if len(titles) == 1 and not Path(title := titles.pop()).suffix:
        return title
    return _("Report: {name}", name=path.stem if path.suffix else path.name)


def _readings(asker: Asker) -> Section:
    """By which rules the figures were read, with an example of each, and what was assumed."""
    section = Section("readings", _("How figures were read"), is_aside=True)
    figures = _figures(asker)
    counts = Counter(one.figure.reading for one in figures)
    if not figures:
        return section
    table = Table(
        columns("reading figures example bounds"),
        title=_("Rules"),
    )
    examples = {one.figure.reading: one for one in reversed(figures)}
    for reading, count in counts.most_common():
        one = examples[reading]
        shown = asker.style.amount(bounds_shown(one.interval, asker.style), one.measure.unit)
        table.add(reading_text(one), str(count), one.text, shown)
    section.blocks.append(Block(table))
    assumed = reading_notes_of(figures, asker.style)
    section.notes = assumed[:NOTES]
    if len(assumed) > NOTES:
        section.notes.append(_("{count} more assumptions are not listed", count=len(assumed) - NOTES))
    section.records = lambda: [observation_record(one) for one in figures]
    return section


def _figures(asker: Asker) -> list[Observation]:
    every = asker.selection.with_every_cell()
    return [one for one in asker.calculator.book.observations if every.has_observation(one)]


def source_anchors(book: Book) -> dict[str, str]:
    """What leads to each source on a page, by the ids of the sources."""
    return {source: f"source-{place}" for place, source in enumerate(book.sources, 1)}


def _sources(asker: Asker) -> Section:
    """Where the figures were printed."""
    section = Section("sources", _("Sources"))
    counts = Counter(one.source for one in _figures(asker) if one.source is not None)
    table = Table(
        columns(Column("id", "id", fixed=True), "title publisher", Column("date", _("date"), fixed=True), "figures"),
        title=_("Sources"),
    )
    is_whole = asker.selection == Selection()
    shown = [one for one in asker.calculator.book.sources.values() if is_whole or counts[one]]
    for one in shown:
        table.add(one.id, one.title, one.publisher, one.date, str(counts[one]))
    if shown:
        anchors = source_anchors(asker.calculator.book)
        table.names = [anchors[one.id] for one in shown]
        section.blocks.append(Block(table))
    section.records = lambda: [
        {"id": one.id, "title": one.title, "publisher": one.publisher or None, "date": one.date or None,
         "url": one.url or None, "figures": counts[one]}
        for one in shown
    ]  # fmt: skip
    return section


Maker = Callable[[Asker], Section]

MAKERS: dict[str, Maker] = {
    "overview": overview,
    "headline": headline,
    "findings": judged.findings,
    "targets": judged.targets,
    "growth": sections.growth,
    "coverage": sections.coverage,
    "resolution": sections.resolution,
    "metrics": sections.metrics,
    "structure": structure,
    "ranks": sections.ranks,
    "trends": sections.trends,
    "deduced": sections.deduced,
    "verdicts": judged.verdicts,
    "readings": _readings,
    "sources": _sources,
}
"""What makes each section."""
