"""A share by what other shares say: over the sum of the parts of its list, or by the share of the part it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.parts import Part
from nbkpi.text.share_runs import SAYS_PARTS, SHARES, says_one_twice
from nbkpi.text.terms import Term

LEAST = 3
"""So many shares must be in a list for two of them to agree against one."""
HELD = 1.0
"""How likely it is that they are of one whole."""


def by_share_of_whole(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A part of a part, as a share of the same whole: its share of that part times the share of the part."""
    first = part.figures[0]
    if not part.is_next:
        return
    for whole in scene.here(first, lambda one: one.measured == first.measured and one.role == "level", 2):
        share = None if says_one_twice((first, whole)) else scene.following(whole)
        is_known = share is not None and share.role in SHARES and not _is_printed(scene, claim, whole)
        if share is not None and is_known and whole.quantity.low >= first.quantity.high:
            figures = (first, whole, share)
            yield from proposed("share", claim, figures, "scaled", prior=-2.0, demand=-1, must_fit=True)


def _is_printed(scene: Scene, claim: Term, part: Term) -> bool:
    """Whether a whole that a part may be of stands before it in the sentence: the share need not go round by others."""
    before = scene.here(part, lambda one: one.role == "level" and one.measured == part.measured, 3)
    wholes = [*before, *scene.means_of_parts(claim, part.measured)]
    following = [(one, scene.following(one)) for one in wholes if one.quantity.low >= part.quantity.high]
    return any(behind is None or behind.role not in SHARES for _one, behind in following)


def as_all_others(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A share of a list that is all there by the largest other one, where the rest are of one whole and it is not.

    The amount beside it, or beside none of the others, is what is wrong then: 20人占20%，60人占30%，50人占50%.
    """
    first = part.figures[0]
    for run in scene.share_runs.of(claim):
        pairs = list(zip(run.parts, run.shares, strict=True))
        if not run.adds_up or len(pairs) < LEAST or (first, claim) not in pairs or run.misfits < len(pairs) - 1:
            continue
        others = [pair for pair in pairs if pair[1] is not claim]
        is_largest = first.quantity.high >= sum(each.quantity.low for each, _share in others)
        if is_largest and any(claim.quantity.high < share.quantity.low for _each, share in others):
            continue  # It is what all others are parts of, and its own share is of more: 占全国人口的0.2%.
        by = max(others, key=lambda pair: pair[1].quantity.value)
        if all(pair is by or any(_by(*pair, by, must_fit=True)) for pair in others):
            yield from (made for made in _by(first, claim, by) if not made.fits)


def _by(part: Term, share: Term, by: tuple[Term, Term], must_fit: bool = False) -> Iterator[Hypothesis]:
    """A part over another one, times the share of that."""
    yield from proposed("share", share, (part, *by), "scaled", prior=HELD, demand=2, must_fit=must_fit)


def over_sums(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A part over the sum of the parts of its run, where no total of them is printed."""
    first = part.figures[0]
    means = scene.means_of_parts(claim, first.measured)
    if first.index in scene.totals or any(one.quantity.high >= first.quantity.low for one in means):
        return
    for run in scene.share_runs.of(claim):
        if (
            first in run.parts
            and not says_one_twice(run.parts)
            and (run.adds_up or not _are_of_printed(scene, run.parts))
        ):
            figures = (first, *(one for one in run.parts if one is not first))
            may_miss = run.adds_up or not (run.misfits > 1 or run.names_whole)
            prior = part.prior + (-2.5 if not run.adds_up else -0.5 if run.is_whole else -1.5)
            whole = (run.parts[0].index, run.parts[-1].index)
            yield from proposed("share", claim, figures, "part", prior=prior, whole=whole, must_fit=not may_miss)


def _are_of_printed(scene: Scene, parts: Sequence[Term]) -> bool:
    """Whether parts are some of a whole that stands before 其中: that is what their shares are of."""
    whole = next(scene.operands(parts[0].measured, parts[0], 1), None)
    if whole is None or not SAYS_PARTS.search(scene.between(whole, parts[0])):
        return False
    return total([one.quantity for one in parts]).low <= whole.quantity.high
