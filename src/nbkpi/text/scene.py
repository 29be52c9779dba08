"""The terms of a text in their order, with bounded ways to look from one to those around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice, takewhile

from nbkpi.patterns import regex
from nbkpi.text.roles import Role
from nbkpi.text.share_runs import SAYS_PARTS, ShareRuns
from nbkpi.text.terms import Measured, Term

REACH = 150
"""No walk looks at more figures than this; without a limit a text would cost the square of its length."""

OPERANDS: frozenset[Role] = frozenset(("level", "mean", "base", "target"))
"""The roles of figures that others are computed from."""

LONG_NAME = 4
"""A name of so many characters is that of one thing throughout a text."""
_ARRANGED = regex("(?:拟?安排|计划|完成|实现|达到?|预算数?|执行数?|[为])+$|^(?:安排|计划|完成|实现)")
"""What a name is without that it was planned or done."""

Wanted = Callable[[Term], bool]


class Scene:
    """The terms of a text; one is how many of the smallest unit make 1, text what they were found in, normalised.
    totals are the wholes that are known, by their parts.
    """

    def __init__(self, terms: list[Term], text: str, one: int) -> None:
        self.terms, self.text, self.one = terms, text, one
        self._of: defaultdict[Measured, list[int]] = defaultdict(list)
        self._operands: list[int] = []
        self._percents: list[int] = []
        self._amounts: list[int] = []
        self.totals: dict[int, int] = {}
        self._said: dict[re.Pattern[str], list[tuple[int, int]]] = {}
        for term in terms:
            if not term.is_rate:
                self._amounts.append(term.index)
            if not term.is_bounded:
                continue
            if term.is_rate:
                self._percents.append(term.index)
            elif term.role in OPERANDS:
                self._of[term.measured].append(term.index)
                self._operands.append(term.index)

    @cached_property
    def share_runs(self) -> ShareRuns:
        """The shares of the text that stand in rows."""
        return ShareRuns(self.terms, self.one)

    @cached_property
    def _called(self) -> dict[tuple[str, bool], list[int]]:
        """The amounts and percentages by what they are called, where that is long enough to name one thing."""
        found: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
        for term in self.terms:
            name = _ARRANGED.sub("", term.name)
            if term.is_bounded and (term.is_rate or term.role in OPERANDS) and len(name) >= LONG_NAME:
                found[name, term.is_rate].append(term.index)
        return found

    @cached_property
    def first_growths(self) -> list[Term]:
        """The first growth in percent of each paragraph, where no other figure but its level stands before it."""
        found: dict[int, Term] = {}
        for place in self._percents:
            term = self.terms[place]
            if term.paragraph not in found and term.role == "growth" and term.symbol == "%":
                found[term.paragraph] = term
        return list(found.values())

    def namesakes(self, term: Term) -> Iterator[Term]:
        """The amounts or percentages that are called what a term is, those before it first, nearest first."""
        places = self._called.get((_ARRANGED.sub("", term.name), term.is_rate), [])
        yield from self._before(places, term, REACH)
        yield from (self.terms[place] for place in places[bisect_left(places, term.index + 1) :][:REACH])

    def before(self, term: Term, most: int = REACH) -> Iterator[Term]:
        """The terms before one, nearest first."""
        for index in range(term.index - 1, max(-1, term.index - 1 - most), -1):
            yield self.terms[index]

    def here(self, term: Term, want: Wanted, most: int, sentences: int = 0) -> list[Term]:
        """The nearest amounts before one that are wanted, in its sentence and so many sentences before."""
        first = term.sentence - sentences
        near = takewhile(lambda each: each.sentence >= first, self._before(self._amounts, term, REACH))
        return list(islice(filter(want, near), most))

    def behind(self, term: Term, want: Wanted, most: int = 2) -> list[Term]:
        """Which of the next few terms behind one, in its sentence, are wanted."""
        near = self.terms[term.index + 1 : term.index + 1 + most]
        return [other for other in near if other.sentence == term.sentence and want(other)]

    def operands(self, measured: Measured, term: Term, most: int) -> Iterator[Term]:
        """The levels, bases and targets of a sort before a term, nearest first."""
        return self._before(self._of.get(measured, []), term, most)

    def all_operands(self, term: Term, most: int) -> Iterator[Term]:
        """Those of all sorts."""
        return self._before(self._operands, term, most)

    def operands_behind(self, measured: Measured, term: Term, most: int) -> Iterator[Term]:
        """The same behind it."""
        places = self._of.get(measured, [])
        start = bisect_left(places, term.index + 1)
        return (self.terms[place] for place in places[start : start + most])

    def first_operands(self, measured: Measured, most: int) -> Iterator[Term]:
        """The first of the text."""
        return (self.terms[place] for place in self._of.get(measured, [])[:most])

    def means_of_parts(self, claim: Term, measured: Measured) -> Iterator[Term]:
        """The mean whose parts are told before a share, none of which need say so again: 人均3万元，其中工资2万元."""
        for one in self.operands((measured[0], True), claim, 1) if not measured[-1] else ():
            is_near = one.role == "mean" and claim.sentence - one.sentence <= 1 and one.paragraph == claim.paragraph
            first = self.following(one)
            opens = any(run.parts[0] is first for run in self.share_runs.of(claim)) and one.sentence == claim.sentence
            if is_near and (opens or SAYS_PARTS.search(self.between(one, claim))):
                yield one

    def percents(self, term: Term, most: int) -> Iterator[Term]:
        """The pure numbers before a term, nearest first."""
        return self._before(self._percents, term, most)

    def _before(self, places: list[int], term: Term, most: int) -> Iterator[Term]:
        end = bisect_left(places, term.index)
        for place in range(end - 1, max(-1, end - 1 - most), -1):
            yield self.terms[places[place]]

    def between(self, one: Term, other: Term) -> str:
        """The words between two terms."""
        first, last = (one, other) if one.index < other.index else (other, one)
        return self.text[first.mention.end : last.mention.start]

    def says_between(self, words: re.Pattern[str], one: Term, other: Term) -> bool:
        """Whether words, none of which begins within another, stand between a term and a later one; where they stand
        in the text is looked up once.
        """
        if words not in self._said:
            self._said[words] = [match.span() for match in words.finditer(self.text)]
        places = self._said[words]
        place = bisect_left(places, (one.mention.end, 0))
        return place < len(places) and places[place][1] <= other.mention.start

    def words_before(self, term: Term, most: int) -> str:
        """So many characters before a term."""
        return self.text[max(0, term.mention.start - most) : term.mention.start]

    def previous(self, term: Term) -> Term | None:
        """The term right before one."""
        return self.terms[term.index - 1] if term.index else None

    def following(self, term: Term) -> Term | None:
        """The next term."""
        return self.terms[term.index + 1] if term.index + 1 < len(self.terms) else None

    def row(self, term: Term) -> list[Term]:
        """The terms that stand in a row with one, it among them."""
        return self.terms[term.row.start : term.row.stop]

    def levels_before_row(self, term: Term, count: int, want: Wanted) -> list[Term]:
        """The last so many wanted terms before the row that a term stands in, in their order; or none."""
        found = self.here(self.terms[term.row.start], want, count, 1)
        return found[::-1] if len(found) == count else []
