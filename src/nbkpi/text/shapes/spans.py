"""Figures of one thing over periods that lie within each other: a year so far is never less than a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

NEAR = 6

_MAY_FALL = regex(any_of("may_fall"))
"""What is no flow that only grows as time goes on."""
_OF_WHICH = regex("其中")
"""What follows is of a part of what was before."""


def within(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level over a longer period that is less than the same over the first part of it: 1-4月38亿元；1-5月36亿元."""
    period = claim.mention.when
    if period is None or period.length > 12 or _MAY_FALL.search(claim.name + claim.lead):
        return
    near = [one for one in scene.operands(claim.measured, claim, NEAR) if one.sentence >= claim.sentence - 1]
    near += [one for one in scene.operands_behind(claim.measured, claim, NEAR) if one.sentence <= claim.sentence + 1]
    for part in near:
        if (
            part.paragraph == claim.paragraph
            and _is_same_so_far(claim, part)
            and part.quantity.low > claim.quantity.high
            and _has_own_period(scene, claim, part)
            and not _OF_WHICH.search(scene.between(part, claim))
        ):
            yield from proposed(scene, "period", claim, (part,), "sum", prior=1.0, demand=2, fault="below_a_part")


def _is_same_so_far(claim: Term, part: Term) -> bool:
    """Whether a figure is of the same as a claim, from the same month on, but not so long."""
    period, then = claim.mention.when, part.mention.when
    if period is None or then is None or then.start != period.start or then.length >= period.length:
        return False
    return part.name == claim.name and part.symbol == claim.symbol and part.role == "level"


def _has_own_period(scene: Scene, claim: Term, part: Term) -> bool:
    """Whether both have periods that are said, that of the part right before it."""
    return bool(claim.mention.period) and part.mention.period in scene.words_before(part, 30)
