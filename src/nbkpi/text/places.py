"""Who figures are about: the names a book knows, and what a clause begins with that looks like a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from nbkpi.model.book import Book
from nbkpi.model.spelt_names import with_kind
from nbkpi.patterns import regex
from nbkpi.text.naming import COMPARED, WHOLE, is_area, name_at
from nbkpi.text.periods import Spoken
from nbkpi.text.vocabulary import pattern

LONGEST_OF_ROW = 6
"""A name in a row with figures has no more characters."""
MOST_NAMES = 40
"""So many names in a row are looked at, and so many rows that are summed up."""


class Place(NamedTuple):
    """A name in a text; is_known: the book has it; is_bare: 公司, which is the one spoken of where there is one.

    is_beside: it stands inside a clause, so that figures are of it only where the text speaks of nobody else.
    """

    start: int
    end: int
    name: str
    is_known: bool
    is_bare: bool = False
    is_beside: bool = False


def names_of(book: Book) -> dict[str, list[str]]:
    """Every name and alias of the entities of a book by its first character, the longest first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in book.entities:
        for name in (entity.name, *entity.aliases, *with_kind(entity)):
            if len(name) > 1:
                found[name[0]].add(name)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}


def known_in(text: str, known: dict[str, list[str]]) -> Iterator[Place]:
    """Every name of a book in a normalised text, in order."""
    if not known:
        return
    starts = regex("[" + "".join(map(re.escape, known)) + "]")
    at = 0
    while (match := starts.search(text, at)) is not None:
        place = match.start()
        name = next((one for one in known[match[0]] if text.startswith(one, place)), None)
        if name is not None:
            yield Place(place, place + len(name), name, True)
        at = place + (len(name) if name else 1)


def places_in(text: str, known: Iterable[Place], periods: Iterable[Spoken]) -> list[Place]:
    """The names that clauses are about, in order: those of a book anywhere, others where a clause begins with them.

    Those of places that stand inside a clause are only beside it: names that other clauses begin with, and such as
    the name of a province or a city begins.
    """
    listed = [*_summed_up(text), *_with_figures(text), *known]
    reader = _Reader(text, {one.start: one.end for one in periods}, {one.start: one for one in listed})
    found = {one.start: one for one in listed if not _is_compared(text, one)}
    for place in reader.places():
        found.setdefault(place.start, place)
    strong = _without_overlaps(sorted(found.values()))
    beside = (one for one in _beside(text, strong, reader) if not _is_compared(text, one))
    return _without_overlaps(sorted([*strong, *beside], key=lambda one: (one.start, one.is_beside)))


def _chain(row: list[Place]) -> list[Place]:
    """The names of a row that lie within each other, without those that stand side by side at its end."""
    found = [
        one._replace(is_beside=True)
        for one, last in zip(row, [None, *row], strict=False)
        if last is None or last.end == one.start
    ]
    return found[:-1] if 1 < len(found) < len(row) else found


def _beside(text: str, strong: list[Place], reader: _Reader) -> Iterator[Place]:
    """Names of places inside clauses: those found elsewhere, and those of a row such as 大江市江海县."""
    names = {one.name for one in strong if not one.is_known and is_area(one.name) and WHOLE.fullmatch(one.name) is None}
    names = {one for one in names if len(one) > 1}
    if names:
        any_of_them = "|".join(sorted(map(re.escape, islice(sorted(names), MOST_NAMES)), key=len, reverse=True))
        for match, row in _chains(reader, re.finditer(f"(?:{any_of_them})(?![市县区镇乡村级])", text)):
            is_row = bool(row) and row[0].name == match[0]
            yield from row if is_row else [Place(match.start(), match.end(), match[0], False, is_beside=True)]
    for _match, row in _chains(reader, pattern("short").finditer(text)):
        if len(row) > 1 and is_area(row[1].name):
            yield from row


def _chains(reader: _Reader, matches: Iterator[re.Match[str]]) -> Iterator[tuple[re.Match[str], list[Place]]]:
    """The names that lie within each other from each of these places on, each read once."""
    end = 0
    for match in matches:
        if match.start() >= end:
            row = list(reader.row(match.start(), False))
            end = row[-1].end if row else match.end()
            yield match, _chain(row)


def _summed_up(text: str) -> Iterator[Place]:
    """The names of a row that is summed up as places, wherever they stand: 海曙、江北、鄞州三地."""
    rows = islice(pattern("row").finditer(text), MOST_NAMES)
    names = {name for match in rows for name in pattern("between").split(match[0]) if name}
    if names:
        any_of_them = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        for match in re.finditer(f"(?:{any_of_them})(?![省市县区镇乡村街])", text):
            yield Place(match.start(), match.end(), match[0], False)


def _with_figures(text: str) -> Iterator[Place]:
    """The names of a row in which a figure stands behind each, where most are sure to be names: 甲县3个、乙县2个."""
    for match in pattern("row_with_figures").finditer(text):
        items = list(pattern("item_name").finditer(text, match.start(), match.end()))
        items = [one for one in items if one.start() == match.start() or text[one.start() - 1] == "、"]
        sure = [one for one in items[1:] if _is_name(one[0])]
        if len(sure) < 2 or 2 * len(sure) < len(items) - 1:
            continue
        for one in items[1:]:
            if len(one[0]) <= LONGEST_OF_ROW:
                yield Place(one.start(), one.end(), one[0], False)
        first = items[0]
        starts = range(max(first.start(), first.end() - LONGEST_OF_ROW), first.end() - 1)
        start = next((at for at in starts if _is_name(text[at : first.end()])), first.end())
        if start < first.end():
            yield Place(start, first.end(), text[start : first.end()], False)


def _is_name(words: str) -> bool:
    """Whether these words are the name of a place and nothing else."""
    name = name_at(words, 0, (), False)
    return name is not None and name.end == len(words) and (is_area(words) or pattern("short").match(words) is not None)


def _is_compared(text: str, one: Place) -> bool:
    """Whether a name is only what something is compared with, or a part of."""
    return bool(pattern("related").search(text[max(0, one.start - 3) : one.start]) or COMPARED.match(text, one.end))


def _without_overlaps(places: list[Place]) -> list[Place]:
    """Of names that lie within each other the one of the book, else the first."""
    kept: list[Place] = []
    for one in places:
        if kept and one.start < kept[-1].end:
            if one.is_known and not kept[-1].is_known:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


class _Reader:
    """Looks at the beginning of every clause; spoken: the ends of periods by their starts, listed: names by theirs."""

    def __init__(self, text: str, spoken: dict[int, int], listed: dict[int, Place]) -> None:
        self.text, self.spoken, self.listed = text, spoken, listed

    def places(self) -> Iterator[Place]:
        """The names that clauses begin with, and those that 走进 and the like bring in."""
        is_first = True
        for start in (0, *(match.end() for match in pattern("clause_places").finditer(self.text))):
            is_first = is_first or self.text[start - 1] in "。!?\n"
            begin = self._begin(start)
            yield from self.row(begin, is_first)
            # A sentence goes on beginning behind a period that has a clause of its own.
            is_first = is_first and self.text[begin : begin + 1] == ","
        for match in pattern("brought_in").finditer(self.text):
            yield from self.row(match.end(), False)

    def _begin(self, start: int) -> int:
        """Where the words of a clause begin behind numbers, connectives and periods."""
        while True:
            match = pattern("lead_in").match(self.text, start, start + 40)
            at = match.end() if match is not None else start
            if at not in self.spoken:
                return at
            start = self.spoken[at]

    def row(self, at: int, is_first: bool) -> Iterator[Place]:
        """The names that stand in a row here: A、B和C; of A的B both, and of 甲县乙镇.

        None of those of A、B、用电量, which is no row of names.
        """
        found = list(self._row(at, is_first))
        end = found[-1].end if found else at
        is_broken = len(found) > 0 and self.text[end : end + 1] == "、" and end + 1 not in self.listed
        return (
            iter(())
            if is_broken and len(found) < MOST_NAMES
            else (one for one in found if one.start not in self.listed)
        )

    def _row(self, at: int, is_first: bool) -> Iterator[Place]:
        is_within = False
        for _each in range(MOST_NAMES):
            name = self.listed.get(at) or name_at(self.text, at, self.spoken, is_first)
            if name is None:
                return
            words = self.text[name.start : name.end]
            is_upper = words[-1] in "省州市县区镇乡" or pattern("short").fullmatch(words) is not None
            if is_within and not (is_area(words) or is_upper):
                return
            yield Place(name.start, name.end, words, False, name.is_bare)
            following = pattern("and").match(self.text, name.end)
            is_first, is_within = False, following is None
            if is_within and not is_upper:
                return
            at = following.end() if following is not None else name.end
