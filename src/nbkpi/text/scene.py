"""The terms of a text in their order, with bounded ways to look from one to those around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator

from nbkpi.text.names import VERBS
from nbkpi.text.roles import Role
from nbkpi.text.terms import Measured, Term

REACH = 150
"""No walk looks at more figures than this; without a limit a text would cost the square of its length."""

OPERANDS: frozenset[Role] = frozenset(("level", "mean", "base", "target"))
"""The roles of figures that others are computed from."""


class Scene:
    """The terms of a text; one is how many of the smallest unit make 1, text what they were found in,
    normalised. totals are the wholes that are known, by their parts.
    """

    def __init__(self, terms: list[Term], text: str, one: int) -> None:
        self.terms, self.text, self.one = terms, text, one
        self._of: defaultdict[Measured, list[int]] = defaultdict(list)
        self._percents: list[int] = []
        self.totals: dict[int, int] = {}
        self.kept: dict[str, object] = {}
        for term in terms:
            if not term.is_bounded:
                continue
            if term.is_rate:
                self._percents.append(term.index)
            elif term.role in OPERANDS:
                self._of[term.measured].append(term.index)

    def before(self, term: Term, most: int = REACH) -> Iterator[Term]:
        """The terms before one, nearest first."""
        for index in range(term.index - 1, max(-1, term.index - 1 - most), -1):
            yield self.terms[index]

    def here(self, term: Term, want: Callable[[Term], bool], most: int, sentences: int = 0) -> list[Term]:
        """The nearest terms before one that are wanted, in its sentence and so many sentences before."""
        found: list[Term] = []
        for other in self.before(term):
            if other.sentence < term.sentence - sentences or len(found) == most:
                break
            if want(other):
                found.append(other)
        return found

    def operands(self, measured: Measured, term: Term, most: int) -> Iterator[Term]:
        """The levels, bases and targets of a sort before a term, nearest first."""
        places = self._of.get(measured, [])
        end = bisect_left(places, term.index)
        for place in range(end - 1, max(-1, end - 1 - most), -1):
            yield self.terms[places[place]]

    def operands_behind(self, measured: Measured, term: Term, most: int) -> Iterator[Term]:
        """The same behind it."""
        places = self._of.get(measured, [])
        start = bisect_left(places, term.index + 1)
        for place in range(start, min(len(places), start + most)):
            yield self.terms[places[place]]

    def first_operands(self, measured: Measured, most: int) -> Iterator[Term]:
        """The first of the text."""
        for place in self._of.get(measured, [])[:most]:
            yield self.terms[place]

    def percents(self, term: Term, most: int) -> Iterator[Term]:
        """The pure numbers before a term, nearest first."""
        end = bisect_left(self._percents, term.index)
        for place in range(end - 1, max(-1, end - 1 - most), -1):
            yield self.terms[self._percents[place]]

    def between(self, one: Term, other: Term) -> str:
        """The words between two terms."""
        first, last = (one, other) if one.index < other.index else (other, one)
        return self.text[first.mention.end : last.mention.start]

    def following(self, term: Term) -> Term | None:
        """The next term."""
        return self.terms[term.index + 1] if term.index + 1 < len(self.terms) else None

    def levels_before_row(self, term: Term, count: int, want: Callable[[Term], bool]) -> list[Term]:
        """The last so many wanted terms before the row that a term stands in, in their order; or none."""
        first = self.terms[term.row.start]
        found = self.here(first, want, count, 1)
        return found[::-1] if len(found) == count else []


_NOT_NAMED = re.compile(
    r"^(?:全[市县区镇乡村省国州]|[我本该][市县区镇乡村省国州]|其|该|同期|当[期年月]|所有|全部|上述)+|[的“”\s]"
)
_OF_ALL = re.compile(r"[数量额值]$")


def bare(name: str) -> str:
    """A name without 全市 before it, and without 总数 and the like behind it."""
    name = _NOT_NAMED.sub("", name).replace("总", "")
    short = _OF_ALL.sub("", name)
    return short if len(short) > 1 else name if len(name) > 2 else ""


def covers(name: str, term: Term) -> float:
    """How far a name is that of a term, from 0 to 1; 1 only where both are the same from their heads."""
    wanted = bare(name)
    if not wanted:
        return 0.0
    own = bare(term.name)
    if own == wanted:
        return 1.0
    if own.endswith(wanted) and own[: -len(wanted)] in VERBS:
        return 1.0
    if own and (own.startswith(wanted) or wanted.startswith(own)) and min(len(own), len(wanted)) > 1:
        return 0.7 + 0.29 * min(len(own), len(wanted)) / max(len(own), len(wanted))
    if len(own) > 1 and wanted.endswith(own):
        return 0.75
    words = own + term.clause[-24:] + term.mention.tail[:6]
    if wanted in words:
        return 0.8
    shared = sum(char in words for char in wanted)
    return 0.6 * shared / len(wanted)


def alike(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two names share, from 0 to 1."""
    first = {one[place : place + 2] for place in range(len(one) - 1)}
    if not first or len(other) < 2:
        return 0.0
    second = {other[place : place + 2] for place in range(len(other) - 1)}
    return len(first & second) / min(len(first), len(second))
