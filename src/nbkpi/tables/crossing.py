"""Columns of words without which rows cannot be told apart: what breaks down the figures of each entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import compress
from typing import NamedTuple

from nbkpi.figure.characters import heading_key
from nbkpi.model.book import Book
from nbkpi.sheets.grid import paired
from nbkpi.tables import words
from nbkpi.tables.category_names import is_sum
from nbkpi.tables.category_words import HEADED, Sort
from nbkpi.tables.columns import Columns
from nbkpi.tables.kinds import are_places
from nbkpi.tables.labelled import are_quantities
from nbkpi.tables.roles import label_columns

FEW = 5000
"""The labels of so many rows are looked at all, and not only those of the first ones."""
MOST = 100
"""A breakdown that no words tell has so many categories at most."""

_OTHERS = (words.ENTITIES, words.PLACES, words.INDICATORS, words.PERIODS, words.UNITS, words.NOTES, words.IDENTIFIERS,
           words.CODES)  # fmt: skip
"""What columns are headed by that break nothing down."""


class Crossing(NamedTuple):
    """The columns of words of a table: keys are all that tell its rows apart, names those of entities among them.

    texts are the cells of some rows of each column, and heads their headings. is_all_said: labels need not come again,
    as whose all figures are is known, and what they are of.
    """

    book: Book
    heads: Sequence[str]
    texts: Sequence[Sequence[str]]
    keys: Sequence[int]
    names: Sequence[int]
    is_all_said: bool = False

    def columns(self, *, is_of_one: bool) -> list[int]:
        """The columns that break down what the others say, from left to right; none where the entity is not known.

        is_of_one: all rows are of one entity, which stands in no column.
        """
        if not is_of_one and not self.names:
            return []
        found = [column for column in self.keys if column not in self.names and self._may_break_down(column)]
        return [column for column in found if self._crosses(column)]

    def displaced(self, former: Collection[int]) -> list[int]:
        """Those of some columns that say more than the names do: one name stands beside several of their labels."""
        own = list(zip(*(self.texts[one] for one in self.names), strict=True))
        return [
            column
            for column in former
            if column in self.keys and column not in self.names and self._may_break_down(column)
            and len(set(zip(own, self.texts[column], strict=True))) > len(set(own))
        ]  # fmt: skip

    def _may_break_down(self, column: int) -> bool:
        head = heading_key(self.heads[column]).lower()
        every = [text for text in dict.fromkeys(self.texts[column]) if text]
        labels = [text for text in every if not is_sum(text)]
        if not head or any(one.fullmatch(head) for one in _OTHERS) or not 2 <= len(every) <= MOST:
            return False
        is_named = not labels or any(
            self.book.entities_called(text) or self.book.measures_called(text) for text in labels
        )
        return not is_named and not are_places(labels) and not are_quantities(self.book, labels, by_units=False)

    def _crosses(self, column: int) -> bool:
        """Whether rows that are alike in all other columns differ in this one, and its labels come again elsewhere.

        Other columns that say the same as this one in other words, such as codes, are no others.
        """
        own = self.texts[column]
        others = [one for one in self.keys if one != column and not self._says_the_same(one, column)]
        rows = list(zip(*(self.texts[one] for one in others), strict=True)) if others else [()] * len(own)
        beside = defaultdict[tuple[str, ...], list[str]](list)
        for row, label in zip(rows, own, strict=True):
            beside[row].append(label)
        are_apart = all(len(set(labels)) == len(labels) for labels in beside.values())
        times = Counter(own)
        again = sum(times[label] > 1 for label in times)
        are_again = 2 * again > len(times) or self.is_all_said
        return are_apart and any(len(labels) > 1 for labels in beside.values()) and are_again

    def _says_the_same(self, one: int, other: int) -> bool:
        return stand_one_to_one(self.texts[one], self.texts[other])


def stand_one_to_one(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the labels of one column stand one to one beside those of another, wherever both have one."""
    return paired(pair for pair in zip(texts, others, strict=True) if all(pair)) > 0


def codes_beside(heads: Sequence[str], texts: Sequence[Sequence[str]], labels: Collection[int]) -> list[int]:
    """The columns that are headed as codes and stand one to one beside one of these columns of labels."""
    coded = [one for one, head in enumerate(heads) if words.IDENTIFIERS.fullmatch(heading_key(head).lower())]
    open_ones = [one for one in coded if one not in labels and any(texts[one])]
    return [one for one in open_ones if any(stand_one_to_one(texts[one], texts[of]) for of in labels)]


def breaking_down(
    columns: Columns, headings: Sequence[Sequence[str]], texts: Sequence[list[str]], worded: Sequence[int],
    *, is_of_one: bool,
) -> dict[int, Sort]:  # fmt: skip
    """The columns of words that break down the figures of entities by where they stand, with what they are called.

    worded are all columns that hold words. is_of_one: the title of the table says of which entity it is.
    """
    heads = [words.last_of(parts) for parts in headings]
    dated = [one for one, head in enumerate(heads) if words.PERIODS.fullmatch(heading_key(head).lower())]
    keys = [one for one in sorted({*worded, *dated}) if any(texts[one]) and not columns.is_skipped(one)]
    texts = _labels_of(columns, texts, keys)
    names = [one for one in keys if _names_entities(columns, one, heads[one], texts[one])]
    # What stands in one of several alike tables comes again in the others.
    is_all_said = is_of_one or bool(columns.asked.entity and columns.asked.indicator)
    found = Crossing(columns.book, heads, texts, keys, names, is_all_said)
    crossing = found.columns(is_of_one=is_of_one or bool(columns.asked.entity))
    asked = [one for one in worded if columns.is_of_categories(one)]
    if columns.asked.entity_columns and names:
        crossing += found.displaced(_entities_unasked(columns, headings, texts))
    return {one: _sort(heads[one] or columns.heading(one)) for one in dict.fromkeys([*asked, *crossing])}


def _entities_unasked(columns: Columns, headings: Sequence[Sequence[str]], texts: Sequence[list[str]]) -> list[int]:
    """The columns that would be those of the entities if the user had said none."""
    asked = columns.asked._replace(entity_columns=())
    return label_columns(columns.book, list(map(list, headings)), list(texts), asked).entities


def _labels_of(columns: Columns, texts: Sequence[list[str]], keys: Sequence[int]) -> list[list[str]]:
    """The texts of columns; of the keys all those in rows that have one."""
    own = {one: texts[one] for one in keys}
    if len(columns.shape.rows) <= FEW or any(len(set(cells)) == 1 for cells in own.values()):
        # Where rows are in the order of this column, the first ones are all of its first category.
        own = {one: columns.grid.texts(one, columns.shape.rows) for one in keys}
    filled = [any(cells) for cells in zip(*own.values(), strict=True)]
    return [list(compress(own[one], filled)) if one in own else cells for one, cells in enumerate(texts)]


def _names_entities(columns: Columns, column: int, head: str, texts: Sequence[str]) -> bool:
    """Whether a column names entities: by its heading, its labels, the book, or as the user said."""
    plain = heading_key(head).lower()
    is_headed = any(one.fullmatch(plain) for one in (words.ENTITIES, words.PLACES))
    labels = [text for text in dict.fromkeys(texts) if text and not is_sum(text)]
    is_known = any(map(columns.book.entities_called, labels)) or are_places(labels)
    return is_headed or is_known or columns.is_of_entities(column)


def may_head_entities(heading: str) -> bool:
    """Whether a heading lets its column of words be one of entities."""
    head = heading_key(heading).lower()
    return all(one.fullmatch(head) is None for one in (words.INDICATORS, words.PERIODS, words.UNITS, words.NOTES))


def _sort(heading: str) -> Sort:
    """A sort of no known words, called as its column is headed."""
    name = " ".join(heading.replace("_", " ").split())
    return Sort(heading_key(name).lower(), name, HEADED, may_be_one=True)
