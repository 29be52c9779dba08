"""A rate by its name, or the progress towards a target: one level over another, the other perhaps not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import words

RATES = frozenset(("rate", "progress", "percent"))
UNTIMELY = 0.3
"""How far a level is what a rate is of, where only one of the two is said to be in time."""
NEAR = 10
PARAGRAPHS = 4
"""So many levels before a rate are looked at."""

_STEM = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,10}?)(?:率|进度|程度|比例|面(?=[为达是]?$))")
_GENERIC = re.compile(r"^(?:同比|环比|其中|综合|平均|总体|整体|累计|一次性?|群众)|的$")
_DENOMINATORS = [
    (tuple(names.split("|")), tuple(over.split("|")))
    for names, _colon, over in (row.partition(":") for row in words("denominators"))
]
_IN_TIME = re.compile(r"[按如逾超限准]期|[按超限准]时|即时|当场")
_TARGETED = re.compile(r"计划|目标|任务|预算|应|需|[今明]年要")


def rates(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Every level near the rate over every other."""
    stem = stem_of(claim)
    over = next((whole for names, whole in _DENOMINATORS if stem.endswith(names)), ())
    near = _near(scene, claim)
    is_progress = claim.role == "progress"
    for first, part in enumerate(near):
        if part.role not in ("level", "mean"):
            continue
        hit = _hit(stem, part)
        for second, whole in enumerate(near):
            if whole is part or whole.measured[0] != part.measured[0]:
                continue
            if part.quantity.low > whole.quantity.high and not is_progress:
                yield from _above(scene, claim, part, whole, stem, over)
                continue
            prior = -2.0 - 0.45 * (first + second) + 3.0 * hit + _whole_bonus(whole, over, is_progress)
            is_like_part = len(stem) > 1 and stem in whole.lead and not _TARGETED.search(whole.lead)
            if is_like_part and whole.role != "target":
                prior -= 3.0
            if whole.index > claim.index:
                prior -= 1.0
            if part.index > claim.index:
                prior -= 2.5
            if part.symbol != whole.symbol:
                prior -= 2.0
            if part.paragraph != claim.paragraph or whole.paragraph != claim.paragraph:
                prior -= 1.5
                if max(claim.paragraph - part.paragraph, claim.paragraph - whole.paragraph) > 1 and hit < 1:
                    continue
            made = hypothesis(
                "rate",
                claim,
                (part, whole),
                Expression("ratio", (part.quantity, whole.quantity)),
                prior,
                scene.one,
            )
            if made is not None:
                is_open = is_like_part or hit == UNTIMELY or (claim.role == "rate" and hit < 0.75)
                made.demand = -1 if is_open else _demand(claim, part, whole, hit, near, over)
                yield made
            if not is_progress and hit and second < 3 and first < 3 and whole.index < claim.index:
                both = hypothesis(
                    "rate",
                    claim,
                    (part, whole),
                    Expression("part", (part.quantity, whole.quantity)),
                    -5.0 + 3 * hit + (2.0 if _is_opposite(part, whole) else 0.0),
                    scene.one,
                )
                if both is not None:
                    yield both


def _above(
    scene: Scene, claim: Term, part: Term, whole: Term, stem: str, over: tuple[str, ...]
) -> Iterator[Hypothesis]:
    """A rate above 100%: more done than there was to do, unless some of it was left from before."""
    around = whole.name + whole.lead[-12:]
    if _hit(stem, part) < 1 or not any(word in around for word in over) or whole.segment != claim.segment:
        return
    expression = Expression("ratio", (part.quantity, whole.quantity))
    made = hypothesis("rate", claim, (part, whole), expression, 0.0, scene.one)
    if made is not None and made.fits:
        made.fault = "above its whole"
        yield made


def done_in_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate of what was done in time and late together: 如期办结591件，逾期办结3件，办结率100%."""
    stem = stem_of(claim)
    if len(stem) < 2:
        return
    done = scene.here(claim, lambda one: one.role == "level" and stem[-2:] in one.lead and one.is_bounded, 3)[::-1]
    if len(done) < 2 or done[-1].index - done[0].index != len(done) - 1:
        return
    for whole in scene.here(done[0], lambda one: one.role == "level" and one.measured == done[0].measured, 3):
        quantities = tuple(one.quantity for one in (*done, whole))
        expression = Expression("ratio", quantities, len(done))
        made = hypothesis("rate", claim, (*done, whole), expression, 1.5, scene.one)
        if made is not None and made.fits:
            yield made


def stem_of(claim: Term) -> str:
    """What a rate is the rate of: 按时办结 of 按时办结率."""
    found = None
    for found in _STEM.finditer(claim.clause[-16:]):
        pass
    return _GENERIC.sub("", found["stem"]) if found is not None else ""


def _near(scene: Scene, claim: Term) -> list[Term]:
    found: list[Term] = []
    for other in scene.before(claim, 40):
        if other.paragraph < claim.paragraph - PARAGRAPHS or len(found) == NEAR:
            break
        if other.role in ("level", "mean", "base", "target") and not other.is_rate and other.is_bounded:
            found.append(other)
    following = scene.following(claim)
    for _each in range(2):
        if following is None or following.sentence != claim.sentence:
            break
        if following.role in ("level", "target") and not following.is_rate and following.is_bounded:
            found.append(following)
        following = scene.following(following)
    return found


def _hit(stem: str, term: Term) -> float:
    """How many characters of what a rate is the rate of are in the words of a level."""
    if not stem:
        return 0.0
    if (_IN_TIME.search(term.lead) is None) != (_IN_TIME.search(stem) is None):
        return UNTIMELY
    around = term.name + term.lead[-14:] + term.mention.tail[:4]
    if stem in around:
        return 1.0
    tail = stem[-2:]
    if len(stem) > 2 and tail in around:
        return 0.75
    return 0.6 * sum(char in around for char in stem) / len(stem)


def _whole_bonus(whole: Term, over: tuple[str, ...], is_progress: bool) -> float:
    if is_progress:
        return 3.0 if whole.role == "target" else -1.5
    if whole.role == "base":
        return -3.0
    around = whole.name + whole.lead[-12:] + whole.mention.tail[:6]
    return 1.5 if over and any(word in around for word in over) else 0.0


def _demand(claim: Term, part: Term, whole: Term, hit: float, near: list[Term], over: tuple[str, ...]) -> int:
    """2 where level, target and rate stand in a row, or the only two levels of the sentence are what the rate is of."""
    if claim.role == "progress":
        row = {part.index, whole.index} == {claim.index - 1, claim.index - 2}
        return 2 if row and whole.role == "target" and part.sentence == claim.sentence else 0
    if hit < 0.75 or part.sentence != claim.sentence or whole.sentence != claim.sentence:
        return 0
    same = [one for one in near if one.segment == claim.segment and one.measured == part.measured]
    same = [one for one in same if one.index < claim.index and one.role != "base"]
    is_over = any(word in whole.name + whole.lead + whole.mention.tail[:6] for word in over)
    is_only = len(same) == 2 and {one.index for one in same} == {part.index, whole.index}
    if is_only and whole.index < part.index and (is_over or _TARGETED.search(whole.lead)):
        return 2
    return 1 if is_over else 0


def _is_opposite(one: Term, other: Term) -> bool:
    """Whether one of the two names the other with 不 or 未 before it."""
    a, b = one.name + one.lead[-6:], other.name + other.lead[-6:]
    return any(f"{no}{a[-2:]}" in b or f"{no}{b[-2:]}" in a for no in "不未非" if a and b)
