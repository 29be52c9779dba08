"""Figures of one thing over periods that lie within each other: a time is all its parts, and no less than one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.names import is_bare_verb
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

NEAR = 6

_MAY_FALL = regex(any_of("may_fall"))
"""What is no flow that only grows as time goes on."""
_BARE = ("", "合计", "共计", "当月")
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
            yield from proposed("period", claim, (part,), "sum", prior=1.0, demand=2, fault="below_a_part")


def parts_of_time(scene: Scene) -> Iterator[Hypothesis]:
    """What came in a period as the sum of its parts, which follow each other: 1-5月9亿元 is 1-4月7亿元 and 5月2亿元."""
    spoken = [one for one in scene.terms if one.is_operand("level", "change") and _has_own_words(scene, one)]
    for place, claim in enumerate(spoken):
        if claim.mention.when is None or _MAY_FALL.search(claim.name + claim.lead) or claim.falls:
            continue
        around = spoken[max(0, place - NEAR) : place + NEAR + 1]
        near = [one for one in around if abs(one.index - claim.index) <= NEAR and _may_be_part(claim, one)]
        for run in _following(claim, near):
            yield from proposed("sum", claim, tuple(run), "sum", split=len(run), prior=1.0, demand=-1, must_fit=True)


def _has_own_words(scene: Scene, term: Term) -> bool:
    """Whether the period of a figure is said since the one before it."""
    before = scene.previous(term)
    return bool(term.mention.period) and term.mention.period in (
        scene.words_before(term, 40) if before is None else scene.between(before, term)
    )


def _may_be_part(claim: Term, one: Term) -> bool:
    """Whether a figure is of the same as a total, as far as it says what it is of, in a part of its time."""
    whole, part = claim.mention.when, one.mention.when
    if whole is None or part is None or part.length >= whole.length or one.symbol != claim.symbol:
        return False
    is_near = one.paragraph == claim.paragraph and abs(one.sentence - claim.sentence) <= 1
    names = [name.removeprefix("累计") for name in (one.name, claim.name)]
    is_same = names[0] == names[1] or any(name in _BARE or is_bare_verb(name) for name in names)
    return is_near and is_same and not one.falls and one.mention.entity == claim.mention.entity


def _following(claim: Term, near: Sequence[Term]) -> Iterator[list[Term]]:
    """The figures that follow each other from the first month of a total to its last."""
    whole = claim.mention.when
    begun = [[one] for one in near if one.mention.when and whole and one.mention.when.start == whole.start]
    while begun:
        run = begun.pop()
        now = run[-1].mention.when
        if now is None or whole is None or now.end == whole.end:
            yield run
            continue
        begun += [[*run, one] for one in near if one.mention.when and one.mention.when.start == now.end]


def _is_same_so_far(claim: Term, part: Term) -> bool:
    """Whether a figure is of the same as a claim, from the same month on, but not so long."""
    period, then = claim.mention.when, part.mention.when
    if period is None or then is None or then.start != period.start or then.length >= period.length:
        return False
    return part.name == claim.name and part.symbol == claim.symbol and part.role == "level"


def _has_own_period(scene: Scene, claim: Term, part: Term) -> bool:
    """Whether both have periods that are said, that of the part right before it."""
    return bool(claim.mention.period) and part.mention.period in scene.words_before(part, 30)
