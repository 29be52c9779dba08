"""A rate by its name, or the progress towards a target: one level over another, the other perhaps not printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.opposites import NO, is_opposite, is_row_of_both
from nbkpi.text.shapes.rate_names import is_narrower, stem_of
from nbkpi.text.terms import Term, once
from nbkpi.text.vocabulary import any_of, words

UNTIMELY = 0.3
"""How far a level is what a rate is of, where only one of the two is said to be in time."""
NEAR = 10
"""So many levels before a rate are looked at."""
PARAGRAPHS, REACH = 4, 40
"""They stand in so many paragraphs before it, and among so many figures."""

_DENOMINATORS = [
    (tuple(names.split("|")), tuple(over.split("|")))
    for names, _colon, over in (row.partition(":") for row in words("denominators"))
]
_SAME_STAGE = {word: group.split("|") for group in words("same_stage") for word in group.split("|")}
_IN_TIME = regex(r"[按如逾超限准]期|[按超限准]时|即时|当场")
_ONLY_NEW = regex(any_of("only_new"))
"""What came in, without what was still there from before."""
_SURFACE = regex("面(?:[为达是]|扩大|缩小)*$")
"""A share of all who are counted: 亏损面."""
VITAL = ("出生", "死亡")
"""Rates of these are over a mean population, which is a shape of its own."""
_REFUSED = 1.5
"""How likely that is in bits where both stand right before the rate."""
_DONE = regex(
    "(?:已|实际|累计)(?:[\u4e00-\u9fff]{0,4}(?:[成完毕]|竣工)|改造|新建|发放|拆除|安装|投用|入库|销号)|建成|竣工|完成"
)
"""What is finished: a rate of completion is of it."""
_BEGUN = regex("开工|启动|动工|在建")
_DONE_OF_PLAN = regex("(?:完成|达到?|占)[^,;]{0,6}(?:计划|目标|任务)[数量额]?的?$")
_TARGETED = regex(r"计划|目标|任务|预算|应|需|[今明]年要")


class _Whole(NamedTuple):
    """A figure that a rate may be over: what its words say for it, in bits, and of what it is besides."""

    term: Term
    bonus: float
    is_like_part: bool
    is_refused: bool
    is_only_new: bool
    is_over: bool
    is_target: bool


class _Rate(NamedTuple):
    """A rate with what it is the rate of, the words of what it is over, and the levels near it. is_progress: it is over
    a target, which more may have been done than.
    """

    scene: Scene
    claim: Term
    stem: str
    over: tuple[str, ...]
    near: Sequence[Term]
    is_progress: bool

    def is_over(self, words_around: str) -> bool:
        """Whether these words are of what it is over."""
        return any(word in words_around for word in self.over)


def rates(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Every level near the rate over every other."""
    stem = stem_of(claim)
    if stem.endswith(VITAL):
        return
    over = denominators(stem)
    stem = stem.removesuffix("化")
    rate = _Rate(scene, claim, stem, over, near_rate(scene, claim), claim.role == "progress")
    is_of_all = _SURFACE.search(claim.clause) is not None
    own = _own_of_row(scene, claim)
    wholes = [_whole(rate, one) for one in rate.near]
    for first, part in enumerate(rate.near):
        if own is not None and part is not own:
            continue
        if part.role in ("level", "mean") and not (is_of_all and part.measured[0] != "things"):
            yield from _of_part(rate, part, first, wholes)


def _own_of_row(scene: Scene, claim: Term) -> Term | None:
    """Of a row of how far targets are met, each of a level of its own: 甲286人、乙180人，分别完成95%、60%."""
    if claim.role != "progress" or len(claim.row) < 2:
        return None
    levels = scene.levels_before_row(claim, len(claim.row), lambda one: one.is_amount("level"))
    return levels[claim.place_in_row] if levels and levels[0].segment == claim.segment else None


def _whole(rate: _Rate, whole: Term) -> _Whole:
    is_target = _TARGETED.search(whole.lead) is not None
    is_like_part = len(rate.stem) > 1 and rate.stem in whole.lead and not is_target
    is_refused = rate.stem[:1] in NO and rate.stem[1:] in whole.lead + whole.name
    is_only_new = _ONLY_NEW.search(whole.lead) is not None
    is_over = rate.is_over(whole.name + whole.lead + whole.mention.tail[:6])
    return _Whole(whole, _whole_bonus(rate, whole), is_like_part, is_refused, is_only_new, is_over, is_target)


def _of_part(rate: _Rate, part: Term, first: int, wholes: Sequence[_Whole]) -> Iterator[Hypothesis]:
    """One level, which is the first one or later of those near the rate, over every other."""
    claim, hit = rate.claim, hit_of(rate.stem, part)
    is_open, is_refused = _may_be_of_another(claim, part, hit), _is_refused(rate.stem, part)
    is_of_no = rate.stem[:1] in NO
    for second, over in enumerate(wholes):
        whole = over.term
        if whole is part or whole.measured[0] != part.measured[0]:
            continue
        if part.quantity.low > whole.quantity.high and not rate.is_progress and whole.role != "target":
            yield from _above(rate, part, whole, hit)
            if is_of_no and hit >= 0.75 and first < 3 and whole.index == part.index - 1 < claim.index:
                yield from _of_both(rate, part, whole, hit)
            continue
        if is_refused:
            yield from _of_rest(rate, part, over, -2.0 - 0.45 * (first + second))
            continue
        if hit < 1 and claim.paragraph - min(part.paragraph, whole.paragraph) > 1:
            continue
        yield from _over(rate, part, over, hit, -2.0 - 0.45 * (first + second), is_open)
        is_near = max(first, second) < 3 or (is_of_no and abs(first - second) == 1)
        if not rate.is_progress and hit >= 0.75 and is_near and whole.index < claim.index:
            yield from _of_both(rate, part, whole, hit)


def _is_refused(stem: str, part: Term) -> bool:
    """Whether a level is of what is not what a rate is the rate of: 不合格 of 合格率."""
    return len(stem) > 1 and stem[:1] not in NO and any(f"{no}{stem[-2:]}" in part.name + part.lead for no in NO)


def _of_rest(rate: _Rate, part: Term, over: _Whole, prior: float) -> Iterator[Hypothesis]:
    """What is left of one level without another: 抽检120批次，不合格3批次，合格率97.5%."""
    whole = over.term
    own = [one for one in rate.near if hit_of(rate.stem, one) >= 1 and not _is_refused(rate.stem, one)]
    is_above = any(one.quantity.low > whole.quantity.high and one.is_counted_as(whole) for one in own)
    if is_above or is_opposite(part, whole):
        return
    demand = -1 if own else _demand(rate, part, over, 1.0)
    prior = max(prior + 3.0 + over.bonus, _least(rate, part, whole) if demand == 2 else -99.0)
    figures, prior, must_fit = (whole, part), prior - bool(own), bool(own)
    yield from proposed("rate", rate.claim, figures, "rest", prior=prior, demand=demand, must_fit=must_fit)


def _of_both(rate: _Rate, part: Term, rest: Term, hit: float) -> Iterator[Hypothesis]:
    """One level over what it and another make together: 不捕率 over who was arrested and who was not."""
    prior = -5.0 + 3 * hit + (2.0 if is_opposite(part, rest) else 0.0)
    prior, demand = (_REFUSED, 1) if is_row_of_both(rate.claim, rate.stem, rate.near, part, rest) else (prior, -1)
    yield from proposed("rate", rate.claim, (part, rest), "part", prior=prior, demand=demand)


def _over(rate: _Rate, part: Term, over: _Whole, hit: float, prior: float, is_open: bool) -> Iterator[Hypothesis]:
    """One level over another; prior is what their places say, hit how far the part is what the rate is of; is_open: it
    may be of something else.
    """
    claim, whole = rate.claim, over.term
    prior += 3.0 * hit + over.bonus
    prior -= 3.0 if over.is_like_part and whole.role != "target" else 0.0
    if rate.is_progress and _follow(claim, part, whole):
        prior = 0.0
    else:
        prior -= (1.0 if whole.index > claim.index else 0.0) + (2.5 if part.index > claim.index else 0.0)
    prior -= 2.0 if part.symbol != whole.symbol else 0.0
    prior -= 1.5 if not part.paragraph == whole.paragraph == claim.paragraph else 0.0
    is_open = is_open or over.is_like_part or over.is_only_new or is_narrower(rate.stem, part, whole)
    if over.is_refused or is_opposite(part, whole):
        prior, is_open = prior - 3.0, True
    for made in proposed("rate", claim, (part, whole), "ratio", prior=prior):
        made.demand = -1 if is_open else _demand(rate, part, over, hit)
        made.prior = max(made.prior, _least(rate, part, whole)) if made.demand == 2 else made.prior
        yield made


def _follow(claim: Term, part: Term, whole: Term) -> bool:
    """Whether what was done and what was to be done stand right behind how far it is done, in its sentence."""
    is_next = {part.index, whole.index} == {claim.index + 1, claim.index + 2}
    return is_next and whole.role == "target" and part.sentence == whole.sentence == claim.sentence


def _above(rate: _Rate, part: Term, whole: Term, hit: float) -> Iterator[Hypothesis]:
    """A rate above 100%: more done than there was to do, unless some of it was left from before."""
    if hit >= 1 and whole.segment == rate.claim.segment and rate.is_over(whole.name + whole.lead[-12:]):
        yield from proposed(
            "rate", rate.claim, (part, whole), "ratio", prior=0.0, must_fit=True, fault="above_its_whole"
        )


def denominators(stem: str) -> tuple[str, ...]:
    """The words of what a rate is over, by what it is the rate of."""
    return next((whole for names, whole in _DENOMINATORS if stem.endswith(names)), ())


def near_rate(scene: Scene, claim: Term) -> list[Term]:
    """The levels and targets before a rate, nearest first, and those right behind it."""
    found: list[Term] = []
    for other in scene.all_operands(claim, NEAR):
        if other.paragraph < claim.paragraph - PARAGRAPHS or other.index < claim.index - REACH:
            break
        found.append(other)
    return found + scene.behind(claim, lambda other: other.is_operand("level", "target"))


def hit_of(stem: str, term: Term) -> float:
    """How many characters of what a rate is the rate of are in the words of a level."""
    if not stem:
        return 0.0
    if (_IN_TIME.search(term.lead) is None) != (_IN_TIME.search(stem) is None):
        return UNTIMELY
    tail = term.mention.tail[:8]
    around = term.name + term.lead[-14:] + ("" if "率" in tail else tail[:4])
    if stem == "完成" and _is_finished(term):
        return 1.0
    if any(one in around for one in _SAME_STAGE.get(stem, (stem,))):
        return 1.0
    if len(stem) > 2 and stem[-2:] in around:
        return 0.75
    return 0.6 * sum(char in around for char in stem) / len(stem)


def _whole_bonus(rate: _Rate, whole: Term) -> float:
    """What the words say for a figure that a rate would be over."""
    if rate.is_progress:
        return 3.0 if whole.role == "target" else -6.0 if _is_done_of_its_own(rate, whole) else -1.5
    if whole.role == "base":
        return -3.0
    return 1.5 if rate.is_over(whole.name + whole.lead[-12:] + whole.mention.tail[:6]) else 0.0


def _is_done_of_its_own(rate: _Rate, term: Term) -> bool:
    """Whether a level is so much of a plan of its own, by the progress behind it: 收入4.34亿元，为预算的100%."""
    behind = rate.scene.following(term)
    return behind is not None and behind is not rate.claim and behind.role == "progress"


def _demand(rate: _Rate, part: Term, over: _Whole, hit: float) -> int:
    """2 where level, target and rate stand in a row, or the only two levels of the sentence are what the rate is of."""
    claim, whole = rate.claim, over.term
    if rate.is_progress:
        is_row = {part.index, whole.index} == {claim.index - 1, claim.index - 2}
        return 2 if is_row and whole.role == "target" and part.sentence == claim.sentence else 0
    if hit < 0.75 or part.segment != claim.segment or whole.sentence != claim.sentence:
        return 0
    if whole.index < part.index and (over.is_over or over.is_target) and _are_only(rate, part, whole):
        return 2
    return 1 if over.is_over else 0


def _may_be_of_another(claim: Term, part: Term, hit: float) -> bool:
    """Whether a rate may be of something else than a level: not named, or what is done and not only begun."""
    is_only_begun = _BEGUN.search(part.lead) is not None and not _BEGUN.search(claim.clause)
    return hit == UNTIMELY or (claim.role == "rate" and hit < 0.75) or is_only_begun


def _least(rate: _Rate, part: Term, whole: Term) -> float:
    """How likely a level over another is at least, in bits."""
    return 1.0 if _is_of_plan(rate, part, whole) or _is_of_named_target(rate, part, whole) else -99.0


def _is_of_named_target(rate: _Rate, part: Term, whole: Term) -> bool:
    """Whether a target stands right before how far it is met, and what was done before that: 7万元，完成目标8万元的."""
    is_row = part.index == whole.index - 1 and whole.index == rate.claim.index - 1
    return is_row and rate.claim.lead == "的" and whole.role == "target" and part.segment == rate.claim.segment


def _is_of_plan(rate: _Rate, part: Term, whole: Term) -> bool:
    """Whether a plan, what was done of it, and how far it is done stand in a row: 计划40个，建成22个，完成55%."""
    is_row = whole.index == part.index - 1 and part.index == rate.claim.index - 1
    if not (rate.is_progress and is_row and whole.segment == part.segment == rate.claim.segment):
        return False
    return _is_finished(part) and whole.is_counted_as(part) and _DONE_OF_PLAN.search(rate.claim.clause) is not None


@once
def _is_finished(term: Term) -> bool:
    """Whether a level is of what is done, and not only begun."""
    return _DONE.search(term.lead) is not None and not _BEGUN.search(term.lead)


def _are_only(rate: _Rate, part: Term, whole: Term) -> bool:
    """Whether two levels are the only ones of their sort that stand before a rate in its segment."""
    same = [one for one in rate.near if one.segment == rate.claim.segment and one.measured == part.measured]
    same = [one for one in same if one.index < rate.claim.index and one.role != "base"]
    return {one.index for one in same} == {part.index, whole.index}
