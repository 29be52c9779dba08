"""What a part adds to the growth of a whole, in points or as a share of that growth: 拉动, 贡献率."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nbkpi.text.hypothesis import Hypothesis, Kind, proposed
from nbkpi.text.likeness import covers
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

PARTS = 4
"""So many of the nearest levels with a growth may be the part."""

_PULLS = re.compile(r"(?:拉动|上拉|带动|下拉)(?P<name>[^,;]{2,16}?)(?:增长|下降|上升)")


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
        for rank, growth in enumerate(grown):
            operands = (share.quantity, growth.signed)
            prior = -1.0 - 0.5 * rank
            yield from proposed(scene, "pull", claim, (share, growth), "product", operands=operands, prior=prior)
