"""A report as one web page: whole in itself, read without a script, fit for phones, screen readers and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from nbkpi.language import _
from nbkpi.render.html import back, escaped, frame, hint, ident
from nbkpi.render.layers import SIGNS
from nbkpi.render.marked import anchor, marked_html
from nbkpi.report.chart import Chart
from nbkpi.report.document import Column, Table
from nbkpi.report.page import Block, Card, Derivation, Page, Section

Draw = Callable[[Chart], str]

LONGEST = 160
"""Longer texts in cells are cut; what is cut can be pointed at, up to LONGEST_TITLE characters of it."""

LONGEST_TITLE = 1000

MOST_OPEN = 10
"""Tables of more rows are folded on a page with charts, where one of these shows the same."""

ROOMY = 12
"""Columns that want at least so many cells of a terminal are given some room in a page too."""


def render_page(page: Page, draw: Draw | None = None) -> str:
    """The page; draw turns a chart into SVG, without it there are no charts."""
    return frame(page.title[:LONGEST], "".join(_Writer(page, draw).parts()))


def shortened(text: str) -> str:
    """The text as it may stand in a page, its beginning only where it is very long."""
    if len(text) <= LONGEST:
        return escaped(text)
    return f'<span title="{escaped(text[:LONGEST_TITLE])}">{escaped(text[:LONGEST])}…</span>'


class _Writer:
    """Writes one page."""

    def __init__(self, page: Page, draw: Draw | None) -> None:
        self.page, self.draw = page, draw
        has_sources = any(section.name == "sources" for section in page.sections)
        self.sources = page.sources if has_sources else {}
        marks = [mark for section in page.sections if section.marked is not None for mark in section.marked.marks]
        self.led = frozenset(anchor(mark.target) for mark in marks)

    def parts(self) -> Iterator[str]:
        """The pieces of the page in their order."""
        page, title = self.page, shortened(self.page.title)
        yield f'<a class="skip" href="#content">{escaped(_("skip to the content"))}</a>\n'
        yield f"<header>\n<h1>{title}</h1>\n{_paragraphs(page.lines, 'dim')}</header>\n"
        yield f'<nav aria-label="{escaped(_("contents"))}">\n<ol>\n{"".join(map(_entry, page.sections))}</ol>\n</nav>\n'
        yield '<main id="content">\n'
        for section in page.sections:
            yield from self.section(section)
        notes = (*page.document.notes, page.document.provenance)
        yield f"</main>\n<footer>\n{_paragraphs(notes)}</footer>\n"

    def section(self, section: Section) -> Iterator[str]:
        """A section under its heading."""
        name = section.name
        yield f'<section id="{name}" aria-labelledby="{name}-title">\n'
        yield f'<h2 id="{name}-title">{escaped(section.heading)}</h2>\n'
        yield _paragraphs(section.lines)
        if section.cards:
            yield f'<ul class="cards">\n{"".join(map(self.card, section.cards))}</ul>\n'
        if section.marked is not None:
            yield marked_html(section.marked)
        for block in section.blocks:
            yield from self.block(section, block)
        yield f"{_notes(section.notes)}</section>\n"

    def card(self, card: Card) -> str:
        """A headline figure."""
        why = self.derivation(card.derivation) if card.derivation is not None else ""
        return (
            f'<li class="card"><h3>{shortened(card.label)}</h3>\n<p class="value">{shortened(card.value)}</p>\n'
            f'<p class="bounds">{escaped(card.bounds)}</p>\n<p class="about">{shortened(card.about)}</p>\n{why}</li>\n'
        )

    def block(self, section: Section, block: Block) -> Iterator[str]:
        """A table under its title, the chart of it above, what is to be said of it below."""
        table = block.table
        yield f'<div{ident(table.name)} class="block{" finding" if block.tone == "bad" else ""}">\n'
        if table.title != section.heading:
            yield f"<h3>{back(shortened(table.title), table.name, self.led)}</h3>\n"
        if block.chart is not None and self.draw is not None:
            said = block.chart.title
            caption = "" if said == table.title else f"<figcaption>{shortened(said)}</figcaption>\n"
            yield f'<figure class="chart">\n{caption}{self.draw(block.chart)}\n</figure>\n'
            # A sparkline says less than the chart.
            yield _paragraphs(table.more)
        else:
            yield _paragraphs(table.heading)
        # A table with lights is looked at for these, which no chart shows.
        is_drawn = (block.chart is not None or block.is_drawn) and not block.tones
        if len(table.rows) > MOST_OPEN and self.draw is not None and (is_drawn or section.is_aside):
            label = escaped(_("all rows: {count}", count=len(table.rows)))
            yield f'<details class="rows"><summary>{label}</summary>\n{"".join(self.table(block))}</details>\n'
        else:
            yield from self.table(block)
        yield f"{_notes(block.lines)}</div>\n"

    def table(self, block: Block) -> Iterator[str]:
        """A table that can be scrolled with the keyboard where it is too wide; the names of its rows are headers."""
        table = block.table
        is_grouped = table.grouped > 0 and len(table.columns) > 2
        wanted = [
            (place, column)
            for place, column in enumerate(table.columns)
            if not (column.is_aside and block.derivations) and not (is_grouped and place == 0)
        ]
        columns = [(place, column) for place, column in wanted if any(row[place] for row in table.rows)] or wanted
        label = escaped(table.title[:LONGEST])
        yield f'<div class="wide" role="group" tabindex="0" aria-label="{label}">\n'
        yield f"{hint()}<table>\n"
        yield f'<caption class="unseen">{label}</caption>\n'
        heads = "".join(_heading(column) for _place, column in columns)
        yield f"<thead>\n<tr>{heads}</tr>\n</thead>\n"
        numbered = enumerate(table.rows)
        for first, rows in groupby(numbered, lambda pair: pair[1][0]) if is_grouped else [("", numbered)]:
            yield "<tbody>\n"
            if is_grouped:
                yield f'<tr class="group"><th scope="rowgroup" colspan="{len(columns)}">{shortened(first)}</th></tr>\n'
            for place, row in rows:
                yield self.row(block, columns, place, row)
            yield "</tbody>\n"
        yield "</table>\n</div>\n"

    def row(self, block: Block, columns: Sequence[tuple[int, Column]], place: int, row: tuple[str, ...]) -> str:
        """A row, and below it how it came about."""
        cells = []
        anchored = block.table.names[place] if block.table.names else ""
        name = next((number for number, column in columns if column.align == "left"), columns[0][0])
        for number, column in columns:
            text = self.cell(block, column, place, row[number])
            is_name = number == name
            text = back(text, anchored, self.led) if is_name else text
            kind = _class(column, "main" if column.key == "value" and not is_name else "")
            cells.append(f'<th scope="row"{kind}>{text}</th>' if is_name else f"<td{kind}>{text}</td>")
        shown = f"<tr{ident(anchored)}>{''.join(cells)}</tr>\n"
        derivation = block.derivations[place] if block.derivations else None
        if derivation is None:
            return shown
        return f'{shown}<tr class="why"><td colspan="{len(columns)}">{self.derivation(derivation)}</td></tr>\n'

    def cell(self, block: Block, column: Column, place: int, text: str) -> str:
        """What a cell shows: a reference as a link, a light as a coloured sign with its name."""
        if column.refers:
            return self.reference(text)
        if column.key == "light" and block.tones and text:
            tone = block.tones[place]
            return f'<span class="tag {tone}">{SIGNS.get(tone, "")}{shortened(text)}</span>'
        return shortened(text)

    def derivation(self, derivation: Derivation) -> str:
        """What a number rests on in one line, which opens to every step."""
        steps = "".join(map(self.steps, derivation.tables))
        return f"<details><summary>{shortened(derivation.line)}</summary>\n{steps}</details>"

    def steps(self, table: Table) -> str:
        """A formula, and each figure put in: as printed, how it was read, and where it stands."""
        heads = _paragraphs([line for line in (table.title, *table.heading) if line])
        figures = "".join(f"<li>{self.figure(table.columns, row)}</li>\n" for row in table.rows)
        return (
            f'<div class="steps">\n{heads}<ul>\n{figures}</ul>\n</div>\n'
            if figures
            else f'<div class="steps">\n{heads}</div>\n'
        )

    def figure(self, columns: Sequence[Column], row: tuple[str, ...]) -> str:
        """A figure put in, in one line."""
        parts = []
        for column, text in zip(columns, row, strict=True):
            if column.refers and text:
                parts.append(self.reference(text))
            elif column.key == "words" and text:
                parts.append(f'<span class="words">“{shortened(text)}”</span>')
            elif text:
                parts.append(shortened(text))
        return " · ".join(parts)

    def reference(self, text: str) -> str:
        """References id#place, each leading to its source on the page."""
        return ", ".join(map(self._link, text.split(", "))) if text else ""

    def _link(self, reference: str) -> str:
        anchor = self.sources.get(reference.partition("#")[0])
        shown = shortened(reference)
        return f'<a href="#{anchor}">{shown}</a>' if anchor else shown


def _entry(section: Section) -> str:
    count = (
        f' <span class="count {section.tone or "other"}">{section.count}</span>' if section.count is not None else ""
    )
    return f'<li><a href="#{section.name}">{escaped(section.heading)}{count}</a></li>\n'


def _paragraphs(lines: Sequence[str], kind: str = "") -> str:
    opening = f'<p class="{kind}">' if kind else "<p>"
    return "".join(f"{opening}{shortened(line)}</p>\n" for line in lines)


def _notes(lines: Sequence[str]) -> str:
    items = "".join(f"<li>{shortened(line)}</li>\n" for line in lines)
    return f'<ul class="notes">\n{items}</ul>\n' if items else ""


def _heading(column: Column) -> str:
    tag = 'th scope="col"' if column.heading else "td"
    name, _dot, when = column.heading.rpartition(" · ")
    shown = f'{shortened(name)}<br><span class="whole">{shortened(when)}</span>' if name else shortened(when)
    return f"<{tag}{_class(column)}>{shown}</{tag[:2]}>"


def _class(column: Column, more: str = "") -> str:
    is_roomy = column.least >= ROOMY and not column.fixed
    known = (("number", column.align == "right"), ("whole", column.fixed), ("roomy", is_roomy), (more, more))
    names = [name for name, has in known if has]
    return f' class="{" ".join(names)}"' if names else ""
