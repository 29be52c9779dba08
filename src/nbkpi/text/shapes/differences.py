"""What is left of a whole, where the words say so: 在办, 未完成, 结余, 顺差; and balances of what came in and was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

NEAR = 6

_LEFT_OVER = re.compile(
    r"(?:结余|结存|差额|顺差|逆差|剩余|未[\u4e00-\u9fff]{2,3}|尚[有差未]\w{0,4}|正在\w{2}|净\w{1,3}|利润|节余|还剩|其余|在\w{1,3})"
    r"[^,]{0,3}$"
)
_PLAINLY = re.compile(r"(?:剩余|还剩|剩|其余|尚余|尚差|还差|顺差|逆差|结余)(?:[\u4e00-\u9fff]{0,3})$")
_BALANCE = re.compile("结余|结存|结转")
_CARRIED_OVER = re.compile(any_of("carried_over"))
_SPENT = re.compile("支出|上解|结转下年")


def differences(scene: Scene) -> Iterator[Hypothesis]:
    """What is called left of a whole, over each whole near it and what was taken from that."""
    for claim in scene.terms:
        if claim.role not in ("level", "change") or claim.is_rate or not claim.is_bounded:
            continue
        if _LEFT_OVER.search(claim.lead) and not _CARRIED_OVER.search(claim.lead):
            yield from _balance(scene, claim)
            yield from _left(scene, claim)


def _left(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A whole less what was done of it."""
    near = [
        one
        for one in scene.operands(claim.measured, claim, NEAR)
        if one.sentence >= claim.sentence - 2
    ]
    is_plain = _PLAINLY.search(claim.lead) is not None
    for first, taken in enumerate(near[:4]):
        for second, whole in enumerate(near):
            if whole.index >= taken.index or whole.quantity.high < taken.quantity.low:
                continue
            is_demanded = is_plain and (first, second) == (0, 1) and whole.segment == claim.segment
            away = 1.0 if whole.paragraph != claim.paragraph else 0.0
            prior, demand = (1.0, 2) if is_demanded else (-0.5 - 0.6 * first - 0.5 * (second - 1) - away, 0)
            expression = Expression("sum", (whole.quantity, taken.quantity), 1)
            made = hypothesis("difference", claim, (whole, taken), expression, prior, scene.one, demand)
            if made is not None:
                yield made


def _balance(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What came in, and what was left from before, less what was spent."""
    if not _BALANCE.search(claim.lead):
        return
    near = scene.here(claim, lambda one: one.role == "level" and one.symbol == claim.symbol, NEAR, 1)[::-1]
    came = [one for one in near if not _SPENT.search(one.lead)]
    spent = [one for one in near if _SPENT.search(one.lead)]
    if len(came) > 1 and spent:
        figures = (*came, *spent)
        expression = Expression("sum", tuple(one.quantity for one in figures), len(came))
        made = hypothesis("difference", claim, figures, expression, -1.0, scene.one, -1)
        if made is not None and made.fits:
            yield made
