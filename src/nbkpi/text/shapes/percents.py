"""Percentages among themselves: complements, and lists that make up 100%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, claimed, proposed
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.quantity import Quantity, total
from nbkpi.text.roles import Role
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.lists import are_industries, are_opposite
from nbkpi.text.shapes.structure import make_all
from nbkpi.text.share_runs import SHARES
from nbkpi.text.terms import Term

WIDE, LEAST = 48, 3
"""So far around a share the others of its list are looked for, and so many there must be."""
NEAR = 16
"""So far away the contributions of other parts may stand."""
CLOSE = 8
"""Shares that miss 100% by more than one in so many are of different wholes."""
MOST = 7
"""So many percentages may be the rest of 100%."""
_SHARED = regex("占|比重|比例|率")
"""What two percentages must be, to make up 100% where the claim is not called a share."""
_THREE_SORTS = regex("三[次大]产业|一、二、三(?:次)?产业")
_ALL_SORTS = regex("[从按]?[\u4e00-\u9fff]{0,6}构成")
"""What rows of shares that are all there are introduced by."""
_MEMBERS: frozenset[Role] = frozenset(("share", "rate", "percent"))
"""What a member of a list that makes up 100% is called."""


def rest_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the percentages before it leave of 100%: the last of a structure, of a list, or of two opposites."""
    if claim.role == "structure":
        yield from _last_of_structure(scene, claim)
        return
    restated = list(_restated(scene, claim))
    yield from restated
    run: list[Term] = []
    wanted = claimed(claim, "complement")
    for other in _percents_like(scene, claim) if claim.index == claim.row.stop - 1 or len(claim.row) < 3 else ():
        run.insert(0, other)  # What some of a row leave is no part of another row.
        is_full = len(run) == 1 or _make_all(total([one.quantity for one in run]), wanted, scene.one)
        if other.index > other.row.start or not is_full:
            continue
        prior, demand = _as_rest(scene, claim, run)
        demand = min(demand, -1) if restated else demand
        yield from proposed(
            "complement", claim, tuple(run), "complement", prior=prior, demand=demand, must_fit=demand < 0
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
            yield from proposed("sum", claim, tuple(own), "sum", split=count, prior=1.0, must_fit=True)


def shares_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other shares of a sentence leave of 100%, where they are a list of all: four and more of them."""
    sentence = _of_sentence(scene, claim)
    roles = SHARES if claim.role in SHARES else {claim.role}
    near = [one for one in sentence if one.role in roles and one.is_bounded and one is not claim]
    near = [one for one in near if one.depth == claim.depth and one.step == claim.step]
    row = [one for one in scene.row(claim) if one is not claim and one.is_bounded] if sentence else []
    if len(row) >= LEAST and claim.role == "share" and make_all(scene.row(claim), scene.one):
        yield from proposed("complement", claim, (*row,), "complement", prior=-0.5, demand=-1, must_fit=True)
    for others in dict.fromkeys((tuple(one for one in near if one.segment == claim.segment), tuple(near))):
        if len(others) >= LEAST:
            yield from proposed("complement", claim, others, "complement", prior=-2.0, demand=-1, must_fit=True)


def short_of_all(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What other shares leave for the last of them, which their words say are all, where they do not make 100%:
    三次产业增加值占比分别为9.8%、39.8%、52.4%.
    """
    row = scene.row(claim) if len(claim.row) > 1 else scene.terms[max(0, claim.index - LEAST + 1) : claim.index + 1]
    if claim is not row[-1] or len(row) < LEAST or make_all(row, scene.one) or any(not _is_share(one) for one in row):
        return
    if abs(sum(one.quantity.value for one in row) - scene.one) * CLOSE > scene.one:
        return  # 占全省的比重 of each.
    said = scene.words_before(row[0], NEAR * 2).rpartition("。")[2]
    are_all = are_industries([one.name for one in row]) and row[0].segment == claim.segment
    are_all = are_all or (len(claim.row) == LEAST and _THREE_SORTS.search(said) is not None)
    if are_all or (len(claim.row) > 1 and _ALL_SORTS.match(said) is not None):
        prior = 1.0 if are_all else 0.0
        yield from proposed("complement", claim, tuple(row[:-1]), "complement", prior=prior, demand=2)


def _is_share(term: Term) -> bool:
    return term.role == "share" and term.is_bounded and term.unit.symbol == "%"


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
            yield from proposed("complement", claim, figures, "complement", prior=1.0, demand=-1, must_fit=True)


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
            yield from proposed("complement", claim, others, "complement", prior=prior, demand=-1, must_fit=True)


def _last_of_structure(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What the other members leave of 100%; 5:3:2 are no percentages."""
    members = scene.row(claim)
    added = sum(one.quantity.value for one in members)
    if claim is members[-1] and len(members) > 2 and 4 * scene.one < 5 * added < 6 * scene.one:
        figures = tuple(members[:-1])
        for made in proposed("complement", claim, figures, "complement", prior=1.0, demand=2):
            made.kind = "structure"
            yield made


def _percents_like(scene: Scene, claim: Term) -> Iterator[Term]:
    """The percentages of the paragraph before one that may share 100% with it, nearest first."""
    found = 0
    for other in scene.percents(claim, 9):
        if other.paragraph != claim.paragraph or found == MOST:
            return
        if other.role in _MEMBERS:
            if other.unit.symbol != claim.unit.symbol:
                return
            found += 1
            yield other


def _as_rest(scene: Scene, claim: Term, run: Sequence[Term]) -> tuple[float, int]:
    """How likely a percentage is what others leave, and whether the words demand it: where there is no third."""
    first, is_pair = run[0], len(run) == 1
    is_opposite = is_pair and are_opposite(_words(first), _words(claim)) and not _are_of_two_wholes(first, claim)
    prior = -3.0 - 0.3 * len(run) + (3.0 if is_opposite else 0.0)
    prior += 2.0 if _is_whole_list(scene, run, claim) else 0.0
    prior -= 3.0 if is_pair and not is_opposite and _has_third(scene, first) else 0.0
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


def _has_third(scene: Scene, first: Term) -> bool:
    """Whether a share stands before the first of two in their list, so that they are not all of it."""
    near = [one for one in scene.percents(first, 1) if one.sentence == first.sentence and one.index >= first.index - 2]
    return any(one.role == first.role for one in near)


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


OF_ALL = (rest_of_all, shares_of_all, short_of_all)
"""What shares of one whole are among themselves."""
