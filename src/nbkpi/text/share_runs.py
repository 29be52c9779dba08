"""Shares that stand in a row, each behind its own part: parts of one whole, which may be their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.roles import Role
from nbkpi.text.terms import Term

SHARES: frozenset[Role] = frozenset(("share", "percent"))
"""The roles of figures that may be shares."""

_SAID = regex("占|相当于|[为是达]")
_NOUN = regex("[\u4e00-\u9fff]{1,4}的")
"""What is counted, between its number and its share: 占40个村的62%."""
_OF_WHOLE = regex("的(?:(?:比[重例]|份额)(?:分别)?[为是达]?)?")
"""What stands between a whole and its share otherwise: 占总产值8亿元的比重为."""
INSIDE = regex("其中|[中里][,、]|包括")
"""What begins a list of parts of the part before it."""
SAYS_PARTS = regex("其中|包括")
_LONGEST = 24
_MOST = 6
_REACH = 5


class ShareRun(NamedTuple):
    """Shares in a row with their parts; adds_up: they make 100%; is_whole: they are all shares of their sentences;
    misfits: so many of them are not what their parts are of all parts together; names_whole: one says what it is of.
    """

    parts: tuple[Term, ...]
    shares: tuple[Term, ...]
    adds_up: bool
    is_whole: bool
    misfits: int
    names_whole: bool


class _Pair(NamedTuple):
    part: Term
    share: Term


class ShareRuns:
    """The runs of shares of a text, by the shares in them; one is how many of the smallest unit make 1."""

    def __init__(self, terms: Sequence[Term], one: int) -> None:
        self._one = one
        self._of: dict[int, list[ShareRun]] = {}
        for row in _rows_of_one_sort(terms):
            rest = _rest_of_sentences(row)
            for start in range(len(row)):
                self._add(row, start, rest)

    def of(self, share: Term) -> Sequence[ShareRun]:
        """Those that a share is in, up to a few."""
        return self._of.get(share.index, [])[:_MOST]

    def _add(self, row: Sequence[_Pair], start: int, rest: Sequence[tuple[int, int]]) -> None:
        """The runs that begin at one place: they add up to 100%, or are all shares of their sentences."""
        added, slack = row[start].share.quantity.value, row[start].share.step
        opens = start == 0 or row[start - 1].share.sentence != row[start].share.sentence
        for end in range(start + 1, min(len(row), start + _LONGEST)):
            share = row[end].share
            added, slack = added + share.quantity.value, slack + share.step
            if added > self._one + slack:
                return  # No parts of one whole.
            is_last = end + 1 == len(row) or row[end + 1].share.sentence != share.sentence
            adds_up = abs(added - self._one) * 2 <= slack
            is_all = adds_up and (is_last or not self._goes_on(row[end + 1], rest[end + 1]))
            if is_all or (is_last and opens):
                members = row[start : end + 1]
                names = any(bare(whole_name(each.share)) for each in members)
                run = ShareRun(
                    tuple(each.part for each in members),
                    tuple(each.share for each in members),
                    adds_up,
                    is_last and opens,
                    self._misfits(members),
                    names,
                )
                for each in members:
                    self._of.setdefault(each.share.index, []).append(run)

    def _misfits(self, members: Sequence[_Pair]) -> int:
        """How many shares are not what their parts are of all the parts."""
        low, high = (sum(getattr(each.part.quantity, end) for each in members) for end in ("low", "high"))
        found = 0
        for part, share in members:
            least, most = part.quantity.low, part.quantity.high
            below, above = share.quantity.value * 2 - share.step, share.quantity.value * 2 + share.step
            # The part is in the sum as well: least of least + all others at their most.
            is_less = 2 * most * self._one < below * (low - least + most)
            found += is_less or 2 * least * self._one > above * (high - most + least)
        return found

    def _goes_on(self, following: _Pair, rest: tuple[int, int]) -> bool:
        """Whether others of the same list follow shares that make 100%, which they make by chance then: rest is what
        these add up to. Not where they make 100% again, or are parts of a part.
        """
        added, slack = rest
        return not SAYS_PARTS.search(following.part.lead) and abs(added - self._one) * 2 > slack


def _rest_of_sentences(row: Sequence[_Pair]) -> list[tuple[int, int]]:
    """What each share and those behind it in its sentence add up to, and the places of their last digits."""
    rest: list[tuple[int, int]] = []
    for _sentence, pairs in groupby(reversed(row), lambda pair: pair.share.sentence):
        added = slack = 0
        for _part, share in pairs:
            added, slack = added + share.quantity.value, slack + share.step
            rest.append((added, slack))
    return rest[::-1]


def _rows_of_one_sort(terms: Sequence[Term]) -> Iterator[list[_Pair]]:
    """The shares with their parts, cut where the paragraph or the sort of the parts changes; those of rows by place."""
    rows: dict[tuple[int, int], list[_Pair]] = {}
    for pair in _pairs(terms):
        key = len(pair.share.row), pair.share.place_in_row
        row = rows.setdefault(key, [])
        if row and (pair.part.paragraph != row[-1].part.paragraph or pair.part.measured != row[-1].part.measured):
            yield row
            row = rows[key] = []
        row.append(pair)
    yield from rows.values()


def _pairs(terms: Sequence[Term]) -> Iterator[_Pair]:
    for share in terms:
        part = _own_part(terms, share) if share.role in SHARES else None
        if part is not None:
            yield _Pair(part, share)


def is_said_whole(before: Term, share: Term) -> bool:
    """Whether a figure is the whole that stands right before its share: 占员工总数912人的31.4%, 占40个村的62%."""
    if before.is_rate or not before.is_bounded:
        return False
    between = share.lead.strip()
    if _OF_WHOLE.fullmatch(between):
        return _SAID.search(before.clause) is not None
    return _NOUN.fullmatch(between) is not None and before.lead.rstrip().endswith("占")


def says_one_twice(terms: Sequence[Term]) -> bool:
    """Whether two figures are equal and of one name, as where a text comes back to one: they are no two parts."""
    return any(
        one.quantity.value == other.quantity.value and (one.name in other.name or other.name in one.name)
        for one, other in combinations(terms, 2)
    )


def _own_part(terms: Sequence[Term], share: Term) -> Term | None:
    """The level right before a share, with nothing but its whole, its base and its changes in between; of a row of
    shares, of as many levels before it the one in its place.
    """
    first, last_first = terms[share.row.start], len(share.row) - 1 - share.place_in_row
    for other in terms[max(0, first.index - _REACH) : first.index][::-1]:
        if other.segment != share.segment and other.sentence != share.sentence:
            return None
        if is_said_whole(other, first):
            continue
        if other.is_amount("level", "mean"):
            if last_first == 0:
                return other if other.is_bounded else None
            last_first -= 1
        elif other.role not in ("base", "growth", "change", "points"):
            return None
    return None
