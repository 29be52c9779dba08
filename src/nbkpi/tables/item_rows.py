"""Columns that are headed by places, and rows headed 项目 that are what the figures are of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from nbkpi.figure.characters import heading_key
from nbkpi.loading.labels import is_total
from nbkpi.model.book import Book
from nbkpi.tables import words
from nbkpi.tables.columns import Columns
from nbkpi.tables.growth_words import is_growth
from nbkpi.tables.kinds import are_places
from nbkpi.tables.labelled import are_quantities, named, names_quantity
from nbkpi.tables.preamble import broken_down
from nbkpi.tables.roles import Labels
from nbkpi.tables.titled import quantity_of_titles


def with_items(labels: Labels, columns: Columns, headings: list[list[str]], texts: list[list[str]]) -> Labels:
    """The labels, where the headings are places, or rows headed 项目 are what the figures are of.

    Which level of the headings has places is noted with the columns.
    """
    taken = (*labels.entities, *labels.period, *labels.words, labels.unit, labels.indicator)
    open_ones = [
        headings[one]
        for one in columns.shape.columns
        if one not in taken and any(texts[one]) and not columns.is_asked_for(one)
    ]
    heads = [words.meaning(columns.book, parts) for parts in open_ones if parts and not _names_rows(parts)]
    columns.place_level = _place_level([one.words for one in heads if one.measure is None and one.words])
    if columns.place_level is not None:
        return _below_places(labels, columns, headings, texts)
    if labels.indicator is None and _say_no_more(heads) and not columns.asked.columns:
        _take_for_all(labels, columns, heads)
    if labels.indicator is None and not columns.asked.indicator and not columns.asked.entity_columns:
        labels = _with_indicators(labels, columns, heads, texts)
    return _with_entities_of_items(labels, columns, headings, texts, heads)


def _names_rows(parts: Sequence[str]) -> bool:
    """Whether a heading is one of numbers that count or name the rows."""
    head = heading_key(parts[-1]).lower()
    return any(one.fullmatch(head) for one in (words.NUMBERS, words.IDENTIFIERS))


def _with_indicators(labels: Labels, columns: Columns, heads: Sequence[words.Meant], texts: list[list[str]]) -> Labels:
    """The labels, where the rows say what the figures are of, as no heading does.

    They do where their labels are quantities, or where the user says whose the figures are, and most headings are only
    periods. Of several columns of words it is the one with the most labels.
    """
    open_ones = [one for one in labels.words if one not in labels.translations and one != labels.unit]
    wordy = labels.entities if labels.entities else open_ones if columns.asked.entity else []
    are_dated = 2 * sum(bool(one.period) and not one.words for one in heads) > len(heads)
    if not heads or len(labels.entities) > 1 or not wordy or not (are_dated or not any(map(_names_measure, heads))):
        return labels
    own = max(wordy, key=lambda one: len(set(texts[one])))
    corner = heading_key(words.last_of(columns.headings[own])).lower()
    is_headed = any(one.fullmatch(corner) for one in (words.ENTITIES, words.PLACES))
    is_said = bool(columns.asked.entity) and are_dated
    if is_said or are_quantities(columns.book, texts[own], by_units=is_headed):
        return labels._replace(entities=[], indicator=own)
    _say_what_may_be_meant(columns, own, texts[own], is_headed=is_headed)
    return labels


def _names_measure(head: words.Meant) -> bool:
    """Whether a heading says what its figures are of, and not only their growth."""
    return bool(head.words and (head.measure or head.unit) and not is_growth(head.words[-1]))


def _say_what_may_be_meant(columns: Columns, own: int, texts: Sequence[str], *, is_headed: bool) -> None:
    """Note whether the rows may be what is measured, and what the corner of the headings or the file may say of it."""
    names = set(filter(None, texts))
    is_known = is_headed or are_places(sorted(names)) or any(map(columns.book.entities_meant, names))
    said = (words.last_of(columns.headings[own]), PurePath(columns.grid.name).stem)
    columns.unmatched.may_be_rows = not is_known
    columns.unmatched.perhaps = next((one for one in said if names_quantity(columns.book, one)), "")


def _place_level(heads: Sequence[Sequence[str]]) -> int | None:
    """The level of headings that names a place in each, the last or the first; None where there is none."""
    is_broken = all(len(one[-1]) > 1 for one in heads)  # 市 below 户数 is a kind of place, and no name of one.
    if (is_broken and are_places(["".join(one) for one in heads])) or are_places([one[-1] for one in heads]):
        return -1
    return 0 if all(len(one) > 1 for one in heads) and are_places([one[0] for one in heads]) else None


def _say_no_more(heads: Sequence[words.Meant]) -> bool:
    """Whether several headings are only words: none is a measure, a period or a word for a value, or says its unit."""
    names = {"".join(one.words) for one in heads}
    if len(names) < 2 or any(one.measure or one.unit or one.period or one.unclear for one in heads):
        return False
    return not any(not name or words.GENERIC.fullmatch(heading_key(name)) for name in names)


def _take_for_all(labels: Labels, columns: Columns, heads: Sequence[words.Meant]) -> None:
    """Note what headings that are only words may be, where the user or a title says what all figures are of.

    Above rows that only say a period they are entities, else parts of what is said.
    """
    is_open = bool(labels.period) and not labels.entities and not columns.asked.entity
    if not columns.asked.indicator:
        columns.may_be_places = is_open
        said = quantity_of_titles(columns.shape.titles) if not broken_down(columns.shape.titles) else None
        if (
            said is not None
            and not is_open
            and not any(names_quantity(columns.book, "".join(one.words)) for one in heads)
        ):
            columns.whole_name = said.name
    elif is_open:
        columns.place_level = -1
    else:
        columns.whole_name = columns.asked.indicator


def _below_places(labels: Labels, columns: Columns, headings: list[list[str]], texts: list[list[str]]) -> Labels:
    """The labels below headings of places: rows that are no places are what the figures are of."""
    if not labels.entities or columns.asked.entity_columns:
        columns.are_rows_places = bool(labels.entities)
        return labels
    own = labels.entities[-1]
    head = heading_key(headings[own][-1]).lower() if headings[own] else ""
    names = {text for text in texts[own] if text and not is_total(text)}
    is_headed = any(one.fullmatch(head) for one in (words.ENTITIES, words.PLACES))
    is_known = any(map(columns.book.entities_meant, names))
    columns.are_rows_places = is_headed or is_known or are_places(sorted(names)) or len(labels.entities) > 1
    if columns.are_rows_places or labels.indicator is not None:
        return labels
    return labels._replace(entities=[], indicator=own)


def _with_entities_of_items(
    labels: Labels,
    columns: Columns,
    headings: list[list[str]],
    texts: list[list[str]],
    heads: Sequence[words.Meant],
) -> Labels:
    """The labels, where rows headed 项目 are what the figures are of, and the columns are their indicators.

    Only where neither the book nor the headings say otherwise: no label is an indicator of the book, and no heading
    is a period, an entity or a word for a value.
    """
    book, column, asked = columns.book, labels.indicator, columns.asked
    if column is None or labels.entities or asked.entity or not (asked.new_entities and asked.new_indicators):
        return labels
    if not words.ITEMS.fullmatch(heading_key(words.last_of(headings[column])).lower()):
        return labels
    labelled = [named(book, text) for text in set(texts[column]) if text]
    if any(one.is_known or one.unit is not None for one in labelled):
        return labels
    plain = ["".join(one.words) for one in heads if not one.period]
    is_open = len(plain) == len(heads) > 1
    if not is_open or any(_is_value_or_entity(book, name) for name in plain):
        return labels
    return labels._replace(entities=[column], indicator=None)


def _is_value_or_entity(book: Book, name: str) -> bool:
    return not name or bool(book.entities_meant(name)) or words.GENERIC.fullmatch(heading_key(name)) is not None
