"""Documents as web pages: plain tables in one file, for browsers, screen readers and paper; no script, no network.

A text with marks stands before the tables; a mark leads to what is said of it, and that back to the mark.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from itertools import repeat
from pathlib import Path

from nbkpi.language import _, current
from nbkpi.render.marked import anchor, marked_html
from nbkpi.report.document import Column, Document, Table, visible

_LANGUAGES = {"zh": "zh-CN"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_html(document: Document) -> str:
    """A page with a text and its marks, each table under its title as a caption, then the notes and the book."""
    titles = [table.title for table in document.tables if table.title]
    named = [*titles, document.book[0]] if len(titles) == 1 else document.book[:1]
    heading = document.title or " · ".join(filter(None, named)) or document.provenance
    marked = "" if document.marked is None else marked_html(document.marked)
    led = frozenset(() if document.marked is None else (anchor(mark.target) for mark in document.marked.marks))
    body = marked + "".join(_section(table, led) for table in document.tables)
    foot = "".join(f"<p>{escaped(note)}</p>\n" for note in (*document.notes, document.provenance))
    return frame(heading, f"<main>\n<h1>{escaped(heading)}</h1>\n{body}</main>\n<footer>\n{foot}</footer>\n")


def frame(title: str, body: str) -> str:
    """The one frame of every page: body is markup."""
    language = _LANGUAGES.get(current(), current())
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def escaped(text: str) -> str:
    """The text as it may stand in a page; what acts or cannot be seen is written out."""
    return escape(visible(text))


def _section(table: Table, led: Collection[str] = ()) -> str:
    """A table that can be scrolled with the keyboard where it is too wide; its first column names each row.

    led are the anchors that marks lead to, each of which has a link back to its mark.
    """
    title = f"<strong>{back(escaped(table.title), table.name, led)}</strong>" if table.title else ""
    parts = [part for part in (title, *map(escaped, table.heading)) if part]
    caption = f"<caption>{'<br>'.join(parts)}</caption>\n" if parts else ""
    label = f' role="region" aria-label="{escaped(table.title)}"' if table.title else ""
    names = "".join(map(_heading, table.columns))
    rows = "".join(
        f"<tr{ident(name)}>{_row(table.columns, row, name, led)}</tr>\n"
        for row, name in zip(table.rows, table.names or repeat(""), strict=False)
    )
    body = f"<table>\n{caption}<thead>\n<tr>{names}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    return f'<section{ident(table.name)} tabindex="0"{label}>\n{hint()}{body}</section>\n'


def hint() -> str:
    """What stands above a table that is wider than the window, and is not seen above others."""
    return f'<p class="hint" aria-hidden="true">{escaped(_("more columns: scroll sideways"))} →</p>\n'


def _heading(column: Column) -> str:
    if not column.heading:
        return f"<td{_class(column)}></td>"
    return f'<th scope="col"{_class(column)}>{escaped(column.heading)}</th>'


def _row(columns: tuple[Column, ...], row: tuple[str, ...], name: str, led: Collection[str]) -> str:
    first = f'<th scope="row"{_class(columns[0])}>{back(escaped(row[0]), name, led)}</th>'
    others = zip(columns[1:], row[1:], strict=True)
    return first + "".join(f"<td{_class(column)}>{escaped(cell)}</td>" for column, cell in others)


def back(words: str, name: str, led: Collection[str]) -> str:
    """Words that lead back to their mark in the text."""
    return f'<a href="#{anchor(name)}">{words}</a>' if anchor(name) in led else words


def ident(name: str) -> str:
    """What leads to an element, as its attribute; nothing for no name."""
    return f' id="{escaped(name)}"' if name else ""


def _class(column: Column) -> str:
    names = [name for name, has in (("number", column.align == "right"), ("whole", column.fixed)) if has]
    return f' class="{" ".join(names)}"' if names else ""
