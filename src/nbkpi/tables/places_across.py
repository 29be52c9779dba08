"""Headings that name the entities, over rows that say what is measured."""

from __future__ import annotations

from nbkpi.figure.characters import heading_key
from nbkpi.loading.labels import is_total
from nbkpi.tables import words
from nbkpi.tables.column_measures import ColumnMeasures
from nbkpi.tables.growth_words import is_growth


def place_across(columns: ColumnMeasures, column: int, meant: words.Meant, place_level: int | None) -> str:
    """What a heading calls an entity; nothing where it need not be one.

    It is one by its words, by what the user said of it, or where he said what the entities lie within, and neither a
    column nor an option says any. Levels that all headings have alike are no part of the name.
    """
    whole, asked = columns.whole(column), columns.asked
    if not meant.words or whole in asked.names:
        return asked.names.get(whole, "")
    if place_level is not None:
        return words.name_of(meant.words)
    if not asked.within or asked.entity or asked.entity_columns:
        return ""
    own = [text for text in meant.words if text not in _in_all(columns)]
    is_other = not own or is_growth(own[-1]) or is_total(own[-1]) or words.GENERIC.fullmatch(heading_key(own[-1]))
    return "" if is_other else words.name_of(own)


def _in_all(columns: ColumnMeasures) -> frozenset[str]:
    """The levels that all columns of figures have."""
    own = [one for one in columns.shape.columns if one not in columns.labels and columns.headings[one]]
    said = [frozenset(words.meaning(columns.book, columns.headings[one]).words) for one in own]
    return frozenset.intersection(*said) if len(said) > 1 else frozenset()
