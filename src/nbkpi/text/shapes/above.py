"""Parts that are more than what they are said to be parts of: one of them alone, or all of a list together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from nbkpi.patterns import regex
from nbkpi.text.decision import decide
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.lists import may_overlap
from nbkpi.text.shapes.sums import WIDE
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import RIGHT, Judged

_OPENS = regex(r"。\s*其中[,:]?")
"""What opens a sentence that lists the parts of the last figure of the sentence before."""
_OF_OTHERS = regex("累计|总|合计|去年|上年|同期|此外|另外")
NEAR = 8
"""So many figures before a list its whole and what that is a part of are looked for."""
LEAST = 2
"""So many other lists of a paragraph must be all there for one that is told in the same way."""


def above_its_whole(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A member of a list that is more than its whole: 收入108万元。其中：甲6万元；乙155万元；丙14万元.

    The last of a list may be of something else, and so may any be where what is more stands before the whole; one that
    is not called what the whole is, or that has another figure beside it, says nothing.
    """
    first = _first_of_list(scene, claim)
    whole = None if first is None else _whole_of(scene, first, claim)
    if first is None or whole is None or claim.quantity.low <= whole.quantity.high or _OF_OTHERS.search(claim.lead):
        return
    beside = [one for one in scene.before(whole, NEAR) if one.sentence == whole.sentence and _is_like(one, whole)]
    if beside or whole.name[-2:] != claim.name[-2:]:
        return
    behind = scene.behind(claim, lambda one: _is_like(one, claim), NEAR)
    if claim is first or behind:
        above = any(one.quantity.high >= claim.quantity.low for one in scene.operands(claim.measured, whole, NEAR))
        demand = 2 if claim is first and not above else 0
        yield from proposed("sum", claim, (whole,), "sum", prior=1.0, demand=demand, fault="above_its_whole")


def more_than_all(scene: Scene, judged: Mapping[int, Judged]) -> Iterator[Judged]:
    """The totals that are less than the lists behind them, where the other lists of their paragraph that are opened in
    the same words are all there, and none is open.
    """
    lists = [(claim, run) for claim, run in _lists(scene) if len(run) > 1]
    closed = Counter(claim.paragraph for claim, run in lists if _adds_up(claim, run))
    every = Counter(claim.paragraph for claim, _run in lists)
    for claim, run in lists:
        known, paragraph = judged.get(claim.index), claim.paragraph
        if known is not None and known.verdict in RIGHT:
            continue
        gap = total([one.quantity for one in run]).low - claim.quantity.high
        is_told_alike = closed[paragraph] >= LEAST and closed[paragraph] == every[paragraph] - 1
        if is_told_alike and 0 < gap * WIDE < claim.quantity.value and not may_overlap(run):
            for made in proposed("sum", claim, tuple(run), "sum", split=len(run), prior=1.0, demand=2):
                verdict = decide([made])
                if verdict is not None:
                    yield verdict


def _lists(scene: Scene) -> Iterator[tuple[Term, list[Term]]]:
    """The sentences that list parts, each with the whole before it and all figures that are counted as it is."""
    for first in scene.terms:
        if first.is_operand("level") and _first_of_list(scene, first) is first:
            whole = _whole_of(scene, first, first)
            near = (first, *scene.behind(first, lambda one: one.role == "level", 2 * NEAR))
            if whole is not None:
                yield whole, [one for one in near if _is_like(one, whole) and one.depth == first.depth]


def _adds_up(claim: Term, run: list[Term]) -> bool:
    added = total([one.quantity for one in run])
    return added.low <= claim.quantity.high and claim.quantity.low <= added.high


def _first_of_list(scene: Scene, claim: Term) -> Term | None:
    """The first figure of the sentence of a level, where that begins with 其中; a numeral in words is none."""
    first = claim
    for one in scene.before(claim, 3 * NEAR):
        if one.sentence != claim.sentence:
            return first if _OPENS.match(scene.between(one, first)[-60:].lstrip("0123456789")) else None
        first = one if one.is_operand("level") else first
    return None


def _whole_of(scene: Scene, first: Term, claim: Term) -> Term | None:
    """The figure of the sort of a level right before the sentence of a list."""
    near = scene.operands(claim.measured, first, 1)
    before = [one for one in near if one.sentence == first.sentence - 1 and one.paragraph == first.paragraph]
    return before[0] if before and before[0].role == "level" and before[0].is_counted_as(claim) else None


def _is_like(one: Term, other: Term) -> bool:
    return one.is_operand("level") and one.measured == other.measured and one.is_counted_as(other)
