"""What a part adds to the growth of a whole, in points or as a share of that growth: 拉动, 贡献率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, proposed
from nbkpi.text.likeness import covers, whole_name
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.headlines import headlines
from nbkpi.text.shapes.runs import NEW
from nbkpi.text.terms import Term

PARTS, GROWN = 4, 6
"""So many of the nearest levels with a growth may be the part, and so many growths that of the whole."""
BESIDE, FAR = 8, 24
"""So far around a pull the others are looked for that must be of the same growth."""

NAMED = 0.8
"""So much the name of a growth must be that of what is pulled."""

_GROWN_BY = regex("新增|净增|增量|增[产收支长加]|减[产收支少]")
_ECONOMY = regex("GDP|生产总值|经济")
_CONTRIBUTES = regex(r"对(?P<name>[^,;]{2,16}?)(?:的?增长)?的?贡献率")
_PULLS = regex(r"(?:拉动|上拉|带动|下拉)(?P<name>[^,;]{2,16}?)(?:增长|下降|上升)")


def pull(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What a part with its growth adds to the growth of a whole, or which share of it; also by 贡献率 and growth."""
    near = [one for one in scene.before(claim, 40) if one.is_bounded]
    pairs = _with_growth(scene, near)
    found = _PULLS.search(claim.clause)
    name = found["name"] if found is not None else ""
    kind: Kind = "contribution" if claim.role == "contribution" else "pull"
    count = len(claim.row)
    own = count - 1 - claim.place_in_row  # Of a row the part in its place: 三次产业分别拉动0.3、2.5和3.2个百分点.
    for rank, (part, rate) in enumerate(pairs[own : own + 1] if count > 1 else pairs[:PARTS]):
        if rate.sentence < claim.sentence - (count if count > 1 else 1):
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
                kind, claim, figures, kind, operands=operands, prior=prior, named=covers(name, whole), must_fit=is_real
            )
    if kind == "pull":
        yield from _by_contribution(scene, claim, near)
        yield from _by_increment(scene, claim, pairs)
    yield from _by_changes(scene, claim, kind)


def _with_growth(scene: Scene, near: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Levels with the growth right behind them, the nearest first."""
    found = []
    for one in near:
        growth = _growth_behind(scene, one) if one.is_amount("level") else None
        if growth is not None:
            found.append((one, growth))
    return found


def _by_contribution(scene: Scene, claim: Term, near: Sequence[Term]) -> Iterator[Hypothesis]:
    """拉动 as 贡献率 times the growth of the whole, or the share times the growth."""
    shares = _contributions(scene, claim, near)
    grown = [one for one in near if one.role == "growth"][:GROWN]
    called = list(_named_growths(scene, claim))
    named = [one for one in called if one not in grown]
    grown.sort(key=lambda one: one not in called)
    for share in shares:
        beside = [*_beside(scene, claim), *_of_row(scene, claim, share)]
        fitting = [one for one in (*grown, *named) if all(_is_pulled(*pair, one) for pair in beside)]
        for rank, growth in enumerate(fitting):
            operands = (share.quantity, growth.signed)
            prior, must_fit = -1.0 - 0.5 * min(rank, 1 if growth in named else rank), growth in named
            yield from proposed(
                "pull", claim, (share, growth), "product", operands=operands, prior=prior, must_fit=must_fit
            )


def _contributions(scene: Scene, claim: Term, near: Sequence[Term]) -> list[Term]:
    """The 贡献率 that points may go with: in the same place of a row, before them, or right behind."""
    shares = [one for one in near if one.role == "contribution" and one.sentence >= claim.sentence - 1]
    behind = scene.following(claim)
    if behind is not None and behind.role == "contribution" and behind.segment == claim.segment and behind.is_bounded:
        shares = [one for one in shares if one.segment == claim.segment] or [behind]
    return [one for one in shares if (len(one.row), one.place_in_row) == (len(claim.row), claim.place_in_row)][:2]


def sum_of_pulls(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A growth as the sum of what all its parts pull, which follow it: 增长6.0%，其中一产拉动0.3个百分点，…."""
    behind = scene.terms[claim.index + 1 : claim.index + 1 + 2 * BESIDE]
    behind = [one for one in behind if one.paragraph == claim.paragraph and one.sentence <= claim.sentence + 2]
    pulls = [one for one in behind if one.role == "pull" and one.is_bounded and "其中" not in one.lead[2:]]
    is_all = 1 < len(pulls) == sum(one.role == "pull" for one in behind) and len({one.sentence for one in pulls}) == 1
    if is_all and _is_what_they_pull(claim, pulls):
        is_next = all(one.role in ("pull", "contribution") for one in behind[: behind.index(pulls[-1])])
        operands = tuple(one.signed for one in pulls)
        yield from proposed(
            "sum",
            claim,
            tuple(pulls),
            "sum",
            operands=operands,
            split=len(pulls),
            prior=0.5 if is_next else 0.0,
            demand=-1,
            must_fit=True,
        )


def _is_what_they_pull(claim: Term, pulls: Sequence[Term]) -> bool:
    """Whether a growth may be the one that points pull by the name they give to it: 拉动GDP增长."""
    said = next((found for one in pulls if (found := _PULLS.search(one.clause)) is not None), None)
    return said is None or _is_called(said["name"], claim)


def _is_called(name: str, growth: Term) -> bool:
    """Whether a growth is that of what is pulled: of the economy by any of its names."""
    is_economy = _ECONOMY.search(name) and _ECONOMY.search(growth.name + growth.clause)
    return is_economy is not None or covers(name, growth) > NAMED


def _named_growths(scene: Scene, claim: Term) -> Iterator[Term]:
    """The growths of the whole that is pulled, by its name: at the head of the text or a paragraph, or right behind."""
    before = [one for one in (claim, *scene.before(claim, BESIDE)) if one.sentence == claim.sentence]
    said = (pattern.search(one.clause) for one in before for pattern in (_PULLS, _CONTRIBUTES))
    found = next((one for one in said if one is not None), None)
    if found is None:
        return
    name = found["name"]
    behind = [one for one in scene.terms[claim.index + 1 : claim.index + BESIDE] if one.sentence <= claim.sentence + 1]
    for one in (*headlines(scene, claim), *behind):
        is_growth = one.role == "growth" and one.is_bounded and one.paragraph <= claim.paragraph
        if is_growth and _is_called(name, one):
            yield one


def _of_row(scene: Scene, claim: Term, share: Term) -> list[tuple[Term, Term]]:
    """The other 贡献率 of a row with the points in their places."""
    pairs = zip(scene.row(share), scene.row(claim), strict=True)
    return [pair for pair in pairs if pair[1] is not claim and pair[1].is_bounded]


def _by_changes(scene: Scene, claim: Term, kind: Kind) -> Iterator[Hypothesis]:
    """By how much a part changed over by how much the whole did, or that share of what the whole grew by."""
    near = [one for one in scene.before(claim, BESIDE) if one.paragraph == claim.paragraph]
    near = [one for one in near if _is_change(one) and one.sentence >= claim.sentence - 1 and one.is_bounded]
    part = near[0] if near and near[0].segment == claim.segment and len(claim.row) == 1 else None
    for rank, whole in enumerate(near[1:] if part is not None else ()):
        if part is None or not whole.is_counted_as(part) or whole.quantity.low < part.quantity.high:
            continue
        figures, operands = (part, whole), (part.quantity, whole.quantity)
        if kind == "contribution":
            prior = -0.5 - 0.5 * rank - (0.0 if part.index == claim.index - 1 else 1.0)
            yield from proposed(kind, claim, figures, "ratio", operands=operands, prior=prior, demand=-1, must_fit=True)
            continue
        growth = _growth_behind(scene, whole)
        if growth is not None:
            yield from proposed(
                kind,
                claim,
                (*figures, growth),
                "scaled",
                operands=(*operands, growth.quantity),
                prior=-0.5 - 0.5 * rank,
                demand=-1,
                must_fit=True,
            )


def _by_increment(scene: Scene, claim: Term, pairs: Sequence[tuple[Term, Term]]) -> Iterator[Hypothesis]:
    """By how much a part changed over what the whole was before: its level without its growth."""
    part = scene.previous(claim)
    if part is None or not _is_change(part) or not part.is_bounded or part.segment != claim.segment:
        return
    for rank, (whole, growth) in enumerate(pairs):
        if whole.is_counted_as(part) and whole.measured == part.measured and whole.paragraph == claim.paragraph:
            low, high, value = (end + scene.one for end in growth.signed[:3])
            ways = (part.quantity, whole.quantity, Quantity(low, high, value))
            figures, prior = (part, whole, growth), -0.5 - 0.5 * rank
            yield from proposed("pull", claim, figures, "scaled", operands=ways, prior=prior, demand=-1, must_fit=True)


def _growth_behind(scene: Scene, term: Term) -> Term | None:
    """The growth right behind a figure, in its segment."""
    growth = scene.following(term)
    is_growth = growth is not None and growth.role == "growth" and growth.segment == term.segment and growth.is_bounded
    return growth if is_growth else None


def shares_of_change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A change as a share of the change of the whole: 甲县增产18万吨，占全市增产总量的60%."""
    part = scene.previous(claim)
    if part is None or not _is_change(part) or not part.is_bounded or part.segment != claim.segment:
        return
    if len(claim.row) > 1 or not _GROWN_BY.search(whole_name(claim)):
        return
    for rank, whole in enumerate(one for one in scene.before(part, FAR) if _is_change(one) and one.is_bounded):
        if whole.is_counted_as(part) and whole.measured == part.measured and whole.quantity.low >= part.quantity.high:
            prior = -0.5 - 0.3 * rank
            yield from proposed("share", claim, (part, whole), "ratio", prior=prior, demand=-1, must_fit=True)


def _is_change(term: Term) -> bool:
    """Whether an amount is one by which something grew: 增加24亿元, 新增贷款50亿元."""
    if term.is_rate or term.falls:
        return False
    return term.role == "change" or (term.role == "level" and NEW.search(term.lead) is not None)


def _beside(scene: Scene, claim: Term) -> list[tuple[Term, Term]]:
    """The other 贡献率 near a claim with the points right behind each, which pull the same by their words."""
    near = scene.terms[max(0, claim.index - BESIDE) : claim.index + BESIDE]
    pairs = [(one, other) for one, other in pairwise(near) if (one.role, other.role) == ("contribution", "pull")]
    return [pair for pair in pairs if pair[1] is not claim and pair[1].lead == claim.lead and pair[1].is_bounded]


def _is_pulled(share: Term, points: Term, growth: Term) -> bool:
    """Whether a share of a growth comes to these points."""
    operands = (share.quantity, growth.signed)
    return any(proposed("pull", points, (share, growth), "product", operands=operands, prior=0.0, must_fit=True))
