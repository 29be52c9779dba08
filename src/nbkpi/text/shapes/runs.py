"""Runs of figures that may be the parts of a total: those behind it, where lists begin, and those right before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.scene import Scene
from nbkpi.text.shapes import lists
from nbkpi.text.terms import Term

MOST_PARTS = 24
OPENINGS = 4
"""So many later places where a list of parts may begin are tried."""
FAR = 14
PARAGRAPHS = 8
_SHORT = 3
"""A list of no more parts right behind its total is looked at however far it misses."""

NEW = regex("新增|净增")
"""What is new is a level or a change by its other words, and is added up all the same."""

Sort = tuple[object, ...]
"""What figures that are added have in common, as far as one way of looking at them goes."""


class Addends(NamedTuple):
    """Figures that may be the parts of a total, and what they come to, less those that go against it."""

    figures: list[Term]
    low: int
    high: int
    value: int


class Addable:
    """Figures that could be added, in their order."""

    def __init__(self, scene: Scene, terms: list[Term]) -> None:
        self.terms, self.indexes = terms, [one.index for one in terms]
        self._amounts = [(*one.quantity[:3], one.falls, one.role == "target", one.role == "change") for one in terms]
        self._opens = [False, *(lists.opens(scene, before, one) for before, one in pairwise(terms))]

    def around(self, position: int) -> tuple[int, ...]:
        """The indexes of the figures that the runs of a total depend on: where these are the same, so are the runs."""
        return tuple(self.indexes[max(0, position - MOST_PARTS) : position + FAR + MOST_PARTS])

    def runs(self, position: int) -> Iterator[Addends]:
        """The runs behind and right before a total that come near to it; short ones right behind it in any case."""
        for begin in self._beginnings(position):
            end = min(len(self.terms), begin + MOST_PARTS)
            for count, *added in self._sums_near(position, range(begin, end), begin == position + 1):
                yield Addends(self.terms[begin : begin + count], *added)
        first: int | None = None
        for count, *added in self._sums_near(
            position, range(position - 1, max(-1, position - 1 - MOST_PARTS), -1), False
        ):
            first = self._first_before(position) if first is None else first
            if position - count < first:
                return
            yield Addends(self.terms[position - count : position], *added)

    def _first_before(self, position: int) -> int:
        """The first figure before a total that may be a part: in its paragraph or the one before, or on lines of
        their own down to it.
        """
        claim = self.terms[position]
        before = self.terms[max(0, position - MOST_PARTS) : position][::-1]
        near = next((place for place, one in enumerate(before) if one.paragraph < claim.paragraph - 1), len(before))
        on_lines = lines_before(claim, before)
        return position - max(near, on_lines if on_lines > 2 else 0)

    def _sums_near(self, position: int, places: range, is_next: bool) -> Iterator[tuple[int, int, int, int]]:
        """After how many figures that may all be parts what sum fits a total, or misses it by less than a quarter."""
        claim = self.terms[position]
        (least, most, wanted), claim_falls = claim.quantity[:3], claim.falls
        added_low = added_high = added = looked_at = 0
        for count, place in enumerate(places, 1):
            low, high, value, falls, is_target, is_change = self._amounts[place]
            if is_target:
                return
            if falls == claim_falls:
                added_low, added_high, added = added_low + low, added_high + high, added + value
            else:
                added_low, added_high, added = added_low - high, added_high - low, added - value
            if 5 * added_low > 8 * most and not is_change:
                return
            if count < 2:
                continue
            is_near = (added_low <= most and least <= added_high) or abs(added - wanted) * 4 <= wanted
            if is_near or (is_next and count <= _SHORT):
                if not all(_may_be_part(claim, self.terms[one]) for one in places[looked_at:count]):
                    return
                looked_at = count
                yield count, added_low, added_high, added

    def _beginnings(self, position: int) -> Iterator[int]:
        """Where the parts behind a total may begin: right behind it, or where a later sentence or list does."""
        last = self.terms[position].paragraph + PARAGRAPHS
        if position + 1 < len(self.terms):
            yield position + 1
        found = 0
        for later in range(position + 2, min(len(self.terms), position + FAR)):
            if self.terms[later].paragraph > last:
                return
            if self._opens[later]:
                yield later
                found += 1
                if found == OPENINGS:
                    return


def _may_be_part(claim: Term, one: Term) -> bool:
    """Whether a figure is counted as a total is, and not too small to be seen in it."""
    if (claim.role == "mean") != (one.role == "mean"):
        # 人均可支配收入12450元。其中工资性收入7754元: of a mean, the parts need not say so again.
        is_behind = one.index > claim.index and one.sentence - claim.sentence <= 1
        return claim.role == "mean" and is_behind and one.quantity.value >= claim.step and one.symbol == claim.symbol
    return one.quantity.value >= claim.step and one.is_counted_as(claim)


def lines_before(claim: Term, nearest_first: Sequence[Term]) -> int:
    """How many figures stand one on each line right before that of a total."""
    for count, one in enumerate(nearest_first):
        if one.paragraph != claim.paragraph - count - 1:
            return count
    return len(nearest_first)


def addable(scene: Scene) -> Iterator[Addable]:
    """The figures that could be added: of one sort, outside of brackets, in one place of a segment, of one name."""
    found: defaultdict[Sort, list[Term]] = defaultdict(list)
    rank: defaultdict[tuple[int, object], int] = defaultdict(int)
    for one in scene.terms:
        if not one.is_operand("level", "target", "change", "mean"):
            continue
        # What was to be done may be a total of what was and what was not; it is no part itself.
        sort = "level" if one.role == "target" else one.role, one.measured
        found["all", sort, one.symbol].append(one)
        if one.role in ("level", "mean"):
            found["means", one.measured[0], one.symbol].append(one)
        if one.alike >= 0:
            found["alike", sort, one.alike].append(one)
        if one.depth == 0:
            found["outside", sort, one.symbol].append(one)
        if NEW.search(one.lead):
            found["new", one.measured, one.symbol].append(one)
        if one.role == "change" or NEW.search(one.lead):
            found["more", one.measured, one.symbol].append(one)  # 新增贷款9亿元，其中住户贷款增加6亿元.
        if one.role == "level":
            place = rank[one.segment, one.symbol]
            rank[one.segment, one.symbol] += 1
            found["place", place, sort, one.symbol].append(one)
            if len(one.name) > 1:
                found["name", one.name, sort, one.symbol].append(one)
    # Without a mean they are what is found by sort already.
    rows = (row for key, row in found.items() if key[0] != "means" or any(one.role == "mean" for one in row))
    # Many are found in two ways, such as where nothing stands in brackets.
    different = {tuple(one.index for one in row): row for row in rows if len(row) > 2}
    return (Addable(scene, row) for row in different.values())
