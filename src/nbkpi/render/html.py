"""Documents as web pages: plain tables in one file, for browsers, screen readers and paper; no script, no network.

A text with marks stands before the tables; a mark leads to what is said of it, and that back to the mark.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from itertools import repeat

from nbkpi.language import current
from nbkpi.render.marked import anchor, marked_html
from nbkpi.report.document import Column, Document, Table, visible

_LANGUAGES = {"zh": "zh-CN"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light dark; --line: #c8ccd1; --head: #f0f2f4; --dim: #59636e; --link: #0a58ca;
  --good: #d3f0d5; --bad: #ffc9c4; --open: #e4e7ea; --good-line: #1a7f37; --bad-line: #b3261e; --open-line: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --line: #444c56; --head: #22272e; --dim: #9ea7b3; --link: #79b8ff;
    --good: #1b4427; --bad: #6e2320; --open: #343b44; --good-line: #56d364; --bad-line: #ff8a80; --open-line: #9ea7b3; }
}
body { font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
section { margin: 0 0 2rem; overflow-x: auto; }
table { border-collapse: collapse; min-width: min(100%, 36rem); }
caption { padding: .25rem 0; text-align: left; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .25rem .75rem .25rem 0;
  text-align: left; vertical-align: top; }
th { font-weight: 600; min-width: 4em; }
td { min-width: 7em; }
tbody th { font-weight: 400; }
thead th { background: var(--head); }
.number { font-variant-numeric: tabular-nums; min-width: 5em; text-align: right; }
.whole { min-width: 0; overflow-wrap: normal; white-space: nowrap; }
a { color: var(--link); }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
.text { border-left: 3px solid var(--line); line-height: 1.8; margin: 0 0 2rem; max-width: 48rem;
  overflow-wrap: anywhere; padding-left: 1rem; white-space: pre-wrap; }
.text a { color: inherit; text-decoration: none; }
.legend span { margin-right: 1.25rem; white-space: nowrap; }
mark { border-bottom: 2px solid; border-radius: .2rem; color: inherit; padding: 0 .15rem; }
mark::after { font-size: .8em; margin-left: .1em; }
.good { background: var(--good); border-color: var(--good-line); }
.bad { background: var(--bad); border-bottom-style: double; border-color: var(--bad-line); font-weight: 600; }
.open { background: var(--open); border-bottom-style: dotted; border-color: var(--open-line); }
.good::after { color: var(--good-line); content: "✓"; }
.bad::after { color: var(--bad-line); content: "✗"; }
.open::after { color: var(--open-line); content: "?"; }
footer { color: var(--dim); font-size: .9rem; }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
  section { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  caption { break-after: avoid; }
  mark { print-color-adjust: exact; }
}
"""


def render_html(document: Document) -> str:
    """A page with a text and its marks, each table under its title as a caption, then the notes and the book."""
    titles = [table.title for table in document.tables if table.title]
    heading = document.title or " · ".join((*titles, document.book[0]) if len(titles) == 1 else document.book[:1])
    marked = "" if document.marked is None else marked_html(document.marked)
    led = frozenset(() if document.marked is None else (anchor(mark.target) for mark in document.marked.marks))
    body = marked + "".join(_section(table, led) for table in document.tables)
    return page(heading, body, (*document.notes, document.provenance))


def page(heading: str, body: str, notes: tuple[str, ...]) -> str:
    """The one frame of every page: body is markup between the heading and the notes, which are text."""
    language = _LANGUAGES.get(current(), current())
    heading = _escaped(heading)
    foot = "".join(f"<p>{_escaped(note)}</p>\n" for note in notes)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{heading}</h1>\n{body}</main>\n"
        f"<footer>\n{foot}</footer>\n</body>\n</html>\n"
    )


def _section(table: Table, led: Collection[str] = ()) -> str:
    """A table that can be scrolled with the keyboard where it is too wide; its first column names each row.

    led are the anchors of marks: what these lead to leads back.
    """
    title = f"<strong>{_back(_escaped(table.title), table.name, led)}</strong>" if table.title else ""
    parts = [part for part in (title, *map(_escaped, table.heading)) if part]
    caption = f"<caption>{'<br>'.join(parts)}</caption>\n" if parts else ""
    label = f' role="region" aria-label="{_escaped(table.title)}"' if table.title else ""
    names = "".join(f'<th scope="col"{_class(column)}>{_escaped(column.heading)}</th>' for column in table.columns)
    rows = "".join(
        f"<tr{_id(name)}>{_row(table.columns, row, name, led)}</tr>\n"
        for row, name in zip(table.rows, table.names or repeat(""), strict=False)
    )
    body = f"<table>\n{caption}<thead>\n<tr>{names}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    return f'<section{_id(table.name)} tabindex="0"{label}>\n{body}</section>\n'


def _row(columns: tuple[Column, ...], row: tuple[str, ...], name: str, led: Collection[str]) -> str:
    first = f'<th scope="row"{_class(columns[0])}>{_back(_escaped(row[0]), name, led)}</th>'
    others = zip(columns[1:], row[1:], strict=True)
    return first + "".join(f"<td{_class(column)}>{_escaped(cell)}</td>" for column, cell in others)


def _back(words: str, name: str, led: Collection[str]) -> str:
    """Words that lead back to their mark in the text."""
    return f'<a href="#{anchor(name)}">{words}</a>' if anchor(name) in led else words


def _id(name: str) -> str:
    return f' id="{_escaped(name)}"' if name else ""


def _class(column: Column) -> str:
    names = [name for name, has in (("number", column.align == "right"), ("whole", column.fixed)) if has]
    return f' class="{" ".join(names)}"' if names else ""


def _escaped(text: str) -> str:
    return escape(visible(text))
