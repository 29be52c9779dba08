"""Structures: a:b:c, or a row of percentages, over as many levels in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.parts import is_of_all
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

WINDOWS = 12
"""So many rows of levels before a structure are tried."""
REACH = 60
"""So far before a structure its levels may stand."""
_EARLIER = regex(any_of("years_before") + "|[由从]|原来")
_BECAME = regex(r"[的]?(?:调整|优化|变|转|演变|提升)")


def structure(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """One of a:b:c, or of a row of percentages, over as many levels in a row; votes come from the other members."""
    members = scene.row(claim)
    count, first = len(members), members[0]
    if not 1 < count <= REACH or _is_earlier(scene, members) or "贡献" in first.clause:
        return
    is_said = claim.role == "structure" or make_all(members, scene.one)
    for rank, window in enumerate(islice(_windows(scene, first, count), WINDOWS)):
        if is_said or _fitting(members, window, scene.one) >= max(2, count - 1):
            yield from _over_window(scene, claim, window, rank, is_said)


def _over_window(scene: Scene, claim: Term, window: list[Term], rank: int, is_said: bool) -> Iterator[Hypothesis]:
    """One of a row over so many levels in a row, in their order or in another; rank is how near these are."""
    members = scene.row(claim)
    crossed = scene.terms[window[-1].index + 1 : claim.row.start]
    is_crossed = is_of_all(scene, claim) or any(one.is_amount("level") for one in crossed)
    is_next = rank == 0 and not is_crossed
    is_demanded = is_next and claim.role == "structure" and _belong_together(window, members[0])
    is_sure = _are_named_alike(members, window) or (is_demanded and _are_all_but_one(members, window))
    for order, cost in _orders(members, window, scene.one):
        part = window[order[claim.place_in_row]]
        figures = (part, *(one for one in window if one is not part))
        prior, demand = -1.0 - 0.5 * rank - cost, -1 if is_crossed else 2 if is_demanded and cost == 0 else 0
        of = ("structure", tuple(window[one].index for one in order))
        for made in proposed("structure", claim, figures, "part", prior=prior, demand=demand, whole=of):
            if is_next and is_said and not made.fits and is_sure:
                made.prior, made.demand = 1.0, 2
            yield made


def _is_earlier(scene: Scene, members: list[Term]) -> bool:
    """Whether a structure is that of before: 由上年的3.1:46.2:50.7调整为…."""
    first, last = members[0].mention, members[-1].mention
    before, after = scene.text[max(0, first.start - 12) : first.start], scene.text[last.end : last.end + 4]
    return bool(_EARLIER.search(before) or _BECAME.match(after))


def make_all(members: list[Term], one: int) -> bool:
    """Whether percentages add up to 100%, but for their last digits."""
    added = sum(each.quantity.value for each in members)
    return abs(added - one) * 2 <= sum(each.step for each in members)


def _windows(scene: Scene, first: Term, count: int) -> Iterator[list[Term]]:
    """So many levels of one sort in a row before a structure, the nearest first."""
    by_sort: dict[object, list[Term]] = {}
    for one in scene.before(first, REACH):
        if not one.is_operand("level", "mean"):
            continue
        row = by_sort.setdefault((one.measured, one.symbol), [])
        row.append(one)
        if len(row) >= count:
            yield row[-count:][::-1]


def _orders(members: list[Term], window: list[Term], one: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """In which order the levels are the members': as they stand, or in another where that alone fits."""
    count = len(window)
    plain = tuple(range(count))
    yield plain, 0.0
    if count <= 4 and _fitting(members, window, one) < count:
        for order in permutations(range(count)):
            if order != plain and _fitting(members, [window[place] for place in order], one) == count:
                yield order, 1.0


def _fitting(members: list[Term], window: list[Term], one: int) -> int:
    """How many of the members are the shares of these levels in their sum."""
    added = sum(each.quantity.value for each in window)
    return sum(
        added > 0 and abs(part.quantity.value * one - member.quantity.value * added) <= member.step * added
        for member, part in zip(members, window, strict=True)
    )


def _are_named_alike(members: list[Term], window: list[Term]) -> bool:
    """Whether each percentage is called what the level in its place is: 甲、乙分别为3件、5件，分别占37.5%、62.5%."""
    return len({one.name for one in window}) == len(window) and all(
        member.name == part.name and part.sentence == member.sentence
        for member, part in zip(members, window, strict=True)
    )


def _are_all_but_one(members: list[Term], window: list[Term]) -> bool:
    """Whether the levels but for one are to each other as the percentages in their places are: that one is wrong."""
    for out in range(len(members) if len(members) > 2 else 0):
        rest, levels = members[:out] + members[out + 1 :], window[:out] + window[out + 1 :]
        if _fitting(rest, levels, sum(one.quantity.value for one in rest)) == len(rest):
            return True
    return False


def _belong_together(window: list[Term], first: Term) -> bool:
    """Whether the levels before a structure are surely its parts."""
    if "产业" in first.clause and not all("产" in one.label for one in window):
        return False
    near = window[-1].sentence >= first.sentence - 1 and window[0].paragraph == first.paragraph
    return near and window[-1].index - window[0].index <= 3 * len(window)
