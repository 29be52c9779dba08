"""What is said of several figures together: 三类合计占, and rates of all that was done, or of all there was."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.parts import said_count
from nbkpi.text.shapes.rate_names import stem_of
from nbkpi.text.shapes.rates import hit_of, near_rate
from nbkpi.text.share_runs import SHARES
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

MOST = 7
"""So many percentages may be added up."""
_LEFT = regex(any_of("carried_over"))
"""What was still there from before."""
_IN_ALL = regex(any_of("summed_up", "summed_up_together") + r"|[两二三四五六2-9](?:者|类|项)?(?:合计|共)?占")


def done_in_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate of what was done in time and late together: 如期办结591件，逾期办结3件，办结率100%."""
    stem = stem_of(claim)
    if len(stem) < 2:
        return
    done = scene.here(claim, lambda one: one.role == "level" and stem[-2:] in one.lead and one.is_bounded, 3)[::-1]
    if len(done) < 2 or done[-1].index - done[0].index != len(done) - 1:
        return
    is_above = claim.quantity.low > scene.one
    for whole in scene.here(done[0], lambda one: one.role == "level" and one.measured == done[0].measured, 3, 1):
        figures = (*done, whole)
        yield from proposed(
            "rate", claim, figures, "ratio", split=len(done), prior=1.5, demand=2 * is_above, must_fit=not is_above
        )


def over_new_and_left(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate over what came in and what was left from before together: 新收300件，旧存20件，审结288件，结案率90%."""
    stem = stem_of(claim)
    near = near_rate(scene, claim) if len(stem) > 1 else []
    for left in (one for one in near if _LEFT.search(one.lead)):
        same = [one for one in near if one.role == "level" and one.is_counted_as(left) and one is not left]
        came = next((one for one in same if one.index < left.index), None)
        for part in same:
            if came is not None and part is not came and part.index < claim.index and hit_of(stem, part) >= 1:
                figures = (part, came, left)
                yield from proposed("rate", claim, figures, "ratio", prior=0.5, demand=-1, must_fit=True)


def _shares_so_many(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The shares of as many parts of a list as are said to be meant, each behind its own part: 三类信件占90%."""
    said = said_count(scene, claim) if len(claim.row) == 1 else None
    if said is None:
        return
    first = claim.sentence - 1
    near = [one for one in scene.percents(claim, MOST + 1) if one.role in SHARES and one.sentence >= first][::-1]
    for run in said.of([one for one in near if one.paragraph == claim.paragraph]):
        yield from proposed("sum", claim, tuple(run), "sum", split=len(run), prior=0.0, demand=-1, must_fit=True)


def shares_together(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A share of several together as the sum of theirs: 三类合计占90.0%."""
    yield from _shares_so_many(scene, claim)
    if len(claim.row) > 1 or not _IN_ALL.search(claim.clause):
        return
    run: list[Term] = []
    for other in scene.percents(claim, 8):
        if other.paragraph != claim.paragraph or other.role not in ("share", "percent"):
            break
        run.insert(0, other)
        if len(run) > 1:
            between = scene.terms[other.index : claim.index]
            is_all = len(run) == sum(one.is_rate for one in between) and not any(one.role == "level" for one in between)
            prior = -1.0 - 0.2 * len(run) + (3.0 if is_all else 0.0)
            demand = 2 if is_all and other.sentence == claim.sentence else 0
            yield from proposed("sum", claim, tuple(run), "sum", split=len(run), prior=prior, demand=demand)
