"""Documents as Markdown tables."""

from __future__ import annotations

import re

from nbkpi.report.document import Document, Table, visible

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")


def render_markdown(document: Document) -> str:
    """Each table under its title, the notes as a list."""
    parts = [_table(table) for table in document.tables]
    if document.notes:
        parts.append("".join(f"- {_escape(note)}\n" for note in document.notes))
    parts.append(f"{_escape(document.provenance)}\n")
    return "\n".join(parts)


def _table(table: Table) -> str:
    heading = f"### {_escape(table.title)}\n\n" if table.title else ""
    heading += "".join(f"{_escape(line)}\n\n" for line in table.heading)
    if not table.rows:
        return heading.removesuffix("\n")
    names = " | ".join(_escape(column.heading) for column in table.columns)
    rule = " | ".join("---:" if column.align == "right" else "---" for column in table.columns)
    rows = "".join(f"| {' | '.join(_escape(cell) for cell in row)} |\n" for row in table.rows)
    return f"{heading}| {names} |\n| {rule} |\n{rows}"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", visible(text))
