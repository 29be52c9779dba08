"""Percentages in a row that are right, but each in the place of another: 男60人、女42人，分别占41.2%、58.8%."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, claimed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged

_IN_ORDER = regex(r"[^、和与及]*(?:各自|分别)[^、和与及]*")
"""What stands before the row, where the order of print is all that says which is whose."""
MOST = 8
"""Longer rows are hardly exchanged as a whole."""


def replace_exchanged(scene: Scene, judged: dict[int, Judged], found: Mapping[int, Sequence[Hypothesis]]) -> None:
    """Judge anew the claims of a row each of which fits the parts in the place of another: contradicted by those in its
    own place, or, where these are not among the hypotheses, not judged.
    """
    for first in sorted(judged):
        row = scene.terms[first].row
        if first != row.start or not 1 < len(row) <= MOST or not _IN_ORDER.fullmatch(scene.terms[first].lead):
            continue
        own = _parts_of(scene, row, judged, found)
        in_order = sorted(own, key=lambda one: one.index)
        if len(own) < len(row) or own == in_order or not _are_listed(in_order):
            continue
        for place, part in zip(row, in_order, strict=True):
            other = scene.terms[row.start + own.index(part)]
            if other.index != place:
                _judge_in_place(judged, scene.terms[place], part, other, found.get(place, ()))


def _parts_of(
    scene: Scene, row: range, judged: Mapping[int, Judged], found: Mapping[int, Sequence[Hypothesis]]
) -> list[Term]:
    """The parts that the claims of a row fit, by hypotheses of one kind, or else by the best over levels."""
    several = [judged[place].by for place in row if place in judged and judged[place].by.fits]
    if len(several) < len(row) or len({each.kind for each in several}) > 1:
        several = [each for place in row if (each := _of_levels(scene.terms[place], found)) is not None]
    return [each.figures[0] for each in several]


def _of_levels(claim: Term, found: Mapping[int, Sequence[Hypothesis]]) -> Hypothesis | None:
    """The best hypothesis that fits a claim and is over levels."""
    fits = [each for each in found.get(claim.index, ()) if each.fits and not each.figures[0].is_rate]
    return max(fits, key=lambda each: each.score, default=None)


def _are_listed(parts: Sequence[Term]) -> bool:
    """Whether figures of one sort stand beside each other in one sentence."""
    first, last = parts[0], parts[-1]
    if len({id(one) for one in parts}) < len(parts) or len({one.measured for one in parts}) > 1:
        return False
    return first.sentence == last.sentence and last.index - first.index < 2 * len(parts)


def _judge_in_place(
    judged: dict[int, Judged], claim: Term, part: Term, other: Term, several: Iterable[Hypothesis]
) -> None:
    """Judge a claim by the part in its own place, which gives what stands in the place of another claim."""
    same = (each for each in several if each.figures[0] is part and not each.fits)
    same = (each for each in same if each.bounds.meets(claimed(other, each.kind)))
    best = max(same, key=lambda each: each.likelihood, default=None)
    if best is not None:
        judged[claim.index] = Judged("contradicted", best)
    else:
        judged.pop(claim.index, None)
