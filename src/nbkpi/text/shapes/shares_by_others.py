"""A share by what other shares say: over the sum of the parts of its list, or by the share of the part it is in."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.parts import Part
from nbkpi.text.share_runs import SAYS_PARTS, SHARES, ShareRun, says_one_twice
from nbkpi.text.terms import Term


def by_share_of_whole(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A part of a part, as a share of the same whole: its share of that part times the share of the part."""
    first = part.figures[0]
    if not part.is_next:
        return
    for whole in scene.here(first, lambda one: one.measured == first.measured and one.role == "level", 2):
        share = None if says_one_twice((first, whole)) else scene.following(whole)
        if share is not None and share.role in SHARES and whole.quantity.low >= first.quantity.high:
            figures = (first, whole, share)
            yield from proposed(scene, "share", claim, figures, "scaled", prior=-2.0, demand=-1, must_fit=True)


def over_sums(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A part over the sum of the parts of its run, where no total of them is printed."""
    first = part.figures[0]
    means = scene.means_of_parts(claim, first.measured)
    if first.index in scene.totals or any(one.quantity.high >= first.quantity.low for one in means):
        return
    for run in scene.share_runs.of(claim):
        if first in run.parts and not says_one_twice(run.parts) and (run.adds_up or not _is_of_printed(scene, run)):
            figures = (first, *(one for one in run.parts if one is not first))
            may_miss = run.adds_up or not (run.misfits > 1 or run.names_whole)
            prior = part.prior + (-2.5 if not run.adds_up else -0.5 if run.is_whole else -1.5)
            whole = (run.parts[0].index, run.parts[-1].index)
            yield from proposed(scene, "share", claim, figures, "part", prior=prior, whole=whole, must_fit=not may_miss)


def _is_of_printed(scene: Scene, run: ShareRun) -> bool:
    """Whether the parts of a run are some of a whole that stands before 其中: their sum is none then."""
    first = run.parts[0]
    whole = next(scene.operands(first.measured, first, 1), None)
    if whole is None or not SAYS_PARTS.search(scene.between(whole, first)):
        return False
    return total([one.quantity for one in run.parts]).low <= whole.quantity.high
