"""Percentages among themselves: structures a:b:c, complements, and lists that make up 100%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, permutations

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, claimed, proposed
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.quantity import Quantity, total
from nbkpi.text.roles import Role
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.lists import are_opposite
from nbkpi.text.shapes.parts import is_of_all
from nbkpi.text.share_runs import SHARES
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

WINDOWS = 12
WIDE, LEAST = 48, 3
"""So far around a share the others of its list are looked for, and so many there must be."""
NEAR = 16
"""So far away the contributions of other parts may stand."""
REACH, MOST = 60, 7
"""So far before a structure its levels may stand, and so many percentages may be the rest of 100%."""
_EARLIER = regex(any_of("years_before") + "|[由从]|原来")
_SHARED = regex("占|比重|比例|率")
_MEMBERS: frozenset[Role] = frozenset(("share", "rate", "percent"))
"""What a member of a list that makes up 100% is called."""
"""What two percentages must be, to make up 100% where the claim is not called a share."""
_BECAME = regex(r"[的]?(?:调整|优化|变|转|演变|提升)")


def structure(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """One of a:b:c, or of a row of percentages, over as many levels in a row; votes come from the other members."""
    members = scene.row(claim)
    count, first = len(members), members[0]
    if not 1 < count <= REACH or _is_earlier(scene, members) or "贡献" in first.clause:
        return
    is_said = claim.role == "structure" or _makes_all(members, scene.one)
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
    for order, cost in _orders(members, window, scene.one):
        part = window[order[claim.place_in_row]]
        figures = (part, *(one for one in window if one is not part))
        prior, demand = -1.0 - 0.5 * rank - cost, -1 if is_crossed else 2 if is_demanded and cost == 0 else 0
        of = ("structure", tuple(window[one].index for one in order))
        for made in proposed(scene, "structure", claim, figures, "part", prior=prior, demand=demand, whole=of):
            if is_next and is_said and demand == 0 and not made.fits and _are_named_alike(members, window):
                made.prior, made.demand = 1.0, 2
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


def _belong_together(window: list[Term], first: Term) -> bool:
    """Whether the levels before a structure are surely its parts."""
    if "产业" in first.clause and not all("产" in one.label for one in window):
        return False
    near = window[-1].sentence >= first.sentence - 1 and window[0].paragraph == first.paragraph
    return near and window[-1].index - window[0].index <= 3 * len(window)


def rest_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the percentages before it leave of 100%: the last of a structure, of a list, or of two opposites."""
    if claim.role == "structure":
        yield from _last_of_structure(scene, claim)
        return
    restated = list(_restated(scene, claim))
    yield from restated
    run: list[Term] = []
    wanted = claimed(claim, "complement", scene.one)
    for other in _percents_like(scene, claim) if claim.index == claim.row.stop - 1 or len(claim.row) < 3 else ():
        run.insert(0, other)  # What some of a row leave is no part of another row.
        is_full = len(run) == 1 or _make_all(total([one.quantity for one in run]), wanted, scene.one)
        if other.index > other.row.start or not is_full:
            continue
        prior, demand = _as_rest(scene, claim, run)
        demand = min(demand, -1) if restated else demand
        yield from proposed(
            scene, "complement", claim, tuple(run), "complement", prior=prior, demand=demand, must_fit=demand < 0
        )


def _restated(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A share of several of a list before it together, the rest of which is named with it.

    甲占25.5%，乙占38.1%，丙占17.9%，丁占18.4%，即公有占63.6%，非公有占36.3%: both are sums, and leave 0.1%.
    """
    other = scene.previous(claim)
    if other is None or not are_opposite(_words(other), _words(claim)):
        return
    run = [one for one in scene.percents(other, MOST) if one.paragraph == claim.paragraph and one.role == "share"][::-1]
    for count in range(2, len(run) - 1):
        rest, own = run[:-count], run[-count:]
        if sum(one.quantity.value for one in rest) == other.quantity.value:
            yield from proposed(scene, "sum", claim, tuple(own), "sum", split=count, prior=1.0, must_fit=True)


def shares_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other shares of a sentence leave of 100%, where they are a list of all: four and more of them."""
    sentence = _of_sentence(scene, claim)
    roles = SHARES if claim.role in SHARES else {claim.role}
    near = [one for one in sentence if one.role in roles and one.is_bounded and one is not claim]
    near = [one for one in near if one.depth == claim.depth and one.step == claim.step]
    row = [one for one in scene.row(claim) if one is not claim and one.is_bounded] if sentence else []
    if len(row) >= LEAST and claim.role == "share" and _makes_all(scene.row(claim), scene.one):
        yield from proposed(scene, "complement", claim, (*row,), "complement", prior=-0.5, demand=-1, must_fit=True)
    for others in dict.fromkeys((tuple(one for one in near if one.segment == claim.segment), tuple(near))):
        if len(others) >= LEAST:
            yield from proposed(scene, "complement", claim, others, "complement", prior=-2.0, demand=-1, must_fit=True)


def _of_sentence(scene: Scene, claim: Term) -> Sequence[Term]:
    """The figures of the sentence of a claim; none of one that goes on too long to be a list."""
    terms, first, last = scene.terms, claim.index - WIDE - 1, claim.index + WIDE
    if any(0 <= end < len(terms) and terms[end].sentence == claim.sentence for end in (first, last)):
        return ()
    return [one for one in terms[max(0, first) : last] if one.sentence == claim.sentence]


def rows_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the share in the same place of another row leaves of 100%, where that holds for all: 南方占66%、76%、45%；
    北方占34%、24%、55%.
    """
    count, place = len(claim.row), claim.place_in_row
    own = claim.row
    before, behind = scene.terms[max(0, own.start - WIDE) : own.start], scene.terms[own.stop : own.stop + WIDE]
    for first in (*before, *behind) if count >= LEAST else ():
        if first.role != "share" or first.index != first.row.start or len(first.row) != count:
            continue
        pairs = zip(scene.row(claim), scene.row(first), strict=True)
        if first.paragraph == claim.paragraph and all(
            _make_all(one.quantity, two.quantity, scene.one) for one, two in pairs
        ):
            figures = (scene.terms[first.index + place],)
            yield from proposed(scene, "complement", claim, figures, "complement", prior=1.0, demand=-1, must_fit=True)


def _make_all(one: Quantity, other: Quantity, all_of_it: int) -> bool:
    """Whether two shares may make up 100%."""
    return one.low + other.low <= all_of_it <= one.high + other.high


def contributions_together(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other contributions in a row leave of 100%: those of all parts make up the growth of the whole."""
    near = scene.terms[max(0, claim.index - NEAR) : claim.index + NEAR + 1]
    near = [one for one in near if one.role == claim.role and one.paragraph == claim.paragraph and one.is_bounded]
    near = [one for one in near if one.mention.figure.bound == "as_printed"]
    if claim not in near:
        return  # 约30% is the rest of many lists.
    place = near.index(claim)
    for count in (3, 4, 2):
        for start in range(max(0, place - count + 1), min(place, len(near) - count) + 1):
            others = tuple(one for one in near[start : start + count] if one is not claim)
            prior = -0.5 if count > 2 else -2.5
            yield from proposed(scene, "complement", claim, others, "complement", prior=prior, demand=-1, must_fit=True)


def _last_of_structure(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other members leave of 100%; 5:3:2 are no percentages."""
    members = scene.row(claim)
    added = sum(one.quantity.value for one in members)
    if claim is members[-1] and len(members) > 2 and 4 * scene.one < 5 * added < 6 * scene.one:
        figures = tuple(members[:-1])
        for made in proposed(scene, "complement", claim, figures, "complement", prior=1.0, demand=2):
            made.kind = "structure"
            yield made


def _percents_like(scene: Scene, claim: Term) -> Iterator[Term]:
    """The percentages of the paragraph before one that may share 100% with it, nearest first."""
    found = 0
    for other in scene.percents(claim, 9):
        if other.paragraph != claim.paragraph or found == MOST:
            return
        if other.role in _MEMBERS:
            if other.mention.figure.unit.symbol != claim.mention.figure.unit.symbol:
                return
            found += 1
            yield other


def _as_rest(scene: Scene, claim: Term, run: Sequence[Term]) -> tuple[float, int]:
    """How likely a percentage is what others leave, and whether the words demand it: where there is no third."""
    first, is_pair = run[0], len(run) == 1
    is_opposite = is_pair and are_opposite(_words(first), _words(claim)) and not _are_of_two_wholes(first, claim)
    prior = -3.0 - 0.3 * len(run) + (3.0 if is_opposite else 0.0)
    prior += 2.0 if _is_whole_list(scene, run, claim) else 0.0
    prior += 0.0 if first.sentence == claim.sentence else -1.0
    left = scene.one - first.quantity.value
    is_about = abs(left - claim.quantity.value) * 3 <= left
    if _is_of_longer_list(scene, first, claim) or not (
        claim.role == "share" or _SHARED.search(first.clause + claim.clause)
    ):
        return prior, -1
    if is_opposite and first.index == claim.index - 1 and is_about and first.sentence == claim.sentence:
        return max(prior, 1.0), 2
    return prior, -1


def _are_of_two_wholes(one: Term, other: Term) -> bool:
    """Whether two shares name what each is of, and not the same: 占出口总额的, 占进口总额的."""
    names = {bare(whole_name(each)) for each in (one, other)}
    return len(names) > 1 and "" not in names


def _is_of_longer_list(scene: Scene, first: Term, claim: Term) -> bool:
    """Whether another percentage that may share 100% with two stands beside them in their sentence."""
    added = first.quantity.low + claim.quantity.low
    beside = (scene.previous(first), scene.following(claim))
    return any(
        one is not None
        and one.sentence == claim.sentence
        and one.role in _MEMBERS
        and (one.segment == claim.segment or added + one.quantity.low <= scene.one)
        for one in beside
    )


def _is_whole_list(scene: Scene, run: Sequence[Term], claim: Term) -> bool:
    """Whether the percentages are all of a row, or of a sentence, and the claim is the last of them."""
    if len(claim.row) > 2:
        return run[0].index == claim.row.start and claim.index == claim.row.stop - 1
    before = scene.previous(run[0])
    following = scene.following(claim)
    opens = before is None or before.sentence != claim.sentence or not before.is_rate
    return len(run) > 1 and opens and (following is None or following.sentence != claim.sentence)


def _words(term: Term) -> str:
    return term.name + term.clause[-10:]
