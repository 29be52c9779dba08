"""Percentages among themselves: structures a:b:c, complements, and lists that make up 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, permutations

from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.lists import are_opposite
from nbkpi.text.terms import Term

WINDOWS = 12
_EARLIER = re.compile(r"[由从]|上年|去年|前年|同期|原来")
_BECAME = re.compile(r"[的]?(?:调整|优化|变|转|演变|提升)")


def structure(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """One of a:b:c, or of a row of percentages, over as many levels in a row; votes come from the other members."""
    members = scene.terms[claim.row.start : claim.row.stop]
    count, place = len(members), claim.index - claim.row.start
    first = members[0]
    if count < 2 or _is_earlier(scene, members):
        return
    is_said = claim.role == "structure" or _makes_all(members, scene.one)
    for rank, window in enumerate(islice(_windows(scene, first, count), WINDOWS)):
        if not is_said and _fitting(members, window, scene.one) < max(2, count - 1):
            continue
        for order, cost in _orders(members, window, scene):
            part = window[order[place]]
            rest = tuple(one for one in window if one is not part)
            expression = Expression("part", (part.quantity, *(one.quantity for one in rest)))
            prior = -1.0 - 0.5 * rank - cost
            key = tuple(window[one].index for one in order)
            made = hypothesis("structure", claim, (part, *rest), expression, prior, scene.one, whole=("structure", key))
            if made is not None:
                is_plain = rank == 0 and cost == 0 and claim.role == "structure"
                made.demand = 2 if is_plain and _belong_together(scene, window, first) else 0
                yield made


def _is_earlier(scene: Scene, members: list[Term]) -> bool:
    """Whether a structure is that of before: 由上年的3.1:46.2:50.7调整为…."""
    first, last = members[0].mention, members[-1].mention
    before, after = scene.text[max(0, first.start - 12) : first.start], scene.text[last.end : last.end + 4]
    return bool(_EARLIER.search(before) or _BECAME.match(after))


def _makes_all(members: list[Term], one: int) -> bool:
    added = sum(each.quantity.value for each in members)
    return abs(added - one) * 2 <= sum(each.step for each in members)


def _windows(scene: Scene, first: Term, count: int) -> Iterator[list[Term]]:
    """So many levels of one sort in a row before a structure, the nearest first."""
    by_sort: dict[object, list[Term]] = {}
    for one in scene.before(first, 60):
        if one.role not in ("level", "mean") or one.is_rate or not one.is_bounded:
            continue
        row = by_sort.setdefault((one.measured, one.symbol), [])
        row.append(one)
        if len(row) >= count:
            yield row[-count:][::-1]


def _orders(members: list[Term], window: list[Term], scene: Scene) -> Iterator[tuple[tuple[int, ...], float]]:
    """In which order the levels are the members': as they stand, or in another where that alone fits."""
    count = len(window)
    plain = tuple(range(count))
    yield plain, 0.0
    if count > 4 or _fit(members, window, plain, scene.one):
        return
    for order in permutations(range(count)):
        if order != plain and _fit(members, window, order, scene.one):
            yield order, 1.0


def _fit(members: list[Term], window: list[Term], order: tuple[int, ...], one: int) -> bool:
    return _fitting(members, [window[place] for place in order], one) == len(members)


def _fitting(members: list[Term], window: list[Term], one: int) -> int:
    """How many of the members are the shares of these levels in their sum."""
    added = sum(each.quantity.value for each in window)
    return sum(
        added > 0 and abs(part.quantity.value * one - member.quantity.value * added) <= member.step * added
        for member, part in zip(members, window, strict=True)
    )


def _belong_together(scene: Scene, window: list[Term], first: Term) -> bool:
    """Whether the levels before a structure are surely its parts."""
    if "产业" in first.clause and not all("产" in one.label for one in window):
        return False
    near = window[-1].sentence >= first.sentence - 1 and window[0].paragraph == first.paragraph
    return near and window[-1].index - window[0].index <= 3 * len(window)


def rest_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the percentages before it leave of 100%: the last of a structure, of a list, or of two opposites."""
    if claim.role == "structure":
        members = scene.terms[claim.row.start : claim.row.stop]
        if claim is not members[-1] or len(members) < 3:
            return
        added = sum(one.quantity.value for one in members)
        if not 4 * scene.one < 5 * added < 6 * scene.one:
            return  # 5:3:2 are no percentages.
        made = _left(scene, claim, members[:-1], 1.0, 2)
        if made is not None:
            made.kind = "structure"
            yield made
        return
    run: list[Term] = []
    for other in scene.percents(claim, 9):
        if other.paragraph != claim.paragraph:
            break
        if other.role not in ("share", "rate", "percent"):
            continue
        if other.mention.figure.unit.symbol != claim.mention.figure.unit.symbol:
            break
        run.insert(0, other)
        if len(run) > 7:
            break
        adjacent = other.index == claim.index - 1 and other.sentence >= claim.sentence - 1
        opposite = len(run) == 1 and are_opposite(_words(other), _words(claim))
        prior = -3.0 - 0.3 * len(run) + (3.0 if opposite else 0.0)
        prior += 2.0 if _is_whole_list(scene, run, claim) else 0.0
        prior += 0.0 if run[0].sentence == claim.sentence else -1.0
        left = scene.one - sum(one.quantity.value for one in run)
        is_about = abs(left - claim.quantity.value) * 3 <= left
        demand = 2 if opposite and adjacent and is_about and run[0].sentence == claim.sentence else -1
        prior = max(prior, 1.0) if demand == 2 else prior
        made = _left(scene, claim, run, prior, demand)
        if made is not None and (made.fits or demand > 0):
            yield made


def _is_whole_list(scene: Scene, run: list[Term], claim: Term) -> bool:
    """Whether the percentages are all of a row, or of a sentence, and the claim is the last of them."""
    if len(claim.row) > 2:
        return run[0].index == claim.row.start and claim.index == claim.row.stop - 1
    before = scene.terms[run[0].index - 1] if run[0].index else None
    following = scene.following(claim)
    opens = before is None or before.sentence != claim.sentence or not before.is_rate
    return len(run) > 1 and opens and (following is None or following.sentence != claim.sentence)


def _words(term: Term) -> str:
    return term.name + term.clause[-10:]


def _left(scene: Scene, claim: Term, others: list[Term], prior: float, demand: int) -> Hypothesis | None:
    """What these leave of 100%; where no words say that there is no third, only a fit says anything."""
    expression = Expression("complement", tuple(one.quantity for one in others))
    return hypothesis("complement", claim, tuple(others), expression, prior, scene.one, demand)


_IN_ALL = re.compile(r"合计|共计|总共|[两二三四五六2-9](?:者|类|项)?(?:合计|共)?占")


def shares_together(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A share of several together as the sum of theirs: 三类合计占90.0%."""
    if not _IN_ALL.search(claim.clause):
        return
    run: list[Term] = []
    for other in scene.percents(claim, 8):
        if other.paragraph != claim.paragraph or other.role not in ("share", "percent"):
            break
        run.insert(0, other)
        if len(run) > 1:
            expression = Expression("sum", tuple(one.quantity for one in run), len(run))
            between = scene.terms[run[0].index : claim.index]
            is_all = len(run) == sum(one.is_rate for one in between) and not any(one.role == "level" for one in between)
            prior = -1.0 - 0.2 * len(run) + (3.0 if is_all else 0.0)
            demand = 2 if is_all and run[0].sentence == claim.sentence else 0
            made = hypothesis("sum", claim, tuple(run), expression, prior, scene.one, demand)
            if made is not None:
                yield made
