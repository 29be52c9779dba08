"""Documents as web pages: plain tables in one file, for browsers, screen readers and paper; no script, no network."""

from __future__ import annotations

from html import escape

from nbkpi.language import current
from nbkpi.report.document import Column, Document, Table, visible

_LANGUAGES = {"zh": "zh-CN"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light dark; --line: #c8ccd1; --head: #f0f2f4; --dim: #59636e; }
@media (prefers-color-scheme: dark) { :root { --line: #444c56; --head: #22272e; --dim: #9ea7b3; } }
body { font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
section { margin: 0 0 2rem; overflow-x: auto; }
table { border-collapse: collapse; }
caption { font-weight: 600; padding: .25rem 0; text-align: left; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .25rem .75rem .25rem 0;
  text-align: left; vertical-align: top; }
th { font-weight: 600; min-width: 4em; }
tbody th { font-weight: 400; }
thead th { background: var(--head); }
.number { font-variant-numeric: tabular-nums; text-align: right; }
.whole { overflow-wrap: normal; white-space: nowrap; }
footer { color: var(--dim); font-size: .9rem; }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
  section { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  caption { break-after: avoid; }
}
"""


def render_html(document: Document) -> str:
    """A page with each table under its title as a caption, then the notes and the book."""
    language = _LANGUAGES.get(current(), current())
    titles = [table.title for table in document.tables if table.title]
    heading = _escaped(" · ".join((*titles, document.book[0]) if len(titles) == 1 else document.book[:1]))
    notes = "".join(f"<p>{_escaped(note)}</p>\n" for note in (*document.notes, document.provenance))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{heading}</h1>\n{''.join(map(_section, document.tables))}</main>\n"
        f"<footer>\n{notes}</footer>\n</body>\n</html>\n"
    )


def _section(table: Table) -> str:
    """A table that can be scrolled with the keyboard where it is too wide; its first column names each row."""
    parts = [_escaped(line) for line in (table.title, *table.heading) if line]
    caption = f"<caption>{'<br>'.join(parts)}</caption>\n" if parts else ""
    label = f' role="region" aria-label="{_escaped(table.title)}"' if table.title else ""
    names = "".join(f'<th scope="col"{_class(column)}>{_escaped(column.heading)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{_row(table.columns, row)}</tr>\n" for row in table.rows)
    body = f"<table>\n{caption}<thead>\n<tr>{names}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    return f'<section tabindex="0"{label}>\n{body}</section>\n'


def _row(columns: tuple[Column, ...], row: tuple[str, ...]) -> str:
    first, *others = (f"{_class(column)}>{_escaped(cell)}" for column, cell in zip(columns, row, strict=True))
    return f'<th scope="row"{first}</th>' + "".join(f"<td{other}</td>" for other in others)


def _class(column: Column) -> str:
    names = [name for name, has in (("number", column.align == "right"), ("whole", column.fixed)) if has]
    return f' class="{" ".join(names)}"' if names else ""


def _escaped(text: str) -> str:
    return escape(visible(text))
