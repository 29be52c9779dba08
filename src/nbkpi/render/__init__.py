"""Renderers: a document as a terminal table, JSON, delimited text, Markdown, a web page, a workbook or Parquet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from nbkpi.report.document import Document

Format = Literal["table", "json", "jsonl", "csv", "tsv", "md", "html", "xlsx", "parquet", "excel"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""excel is the csv that Excel opens: the tables as they are shown, with a byte order mark."""
RECORDS: tuple[Format, ...] = ("json", "jsonl", "csv", "tsv", "parquet")
"""The formats for programs: they hold records and no tables."""
BINARY: tuple[Format, ...] = ("xlsx", "parquet")
ENDINGS: dict[str, Format] = {f".{name}": name for name in FORMATS if name not in ("table", "excel")} | {
    ".txt": "table"
}


def renderer(name: Format) -> Callable[[Document], str | bytes]:
    """The function that turns a document into text, or into bytes for the BINARY formats.

    On a terminal, nbkpi.render.table draws tables instead.
    """
    if name in ("json", "jsonl"):
        from nbkpi.render.json import render_json, render_jsonl

        return render_json if name == "json" else render_jsonl
    if name == "table":
        from nbkpi.render.text import render_text

        return render_text
    if name == "md":
        from nbkpi.render.markdown import render_markdown

        return render_markdown
    if name == "html":
        from nbkpi.render.html import render_html

        return render_html
    if name == "xlsx":
        from nbkpi.render.workbook import render_xlsx

        return render_xlsx
    if name == "parquet":
        from nbkpi.render.parquet import render_parquet

        return render_parquet
    from nbkpi.render.delimited import render_csv, render_excel, render_tsv

    return {"csv": render_csv, "tsv": render_tsv}.get(name, render_excel)
