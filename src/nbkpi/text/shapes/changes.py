"""Changes: one level less an earlier one, and points and percent that were taken for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbkpi.text.hypothesis import Fault, Hypothesis, Kind, proposed
from nbkpi.text.scene import OPERANDS, Scene
from nbkpi.text.shapes.growth import COMES_TO
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

LEVELS = 6
_REASONS = re.compile(any_of("reasons"))
_THAN_BEFORE = re.compile(any_of("earlier") + "|同期|环比|同比")


def change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level less a base, or one level less another."""

    def is_of_sort(one: Term) -> bool:
        return one.is_bounded and one.measured[0] == claim.measured[0]

    near = [one for one in scene.before(claim, 16) if one.sentence >= claim.sentence - 1 and is_of_sort(one)]
    near = [one for one in near if one.role in OPERANDS and one.paragraph == claim.paragraph][:LEVELS]
    near += [one for one in scene.operands(claim.measured, claim, LEVELS) if one not in near]
    near = [one for one in near if one.depth <= claim.depth or one.role == "base"]
    near += scene.behind(claim, lambda one: one.role in ("base", "level") and is_of_sort(one))
    for first, level in enumerate(near):
        for second, base in enumerate(near):
            if base is not level and level.role != "base" and base.symbol == level.symbol:
                yield from _difference(scene, claim, level, base, -0.4 * (first + second))


def _difference(scene: Scene, claim: Term, level: Term, base: Term, prior: float) -> Iterator[Hypothesis]:
    """One level less another; prior is what their places say."""
    prior += -0.5 if base.role == "base" else -2.0
    if base.role != "base" and base.index > level.index:
        then, now = base.mention.when, level.mention.when
        prior -= 0.5 if then is not None and now is not None and then.start < now.start else 2.0
    prior += 1.0 if base.role == "target" else 0.0
    is_plain = _is_from_to(claim, level, base)
    prior, demand = (1.0, 2) if is_plain else (prior, 0)
    if _is_of_another(scene, claim, level, base):
        prior, demand = prior - 3.0, -1
    for made in proposed(scene, "change", claim, (level, base), "sum", prior=prior, demand=demand):
        made.only = is_plain
        yield made


def _is_of_another(scene: Scene, claim: Term, level: Term, base: Term) -> bool:
    """Whether a change is one reason of that of two levels, or one since a time that neither of them is of."""
    last = max(level, base, key=lambda one: one.index)
    if last.index < claim.index and _REASONS.search(scene.between(last, claim)):
        return True
    then, now = base.mention.when, level.mention.when
    is_since = _THAN_BEFORE.search(claim.lead) is not None and base.role == "level"
    return is_since and then == now


def _is_from_to(claim: Term, level: Term, base: Term) -> bool:
    """Whether a base and the level that it came to stand together, right before a change or right behind it."""
    is_pair = abs(level.index - base.index) == 1 and base.role == "base"
    if not is_pair or not level.segment == base.segment == claim.segment:
        return False
    if max(level.index, base.index) == claim.index - 1:
        return True
    return min(level.index, base.index) == claim.index + 1 and COMES_TO.search(level.lead) is not None


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
        made = proposed(scene, kind, claim, (level, base), form, prior=1.5, demand=2, must_fit=True, fault=fault)
        return list(made)

    if claim.role == "points" and not level.is_rate:
        yield from as_("growth", "growth", "percent_meant")
    elif claim.role == "growth" and level.is_rate:
        yield from as_("growth", "growth", None) or as_("points", "sum", "points_meant")
