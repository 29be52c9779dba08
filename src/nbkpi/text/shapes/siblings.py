"""Figures that stand beside each other in one list, so that none of them is what others come to."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.share_runs import SHARES
from nbkpi.text.terms import Term


def breaks_row(scene: Scene, run: Sequence[Term]) -> bool:
    """Whether a figure that counts the same stands in a row with one of a run and is not in it: 分别为13种和3种."""
    own = {one.index for one in run}
    rows = (other for one in run if len(one.row) > 1 for other in scene.row(one))
    return any(other.index not in own and other.is_counted_as(run[0]) for other in rows)


def misses_beside(scene: Scene, claim: Term, run: Sequence[Term]) -> bool:
    """Whether the figures beside a total and its parts in their rows do not add up: 32件36人 of 7件7人 and 29件29人."""
    rows = [scene.row(one) for one in (claim, *run)]
    if any((len(one.row), one.place_in_row) != (len(claim.row), claim.place_in_row) for one in run):
        return False
    wholes = ((whole.quantity, total([one.quantity for one in beside])) for whole, *beside in zip(*rows, strict=True))
    return any(added.low > whole.high or whole.low > added.high for whole, added in wholes)


def are_siblings(scene: Scene, claim: Term, run: Sequence[Term]) -> bool:
    """Whether a total has a share right behind it as each of its parts has, in one list: 甲36件、占9%；乙14件、占3%;
    or a growth, and is not the first of those that do.
    """
    shares = [scene.following(one) for one in (claim, *run)]
    own = shares[0]
    if own is None or own.sentence != run[-1].sentence:
        return False
    if own.role == "growth":
        return _goes_on(scene, claim) and all(one is not None and one.role == "growth" for one in shares)
    if own.role not in SHARES:
        return False
    return all(one is not None and one.role == own.role and one.lead == own.lead for one in shares)


def _goes_on(scene: Scene, claim: Term) -> bool:
    """Whether a figure with its growth is one more item of a list: 甲支出36亿元，增长9%；乙支出20亿元，增长3%."""
    growth = scene.previous(claim)
    before = scene.previous(growth) if growth is not None and growth.role == "growth" else None
    is_item = before is not None and before.measured == claim.measured and before.name[-2:] == claim.name[-2:]
    return is_item and before is not None and before.sentence == claim.sentence
