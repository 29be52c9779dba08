"""Percentage points: one percentage less another, that of before, that of others, the growth of what is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike, covers
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.growth import CLOSE
from nbkpi.text.since import differ_in_length
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of, words

PERCENTS = 12
"""So many percentages before points may be compared."""
LEVELS = 3
_NEAREST = 4
_NAMED = 0.7
"""So much a name must be like that which points are said to be over, whatever the time."""

_THAN = regex(
    rf"{any_of('compared_to', 'more_than', 'ahead_of')}(?P<name>[^,;0-9]{{2,16}}?)的?(?:增速|增幅|增长|水平|平均)?"
    rf"{any_of('moved_up_or_down')}?[出于]?$"
)
_COMPARED = regex(
    rf"(?<![同环占之])[比较](?!重)[^,]{{0,14}}的?$|{any_of('compared_to', 'ahead_of')}|平均(?:水平|值)?(?:的|[(])?$"
)
_IS_THAN = regex(rf"的?{any_of('moved_up_or_down')}[出于]?")
_THAN_ONE = regex(r"(?<![同环占])[比较](?!重)[^,]{1,14}$")
"""失业率3.37%，比目标4%低: nothing else is compared."""
_IN_TIME = regex(any_of("years_before", "other_times_before") + r"|[0-9]月|季度|[上前]半年")
"""What points are over where not another thing, but another time is compared."""
_YEARS = regex("(20[0-9]{2})年?[-~—–至到](20[0-9]{2})年")
_THAN_FIRST = regex("(?P<last>20[0-9]{2})年[比较](?P<first>20[0-9]{2})年")
_THAN_YEAR = regex("[比较]20[0-9]{2}年")
_ALSO = regex("[,，].*[也亦]")
"""Behind a comma something else moved as well: what stands before it is not compared."""
_SHARES = regex("比重|占|比例|结构|之比")
SPOKEN = 60
"""So many characters before points shares may be spoken of."""
REACH, LEAST, MOST = 8, 2, 4
"""So far around points the others of a list are looked for, and so many there must be, and may."""
_BRACKET_ENDS = regex(r"[)][,;]")
_MOVED = frozenset(words("moved"))


def points(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Every percentage near points less every other."""
    near = [one for one in scene.percents(claim, PERCENTS) if one.unit.symbol == "%"]
    if not near:
        return
    near += scene.behind(claim, lambda one: one.is_bounded and one.unit.symbol == "%")
    if len(claim.row) > 1:
        yield from _gaps_of_row(claim, near)
        return
    mine = next((one for one in near if one.index < claim.index and one.role != "base"), None)
    if mine is None:
        return
    than = _THAN.search(claim.lead)
    named = than["name"].removeprefix("同期") if than is not None else ""
    levels = [mine, *(one for one in near[:_NEAREST] if one is not mine and one.role != "base")][:LEVELS]
    for rank, level in enumerate(levels):
        for place, base in enumerate(near):
            if base is not level:
                yield from _gap(scene, claim, level, base, named, -1.5 - 1.5 * rank - 0.4 * place)


def over_series(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The last of a row of percentages, of which each year has one, less the first: 2023年比2021年下降2个百分点."""
    than, last = _THAN_FIRST.search(claim.lead), scene.previous(claim)
    if than is None or last is None or last.sentence != claim.sentence or last.unit.symbol != "%":
        return
    row = scene.row(last)
    said, named = scene.words_before(row[0], SPOKEN), claim.lead[than.end() :]
    if named[:2] not in said and named[:2] not in _MOVED and not _SHARES.match(named):
        return  # It is of something else that the points are.
    years = [*_YEARS.finditer(said)]
    is_of_these = bool(years) and years[-1].groups() == (than["first"], than["last"])
    if is_of_these and len(row) == int(than["last"]) - int(than["first"]) + 1:
        operands = (last.signed, row[0].signed)
        yield from proposed("points", claim, (last, row[0]), "sum", operands=operands, prior=1.5, demand=2)


def _gaps_of_row(claim: Term, near: Sequence[Term]) -> Iterator[Hypothesis]:
    """A row of points over as many percentages: 比全国（5.0%）和全省（5.5%）分别高0.6个和0.1个百分点."""
    before = [one for one in near if one.index < claim.row.start]
    count = len(claim.row)
    if len(before) > count:
        base, level = before[count - 1 - claim.place_in_row], before[count]
        prior = 0.5 if base.sentence == level.sentence == claim.sentence else -2.0
        operands = (level.signed, base.signed)
        yield from proposed("points", claim, (level, base), "sum", operands=operands, prior=prior, demand=-1)


def _gap(scene: Scene, claim: Term, level: Term, base: Term, named: str, prior: float) -> Iterator[Hypothesis]:
    """One percentage less another; named is what the claim says it is compared with, prior what their places say."""
    prior, demand = prior + _closeness(claim, level, base, named), 0
    is_of_time = (_IN_TIME.search(claim.lead) or _THAN_YEAR.search(claim.lead)) and alike(named, base.name) < _NAMED
    if is_of_time and base.role != "base" and base.mention.when in (None, level.mention.when):
        prior, demand = prior - 2.0, -1
    if base.role != "base" and (differ_in_length(level, base) or (not named and _are_apart(scene, claim, level, base))):
        prior, demand = prior - 2.0, -1
    least = _least_if_plain(scene, claim, level, base, named)
    if least is not None:
        prior, demand = max(prior, least), 2
    if base.index < claim.index and _ALSO.search(scene.between(level, claim)):
        prior, demand = prior - 3.0, -1
    operands = (level.signed, base.signed)
    if not claim.falls and not claim.mention.change and re.search("相差|差距", claim.lead):
        operands = (max(operands), min(operands))
    is_only = demand == 2 and base.role == "base" and level.index < claim.index and base.index < claim.index
    ways, figures = operands, (level, base)
    yield from proposed("points", claim, figures, "sum", operands=ways, prior=prior, demand=demand, only=is_only)


def _are_apart(scene: Scene, claim: Term, level: Term, base: Term) -> bool:
    """Whether points are not of these two: one stands in brackets that ended, or the base has points of its own."""
    last = max(level, base, key=lambda one: one.index)
    if level.depth != base.depth and _BRACKET_ENDS.match(scene.between(last, claim)):
        return True
    moved = scene.following(base)
    return moved is not None and moved is not claim and moved.role == "points" and moved.segment == base.segment


def _closeness(claim: Term, level: Term, base: Term, named: str) -> float:
    """How likely two percentages are compared by points, by their words and sentences."""
    is_compared = base.role == "base" or _COMPARED.search(base.clause) is not None
    prior = 2.5 if is_compared and base.sentence == claim.sentence else 0.0
    if named:
        prior += 3.0 * max(alike(named, base.name), covers(named, base) if len(named) > 2 else 0.0)
    if (level.role == "growth") != (base.role == "growth") and base.role != "base":
        prior -= 2.0
    prior -= 1.5 if base.paragraph != claim.paragraph else 0.0
    return prior - (1.0 if level.sentence != claim.sentence else 0.0)


def _least_if_plain(scene: Scene, claim: Term, level: Term, base: Term, named: str) -> float | None:
    """How likely it is at least that two percentages are compared where nothing else can be meant; else None."""
    is_base, level_is_next = base.role == "base", level.index == claim.index - 1
    if base.index == claim.index + 1 and level_is_next:
        if named and named in base.clause and scene.between(claim, base).startswith("("):
            return 1.0
        return 0.5 if is_base and CLOSE.fullmatch(scene.between(claim, base)) else None
    if base.index == claim.index - 1 and _is_compared_right_before(claim, level, base):
        return 1.0
    are_beside = {level.index, base.index} == {claim.index - 1, claim.index - 2}
    return 1.0 if is_base and are_beside and level.sentence == base.sentence == claim.sentence else None


def _is_compared_right_before(claim: Term, level: Term, base: Term) -> bool:
    """Whether the figure right before points is what they are over: a base that moved, 比目标4%低, 高于全国(3.9%)."""
    if base.role == "base" and claim.lead.strip()[:2] in _MOVED:
        return True
    if level.index != claim.index - 2:
        return False
    if _IS_THAN.fullmatch(claim.lead) and _THAN_ONE.search(base.lead):
        return True
    is_in_brackets = base.lead.endswith("(") and ")" in claim.lead
    return is_in_brackets and _COMPARED.search(base.clause.rstrip("(")) is not None


def cancelling(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other points of a sentence leave of nothing: the shares of all parts of a whole change by 0 in all.

    Those of some of these may stand behind them: 65岁及以上.
    """
    near = scene.terms[max(0, claim.index - REACH) : claim.index + REACH + 1]
    near = [one for one in near if one.role == "points" and one.sentence == claim.sentence and one.is_bounded]
    for run in (near[:count] for count in range(len(near), LEAST, -1)):
        others = tuple(one for one in run if one is not claim)
        if LEAST <= len(others) <= MOST and claim in run and _are_of_shares(scene, run) and _are_signed(run):
            operands = tuple(one.signed for one in others)
            yield from proposed(
                "points", claim, others, "sum", operands=operands, split=0, prior=-1.0, demand=-1, must_fit=True
            )


def _are_of_shares(scene: Scene, run: Sequence[Term]) -> bool:
    """Whether shares are spoken of right before points, and none of these stands behind a growth or rate."""
    before = [scene.previous(one) for one in run]
    are_others = any(one is not None and one.role in ("growth", "rate", "progress") for one in before)
    return not are_others and _SHARES.search(scene.words_before(run[0], SPOKEN) + run[0].clause) is not None


def _are_signed(near: Sequence[Term]) -> bool:
    return any(one.falls for one in near) and not all(one.falls for one in near)
