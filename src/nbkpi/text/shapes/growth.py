"""Growth over what was before: a level and its base near it, or two levels of one thing in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.since import differ_in_length, is_of_other_time, is_since_another
from nbkpi.text.terms import Term

LEVELS = 10
"""So many levels before a growth may be what it came to, or grew from."""

COMES_TO = regex(r"(?:[到至达]|[升降增减变调提]\w{0,3}[为成])[^,]{0,2}$")
"""What stands before a level that something came to: 增加到."""
CLOSE = regex(r"[,(]?(?:.{0,4}|[由从](?:去年|上年|前年)(?:同期)?的?)")
"""What stands between a growth and the base that it is from."""
_COME_TO = regex("[到至]")
_PER = regex("[人户亩日]均")
_THAN = regex(r"(?<![同环占对])[比较](?P<name>[^,;。]+?)(?:增|减|上|下|提|降|多|少)\w{0,2}$")
_COMPARED = regex("[比较]")
_NAMED, _SAID = 0.9, 3.2
"""So much the name that a growth says it is over must be like that of a level; and what that then says, in bits."""


def growth_by_base(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A level and a base of its sort near the growth; and any two levels of one sort in order."""
    if len(claim.row) > 1:
        yield from _rows_of_levels(scene, claim)
        return
    wanted = (one for one in scene.before(claim, 24) if one.is_operand("level", "mean", "base"))
    wanted = (one for one in wanted if one.depth <= claim.depth or one.role == "base")
    near = list(islice((one for one in wanted if one.sentence >= claim.sentence - 2), LEVELS))
    if _grew_to_a_bound(scene, claim, near):
        return
    behind = _base_behind(scene, claim)
    bases = [*enumerate(near), *enumerate(behind)]
    has_own = bool(near) and _is_own(scene, claim, near[0])
    for rank, level in enumerate(near):
        is_elsewhere = has_own and level is not near[0]
        for place, base in bases if level.role != "base" else ():
            if base is level or is_base_of_other(scene, claim, base, level):
                continue
            if base.measured[0] == level.measured[0] and base.quantity.low > 0:
                yield from _over_base(claim, level, base, (rank, place), is_elsewhere)
    yield from _before_its_levels(scene, claim, behind)


def _grew_to_a_bound(scene: Scene, claim: Term, near: Sequence[Term]) -> bool:
    """Whether the only level in the segment of a growth is a bound: 规模由2亿元到5亿元。累计超17亿元，增长144.3%."""
    own = scene.previous(claim)
    is_bound = own is not None and not own.is_bounded and _is_own(scene, claim, own)
    return is_bound and not any(one.segment == claim.segment for one in near)


def growth_between(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A growth between its base and the level that it came to: 由337亿元增长9.2%至368亿元."""
    base, level = scene.previous(claim), scene.following(claim)
    if base is None or level is None or base.role != "base" or not _COME_TO.match(level.lead):
        return
    is_pair = base.is_bounded and level.is_bounded and base.measured[0] == level.measured[0] and not base.is_rate
    if is_pair and base.segment == claim.segment == level.segment and base.quantity.low > 0:
        demand = -1 if claim.is_constant else 2
        yield from proposed("growth", claim, (level, base), "growth", prior=2.5, demand=demand, only=True)


def of_index(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What an index right before a growth is above 100, or below: 指数为100.7，上涨0.7%."""
    index = scene.previous(claim)
    if index is not None and index.segment == claim.segment and "指数" in index.lead and not index.unit.symbol:
        operands = (index.quantity, Quantity.whole(100, scene.one))
        yield from proposed("growth", claim, (index,), "growth", operands=operands, prior=1.0, must_fit=True)


def _is_own(scene: Scene, claim: Term, level: Term) -> bool:
    """Whether a level stands before a growth in its segment with nothing but percentages in between."""
    if not level.is_amount("level", "mean") or level.segment != claim.segment:
        return False
    return all(one.is_rate for one in scene.terms[level.index + 1 : claim.index])


def _without_head(one: str, other: str) -> tuple[str, str]:
    """Two names without what both begin with, where something is left of each: 各县法院结案数, 各县法院收案数."""
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return (one[same:], other[same:]) if min(len(one), len(other)) - same > 1 else (one, other)


def is_of_another(claim: Term, level: Term) -> bool:
    """Whether a growth has a name of its own, which is not that of the level: 人均公园绿地面积 is no 公园绿地面积."""
    is_said = claim.mention.change or claim.mention.words.startswith("增")
    name = claim.name if is_said and claim.name in claim.lead else ""
    if len(name) < 2 or not level.name or name == level.name:
        return False
    if any((side in name) != (side in level.name) for side in ("收入", "支出")):
        return True
    is_mean = _PER.search(name) is not None
    return alike(*_without_head(name, level.name)) < 0.4 or is_mean != (
        _PER.search(level.name + level.clause) is not None
    )


def _base_behind(scene: Scene, claim: Term) -> list[Term]:
    """The base right behind a growth, and the level that it came to: 下降13.2%，由1250件减少到1085件."""
    near = scene.behind(claim, lambda one: one.is_bounded)
    base = near[0] if near and near[0].index == claim.index + 1 else None
    if base is None or base.is_rate or _has_own_growth(scene, base):
        return []
    now, then = claim.mention.when, base.mention.when
    if base.role == "level" and now is not None and then is not None:
        return [base] if then.start == now.start - 12 and base.segment != claim.segment else []
    return [one for one in near if one is base or one.role == "level"] if base.role == "base" else []


def is_base_of_other(scene: Scene, claim: Term, base: Term, level: Term) -> bool:
    """Whether a base that stands before a level is that of the level right before it, in another item of a list:
    甲66件，上年70件；乙84件; or is no base of the time that the claim is since.
    """
    if is_since_another(claim, base):
        return True
    own = scene.previous(base)
    if base.role != "base" or own is None or own.index >= level.index - 1 or base.segment == level.segment:
        return False
    return own.is_amount("level", "mean") and own.segment == base.segment and own.measured == base.measured


def _has_own_growth(scene: Scene, base: Term) -> bool:
    """Whether another growth right behind a base is the one over it: 下降14%，较2018年的1011亿元缩水34%."""
    growth = scene.following(base)
    is_own = growth is not None and growth.role in ("growth", "percent") and growth.segment == base.segment
    return is_own and base.role == "base" and _COMPARED.search(base.lead) is not None


def _over_base(
    claim: Term, level: Term, base: Term, places: tuple[int, int], is_elsewhere: bool
) -> Iterator[Hypothesis]:
    """The growth from a base to a level, by how plainly the two belong together, and how far they are.

    is_elsewhere: another level stands right before the growth.
    """
    prior = _of_base(claim, level, base, places) if base.role == "base" else _of_earlier_level(level, base, places)
    if prior is None:
        return
    is_other_span = differ_in_length(level, base) and "同期" not in base.clause
    demand = 2 if not is_other_span and _is_plain(claim, level, base) else 0
    is_of_other, is_perhaps = is_of_other_time(claim, base, level)
    prior -= 2 * (level.symbol != base.symbol) + 3 * is_other_span + 2 * is_of_other
    prior -= 0 if level.paragraph == base.paragraph == claim.paragraph else 0.5
    if claim.name:
        prior += 1.0 if level.name == claim.name else 1.5 * alike(claim.name, level.name)
    prior += 0.0 if not demand else 1.0 if base.role == "base" else _SAID
    is_from_to = base.role == "base" and base.index == level.index - 1 and COMES_TO.search(level.lead)
    if is_from_to and base.segment == level.segment == claim.segment:
        prior = max(prior, 2.5)
    if is_of_another(claim, level):
        prior, demand = prior - 2.0, -1
    demand = -1 if claim.is_constant or is_elsewhere or is_perhaps else demand
    yield from proposed("growth", claim, (level, base), "growth", prior=prior, demand=demand)


def _of_base(claim: Term, level: Term, base: Term, places: tuple[int, int]) -> float:
    """How likely a level grew from what is called an earlier one."""
    is_before = base.index < level.index and not COMES_TO.search(level.lead)
    prior = (-1.5 if is_before else 0.0) - 0.6 * min(places)
    if base.index == claim.index - 1 and _COMPARED.match(base.lead):
        return prior + 1.0  # The growth itself says what it is over: 比2019年的5亿元增长.
    prior -= 0.0 if abs(level.index - base.index) == 1 else 0.8
    return prior - (0.5 if level.segment != claim.segment else 0.0)


def _of_earlier_level(level: Term, base: Term, places: tuple[int, int]) -> float | None:
    """How likely a level grew from another; None where they are not one thing at two times."""
    then, now = base.mention.when, level.mention.when
    is_earlier = then is not None and now is not None and then.start < now.start and then.length == now.length
    if not is_earlier and not (base.index < level.index and COMES_TO.search(level.lead)):
        return None
    is_next = abs(level.index - base.index) == 1 and level.sentence == base.sentence
    if not is_next and level.name != base.name and alike(level.name, base.name) <= 0.5:
        return None
    return -1.7 - 0.4 * (places[0] + places[1])


def _is_named(claim: Term, base: Term) -> bool:
    """Whether a growth says that it is over a level of an earlier period, by both their names: 比2025年执行数增加."""
    than, period = _THAN.search(claim.lead), base.mention.period
    if than is None or not period or not than["name"].startswith(period) or base.role != "level":
        return False
    return alike(than["name"].removeprefix(period), base.name) >= _NAMED


def _is_plain(claim: Term, level: Term, base: Term) -> bool:
    """Whether growth, level and what is called its base stand right beside each other."""
    if base.role != "base" and not _is_named(claim, base):
        return False
    if base.index == claim.index + 1 and level.index == claim.index - 1:
        return level.segment == claim.segment
    is_near = max(level.index, base.index) == claim.index - 1 or base.index == claim.index + 1
    return is_near and abs(level.index - base.index) == 1 and level.segment == base.segment == claim.segment


def _before_its_levels(scene: Scene, claim: Term, behind: Sequence[Term]) -> Iterator[Hypothesis]:
    """A growth before both levels: 同比下降13.2%，由1250件次减少到1085件次."""
    if len(behind) < 2:
        return
    base, level = behind
    is_close = CLOSE.fullmatch(scene.between(claim, base)) is not None
    if base.measured == level.measured and base.quantity.low > 0 and COMES_TO.search(level.lead):
        prior, demand = (0.5, 2) if is_close else (-1.5, -1)
        yield from proposed("growth", claim, (level, base), "growth", prior=prior, demand=demand)


def _rows_of_levels(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A row of growths over a row of levels and a row of bases before or behind it."""
    count, place = len(claim.row), claim.place_in_row
    levels = scene.levels_before_row(claim, count, lambda one: one.is_amount("level", "mean"))
    if not levels or not levels[place].is_bounded:
        return
    last = claim.sentence + 1
    behind = [one for one in scene.terms[claim.row.stop : claim.row.stop + 2 * count] if one.sentence <= last]
    bases_before = scene.here(levels[0], lambda one: one.is_amount("base", "level"), count, 1)[::-1]
    bases_behind = [one for one in behind if one.is_amount("base", "level")][:count]
    for bases in (bases_before, bases_behind):
        are_alike = [one.measured for one in bases] == [one.measured for one in levels]
        if not are_alike or _other_growths_follow(scene, claim, bases):
            continue
        base, is_base = bases[place], bases[0].role == "base"
        is_earlier = is_base or _of_earlier_level(levels[place], base, (0, 0)) is not None
        if base.is_bounded and base.quantity.low > 0 and is_earlier:
            yield from proposed(
                "growth",
                claim,
                (levels[place], base),
                "growth",
                prior=0.0 if is_base else -1.5,
                demand=1 if is_base else -1,
                must_fit=not is_base,
            )


def _other_growths_follow(scene: Scene, claim: Term, bases: Sequence[Term]) -> bool:
    """Whether other growths stand right behind a row of bases: 去年同期773件1350人，件数下降38%、人数下降53%."""
    growth = scene.following(bases[-1])
    return growth is not None and growth.role == "growth" and growth.index < claim.row.start


def growth_over_row_between(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Of rows of levels, of bases and of growths right behind each other: 95件134人，去年同期为200件377人，分别下降."""
    count, place = len(claim.row), claim.index - 2 * len(claim.row)
    if count < 2 or place < claim.place_in_row:
        return
    level, base = scene.terms[place], scene.terms[place + count]
    bases = scene.terms[claim.row.start - count : claim.row.start]
    are_rows = level.row.stop == base.row.start and base.row.stop == claim.row.start
    if not are_rows or not all(one.is_operand("base") and one.quantity.low > 0 for one in bases):
        return
    if level.measured != base.measured or not level.is_operand("level", "mean") or level.segment != claim.segment:
        return
    is_free = claim.is_constant or any(is_of_other_time(claim, base, level))
    prior, demand = (0.0, -1) if is_free else (1.5, 2)
    yield from proposed("growth", claim, (level, base), "growth", prior=prior, demand=demand, only=not is_free)
