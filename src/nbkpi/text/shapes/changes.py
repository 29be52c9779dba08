"""Changes: one level less an earlier one, and points and percent that were taken for each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Fault, Hypothesis, Kind, proposed
from nbkpi.text.likeness import covers
from nbkpi.text.scene import OPERANDS, Scene
from nbkpi.text.shapes.growth import COMES_TO, is_base_of_other
from nbkpi.text.since import is_of_other_time
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

LEVELS = 6
_SAME = 0.8
"""So much a change that has a name must be that of its level: 重度沙化土地减少 is not of 沙化土地."""
_REASONS = regex(any_of("reasons"))
_ONLY_TIME = regex(
    r"[,;(\s]*(?P<when>(?:上年|去年|前年|上月|上季度?|上周|20[0-9]{2}年)(?:同期|[末底])?)(?:则|仅|只)?[为是有]?"
)
"""What stands before the base of a change, of which nothing but the time is said."""
_THAN_BEFORE = regex(any_of("earlier") + "|同期|环比|同比")


def change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level less a base, or one level less another."""
    near = _levels_and_bases(scene, claim)
    reasons = {one.index for one in near if one.index < claim.index and _REASONS.search(scene.between(one, claim))}
    is_named = len(claim.name) > 1 and claim.name in claim.lead
    for first, level in enumerate(near):
        if level.role == "base":
            continue
        is_of_other = is_named and covers(claim.name, level) < _SAME
        for second, base in enumerate(near):
            if base is level or base.symbol != level.symbol or is_base_of_other(scene, claim, base, level):
                continue
            yield from _difference(scene, claim, level, base, -0.4 * (first + second), is_of_other, reasons)


def _levels_and_bases(scene: Scene, claim: Term) -> list[Term]:
    """The figures near a change that it may be the difference of, the nearest first."""

    def is_of_sort(one: Term) -> bool:
        return one.is_bounded and one.measured[0] == claim.measured[0]

    near = [one for one in scene.before(claim, 16) if one.sentence >= claim.sentence - 1 and is_of_sort(one)]
    near = [one for one in near if one.role in OPERANDS and one.paragraph == claim.paragraph][:LEVELS]
    near += [one for one in scene.operands(claim.measured, claim, LEVELS) if one not in near]
    near = [one for one in near if one.depth <= claim.depth or one.role == "base"]
    near += scene.behind(claim, lambda one: one.role in ("base", "level") and is_of_sort(one))
    return near + _base_of_next_sentence(scene, claim, is_of_sort)


def _difference(
    scene: Scene, claim: Term, level: Term, base: Term, prior: float, is_of_other: bool, reasons: Container[int]
) -> Iterator[Hypothesis]:
    """One level less another; prior is what their places say. is_of_other: the change has the name of another one;
    reasons are the figures behind which one is given.
    """
    prior += -0.5 if base.role == "base" else -2.0
    if base.role != "base" and base.index > level.index:
        then, now = base.mention.when, level.mention.when
        prior -= 0.5 if then is not None and now is not None and then.start < now.start else 2.0
    prior += 1.0 if base.role == "target" else 0.0
    prior += 1.5 if _is_since_last(claim, level, base) else 0.0
    is_plain = _is_from_to(scene, claim, level, base) or _is_told_behind(scene, claim, level, base)
    is_plain = is_plain and not is_of_other
    prior, demand = (1.0, 2) if is_plain else (prior, 0)
    if is_of_other or max(level.index, base.index) in reasons or _is_of_another(claim, level, base):
        prior, demand = prior - 3.0, -1
    yield from proposed("change", claim, (level, base), "sum", prior=prior, demand=demand, only=is_plain)


def _is_since_last(claim: Term, level: Term, base: Term) -> bool:
    """Whether two levels are of one thing in two months in turn, and a change is within the later: 当月新增12亿元."""
    then, now = base.mention.when, level.mention.when
    is_next = then is not None and now is not None and then.end == now.start and then.length == now.length
    return is_next and base.name == level.name and claim.mention.when == now and base.sentence == claim.sentence


def _base_of_next_sentence(scene: Scene, claim: Term, want: Callable[[Term], bool]) -> list[Term]:
    """The base right behind a change in the sentence after it, of which nothing but the time is said: 上年为150万头."""
    base = scene.following(claim)
    if base is None or base.role != "base" or base.sentence != claim.sentence + 1 or not want(base):
        return []
    return [base] if base.paragraph == claim.paragraph and _ONLY_TIME.fullmatch(base.lead.lstrip("。")) else []


def _is_of_another(claim: Term, level: Term, base: Term) -> bool:
    """Whether a change is a part of that of two levels, or one since a time that neither of them is of."""
    if "其中" in claim.lead:
        return True
    if base.index > claim.index and ("其中" in base.lead or is_of_other_time(claim, base, level)[0]):
        return True
    then, now = base.mention.when, level.mention.when
    is_since = _THAN_BEFORE.search(claim.lead) is not None and base.role == "level"
    return is_since and then == now


def _is_from_to(scene: Scene, claim: Term, level: Term, base: Term) -> bool:
    """Whether a base and the level that it came to stand together, right before a change or right behind it.

    Between a level and its base its share or rate may stand: 536件，占40.0%，比上年同期的480件增加56件.
    """
    if base.role != "base" or not level.segment == base.segment == claim.segment:
        return False
    if abs(level.index - base.index) > 1 and not _are_rates(scene.terms[level.index + 1 : base.index]):
        return False
    if max(level.index, base.index) == claim.index - 1:
        return True
    return min(level.index, base.index) == claim.index + 1 and COMES_TO.search(level.lead) is not None


def _is_told_behind(scene: Scene, claim: Term, level: Term, base: Term) -> bool:
    """Whether the base of a change stands right behind it, of the time it is since: 比上年增加56件；上年为480件."""
    if base.index != claim.index + 1 or base.role != "base" or not level.sentence == base.sentence == claim.sentence:
        return False
    said = _ONLY_TIME.fullmatch(base.lead)
    is_next = level.segment == claim.segment and (
        level.index == claim.index - 1 or _are_rates(scene.terms[level.index + 1 : claim.index])
    )
    return is_next and said is not None and _since_then(said["when"]).match(claim.lead) is not None


def _since_then(when: str) -> re.Pattern[str]:
    """What says that something changed since just this time."""
    return regex(rf"[,、(\s]*[比较]{re.escape(when)}(?!同|的)")


def _are_rates(terms: Sequence[Term]) -> bool:
    """Whether there are any, and none of them but percentages."""
    return bool(terms) and all(one.is_rate for one in terms)


def mixed_up(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Points for percent, or percent for points, behind their two figures: 由1000件增加到1200件，增长20个百分点."""
    if claim.index < 2:
        return
    base, level = scene.terms[claim.index - 2 : claim.index]
    is_pair = base.role == "base" and base.symbol == level.symbol and COMES_TO.search(level.lead) is not None
    if not is_pair or not base.segment == level.segment == claim.segment:
        return
    if base.quantity.low <= 0 or level.quantity.low < 0:
        return

    def as_(kind: Kind, form: str, fault: Fault | None) -> list[Hypothesis]:
        made = proposed(kind, claim, (level, base), form, prior=1.5, demand=2, must_fit=True, fault=fault)
        return list(made)

    if claim.role == "points" and not level.is_rate:
        yield from as_("growth", "growth", "percent_meant")
    elif claim.role == "growth" and level.is_rate:
        yield from as_("growth", "growth", None) or as_("points", "sum", "points_meant")
