"""Rows headed 项目 that are what the figures are of, and columns that are headed by places."""

from __future__ import annotations

from nbkpi.model.book import Book
from nbkpi.sheets.grid import heading_key
from nbkpi.tables import words
from nbkpi.tables.columns import Columns
from nbkpi.tables.kinds import are_places
from nbkpi.tables.labelled import named
from nbkpi.tables.roles import Labels


def with_items(labels: Labels, columns: Columns, headings: list[list[str]], texts: list[list[str]]) -> Labels:
    """The labels, where rows headed 项目 are what the figures are of, and the columns are their indicators.

    Only where neither the book nor the headings say otherwise: no label is an indicator of the book, and no heading
    is a period, an entity or a word for a value. Whether the headings are places is noted with the columns.
    """
    book, column, asked = columns.book, labels.indicator, columns.asked
    taken = (*labels.entities, *labels.period, *labels.words, labels.unit, column)
    open_ones = [headings[one] for one in columns.shape.columns if one not in taken and any(texts[one])]
    heads = [words.meaning(book, parts) for parts in open_ones if parts]
    names = ["".join(one.words) for one in heads if one.measure is None]
    columns.has_places = not labels.entities and column is None and are_places(names)
    if column is None or labels.entities or asked.entity or not (asked.new_entities and asked.new_indicators):
        return labels
    labelled = [named(book, text) for text in set(texts[column]) if text]
    is_known = any(one.is_known or one.unit is not None for one in labelled)
    is_known = is_known or not words.ITEMS.fullmatch(heading_key(headings[column][-1]).lower())
    plain = ["".join(one.words) for one in heads if not one.period]
    is_open = len(plain) == len(heads) > 1 and not are_places(plain)
    if is_known or not is_open or any(_is_value_or_entity(book, name) for name in plain):
        return labels
    return labels._replace(entities=[column], indicator=None)


def _is_value_or_entity(book: Book, name: str) -> bool:
    return not name or bool(book.entities_meant(name)) or words.GENERIC.fullmatch(heading_key(name)) is not None
