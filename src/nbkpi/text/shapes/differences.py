"""What is left of a whole, where the words say so: 在办, 未完成, 顺差; and balances of what came in and was spent."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

NEAR = 6

_LEFT_OVER = regex(
    rf"(?:{any_of('surely_left', 'left')}"
    r"|未[\u4e00-\u9fff]{2,3}|尚[有差未]\w{0,4}|正在\w{2}|净\w{1,3}|在\w{1,3})[^,]{0,3}$"
)
_PLAINLY = regex(any_of("surely_left", "plainly_left") + r"[\u4e00-\u9fff]{0,3}$")
_BALANCE = regex(any_of("balances"))
_CUMULATED = regex(any_of("cumulated"))
_CARRIED_OVER = regex(any_of("carried_over"))
_SPENT = regex(any_of("spent"))


def differences(scene: Scene) -> Iterator[Hypothesis]:
    """What is called left of a whole, over each whole near it and what was taken from that."""
    for claim in scene.terms:
        is_left = claim.is_operand("level", "change") and _LEFT_OVER.search(claim.lead)
        if is_left and not _CARRIED_OVER.search(claim.lead):
            yield from _balance(scene, claim)
            yield from _left(scene, claim)


def _left(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A whole less what was done of it."""
    near = [each for each in scene.operands(claim.measured, claim, NEAR) if each.sentence >= claim.sentence - 2]
    is_cumulated = _CUMULATED.search(claim.lead) is not None and _BALANCE.search(claim.lead) is not None
    is_plain = _PLAINLY.search(claim.lead) is not None and not is_cumulated
    for first, taken in enumerate(near[:4]):
        for second, whole in enumerate(near):
            if whole.index >= taken.index or whole.quantity.high < taken.quantity.low:
                continue
            prior, demand = -0.5 - 0.6 * first - 0.5 * (second - 1), 0
            prior -= 1.0 if whole.paragraph != claim.paragraph else 0.0
            if is_plain and (first, second) == (0, 1) and whole.segment == claim.segment:
                prior, demand = 1.0, 2
            if is_cumulated:
                # What is left of all years is what came in and was spent in none of them.
                prior, demand = prior - 2.0, -1
            yield from proposed(
                scene, "difference", claim, (whole, taken), "sum", prior=prior, demand=demand, must_fit=is_cumulated
            )


def _balance(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What came in, and what was left from before, less what was spent."""
    if not _BALANCE.search(claim.lead):
        return
    near = scene.here(claim, lambda each: each.role == "level" and each.symbol == claim.symbol, NEAR, 1)[::-1]
    came = [each for each in near if not _SPENT.search(each.lead)]
    spent = [each for each in near if _SPENT.search(each.lead)]
    if len(came) > 1 and spent:
        yield from proposed(
            scene, "difference", claim, (*came, *spent), "sum", split=len(came), prior=-1.0, demand=-1, must_fit=True
        )
