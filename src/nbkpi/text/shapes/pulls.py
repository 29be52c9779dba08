"""What a part adds to the growth of a whole, in points or as a share of that growth: 拉动, 贡献率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, proposed
from nbkpi.text.likeness import covers
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

PARTS = 4
"""So many of the nearest levels with a growth may be the part."""
BESIDE = 8
"""So far around a pull the others are looked for that must be of the same growth."""

_PULLS = regex(r"(?:拉动|上拉|带动|下拉)(?P<name>[^,;]{2,16}?)(?:增长|下降|上升)")


def pull(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What a part with its growth adds to the growth of a whole, or which share of it; also by 贡献率 and growth."""
    near = [one for one in scene.before(claim, 40) if one.is_bounded]
    pairs = _with_growth(scene, near)
    found = _PULLS.search(claim.clause)
    name = found["name"] if found is not None else ""
    kind: Kind = "contribution" if claim.role == "contribution" else "pull"
    for rank, (part, rate) in enumerate(pairs[:PARTS]):
        if rate.sentence < claim.sentence - 1:
            continue
        for other, (whole, growth) in enumerate(pairs):
            if whole is part or whole.measured != part.measured or whole.quantity.low < part.quantity.high:
                continue
            prior = -1.2 - 0.8 * rank - 0.4 * max(0, other - rank - 1) + (2.0 * covers(name, whole) if name else 0.0)
            operands = (part.quantity, rate.signed, whole.quantity, growth.signed)
            figures = (part, rate, whole, growth)
            # Growths at constant prices say only nearly what levels at current prices contribute.
            is_real = rate.is_constant or growth.is_constant
            yield from proposed(
                scene,
                kind,
                claim,
                figures,
                kind,
                operands=operands,
                prior=prior,
                named=covers(name, whole),
                must_fit=is_real,
            )
    if kind == "pull":
        yield from _by_contribution(scene, claim, near)


def _with_growth(scene: Scene, near: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Levels with the growth right behind them, the nearest first."""
    found = []
    for one in near:
        growth = scene.following(one)
        is_pair = growth is not None and growth.role == "growth" and growth.segment == one.segment
        if growth is not None and is_pair and growth.is_bounded and one.is_amount("level"):
            found.append((one, growth))
    return found


def _by_contribution(scene: Scene, claim: Term, near: Sequence[Term]) -> Iterator[Hypothesis]:
    """拉动 as 贡献率 times the growth of the whole, or the share times the growth."""
    shares = [one for one in near if one.role == "contribution" and one.sentence >= claim.sentence - 1][:2]
    grown = [one for one in near if one.role == "growth"][:6]
    for share in shares:
        if len(share.row) != len(claim.row) or share.place_in_row != claim.place_in_row:
            continue
        beside = _beside(scene, claim)
        for rank, growth in enumerate(one for one in grown if all(_is_pulled(scene, *pair, one) for pair in beside)):
            operands = (share.quantity, growth.signed)
            prior = -1.0 - 0.5 * rank
            yield from proposed(scene, "pull", claim, (share, growth), "product", operands=operands, prior=prior)


def _beside(scene: Scene, claim: Term) -> list[tuple[Term, Term]]:
    """The other 贡献率 near a claim with the points right behind each, which pull the same by their words."""
    near = scene.terms[max(0, claim.index - BESIDE) : claim.index + BESIDE]
    pairs = [(one, other) for one, other in pairwise(near) if (one.role, other.role) == ("contribution", "pull")]
    return [pair for pair in pairs if pair[1] is not claim and pair[1].lead == claim.lead and pair[1].is_bounded]


def _is_pulled(scene: Scene, share: Term, points: Term, growth: Term) -> bool:
    """Whether a share of a growth comes to these points."""
    operands = (share.quantity, growth.signed)
    return any(proposed(scene, "pull", points, (share, growth), "product", operands=operands, prior=0.0, must_fit=True))
