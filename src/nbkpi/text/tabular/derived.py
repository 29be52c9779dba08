"""The rows and columns of a table that are made of others beside them: shares, rates, growths and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nbkpi.figure.comparable import COMPARABLE
from nbkpi.figure.unit import POINTS, PURE
from nbkpi.text.tabular import words
from nbkpi.text.tabular.axes import TableLine
from nbkpi.text.tabular.axis import Axis
from nbkpi.text.tabular.cells import TableCell
from nbkpi.text.tabular.evidence import RelationKind, TableRelation

_NEAREST = 6
"""A rate or a share is of one of so many columns before it."""

_KINDS: dict[str, tuple[RelationKind, ...]] = {
    "growth": ("growth",),
    "change": ("change",),
    "compared": ("growth", "change"),
}


class Reading(NamedTuple):
    """One way to take a row or column: the relations of its figures; is_said: its words leave no other."""

    relations: list[TableRelation]
    is_said: bool


class Readings:
    """The ways to take a row or column of shares, growths, changes or rates by the others near it."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis

    def of(self, line: TableLine, near: Sequence[TableLine]) -> Iterator[Reading]:
        """Every way to take a row or column of shares, growths, changes or rates by the others near it."""
        values = [one for one in near if one.role == "value"]
        before = [one for one in reversed(values) if one.index < line.index]
        before = [one for one in before if line.parent and one.parent == line.parent] or before
        if line.role == "share":
            yield from self._shares(line, values, before)
        elif line.role == "rate":
            yield from self._rates(line, before)
        else:
            for kind in _KINDS[line.role]:
                yield from self._compared(line, kind, near)
                yield from self._after_period(line, kind, before)

    def _shares(self, line: TableLine, values: Sequence[TableLine], before: Sequence[TableLine]) -> Iterator[Reading]:
        now = [one for one in before if not one.is_base]
        numerators = _named(line.stem, values)[:1] if line.stem else list(dict.fromkeys([*before[:1], *now[:1]]))
        for numerator in numerators:
            is_alone = len(numerators) == 1
            named = [one for one in _named(line.whole, values) if one is not numerator]
            if named:
                yield Reading(list(self._quotients("share", line, numerator, named[0])), is_alone)
            elif words.WHOLES.fullmatch(line.whole):
                others = [one for one in now if one is not numerator and one.unit == numerator.unit]
                yield from self._shares_of_totals(line, numerator, others, is_alone)

    def _shares_of_totals(
        self, line: TableLine, numerator: TableLine, others: Sequence[TableLine], is_alone: bool
    ) -> Iterator[Reading]:
        """The share of a figure in the total of its column, or in that of its row."""
        along = [] if numerator.total else sorted(others, key=lambda one: -one.total)[:_NEAREST]
        for whole in along:
            yield Reading(list(self._quotients("share", line, numerator, whole)), False)
        whole_words = words.WHOLES.fullmatch(line.whole)
        is_said = is_alone and not along and whole_words is not None and whole_words["said"] is not None
        for total in self.axis.totals[:2]:
            yield Reading(list(self._of_cross_total(line, numerator, total)), is_said and total.is_said)

    def _of_cross_total(self, line: TableLine, numerator: TableLine, total: TableLine) -> Iterator[TableRelation]:
        whole = self.axis.cell(numerator, total)
        for cross in self.axis.crosses:
            claim, part = self.axis.cell(line, cross), self.axis.cell(numerator, cross)
            if claim is None or part is None or whole is None or part is whole:
                continue
            if part.figure.unit.dimension == whole.figure.unit.dimension:
                yield TableRelation("share", claim, numerator=(part,), denominator=(whole,))

    def _rates(self, line: TableLine, before: Sequence[TableLine]) -> Iterator[Reading]:
        now = [one for one in before if not one.is_base][:_NEAREST]
        is_plan = line.stem == words.PLAN_STEM or words.DONE.fullmatch(line.stem) is not None
        plans = [one for one in now if words.PLANS.search(one.words)]
        if is_plan and plans:
            rest = [one for one in now if one not in plans]
            done = [one for one in rest if words.DONE.search(one.words)] or rest
            for numerator in done[:1]:
                yield Reading(list(self._quotients("rate", line, numerator, plans[0])), True)
        else:
            yield from self._rates_of_cases(line, now)

    def _rates_of_cases(self, line: TableLine, now: Sequence[TableLine]) -> Iterator[Reading]:
        """A rate of what its own words name, over another column: 办结率 of 办结 and 受理."""
        own = [one for one in now if line.stem in "".join(one.path)]
        for numerator in ([one for one in own if not words.RECEIVED.search(one.words)] or own)[:2]:
            wholes = [one for one in now if one is not numerator]
            for whole in wholes:
                is_said = len(wholes) == 1 and words.RECEIVED.search(whole.words) is not None
                yield Reading(list(self._quotients("rate", line, numerator, whole)), is_said)

    def _quotients(
        self, kind: RelationKind, line: TableLine, numerator: TableLine, denominator: TableLine
    ) -> Iterator[TableRelation]:
        for cross in self.axis.crosses:
            claim, above, below = (self.axis.cell(one, cross) for one in (line, numerator, denominator))
            if claim is None or above is None or below is None or claim.figure.unit.dimension != PURE:
                continue
            if above.figure.unit.dimension == below.figure.unit.dimension:
                yield TableRelation(kind, claim, numerator=(above,), denominator=(below,))

    def _compared(self, line: TableLine, kind: RelationKind, near: Sequence[TableLine]) -> Iterator[Reading]:
        """Growths or changes between each pair of a current and a base that the line may be of, nearest first."""
        for current, base, is_said in _pairs(line, near):
            found = [
                self._comparison(
                    kind, line, self.axis.cell(line, cross), self.axis.cell(current, cross), self.axis.cell(base, cross)
                )
                for cross in self.axis.crosses
            ]
            yield Reading([one for one in found if one is not None], is_said and line.role == kind)

    def _after_period(self, line: TableLine, kind: RelationKind, before: Sequence[TableLine]) -> Iterator[Reading]:
        """Growths or changes from one period to the next, where the lines across are periods."""
        for current in before[:1]:
            found = []
            for earlier, later in pairwise(self.axis.crosses):
                if earlier.period is None or later.period is None:
                    continue
                is_next = earlier.period == (
                    later.period.previous() if line.since == "before" else later.period.years_before(1)
                )
                if is_next:
                    now, then = self.axis.cell(current, later), self.axis.cell(current, earlier)
                    found.append(self._comparison(kind, line, self.axis.cell(line, later), now, then))
            yield Reading([one for one in found if one is not None], False)

    def _comparison(
        self,
        kind: RelationKind,
        line: TableLine,
        claim: TableCell | None,
        now: TableCell | None,
        then: TableCell | None,
    ) -> TableRelation | None:
        if claim is None or now is None or then is None or not _compares(kind, claim, now, then):
            return None
        if kind == "change":
            return TableRelation(kind, claim, added=(now,), subtracted=(then,))
        is_open = COMPARABLE.search(now.label + now.heading + line.words + self.axis.table.title) is not None
        return TableRelation(kind, claim, numerator=(now,), denominator=(then,), is_demanded=not is_open)


def _named(word: str, among: Sequence[TableLine]) -> list[TableLine]:
    """The lines that a word means: those of that stem, else those whose stem begins with it."""
    if not word:
        return []
    return [one for one in among if one.stem == word] or [one for one in among if one.stem.startswith(word)]


def _pairs(line: TableLine, near: Sequence[TableLine]) -> Iterator[tuple[TableLine, TableLine, bool]]:
    """Pairs of a line and the one it is compared with, and whether the words leave no other; the nearest first."""
    found = _all_pairs(line, near)
    if line.parent:
        found = [pair for pair in found if pair[0].parent == line.parent == pair[1].parent] or found
    named = [pair for pair in found if line.stem and pair[0].stem == line.stem]
    found = named or found
    found.sort(key=lambda pair: abs(line.index - pair[0].index) + abs(line.index - pair[1].index))
    for current, base in found[:3]:
        yield current, base, len(found) == 1 or bool(named) or not line.stem


def _all_pairs(line: TableLine, near: Sequence[TableLine]) -> list[tuple[TableLine, TableLine]]:
    among = [one for one in near if one.role in ("value", "share", "rate") and one is not line]
    bases = [one for one in among if one.is_base or one.period is not None]
    return [(current, base) for base in bases for current in among if _are_compared(current, base, line)]


def _are_compared(current: TableLine, base: TableLine, line: TableLine) -> bool:
    """Whether one line is the base of another as the words of a third compare them."""
    if current is base or current.is_base or current.stem != base.stem or current.role != base.role:
        return False
    if base.is_base:
        return line.since in ("", base.since)
    if base.period is None or current.period is None or line.since not in ("", "year"):
        return False
    return base.period == current.period.years_before(1)


def _compares(kind: str, claim: TableCell, now: TableCell, then: TableCell) -> bool:
    """Whether the units allow a growth, or a change, of two figures."""
    if now.figure.unit.dimension != then.figure.unit.dimension:
        return False
    if kind == "growth":
        return claim.figure.unit.dimension == PURE and claim.figure.unit.symbol != ""
    is_rate = now.figure.unit.dimension == PURE and now.figure.unit.symbol != ""
    return claim.figure.unit.dimension in ((POINTS, PURE) if is_rate else (now.figure.unit.dimension,))
