"""The figures of a text in their order, with the ways to look from one to those around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact.ends import less
from nbkpi.text.roles import Term

_SEGMENT = re.compile(r"[;。!?\n]")
_SEPARATOR = re.compile(r"(?:[、,和与及]|以及|和)?")
_FROM = re.compile(r"[由从][^,]{0,12}$")
_TO = re.compile(r"^[^,]{1,8}[到至为]$")
_CHANGED = re.compile(
    r"[,(]?(?:增长|增加|上升|提高|提升|扩大|上涨|增幅|下降|减少|降低|回落|下滑|下跌|缩小|缩短|压缩|压减|净增)(?:了|达|为)?"
)
_ITEM = re.compile(r"\s*(?:[-●○■□◆◇▲•·*—]|[①-⑳]|[(]?[0-9一二三四五六七八九十]{1,2}[)、.])(?![0-9])")
REACH = 40
"""So many figures back are looked at; a relation that reaches further is not found."""


class Span(NamedTuple):
    """The least and the greatest that a figure may be, both included."""

    lower: Fraction
    upper: Fraction

    def meets(self, other: Span) -> bool:
        """Whether some value is in both."""
        return not (less(self.upper, other.lower) or less(other.upper, self.lower))


class Scene:
    """Terms by their places in the list; segments end at semicolons, sentences at full stops.

    spans are what their words allow in the base unit; None where one end is missing.
    """

    def __init__(self, terms: list[Term], text: str) -> None:
        self.terms, self.text = terms, text
        borders = [match.end() for match in _SEGMENT.finditer(text)]
        self.segments = [bisect_right(borders, term.mention.start) for term in terms]
        self.groups = list(self._groups())
        self.spans = [_span(term) for term in terms]
        self.lists = list(self._lists())
        self._openings = {
            self.terms[row[0]].mention.line: self.sentence(items[0][0]) for items in self.lists for row in items
        }

    def _lists(self) -> Iterator[list[list[int]]]:
        """For each list of two items or more, set apart by numbers or signs, the figures of each item."""
        lines = self.text.split("\n")
        by_line: defaultdict[int, list[int]] = defaultdict(list)
        for place, term in enumerate(self.terms):
            by_line[term.mention.line].append(place)
        found: list[list[int]] = []
        last = 0
        for line, places in by_line.items():
            is_item = _ITEM.match(lines[line - 1]) is not None
            if found and (not is_item or any(text.strip() for text in lines[last : line - 1])):
                if len(found) > 1:
                    yield found
                found = []
            if is_item:
                found.append(places)
            last = line
        if len(found) > 1:
            yield found

    def _groups(self) -> Iterator[range]:
        """For each term the row of figures of one unit that it stands in: 3 204件、2 875件和1 960件."""
        start = 0
        for index in range(1, len(self.terms) + 1):
            if index < len(self.terms) and self._goes_on(index):
                continue
            row = range(start, index)
            for _each in row:
                yield row
            start = index

    def _goes_on(self, index: int) -> bool:
        one, before = self.terms[index], self.terms[index - 1]
        return bool(_SEPARATOR.fullmatch(one.mention.lead.strip())) and one.symbol == before.symbol

    def before(self, index: int) -> Iterator[int]:
        """The terms before one, nearest first."""
        return iter(range(index - 1, max(-1, index - 1 - REACH), -1))

    def sentence(self, index: int) -> int:
        """The number of the sentence."""
        return self.terms[index].mention.sentence

    def in_sentence(self, index: int, away: int = 0) -> list[int]:
        """The terms before one in its sentence, and in so many sentences before, nearest first."""
        least = self.sentence(index) - away
        return [one for one in self.before(index) if self.sentence(one) >= least]

    def in_segment(self, index: int) -> list[int]:
        """The terms before one in its segment, nearest first."""
        return [one for one in self.before(index) if self.segments[one] == self.segments[index]]

    def levels(self, places: Iterator[int] | list[int], symbol: str) -> list[int]:
        """Those that are levels in this unit."""
        return [one for one in places if self.terms[one].role == "level" and self.terms[one].symbol == symbol]

    def last_levels(self, index: int, count: int) -> list[int]:
        """The last so many levels of one unit before a term, in their order."""
        found: list[int] = []
        for one in self.in_sentence(index, 2):
            each = self.terms[one]
            if not found and each.unit.counting and each.size == count:
                continue  # 三类 only says how many there are.
            if each.role != "level" or (found and each.symbol != self.terms[found[0]].symbol):
                if each.role == "level":
                    break
                continue
            found.append(one)
            if len(found) == count:
                return found[::-1]
        return []

    def opening(self, index: int) -> int:
        """The number of the sentence that a list of items begins with, for a figure in one of them; else its own."""
        return self._openings.get(self.terms[index].mention.line, self.sentence(index))

    def bracketed_after(self, index: int) -> int | None:
        """The term right behind one, when it stands in brackets of its own."""
        following = index + 1
        if following >= len(self.terms):
            return None
        between = self.text[self.terms[index].mention.end : self.terms[following].mention.start]
        return following if between.startswith("(") and ")" not in between else None

    def from_to(self, index: int) -> tuple[int, int] | None:
        """The earlier and the later of two figures right before their change: 由58%提高到71%，提高13个百分点."""
        base, level = index - 2, index - 1
        if base < 0 or self.segments[base] != self.segments[index]:
            return None
        first, second, change = (self.terms[one].mention.lead for one in (base, level, index))
        plain = self.terms[base].role == "base" and _FROM.search(first) and _TO.search(second)
        same = self.terms[base].symbol == self.terms[level].symbol
        return (base, level) if plain and same and _CHANGED.fullmatch(change) else None

    def position_in_row(self, index: int) -> tuple[int, int]:
        """Which one it is of how many in its row."""
        row = self.groups[index]
        return index - row.start, len(row)


def _span(term: Term) -> Span | None:
    """What its words allow, in the base unit."""
    figure = term.mention.figure
    if figure.interval is None or figure.interval.lower is None or figure.interval.upper is None:
        return None
    scaled = figure.interval.scaled(figure.unit.scale)
    return None if scaled.lower is None or scaled.upper is None else Span(scaled.lower, scaled.upper)


def is_before(one: Term, other: Term) -> bool:
    """Whether a figure is what another is compared with, or of an earlier period."""
    then, now = one.mention.when, other.mention.when
    return one.role == "base" or (then is not None and now is not None and then.start < now.start)


def shares_words(a: str, b: str) -> bool:
    """Whether two names have two characters in a row in common."""
    pairs = {a[place : place + 2] for place in range(len(a) - 1)}
    return any(b[place : place + 2] in pairs for place in range(len(b) - 1))
