"""The columns of tables, each declared once: its heading, and how it may shrink."""

from __future__ import annotations

from nbkpi.language import _, later
from nbkpi.report.document import Column

COLUMNS = {
    one.key: one
    for one in (
        Column("accepted", later("accepted"), "right", fixed=True),
        Column("actual", later("actual"), "right", fixed=True),
        Column("asserted", later("stated"), "right", fixed=True),
        Column("attainment", later("percent of target"), "right", fixed=True),
        Column("basis", later("origin"), least=8),
        Column("book", later("in the book"), least=12),
        Column("bounds", later("bounds"), fixed=True),
        Column("by", later("relation"), least=16),
        Column("cell", later("cell")),
        Column("computed", later("computed"), "right", fixed=True),
        Column("computed_from", later("compared with"), least=16),
        Column("confirmed", later("confirmed"), "right", fixed=True),
        Column("count", later("count"), "right"),
        Column("date", later("date")),
        Column("difference", later("difference"), "right", fixed=True),
        Column("entity", later("entity")),
        Column("example", later("as published")),
        Column("family", later("family")),
        Column("figures", later("no. of figures"), "right", fixed=True),
        Column("file", later("file")),
        Column("formula", later("formula"), least=20),
        Column("found", later("result")),
        Column("from", later("from figures"), least=14),
        Column("gap", later("ahead (+) / behind (−)"), "right", fixed=True),
        Column("growth_bounds", later("bounds"), fixed=True),
        Column("kind", later("kind")),
        Column("label", later("row label")),
        Column("left", later("months left"), "right", fixed=True),
        Column("light", later("light")),
        Column("measure", later("measure"), least=12),
        Column("name", later("name")),
        Column("nearly", later("nearly"), "right", fixed=True),
        Column("pace", later("change in pace needed"), "right", fixed=True),
        Column("path", later("lies within")),
        Column("period", later("period"), fixed=True),
        Column("phrase", later("phrase"), least=16),
        Column("place", later("place"), fixed=True),
        Column("printed", later("as published"), "right", fixed=True),
        Column("publisher", later("publisher")),
        Column("rank", later("rank"), "right", fixed=True),
        Column("ratio", later("ratio"), "right", fixed=True),
        Column("reading", later("read as")),
        Column("reason", later("reason"), least=16),
        Column("role", ""),
        Column("source", later("source"), least=6, refers=True),
        Column("subject", later("subject"), least=12),
        Column("table", later("table")),
        Column("target", later("target"), "right", fixed=True),
        Column("title", later("title")),
        Column("unit", later("unit")),
        Column("value", later("value"), "right", fixed=True),
        Column("verdict", later("verdict"), fixed=True),
        Column("what", later("figure"), least=12),
        Column("with", later("compared with"), least=16),
        Column("words", later("as published"), fixed=True),
        Column("wrong", later("wrong"), "right", fixed=True),
    )
}


def columns(*wanted: str | Column, aside: str = "") -> tuple[Column, ...]:
    """Columns by their keys, several in one text, with headings in the language of the moment; others as they are.

    aside are the keys of those at the end that say how a row came about.
    """
    found: list[Column] = []
    for one in wanted:
        found += _named(one) if isinstance(one, str) else [one]
    return (*found, *(column._replace(is_aside=True) for column in _named(aside)))


def _named(keys: str) -> list[Column]:
    return [COLUMNS[key]._replace(heading=_(COLUMNS[key].heading)) for key in keys.split()]
