"""Which columns of a sheet name the entity of each row: one, or several that lead to it as a path does."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity
from nbkpi.model.spelt_names import without_translation
from nbkpi.sheets.grid import heading_key
from nbkpi.tables import words
from nbkpi.tables.kinds import kind_of
from nbkpi.tables.understood import Asked

ENOUGH = 0.3
"""The share of labels that the book must know for a column to be judged by them."""

_HEADED = {
    0: ("地区", "区域"),
    1: ("省", "省市", "province"),
    2: ("市", "州", "盟", "city"),
    3: ("县", "区", "旗", "县市区", "county", "district"),
    4: ("镇", "乡", "街道", "镇街", "town"),
    5: ("村", "社区", "village"),
}
"""What headings of columns of places end with, by how far down the places are: from provinces to villages."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LEVELS = {"province": 1, "city": 2, "county": 3, "town": 4, "village": 5, "community": 5}


class Known(NamedTuple):
    """The shares of the labels of a column that the book knows, and whether it knows several of one name."""

    entities: float = 0
    measures: float = 0
    units: float = 0
    codes: float = 0
    ambiguous: bool = False


class PlaceColumns(NamedTuple):
    """The columns of a sheet: their headings, what the book knows of their labels, and the labels themselves."""

    book: Book
    heads: list[str]
    known: list[Known]
    columns: list[list[str]]

    def chosen(self, wordy: list[int], asked: Asked) -> list[int]:
        """The column of the entities: their codes, else their names, behind those of what they lie within.

        wordy are the columns of words; nothing where the entity is that of all rows.
        """
        if asked.entity:
            return []
        if asked.entity_column:
            head = heading_key(without_translation(asked.entity_column)).lower()
            return [self.heads.index(head)] if head in self.heads else []
        codes = [column for column, one in enumerate(self.known) if one.codes > 0.5]
        return codes[:1] or self._named(wordy) or self._first(wordy)

    def _named(self, wordy: list[int]) -> list[int]:
        """The columns of names that the book knows, or else of those that are headed as such."""
        known, heads = self.known, [_IN_BRACKETS.sub("", head) for head in self.heads]
        named = [column for column in wordy if known[column].entities >= max(ENOUGH, known[column].measures)]
        headed = [column for column in wordy if any(map(words.ENTITIES.fullmatch, (heads[column], self.heads[column])))]
        # 单位 is a firm, or a unit.
        headed = [column for column in headed if max(known[column].units, known[column].measures) <= ENOUGH]
        if named:
            places = {column for column in headed if words.PLACES.fullmatch(heads[column])}
            pool = {*named, *places}
            levels = {self._level(column) for column in pool}
            free = [column for column in wordy if max(known[column].units, known[column].measures) <= ENOUGH]
            deeper = [column for column in free if column not in pool and self._level(column) > max(levels)]
            return self._path(sorted({*pool, *deeper[:1]}))
        return self._path(headed) if headed else []

    def _first(self, wordy: list[int]) -> list[int]:
        """The first column of words that neither counts the rows nor names indicators."""
        is_free = wordy and self.known[wordy[0]].measures < ENOUGH
        if not is_free or words.INDICATORS.fullmatch(self.heads[wordy[0]]):
            return []
        return [next((one for one in wordy if not words.NUMBERS.fullmatch(self.heads[one])), wordy[0])]

    def _path(self, pool: list[int]) -> list[int]:
        """The columns from the widest places to the narrowest; only that one where it says enough.

        It does not where the book does not know all of its labels, where one may mean several, and where the book has
        one within another place than its row says.
        """
        known, levels = self.known, {column: self._level(column) for column in pool}
        if 0 in levels.values() or len(set(levels.values())) < len(pool):
            # Where nothing tells which of them lies within which, it is as it is written: from left to right.
            if not any(known[column].entities for column in pool):
                return pool
            own = max(pool, key=lambda column: (known[column].entities, column))
            return pool[-2:] if known[pool[-1]].ambiguous else [own]
        *outer, own = sorted(pool, key=levels.__getitem__)
        is_clear = known[own].entities == 1 and not known[own].ambiguous
        if is_clear and not any(self._contradicts(one, own) for one in outer):
            return [own]
        return [*outer, own]

    def _level(self, column: int) -> int:
        """How far down its places are, from 1 for provinces on, by its heading or else its labels; 0 if unknown."""
        head = _IN_BRACKETS.sub("", self.heads[column]).removesuffix("名称").removesuffix("名")
        ends = [(len(end), level) for level, several in _HEADED.items() for end in several if head.endswith(end)]
        if ends and max(ends)[1]:
            return max(ends)[1]
        kinds = Counter(level_of(kind_of(text)) for text in set(self.columns[column]) if text)
        kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
        return _LEVELS.get(kind, 0) if 2 * count > sum(kinds.values()) else 0

    def _contradicts(self, wider: int, narrower: int) -> bool:
        """Whether the book has a place of one column within another of the level of the one beside it."""
        label = ""
        for above, text in dict.fromkeys(zip(self.columns[wider], self.columns[narrower], strict=True)):
            label = above or label
            found = self.book.entities_meant(label) if label else []
            own = self.book.entities_meant(text) if text else []
            if len(found) == 1 and len(own) == 1 and _lies_elsewhere(own[0], found[0]):
                return True
        return False


def _lies_elsewhere(own: Entity, place: Entity) -> bool:
    """Whether an entity lies within another of the level of this place, and not within it."""
    ancestors = own.ancestors()
    levels = {level_of(one.kind) for one in ancestors}
    return own is not place and place not in ancestors and level_of(place.kind) in levels
