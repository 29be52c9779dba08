"""A text with marks: as a page of its own, and coloured in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from nbkpi.language import _, current
from nbkpi.report.document import Document, Marked, Table, visible

if TYPE_CHECKING:
    from rich.text import Text

_STYLE = """body { font: 16px/1.7 system-ui, sans-serif; max-width: 60em; margin: 2em auto; color: #222 }
mark { padding: 0 .15em; border-radius: .2em; color: inherit }
.good { background: #cdeccd } .bad { background: #f6b8b3; font-weight: bold } .open { background: #e4e4e4 }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
table { border-collapse: collapse; margin: 1em 0; font-size: 14px } caption { text-align: left; font-weight: bold }
th, td { border-bottom: 1px solid #ccc; padding: .25em .6em; text-align: left; vertical-align: top }
.right { text-align: right } footer { color: #666; font-size: 14px }"""

_TERMINAL = {"good": "green", "bad": "bold red", "open": "bright_black"}


def render_page(document: Document) -> str:
    """One self-contained page without scripts: the text with its marks, then the tables; everything is escaped."""
    title = _("Audit")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if current() == "zh" else "en"}">',
        f'<head><meta charset="utf-8"><title>{escape(title)}</title><style>\n{_STYLE}\n</style></head>',
        f"<body>\n<h1>{escape(title)}</h1>",
        f'<p><mark class="bad">{escape(_("wrong"))}</mark> <mark class="good">{escape(_("holds"))}</mark> '
        f'<mark class="open">{escape(_("cannot be checked from the text"))}</mark></p>',
    ]
    if document.marked is not None:
        parts.append(f'<div class="text">{"".join(_spans(document.marked))}</div>')
    parts += map(_table, document.tables)
    notes = "<br>\n".join(escape(visible(note)) for note in (*document.notes, document.provenance))
    return "\n".join([*parts, f"<footer>{notes}</footer>", "</body></html>"]) + "\n"


def _spans(marked: Marked) -> Iterator[str]:
    at = 0
    for mark in marked.marks:
        yield _escaped(marked.text[at : mark.start])
        title = escape(visible(mark.title.replace("\n", " · ")))
        yield f'<mark class="{mark.style}" title="{title}">{_escaped(marked.text[mark.start : mark.end])}</mark>'
        at = mark.end
    yield _escaped(marked.text[at:])


def _escaped(text: str) -> str:
    return escape("\n".join(visible(line.replace("\t", "  ")) for line in text.split("\n")))


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(visible(column.heading))}</th>" for column in table.columns)
    heading = "".join(f"<br>{escape(visible(line))}" for line in table.heading)
    rows = []
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        rows.append(
            "".join(
                f"<td{' class=right' if column.align == 'right' else ''}>{escape(visible(cell))}</td>"
                for cell, column in cells
            )
        )
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    caption = f"<caption>{escape(visible(table.title))}{heading}</caption>"
    return f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"


def coloured(marked: Marked) -> Text:
    """The text for a terminal, with the marks as colours and a sign for those who see none."""
    from rich.text import Text

    shown, at = Text(), 0
    for mark in marked.marks:
        shown.append(_plain(marked.text[at : mark.start]))
        shown.append(_plain(marked.text[mark.start : mark.end]), _TERMINAL[mark.style])
        at = mark.end
    shown.append(_plain(marked.text[at:].rstrip("\n")))
    return shown


def _plain(text: str) -> str:
    return "\n".join(visible(line.replace("\t", "  ")) for line in text.split("\n"))
