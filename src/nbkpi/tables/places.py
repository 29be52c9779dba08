"""Which columns of a sheet name the entity of each row: one, or several that lead to it as a path does."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from nbkpi.loading.labels import is_subtotal, is_total
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.patterns import regex
from nbkpi.tables import words
from nbkpi.tables.category_words import sort_headed
from nbkpi.tables.countries import is_country
from nbkpi.tables.kinds import are_places, kind_of
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
_IN_BRACKETS = regex(r"\([^()]*\)")
_LEVEL = regex(
    r"(?:local |unitary |combined |metropolitan |non-metropolitan |administrative )*"
    r"(?:nations?|countr(?:y|ies)|regions?|count(?:y|ies)|authorit(?:y|ies)|districts?|wards?|states?|provinces?"
    r"|cit(?:y|ies)|municipalit(?:y|ies)|towns?|villages?)(?: (?:districts?|area))?"
    r"|(?:省|地市|地|市|县|区县|县区|乡镇|街道|村)级",
    re.IGNORECASE,
)
"""What says only how far down a place is."""
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
        codes = [column for column, one in enumerate(self.known) if one.codes > 0.5]
        return codes[:1] or self._named(wordy) or self._first(wordy)

    def _named(self, wordy: list[int]) -> list[int]:
        """The columns that are headed as places, those of names that the book knows, and what parts their labels.

        What is headed as a place is one whatever the book knows: else the sheet of a month would be read in another way
        than that of the month before, from which the book has its names.
        """
        known = self.known
        # 单位 is a firm, or a unit.
        free = [column for column in wordy if max(known[column].units, known[column].measures) <= ENOUGH]
        free = [column for column in free if not self._says_levels(column)]
        named = [column for column in wordy if known[column].entities >= max(ENOUGH, known[column].measures)]
        headed = [column for column in free if self._is_headed(column, words.ENTITIES)]
        places = [column for column in free if self._is_headed(column, words.PLACES)]
        pool = {*(named or headed), *places}
        outer = {column for column in places if self.heads[column].startswith("所")}
        if pool and pool == outer:
            pool |= set([column for column in free if column not in pool][:1])
        pool |= self._parting(pool - outer, free, headed)
        if pool == outer:
            outer = set()
        above = sorted(outer, key=lambda column: (self._level(column), column))
        return [*above, *self._path(sorted(pool - outer))] if pool else []

    def _says_levels(self, column: int) -> bool:
        """Whether the labels of a column only say what kind of place each row is of: Nation, Local Authority."""
        labels = set(filter(None, self.columns[column]))
        return len(labels) > 0 and all(map(_LEVEL.fullmatch, labels))

    def _is_headed(self, column: int, as_what: re.Pattern[str]) -> bool:
        """Whether the heading of a column, with or without what stands in brackets, is one of these."""
        head = self.heads[column]
        return any(map(as_what.fullmatch, (_IN_BRACKETS.sub("", head), head)))

    def _parting(self, pool: set[int], free: list[int], headed: list[int]) -> set[int]:
        """A column that names several things within one of the narrowest places that the others name."""
        if not pool:
            return set()
        levels = {column: self._level(column) for column in pool}
        own = max(pool, key=lambda column: (levels[column], column))
        others = [column for column in free if column not in pool and self._parts(own, column)]
        deeper = [column for column in others if self._level(column) > levels[own]]
        return set((deeper or [column for column in others if column in headed and column > own])[:1])

    def _parts(self, wider: int, narrower: int) -> bool:
        """Whether several labels of one column stand beside the same label of another, blank ones filled down."""
        beside: dict[str, str] = {}
        return any(beside.setdefault(above, own) != own for above, own in self._beside(wider, narrower))

    def _beside(self, wider: int, narrower: int) -> list[tuple[str, str]]:
        """The labels of two columns in the rows that have both, each pair once; the wider ones filled down."""
        pairs, label = dict[tuple[str, str], None](), ""
        for above, own in zip(self.columns[wider], self.columns[narrower], strict=True):
            label = above or label
            if label and own and not any(map(_is_sum, (label, own))):
                pairs[label, own] = None
        return list(pairs)

    def _first(self, wordy: list[int]) -> list[int]:
        """The first column of words that neither counts the rows, nor names indicators, nor is headed as times."""
        # Time in the corner may be what the other headings say, over rows of countries.
        wordy = [
            column
            for column in wordy
            if not words.PERIODS.fullmatch(self.heads[column]) or are_places(sorted(set(self.columns[column]) - {""}))
        ]
        wordy = [column for column in wordy if sort_headed(self.heads[column]) is None]
        is_free = wordy and self.known[wordy[0]].measures < ENOUGH
        if not is_free or words.INDICATORS.fullmatch(self.heads[wordy[0]]):
            return []
        return [next((one for one in wordy if not words.NUMBERS.fullmatch(self.heads[one])), wordy[0])]

    def _path(self, pool: list[int]) -> list[int]:
        """The columns from the widest places to the narrowest."""
        known, levels = self.known, {column: self._level(column) for column in pool}
        if 0 not in levels.values() and len(set(levels.values())) == len(pool):
            return sorted(pool, key=levels.__getitem__)
        is_inner = self.heads[pool[0]].startswith("country") or self._holds_countries(pool[0])
        if len(pool) == 2 and is_inner and self._parts(pool[1], pool[0]) and not self._parts(*pool):
            return pool[::-1]  # Country, Region: each country lies in one region.
        countries = [column for column in pool if self._holds_countries(column)]
        if countries and not any(self._parts(one, other) for one in pool for other in pool if one != other):
            return countries[:1]
        # Where nothing tells which of them lies within which, it is as it is written: from left to right.
        if not any(known[column].entities for column in pool) or self._are_paths(pool):
            return pool
        own = max(pool, key=lambda column: (known[column].entities, column))
        return pool[-2:] if known[pool[-1]].ambiguous else [own]

    def _holds_countries(self, column: int) -> bool:
        """Whether most labels of a column are countries."""
        labels = set(filter(None, self.columns[column]))
        return 2 * sum(map(is_country, labels)) > len(labels)

    def _are_paths(self, pool: list[int]) -> bool:
        """Whether one of two columns parts the other from left to right, or the book has what they say together."""
        if len(pool) < 2:
            return False
        if self._parts(pool[-2], pool[-1]) and not self._parts(pool[-1], pool[-2]):
            return True
        pairs = self._beside(pool[-2], pool[-1])
        found = sum(bool(self.book.entities_meant("/".join(pair))) for pair in pairs)
        return found > 0 and found >= ENOUGH * len(pairs)

    def _level(self, column: int) -> int:
        """How far down its places are, from 1 for provinces on, by its heading or else its labels; 0 if unknown."""
        head = _IN_BRACKETS.sub("", self.heads[column]).removesuffix("名称").removesuffix("名")
        ends = [(len(end), level) for level, several in _HEADED.items() for end in several if head.endswith(end)]
        if ends and max(ends)[1]:
            return max(ends)[1]
        kinds = Counter(level_of(kind_of(text)) for text in set(self.columns[column]) if text)
        kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
        return _LEVELS.get(kind, 0) if 2 * count > sum(kinds.values()) else 0


def _is_sum(label: str) -> bool:
    """Whether a label is that of a total of any kind."""
    return is_total(label) or is_subtotal(label)
