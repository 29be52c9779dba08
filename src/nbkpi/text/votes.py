"""What neighbours say: shares in a row are of one whole, and the members of a structure of one row of levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Hashable, Iterable, Mapping, Sequence
from functools import partial

from nbkpi.text.hypothesis import Hypothesis
from nbkpi.text.likeness import bare, whole_name
from nbkpi.text.scene import Scene
from nbkpi.text.share_runs import INSIDE
from nbkpi.text.terms import Term

NEIGHBOURS = 6
ASKED = 4
"""Of so many the wholes are asked for that the claim in their midst does not fit."""
WEIGHTS = (2.5, 2.5, 1.5, 1.5, 0.75)
"""What the vote of each neighbour says in bits, the nearest first; the last of all that follow."""
FAR = 0.4
"""How much of that the vote says from another paragraph."""
SAID, UNNAMED = 0.8, 0.65
"""Where a whole that a share fits is so much the one that it names, votes for one that is named less count as far."""
MOST = 6.0
WITHIN = 3.0
"""A neighbour votes for every whole that fits it so nearly as well as its best one, in bits."""

_OUT_OF_QUESTION = -9.0
TELLING = 10.0
"""So many bits the fits of two voters must say together for a misfit to be an error."""
LIFTED = -3.5
"""With two voters a whole is at least so likely: one far above must not lose by its distance."""

SURE_TO_GO_ON = 1.0
"""How likely it is at least that a share is of the whole that the one before it is of, where no other can be meant."""

ENOUGH = 4
"""So many neighbours of a printed whole say that it is that of all shares around."""

OF_SOME = 2.0
"""What it costs a whole in bits that it is that of some of these only, and another is that of all."""

_BEFORE = 3
"""So few figures stand between a share and the next part: 100万元以上的村31个."""

Hypotheses = dict[int, list[Hypothesis]]
"""The hypotheses of each claim, by its index."""


def vote(scene: Scene, found: Hypotheses, more: Callable[[Term, Collection[int]], Iterable[Hypothesis]]) -> None:
    """Add to every hypothesis over a whole what the neighbours of its claim say for that whole.

    more gives the hypotheses of a claim over wholes that it does not fit, which its neighbours are of.
    """
    claims = sorted(index for index, several in found.items() if any(one.whole is not None for one in several))
    ballots = {index: _ballot(found[index]) for index in claims}
    for place, index in enumerate(claims):
        around = _around(claims, place)
        voted = {whole for other in around[:ASKED] for whole in ballots[other]}.difference(ballots[index])
        if voted and not any(one.fits and one.likelihood >= 0 for one in found[index]):
            found[index] += _over(voted, found[index], partial(more, scene.terms[index]))
        cast: defaultdict[Hashable, list[tuple[Term, float]]] = defaultdict(list)
        for other in around:
            for whole, bits in ballots[other].items():
                cast[whole].append((scene.terms[other], bits))
        _rule_sums_out(found[index], cast)
        beside = (*claims[max(0, place - 1) : place], *claims[place + 1 : place + 2])
        for one in found[index]:
            _count(scene, one, cast.get(one.whole, ()), beside)
        _yield_to_all(found[index], ballots, around)
        _weigh(scene, found, index)


def _weigh(scene: Scene, found: Hypotheses, index: int) -> None:
    """Weigh the votes for wholes of a claim by whether it names another, and hold it to the one that goes on."""
    is_named = any(one.fits and one.named >= SAID for one in found[index])
    for one in found[index]:
        if one.named < UNNAMED and is_named:
            one.votes *= FAR
        if _goes_on(scene, one, found):
            one.demand, one.prior = 2, max(one.prior, SURE_TO_GO_ON - one.votes)


def _yield_to_all(
    several: Iterable[Hypothesis], ballots: Mapping[int, Container[Hashable]], around: Sequence[int]
) -> None:
    """Take the votes from a whole of only some of the neighbours that are of one whole all together."""
    plain = [one for one in several if one.whole is not None and one.votes > 0]
    of = {one.whole: frozenset(other for other in around if one.whole in ballots[other]) for one in plain}
    for one in plain:
        if any(len(others) >= ENOUGH and of[one.whole] < others for others in of.values()):
            one.votes, one.prior, one.demand = one.votes * FAR, one.prior - OF_SOME, min(one.demand, 0)


def _rule_sums_out(several: Iterable[Hypothesis], cast: Mapping[Hashable, Sequence[tuple[Term, float]]]) -> None:
    """Take the sum of all parts out of question where more neighbours are of a printed whole than of that sum.

    Among the parts is one that is wrong by itself then, or one is missing.
    """
    shares = [one for one in several if one.kind == "share" and one.whole is not None]
    voters = {one.whole: len(cast.get(one.whole, ())) for one in shares}
    printed = max((voters[one.whole] for one in shares if one.expression.form == "ratio"), default=0)
    for one in shares:
        if one.expression.form == "part" and ENOUGH <= printed > voters[one.whole]:
            one.prior = _OUT_OF_QUESTION


def vote_by_rows(scene: Scene, found: Hypotheses) -> None:
    """Add to the shares of a row what the others say: that each is of the whole in its place of one row before.

    8起，543人，15万元，分别占 of 23起，1407人，36万元.
    """
    for first in sorted(found):
        row = scene.terms[first].row
        if first == row.start and len(row) > 2:
            _vote_by_row([[one for one in found.get(place, ()) if _is_plain(one)] for place in row])


def _is_plain(one: Hypothesis) -> bool:
    """Whether a hypothesis is one part over one whole."""
    return one.kind == "share" and len(one.figures) == 2 and one.expression.form == "ratio"


def _vote_by_row(places: Sequence[Sequence[Hypothesis]]) -> None:
    fits = [one for several in places for one in several if one.fits]
    segments = Counter(
        segment for several in places for segment in {one.figures[1].segment for one in several if one.fits}
    )
    segment, count = max(segments.items(), key=lambda pair: pair[1], default=(0, 0))
    if count < max(2, len(places) - 1):
        return
    taken = {one.figures[1].index for one in fits if one.figures[1].segment == segment}
    for one in (one for several in places for one in several if one.figures[1].segment == segment):
        if one.fits or one.figures[1].index not in taken:
            one.votes = max(one.votes, min(MOST, WEIGHTS[0] * (count - one.fits)))
            one.demand = 2 if not one.fits and one.demand >= 0 else one.demand


def _over(
    voted: Collection[Hashable], known: Sequence[Hypothesis], more: Callable[[Collection[int]], Iterable[Hypothesis]]
) -> list[Hypothesis]:
    """The hypotheses of a claim over wholes that its neighbours are of, and that it has none over."""
    seen = {(one.whole, one.figures) for one in known}
    found = more({whole[0] for whole in voted if isinstance(whole, tuple)})
    return [one for one in found if (one.whole, one.figures) not in seen]


def _around(claims: Sequence[int], place: int) -> list[int]:
    """The claims around one, the nearest first."""
    near = range(max(0, place - NEIGHBOURS), min(len(claims), place + 1 + NEIGHBOURS))
    return [claims[other] for other in sorted(near, key=lambda other: abs(other - place)) if other != place]


def _ballot(several: Sequence[Hypothesis]) -> dict[Hashable, float]:
    """The wholes that fit a claim, within so many bits of the best, and how much each fit says."""
    fits = [one for one in several if one.fits and one.whole is not None and one.likelihood > _OUT_OF_QUESTION]
    least = max((one.prior + one.bits for one in fits), default=0.0) - WITHIN
    found: dict[Hashable, float] = {}
    for one in fits:
        if one.prior + one.bits >= least:
            found[one.whole] = max(found.get(one.whole, 0.0), one.bits)
    return found


def _count(scene: Scene, one: Hypothesis, cast_by: Sequence[tuple[Term, float]], beside: Container[int]) -> None:
    """Add the votes of claims that fit by so many bits; of two, one right beside it, its next part is held to it.

    Not of two that may fit by chance: 6% and 11% are of one whole in eight.
    """
    voters = [voter for voter, _bits in cast_by]
    says = sum(sorted(bits for _voter, bits in cast_by)[-2:])
    paragraph = one.claim.paragraph
    weights = (WEIGHTS[min(number, len(WEIGHTS) - 1)] for number in range(len(voters)))
    cast = (
        weight * (1.0 if voter.paragraph == paragraph else FAR) for weight, voter in zip(weights, voters, strict=True)
    )
    one.votes = min(MOST, sum(cast, 0.0))
    if len(voters) > 1:
        one.prior = max(one.prior, LIFTED) if one.prior > _OUT_OF_QUESTION else one.prior
        is_next = any(voter.index in beside for voter in voters)
        is_near = any(voter.sentence == one.claim.sentence or _in_list(voter, one.claim) for voter in voters)
        if is_next and is_near and says >= TELLING and one.demand >= 0 and _may_be_held(scene, one):
            one.demand = 2


def _goes_on(scene: Scene, one: Hypothesis, found: Hypotheses) -> bool:
    """Whether a share goes on with the whole that the share right before it is of by its words, and fits: 共186个村，
    甲类112个，占60.2%；乙类31个，占16.7%.
    """
    if one.kind != "share" or one.demand < 0 or one.fits or len(one.figures) != 2 or one.is_far:
        return False
    part, claim = one.figures[0], one.claim
    before = _share_before(scene, part, claim)
    if before is None or part.segment == before.segment or part.index != claim.index - 1 or part.depth != claim.depth:
        return False
    if INSIDE.search(scene.between(before, claim)) or bare(whole_name(claim)):
        return False
    same = [other for other in found.get(before.index, ()) if other.fits and other.whole is not None]
    best = max(same, key=lambda other: other.score, default=None)
    return best is not None and best.whole == one.whole and best.demand > 0 and best.figures[0] is not part


def _share_before(scene: Scene, part: Term, claim: Term) -> Term | None:
    """The share right before the part of another one in its sentence."""
    near = (
        other for other in scene.before(part, _BEFORE) if other.role == claim.role or other.measured == part.measured
    )
    before = next(near, None)
    return before if before is not None and before.role == claim.role and before.sentence == claim.sentence else None


def _in_list(voter: Term, claim: Term) -> bool:
    """Whether two figures are in one paragraph, in sentences next to each other."""
    return voter.paragraph == claim.paragraph and abs(voter.sentence - claim.sentence) <= 1


def _may_be_held(scene: Scene, one: Hypothesis) -> bool:
    """Whether the part stands in the sentence of the share, right before it, and is not of an earlier time."""
    if one.kind == "structure":
        return True
    part = one.figures[0]
    between = scene.terms[part.index + 1 : one.claim.row.start]
    if part.segment != one.claim.segment and len(one.claim.row) == 1:
        return False
    is_next = (
        not any(each.role == "level" and each.depth <= one.claim.depth for each in between) or len(one.claim.row) > 1
    )
    return is_next and part.sentence == one.claim.sentence and part.role != "base" and one.prior > -4.0
