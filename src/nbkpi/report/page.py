"""A report as what it says: a title, headline figures, and sections of tables, charts and marked text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nbkpi.language import _
from nbkpi.report.chart import Chart, Tone
from nbkpi.report.document import Document, Json, Marked, Table


class Derivation(NamedTuple):
    """How a number came about: in one line, and step by step."""

    line: str
    tables: Sequence[Table]


class Card(NamedTuple):
    """A headline figure: what it is, the number, its bounds, and how it came about."""

    label: str
    value: str
    bounds: str
    about: str
    derivation: Derivation | None = None


class Block(NamedTuple):
    """A table, with how each of its rows came about, the chart that shows the same, and lines below.

    tone is what is to be thought of it as a whole, tones the same of its rows. is_drawn: a chart that stands elsewhere
    shows the same.
    """

    table: Table
    derivations: Sequence[Derivation | None] = ()
    chart: Chart | None = None
    tone: Tone = ""
    tones: Sequence[Tone] = ()
    lines: Sequence[str] = ()
    is_drawn: bool = False


@dataclass(slots=True)
class Section:
    """A part of a page under a heading of its own; name is an anchor that never changes with the language.

    records makes all its rows for programs, count is how many things it holds where that is worth saying. whole makes
    its tables with every row, where in a workbook too they stand as they are shown, not as records. is_aside: it is
    for those who look closer.
    """

    name: str
    heading: str
    lines: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marked: Marked | None = None
    count: int | None = None
    tone: Tone = ""
    whole: Callable[[], Sequence[Table]] | None = None
    is_aside: bool = False
    records: Callable[[], list[dict[str, Json]]] = list

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing but a heading."""
        return not (self.lines or self.cards or self.blocks or self.marked)


@dataclass(slots=True)
class Page:
    """A whole report; document carries the book it is of, what was found, and notes for the end.

    sources gives the anchors that references to sources lead to, by their ids.
    """

    title: str
    document: Document
    lines: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)


def as_document(page: Page) -> Document:
    """The page as a document: a table for each section with all its records, and what it says in words as notes.

    Tables that are meant to be seen whole stay as they are shown.
    """
    document = Document("report", page.document.book, findings=page.document.findings)
    document.notes += page.lines
    for section in page.sections:
        said = [*section.lines, *section.notes]
        if section.whole is not None:
            document.tables += section.whole()
            said += [line for block in section.blocks for line in block.lines]
        else:
            document.tables.append(Table((), title=section.heading, records=section.records))
        document.notes += [_("{meaning}: {subject}", meaning=section.heading, subject=line) for line in said]
    document.notes += page.document.notes
    return document
