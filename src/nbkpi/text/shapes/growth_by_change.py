"""Growth by how much was added: a change with the sign of the growth, and the level that it came to."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike, covers
from nbkpi.text.misfits import PLAIN
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.growth import is_of_another
from nbkpi.text.share_runs import INSIDE
from nbkpi.text.since import is_of_other_time
from nbkpi.text.terms import Term

LEVELS, MEANS, CHANGES = 20, 6, 3
_REASONS = regex("其中|原因|主要")
_SAME_SCOPE = regex("同口径")
"""Before a change this holds for the growth right behind it as well: both are of the same base."""
_THAN_ANOTHER = regex(r"(?<![同环占对])[比较](?!上|去|前|同期|年|往|[0-9])[^,;。]{2,12}[高低多少]出?了?$")
"""What is less than another thing, and not less than before: 死亡人数比出生人数多."""
_NEW = regex("新(?:增|设|登记|注册|开工|办|签)[^,;。]{0,6}$")
_THAN = regex("[比较]")
_OWN_NAME = regex(r"[,、;\s]*(?!同|环|比|较|按|可比|剔除|扣除|年均|平均|增|减|上|下|提|降)[\u4e00-\u9fff]{2}")
_BEGINS_TO_COMPARE = regex(
    r"[,;、]?(?:[与和同比](?!比)[^,;。多少]{2,8}(?:相比|比较|比)?|环比|同比)[,]?(?:增[加长]?|减少?|下降|上升|提高|降低)了?"
)
_SPEED_OF = regex(r"(?:全[国省市县区镇])?(?P<name>[\u4e00-\u9fff]{2,12}?)(?:增幅|增速|增长率|降幅)(?:为|是|达到?)$")
SAME = 0.8
"""So much what a growth is named after must be what a level is called."""
BEFORE, BEHIND = 8, 5
"""So far before and behind a growth the change may stand that it goes with."""


def growth_by_change(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The change of the same sentence with the same sign, and the level it changed to."""
    for nearness, change in enumerate(_changes_near(scene, claim)):
        for rank, level in enumerate(_changed_levels(scene, claim, change)):
            prior, demand = _by_words(scene, claim, change, level, rank, -0.8 * nearness)
            if level.role == "base":
                figures, form, operands = (change, level), "ratio", (change.signed, level.quantity)
            else:
                figures, form, operands = (level, change), "growth_by_change", (level.quantity, change.signed)
            yield from proposed("growth", claim, figures, form, operands=operands, prior=prior, demand=demand)


def of_change_before(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """The growth that is named after what a sentence before told the level and the change of: 党员总量增幅为1.5%."""
    said = _SPEED_OF.search(claim.lead)
    if said is None or len(claim.row) > 1:
        return
    for change in scene.before(claim, BEFORE):
        level = scene.previous(change)
        if change.role != "change" or level is None or level.segment != change.segment:
            continue
        is_near = change.paragraph == claim.paragraph and 0 < claim.sentence - change.sentence <= 2
        is_own = level.is_operand("level") and level.measured == change.measured and change.falls == claim.falls
        if is_near and is_own and change.is_bounded and covers(said["name"], level) >= SAME:
            operands = (level.quantity, change.signed)
            yield from proposed(
                "growth",
                claim,
                (level, change),
                "growth_by_change",
                operands=operands,
                prior=0.5,
                demand=-1,
                must_fit=True,
            )


def _by_words(scene: Scene, claim: Term, change: Term, level: Term, rank: int, prior: float) -> tuple[float, int]:
    """How likely the words make it that a level has changed so, and whether they leave no other reading."""
    prior -= 0.0 if rank == 0 else 0.7 + 0.7 * log2(1 + rank)
    prior += 1.0 if claim.name == level.name else 2.0 * alike(claim.name or claim.lead, level.name)
    prior -= 0.0 if level.role in ("level", "mean") else 1.5
    demand = 0
    if rank == 0 and level.segment == claim.segment and _are_beside(claim, change, level):
        prior, demand = max(prior, 0.0) + 1.0, 2
    elif rank == 0 and _goes_on(scene, claim, change, level):
        prior, demand = max(prior, PLAIN), 2
    is_of_other, is_perhaps = is_of_other_time(claim, change, level)
    prior -= 2.0 if is_of_other else 0.0
    prior -= 2.5 if is_of_another(change, level) and not demand else 0.0
    return prior, -1 if is_perhaps or _may_be_of_another(scene, claim, change, level) else demand


def _may_be_of_another(scene: Scene, claim: Term, change: Term, level: Term) -> bool:
    """Whether growth, change and level may not be of one thing, by their prices, counters, places and names."""
    is_mean = level.role == "mean"
    return (
        (claim.is_constant and not (_SAME_SCOPE.search(change.lead) and change.index == claim.index - 1))
        or not (is_mean or change.is_counted_as(level))
        or change.segment != claim.segment
        or _is_newcomers(claim, change)
        or is_of_another(claim, level)
        or (len(claim.row) > 1 and is_of_another(change, level))
        or (change.index > level.index and INSIDE.search(scene.between(level, change)) is not None)
        or _is_of_next(scene, claim, change)
    )


def _is_newcomers(claim: Term, change: Term) -> bool:
    """Whether a change counts what is new, which has a growth of its own: 新增1136万户，增长11.3%."""
    return _NEW.search(change.lead) is not None and _THAN.search(claim.clause + change.clause) is None


def _is_of_next(scene: Scene, claim: Term, change: Term) -> bool:
    """Whether a change has a growth of its own, and a claim behind it names something else: 增长3.1%，投资增长."""
    between = scene.terms[change.index + 1 : claim.row.start]
    return any(one.role == "growth" for one in between) and _OWN_NAME.match(claim.lead) is not None


def _are_beside(claim: Term, change: Term, level: Term) -> bool:
    """Whether growth, change and level stand right beside each other, or in rows of one sentence."""
    is_next = abs(change.index - claim.index) == 1 or change.row.stop == claim.row.start
    is_row = len(claim.row) > 1 and level.sentence == claim.sentence
    return is_next and (is_row or level.index == min(change.index, claim.index) - 1)


def _goes_on(scene: Scene, claim: Term, change: Term, level: Term) -> bool:
    """Whether a level is compared once more, by a change and its growth: 270件；比上月增加27件，增长11%."""
    is_next = change.index == claim.index - 1 and change.segment == claim.segment and level.sentence == claim.sentence
    between = scene.terms[level.index + 1 : change.index]
    is_compared = _BEGINS_TO_COMPARE.fullmatch(change.lead) is not None and len(change.row) == len(claim.row) == 1
    return is_next and is_compared and all(one.role in ("change", "growth") for one in between)


def _changes_near(scene: Scene, claim: Term) -> list[Term]:
    """Changes of the sentence whose sign is that of the growth, the nearest first."""
    in_place = _change_in_place(scene, claim)
    if in_place is not None:
        return [in_place]
    found: list[tuple[int, Term]] = []
    first, last = claim.row.start, claim.row.stop
    around = [*scene.terms[max(0, first - BEFORE) : first][::-1], *scene.terms[last : last + BEHIND]]
    for change in around:
        if not _goes_with(claim, change) or _is_of_a_part(scene, claim, change):
            continue
        crossed = scene.terms[min(change.index, claim.index) + 1 : max(change.index, claim.index)]
        crossed = [one for one in crossed if one.row not in (claim.row, change.row) and not _is_end_of(claim, one)]
        if change.segment != claim.segment and any(one.segment == change.segment for one in crossed):
            continue  # It is said of another figure, as 多增3亿元 of 增加20亿元.
        if not any(one.role in ("level", "mean", "target") for one in crossed):
            away = abs(change.index - claim.index) + 2 * sum(one.role == "growth" for one in crossed)
            found.append((away, change))
    found.sort(key=lambda pair: pair[0])
    return [change for _away, change in found[:CHANGES]]


def _is_end_of(claim: Term, level: Term) -> bool:
    """Whether a level right behind a growth is what it led to: 下降69.9%至2039亿元."""
    return level.index == claim.row.stop and level.role == "level" and level.lead.startswith(("至", "到"))


def _change_in_place(scene: Scene, claim: Term) -> Term | None:
    """Of as many changes as growths stand in a row behind them the one in its place: 甲减5起、乙减3人，分别下降p、q."""
    count = len(claim.row)
    changes = scene.levels_before_row(claim, count, lambda one: one.role == "change") if count > 1 else []
    if not changes or any(len(one.row) > 1 or one.sentence != claim.sentence for one in changes):
        return None
    change = changes[claim.place_in_row]
    return change if change.is_bounded and not change.is_rate and change.falls == claim.falls else None


def _is_of_a_part(scene: Scene, claim: Term, change: Term) -> bool:
    """Whether a change behind a growth is that of a part, or a reason of it: 下降2.8%，其中用车减少50万元."""
    return (
        change.index > claim.index and _REASONS.search(scene.text[claim.mention.end : change.mention.start]) is not None
    )


def _goes_with(claim: Term, change: Term) -> bool:
    """Whether a figure is a change of the sentence with the sign of the growth; of a row the one in its place."""
    if change.sentence != claim.sentence or change.falls != claim.falls or not change.is_operand("change"):
        return False
    if _THAN_ANOTHER.search(change.lead):
        return False
    return len(claim.row) == 1 or (len(change.row) == len(claim.row) and change.place_in_row == claim.place_in_row)


def _changed_levels(scene: Scene, claim: Term, change: Term) -> Iterator[Term]:
    """The levels that may have changed by it: those before it, the nearest first; of a row the one in its place."""
    first = scene.terms[min(change.row.start, claim.row.start)]
    end = scene.following(claim)
    if end is not None and _is_end_of(claim, end) and end.is_bounded and end.measured == change.measured:
        yield end
        return
    if len(change.row) > 1:
        levels = scene.levels_before_row(first, len(change.row), lambda one: one.is_operand("level", "mean"))
        if levels:
            yield levels[change.place_in_row]
    means = (change.measured[0], True)
    found = [*scene.operands(change.measured, first, LEVELS), *scene.operands(means, first, MEANS)]
    found.sort(key=lambda one: -one.index)
    found = [one for one in found if (one.quantity.value > 0 or change.falls) and one.depth <= claim.depth]
    found = [one for one in found if change.is_counted_as(one)] or found
    if not any(one.sentence == claim.sentence for one in found[:1]):
        behind = scene.behind(claim, lambda one: one.is_amount("level") and one.measured == change.measured)
        yield from (one for one in behind if not INSIDE.search(scene.between(claim, one)))
    yield from found[:LEVELS]
