"""Documents as Markdown tables."""

from __future__ import annotations

from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.report.document import Document, Table, visible
from nbkpi.report.page import Card, Page

_MARKUP = regex(r"([\\`*_\[\]<>|#~&])")


def render_markdown(document: Document) -> str:
    """Each table under its title, the notes as a list."""
    parts = [_table(table) for table in document.tables]
    if document.notes:
        parts.append("".join(f"- {_escape(note)}\n" for note in document.notes))
    parts.append(f"{_escape(document.provenance)}\n")
    return "\n".join(parts)


def render_page(page: Page) -> str:
    """A report: its sections under their headings, headline figures as a list; a text with marks is left to pages."""
    parts = [f"# {_escape(page.title)}\n", *(f"{_escape(line)}\n" for line in page.lines)]
    for section in page.sections:
        if not (section.lines or section.cards or section.blocks or section.notes):
            continue
        parts.append(f"## {_escape(section.heading)}\n")
        parts += [f"{_escape(line)}\n" for line in section.lines]
        if section.cards:
            parts.append("".join(map(_card, section.cards)))
        for block in section.blocks:
            parts.append(_table(block.table, block.table.title != section.heading))
            parts += [f"{_escape(line)}\n" for line in block.lines]
        if section.notes:
            parts.append("".join(f"- {_escape(note)}\n" for note in section.notes))
    parts += [f"{_escape(note)}\n" for note in (*page.document.notes, page.document.provenance)]
    return "\n".join(parts)


def _card(card: Card) -> str:
    why = f" · {_escape(card.derivation.line)}" if card.derivation is not None else ""
    value = f"**{_escape(card.value)}**"
    if card.bounds:
        value = _("{what} ({value})", what=value, value=_escape(card.bounds))
    shown = _("{meaning}: {subject}", meaning=_escape(card.label), subject=value)
    return f"- {shown} · {_escape(card.about)}{why}\n"


def _table(table: Table, is_titled: bool = True) -> str:
    heading = f"### {_escape(table.title)}\n\n" if table.title and is_titled else ""
    heading += "".join(f"{_escape(line)}\n\n" for line in table.heading)
    if not table.rows:
        return heading.removesuffix("\n")
    names = " | ".join(_escape(column.heading) for column in table.columns)
    rule = " | ".join("---:" if column.align == "right" else "---" for column in table.columns)
    rows = "".join(f"| {' | '.join(_escape(cell) for cell in row)} |\n" for row in table.rows)
    return f"{heading}| {names} |\n| {rule} |\n{rows}"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", visible(text))
