"""A part of a whole: 占总数的23.9%, 占比, a bare percentage behind a number; over any whole of the text."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from math import log2
from typing import NamedTuple

from nbkpi.figure.qualifiers import alternatives
from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, claimed, proposed
from nbkpi.text.likeness import bare, covers, whole_name
from nbkpi.text.quantity import Quantity, total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.parts import Part, explicit_whole, is_of_first_few, parts
from nbkpi.text.shapes.share_wholes import OF_SORT, called_whole, is_within, name_of, whole_at_head, wholes
from nbkpi.text.shapes.shares_by_others import as_all_others, by_share_of_whole, over_sums
from nbkpi.text.share_runs import INSIDE, SAYS_PARTS, SHARES
from nbkpi.text.terms import Measured, Term

NEAREST = 3
"""Of the wholes that do not fit so many of the nearest are looked at."""
AT_HEAD = 3.5
"""What it says for a whole in bits that the sentence of a share begins with its name."""

_UNSAID = ("(", ",", "", "(占")
"""What may stand before a percentage that is a share though no word says so."""
_DOES = regex(rf"(?!{alternatives('after')}|{alternatives('inside', 'remainder')}|[的和与及强弱])[\u4e00-\u9fff]{{2}}")
_NAMED_SHARE = regex(r"[\u4e00-\u9fff]占比[为是达约]?$")
_WIDER = regex(r"^(?:全[国省市县区州]|全球|世界|我国|本?[省市县])")
_WIDEST = ("全国", "全球", "世界", "我国")
_INNER = regex(r"中[,，]|[中里][\u4e00-\u9fff]|其中")
_BEGUN_INSIDE = regex("[中里][,、]")


class _Share(NamedTuple):
    """A share with the name of its whole, the whole right before it, and levels that are parts as its own part is.

    called is the one level before it in its paragraph that bears the name of the whole.
    at_head is the whole, by its sort, that the sentence begins with the name of.
    asked are the only wholes to look at, fit or not, if there are any; found and likenesses what was found out of them.
    """

    scene: Scene
    claim: Term
    name: str
    explicit: Term | None
    siblings: Container[int]
    wanted: Quantity
    asked: Collection[int]
    called: Term | None
    at_head: dict[Measured, Term | None]
    found: dict[Measured, list[tuple[Term, float]]]
    likenesses: dict[int, float]

    def wholes_of(self, measured: Measured) -> list[tuple[Term, float]]:
        """The levels of a sort that may be its whole, with what their places cost in bits, looked for once."""
        if measured not in self.found:
            self.found[measured] = list(wholes(self.scene, self.claim, measured))
        return self.found[measured]

    def named(self, term: Term) -> float:
        """How far a level is the whole that is named."""
        if term.index not in self.likenesses:
            self.likenesses[term.index] = covers(self.name, term)
        return self.likenesses[term.index]

    def begins_with(self, whole: Term) -> bool:
        """Whether the sentence of a share that names no whole begins with the name of a level."""
        if not self.name and whole.measured not in self.at_head:
            self.at_head[whole.measured] = whole_at_head(self.scene, self.claim, whole.measured)
        return whole is self.at_head.get(whole.measured)

    def is_meant(self, term: Term) -> bool:
        """Whether a level is looked at though it does not fit: it is named, or stands right before the share."""
        return self.named(term) > OF_SORT or term is self.explicit

    def is_known_whole(self, part: Term, whole: Term) -> bool:
        """Whether the parts of a whole are known to add up to it, and the share names no other."""
        return self.scene.totals.get(part.index) == whole.index and bare(self.name) == "" and not self._is_wider(whole)

    def is_of_other(self, whole: Term, named: float) -> bool:
        """Whether the share is of something else by its words, or of whatever was spoken of: it may be a rate."""
        is_unsaid = self.claim.role == "percent" and self.claim.lead.strip() not in _UNSAID
        return is_unsaid or self._is_wider(whole) or (named < 0.65 and len(bare(self.name)) > 2)

    def _is_wider(self, whole: Term) -> bool:
        """Whether the share is said to be of a wider place than the whole is."""
        wider = _WIDER.match(self.name)
        if wider is None or wider[0] in whole.clause or wider[0] == whole.mention.entity:
            return False
        return bare(self.name) == "" or wider[0] in _WIDEST or is_within(whole.mention.entity, wider[0])


def shares(scene: Scene, claim: Term, wholes: Collection[int] = ()) -> Iterator[Hypothesis]:
    """Every part near a share over every whole it may be of; or over these wholes only, fit or not."""
    if claim.quantity.low > scene.one:
        yield from _above(scene, claim)
        return
    if _is_of_target(scene, claim) or _is_of_figure_before(scene, claim):
        return
    siblings = {part.index for run in scene.share_runs.of(claim) for part in run.parts}
    wanted = claimed(claim, "share")
    name, explicit = name_of(scene, claim), explicit_whole(scene, claim)
    called = called_whole(scene, claim, name) if explicit is None else None
    likenesses = {} if called is None else {called.index: 1.0}
    share = _Share(scene, claim, name, explicit, siblings, wanted, wholes, called, {}, {}, likenesses)
    for part in parts(scene, claim):
        if not part.figures[0].quantity.value:
            continue  # 0万件 may be some that were rounded away.
        yield from _over_levels(share, part)
        if len(part.figures) == 1 and not wholes:
            yield from by_share_of_whole(scene, claim, part)
            yield from as_all_others(scene, claim, part)
            if share.explicit is None:
                yield from over_sums(scene, claim, part)


def _is_of_target(scene: Scene, claim: Term) -> bool:
    """Whether a share that names no whole goes on with one of its own target: 占控制指标的40%，其中煤矿12人，占48%."""
    if whole_name(claim) or claim.role != "share" or _NAMED_SHARE.search(claim.clause):
        return False
    said = next((one for one in scene.before(claim, 8) if one.role in ("share", "progress")), None)
    return said is not None and said.role == "progress" and said.sentence == claim.sentence and "占" in said.clause


def _is_of_figure_before(scene: Scene, claim: Term) -> bool:
    """Whether a percentage is of the figure before it, by the words behind, and no part is printed: 72.6%留在当地."""
    return claim.role == "percent" and _DOES.match(scene.text, claim.mention.end, claim.mention.end + 3) is not None


def _above(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A part that is more than the whole it is said to be among: 村庄218个，其中示范村230个，占105.5%."""
    near = scene.here(claim, lambda one: one.is_operand("level"), 2)
    if len(near) < 2 or claim.role != "share" or near[0].index != claim.index - 1:
        return
    part, whole = near
    if part.symbol == whole.symbol and "其中" in scene.between(whole, part):
        yield from proposed(
            "share", claim, (part, whole), "ratio", prior=1.0, demand=2, must_fit=True, fault="above_its_whole"
        )


def _over_levels(share: _Share, part: Part) -> Iterator[Hypothesis]:
    """A part over each level that is not less: every one that fits, and of others the near, the named and the asked."""
    low, high, *_rest = total([each.quantity for each in part.figures])
    least, most = low * share.scene.one, high * share.scene.one
    lowest, highest, *_rest = share.wanted
    rows = {each.row.start for each in part.figures}
    says_parts = SAYS_PARTS.search(part.figures[0].lead) is not None and bare(share.name) == ""
    rank = 0
    for whole, away in share.wholes_of(part.figures[0].measured):
        if whole.row.start in rows or (says_parts and _is_left(share.scene, part, whole)):
            continue  # What a row lists is no whole of what stands beside it.
        quantity = whole.quantity
        if quantity.high < low and (whole.index not in share.asked or _is_behind_full_list(share)):
            continue
        rank += 1
        if share.asked:
            is_looked_at = whole.index in share.asked
        else:
            fits = least <= highest * quantity.high and lowest * quantity.low <= most
            is_looked_at = rank <= NEAREST or fits or share.is_meant(whole)
        if is_looked_at:
            yield from _over_level(share, part, whole, away, rank)


def _is_behind_full_list(share: _Share) -> bool:
    """Whether the shares right before one make up 100% without it: it is of something else than they are."""
    before = next((one for one in share.scene.before(share.claim, NEAREST) if one.role in SHARES), None)
    runs = () if before is None else share.scene.share_runs.of(before)
    return any(run.adds_up and share.claim not in run.shares for run in runs)


def _is_left(scene: Scene, part: Part, whole: Term) -> bool:
    """Whether a list has gone on from a member of it to another, whose parts are told: 甲占40%；乙占30%，其中."""
    first = part.figures[0]
    if whole.index >= first.index - 2:
        return False
    own, other = scene.following(whole), scene.terms[first.index - 1]
    of = scene.terms[first.index - 2]
    is_list = own is not None and own.role in SHARES and other.role in SHARES
    return is_list and of.is_amount("level") and of.index > whole.index and of.measured == whole.measured


def _over_level(share: _Share, part: Part, whole: Term, away: float, rank: int) -> Iterator[Hypothesis]:
    """A part over one level, the place of which costs so much in bits."""
    first, named = part.figures[0], share.named(whole)
    is_sure = whole is share.explicit or share.is_known_whole(first, whole)
    is_earlier = whole.role != "base" and (part.is_base or _is_a_year_before(first, whole))
    is_open = is_earlier or (whole is not share.explicit and share.is_of_other(whole, named))
    prior = part.prior + (1.0 if is_sure else _likeness(share, first, whole, named, rank) + away)
    prior -= (2 if is_open else 0) + (2 if is_earlier else 0)
    prior -= 5 if whole.index in share.siblings and not _INNER.search(share.scene.between(whole, first)) else 0
    for made in proposed(
        "share",
        share.claim,
        (*part.figures, whole),
        "ratio",
        split=len(part.figures),
        prior=prior,
        demand=-1 if is_open else 0,
        whole=(whole.index, first.symbol if first.alike < 0 else first.alike),
        named=named,
    ):
        made.demand = made.demand or _demand(share, part, whole, named, is_sure)
        made.prior += max(0.0, float(made.demand))
        yield made


def _likeness(share: _Share, part: Term, whole: Term, named: float, rank: int) -> float:
    """What the words and the rank of a whole say for it, in bits."""
    nearness = (0.7 if rank == 1 else 0.0) - log2(rank) / 2
    said = AT_HEAD if share.begins_with(whole) else 3 * named * named
    return nearness - 1.5 + said - _strangeness(share.claim, part, whole)


def _is_a_year_before(part: Term, whole: Term) -> bool:
    """Whether a part is of a period a year or more before that of a whole."""
    then, now = part.mention.when, whole.mention.when
    return then is not None and now is not None and then.start + 12 <= now.start


def _strangeness(claim: Term, part: Term, whole: Term) -> int:
    """What it costs in bits that a whole is of another time, counted otherwise, or in another paragraph."""
    cost = 3 if whole.role in ("base", "target") else 0
    if whole.symbol != part.symbol and not whole.alike == part.alike >= 0:
        cost += 3
    return cost + (whole.paragraph != claim.paragraph)


def _demand(share: _Share, part: Part, whole: Term, named: float, is_sure: bool) -> int:
    """2 where the words leave no other reading: part, share, and the one whole that is named, or that 其中 follows."""
    if (
        (not part.is_plain and part.prior < -1.5)
        or _is_one_of_two(share)
        or is_of_first_few(share.scene, part, share.claim)
    ):
        return -1
    is_here = part.figures[0].segment == share.claim.segment
    if whole is share.called and part.is_next and is_here and whole.index < part.figures[0].index:
        return 2
    if part.is_next and is_sure and (whole is share.explicit or (share.claim.role == "share" and is_here)):
        return 2
    return _demand_of_whole(share, part, whole, named)


def _is_one_of_two(share: _Share) -> bool:
    """Whether another percentage without a word stands right beside one: 605件，0.05%，1.4%."""
    scene, claim = share.scene, share.claim
    if claim.role != "percent" or claim.lead.strip(",( "):
        return False
    beside = (scene.previous(claim), scene.following(claim))
    return any(one is not None and one.role == "percent" and not one.lead.strip(", ") for one in beside)


def _demand_of_whole(share: _Share, part: Part, whole: Term, named: float) -> int:
    """The same by what stands between part, whole and share."""
    scene, claim, first = share.scene, share.claim, part.figures[0]
    is_ahead = whole.role in ("level", "mean") and whole.sentence == claim.sentence and whole.index <= first.index
    if not part.is_next or first.segment != claim.segment or not is_ahead:
        return 0
    following = scene.following(whole)
    if following is not None and following.role in SHARES and not scene.says_between(_BEGUN_INSIDE, whole, first):
        return -1
    is_alike = whole.symbol == first.symbol or whole.alike == first.alike >= 0
    if not is_alike or _is_crossed(share, part, whole):
        return 0
    if named > 0.99 and whole.segment == first.segment:
        return 2
    return 2 if INSIDE.search(scene.between(whole, first)) and (not bare(share.name) or named > 0.6) else 1


def _is_crossed(share: _Share, part: Part, whole: Term) -> bool:
    """Whether between a whole and the share another level stands that could be either of its figures."""
    crossed = share.scene.before(share.claim, share.claim.index - whole.index - 1)
    others = (one for one in crossed if one.measured == part.figures[0].measured and one not in part.figures)
    return any(one.role in ("level", "base", "target") for one in others)
