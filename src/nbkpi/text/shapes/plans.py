"""How far a plan is done, from what is left of it: 完成投资36亿元，占年度计划的60%，尚差24亿元."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

BEHIND, NEAR = 2, 2
"""So far behind a progress what is left may stand, and so many figures before it may be what was done or planned."""

_LEFT = regex(
    r"[,、;(\s]*(?:[距离比][^,;]{0,10})?[尚还仅]?"
    rf"(?:差距?|缺口?|欠|少|{any_of('plainly_left')}|未完成)(?:额|数|约|为|有)*"
)


def progress_by_gap(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What was done over that and what is left; or what is left taken from all of the plan."""
    gap = next((one for one in scene.behind(claim, _is_left, BEHIND) if one.segment == claim.segment), None)
    if gap is None or len(claim.row) > 1:
        return
    near = scene.here(claim, lambda one: one.is_operand("level", "target") and one.measured == gap.measured, NEAR)
    for rank, one in enumerate(one for one in near if one.is_counted_as(gap) and one.segment == claim.segment):
        is_next = one.index == claim.index - 1 and gap.index == claim.index + 1
        prior, demand = (1.0, 2) if is_next else (-0.5 - rank, 0)
        form = "rest" if one.role == "target" else "part"
        figures = (one, gap)
        yield from proposed("rate", claim, figures, form, prior=prior, demand=demand)


def of_open_target(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """How much was done of a target that is at least so much: 计划开工80个以上，已开工46个，占57.5%."""
    part = scene.previous(claim)
    target = None if part is None else scene.previous(part)
    if part is None or target is None or not part.is_operand("level") or target.segment != claim.segment:
        return
    figure = target.mention.figure
    if figure.nominal is None or target.role != "target" or target.is_bounded or not target.is_counted_as(part):
        return
    ends = figure.nominal * target.unit.scale * scene.one
    if ends.denominator == 1 and ends > 0:
        whole = Quantity(ends.numerator, ends.numerator, ends.numerator)
        ways = (part.quantity, whole)
        yield from proposed("rate", claim, (part, target), "ratio", operands=ways, prior=0.5, demand=-1, must_fit=True)


def _is_left(term: Term) -> bool:
    """Whether an amount is called what a plan lacks."""
    return term.is_bounded and not term.is_rate and _LEFT.fullmatch(term.lead) is not None
