"""Totals with their parts, before them or behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, digits_apart, may_be_slip, proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes import lists
from nbkpi.text.shapes.runs import FAR, Addends, addable, lines_before
from nbkpi.text.shapes.siblings import are_siblings, breaks_row, misses_beside
from nbkpi.text.share_runs import SAYS_PARTS
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

COSTLY = 8
"""With every part up to so many a list is less likely; of a longer one, what tells is that it is whole."""
_COST_OF_ONE = 0.35
VOTE = 2.5
"""What a list that adds up says for one that stands beside it, part by part."""
MOST_NAMES, NAMED_BEFORE = 6, 30
_NET = regex("净[增减]|(?:合计|总共|一共|累计|共)[增减]")
"""What changes come to in all, those that went the other way taken off."""
NET = 5.0
"""What it says in bits that all changes of a sentence are the list."""
_CAME_IN = regex(any_of("carried_over", "only_new") + "|收到|受理|收案")
_SUMMED_UP = regex(r"[,，;；]? *(?:合计|共计|总计|一共|总共)为?")
_AND = regex("[、和与及]")
WIDE = 7
"""A list that misses its total by a larger part than one in so many is of something else."""


def sums(scene: Scene) -> Iterator[Hypothesis]:
    """Every total over every run of figures of its sort that may be its parts."""
    seen: set[tuple[int, int, int, int]] = set()
    looked_at: set[tuple[int, ...]] = set()
    for row in addable(scene):
        for position, claim in enumerate(row.terms):
            around = (claim.index, *row.around(position))
            if claim.quantity.value <= 0 or around in looked_at:
                continue
            looked_at.add(around)
            for run in row.runs(position):
                key = (claim.index, run.figures[0].index, run.figures[-1].index, len(run.figures))
                if key not in seen:
                    seen.add(key)
                    yield from _over_run(scene, claim, run)


def voted(found: Iterable[Hypothesis]) -> list[Hypothesis]:
    """Sums with votes for each other where the figures of one stand beside those of another: 事故30起，死亡26人.

    Those of an income over the list of a spending that comes to the same are left out, and the other way round.
    """
    several = list(found)
    beside: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for each in several:
        if each.fits and len(set(_segments(each)[1:])) == len(each.figures):
            beside[_segments(each)].add(each.claim.index)
    for each in several:
        each.votes = VOTE if each.fits and len(beside.get(_segments(each), ())) > 1 else 0.0
    best: dict[tuple[int, ...], Hypothesis] = {}
    for each in several:
        key = tuple(one.index for one in each.figures)
        if each.fits and (key not in best or each.likelihood > best[key].likelihood):
            best[key] = each
    owners = (best.get(tuple(one.index for one in each.figures), each).claim for each in several)
    return [each for each, owner in zip(several, owners, strict=True) if not _is_of_other_side(each.claim, owner)]


def _segments(each: Hypothesis) -> tuple[int, ...]:
    """Where a total and its parts stand."""
    return tuple(one.segment for one in (each.claim, *each.figures))


def _is_of_other_side(one: Term, other: Term) -> bool:
    """Whether one figure is called an income and the other a spending."""
    sides = ["收入" in each.lead for each in (one, other)], ["支出" in each.lead for each in (one, other)]
    return sides[0] == sides[1][::-1] and sides[0][0] != sides[0][1]


def named_together(scene: Scene) -> Iterator[Hypothesis]:
    """A sum of figures that are named before it: 满意和基本满意合计373件."""
    for claim in scene.terms:
        names = _AND.split(claim.name) if claim.role == "level" and lists.is_said_to_be_all(claim) else []
        names = names if len(claim.row) == 1 else []
        if not 1 < len(names) <= MOST_NAMES:
            continue
        near = [one for one in scene.operands(claim.measured, claim, FAR) if one.sentence >= claim.sentence - 1]
        named = [next((one for one in near if one.name == name), None) for name in names]
        figures = tuple(one for one in named if one is not None)
        if len(figures) == len(names):
            yield from proposed("sum", claim, figures, "sum", split=len(figures), prior=1.5, demand=2)


def _over_run(scene: Scene, claim: Term, added: Addends) -> Iterator[Hypothesis]:
    """A total over a run, if it fits, a slip explains that it does not, or the words demand it."""
    run = added.figures
    if _is_row_of_same(claim, run) or _is_elsewhere(scene, claim, run) or lists.holds_whole_list(run):
        return
    gap = claim.quantity.value - added.value
    fits = added.low <= claim.quantity.high and claim.quantity.low <= added.high
    cost = None if fits else _slip(claim, run, gap)
    is_explained = fits or cost is not None
    if not is_explained and (_is_wide(claim, gap) or not _may_be_demanded(scene, claim, run)):
        return
    prior, demand = _by_words(scene, claim, run)
    demand = min(demand, -1) if _may_be_named_alone(scene, claim, run, gap) else demand
    if not is_explained and demand < 2:
        return
    same, other = _by_sign(claim, run)
    figures, demand = (*same, *other), -1 if other else demand
    ways = tuple(one.quantity.negated() if claim.falls else one.quantity for one in figures)
    for made in proposed("sum", claim, figures, "sum", operands=ways, split=len(same), prior=prior, demand=demand):
        made.slip = _slip_in_bits(made, cost, claim, gap)
        yield made


def _is_elsewhere(scene: Scene, claim: Term, run: Sequence[Term]) -> bool:
    """Whether a list begins with the name of one place, and is all told of it, and its total of another before it."""
    own, places, first = claim.mention.entity, {one.mention.entity for one in run}, run[0]
    is_of_other = own != "" and len(places) == 1 and not places & {"", own} and first.mention.is_sure
    if not is_of_other or first.sentence <= claim.sentence or first.mention.entity not in first.clause:
        return False
    return SAYS_PARTS.search(scene.between(scene.terms[first.index - 1], first)) is None


def _is_row_of_same(claim: Term, run: list[Term]) -> bool:
    """Whether changes are those of another time in a row like that of the claim: 甲、乙分别少5人和4人，比上年少2人."""
    is_row = len(claim.row) == len(run) > 1 and run[0].row == run[-1].row == range(run[0].index, run[-1].index + 1)
    return is_row and claim.role == "change"


def _slip_in_bits(made: Hypothesis, cost: float | None, claim: Term, gap: int) -> float | None:
    """How many bits the slip says that a total misses its list by; None where there is none that counts."""
    if cost is None or not (made.demand == 2 or (made.demand >= 0 and abs(gap) > claim.step)):
        return made.slip
    return made.bits - cost


def _is_wide(claim: Term, gap: int) -> bool:
    """Whether a list misses its total by so much that it is of something else, unless that is called its sum."""
    return abs(gap) * WIDE > claim.quantity.value and not lists.is_said_to_be_all(claim)


def _by_sign(claim: Term, run: list[Term]) -> tuple[list[Term], list[Term]]:
    """The figures of a list that go the way of their total, and those that go against it: 增加5亿元 of 减少2亿元."""
    return [one for one in run if one.falls == claim.falls], [one for one in run if one.falls != claim.falls]


def _may_be_named_alone(scene: Scene, claim: Term, run: list[Term], gap: int) -> bool:
    """Whether a total of things is more than its parts by no more than are named without a number: 甲校和7所，共8所."""
    if not 0 < gap <= MOST_NAMES * scene.one or claim.measured[0] != "things" or run[0].index > claim.index:
        return False
    start = run[0].mention.start
    named = scene.text[max(0, start - NAMED_BEFORE) : claim.mention.start].rpartition("。")[2]
    return gap <= scene.one * len(_AND.findall(named))


def _may_be_demanded(scene: Scene, claim: Term, run: list[Term]) -> bool:
    """Whether the words could demand a sum at all, by what is soon looked up."""
    if run[0].index < claim.index:
        return claim.sentence == run[0].sentence and lists.is_said_to_be_all(claim)
    return lists.is_beside(scene, claim, run) and lists.are_all(run, lists.opening(scene, claim, run[0]))


def _by_words(scene: Scene, claim: Term, run: list[Term]) -> tuple[float, int]:
    """How likely the words make it in bits, and whether they demand it."""
    announced, demand = _announced(scene, claim, run)
    ends = lists.completeness(scene, run, claim)
    prior = announced + ends - _cost_of_places(scene, claim, run)
    if ends < 0 or _is_doubtful(scene, claim, run):
        demand = -1
    prior -= 2.0 if lists.holds_parent(run) else 0.0
    if any(one.is_before(claim) for one in run):  # 技校27所，2013年分别为7所和27所.
        prior, demand = prior - 2.0, -1
    if breaks_row(scene, run) or lists.RANKED.search(scene.words_before(run[0], 10)):
        prior, demand = prior - 2.0, -1
    prior -= 3.0 if announced <= 0 and (misses_beside(scene, claim, run) or are_siblings(scene, claim, run)) else 0.0
    is_next_stage = lists.is_next_stage(claim, run) and not _CAME_IN.search(claim.lead)
    if lists.has_next_stage(run) or (is_next_stage and _CAME_IN.search(run[0].lead)):
        prior, demand = prior - 3.0, -1
    prior -= 0.5 if any(one.symbol != claim.symbol for one in run) else 0.0
    return (prior + 0.5 + _given_back(scene, claim, run), 2) if demand == 2 else (prior, demand)


def _given_back(scene: Scene, claim: Term, run: list[Term]) -> float:
    """What a list is less likely for its length, where exact numbers of one unit stand right before what is only called
    their total: 30个、45个，合计75个.
    """
    is_row = [one.index for one in run] == [*range(claim.index - len(run), claim.index)]
    is_exact = all(one.symbol == claim.symbol and one.mention.figure.reading == "exact" for one in (*run, claim))
    is_all = is_row and is_exact and _SUMMED_UP.fullmatch(scene.between(run[-1], claim)) is not None
    return _COST_OF_ONE * (min(len(run), COSTLY) - 2) if is_all else 0.0


def _cost_of_places(scene: Scene, claim: Term, run: list[Term]) -> float:
    """What it costs in bits how many figures a list has, and where they stand."""
    cost = 2.0 + _COST_OF_ONE * min(len(run), COSTLY)
    cost += 2.0 if len(run) == 2 and run[0].sentence != run[1].sentence else 0.0
    cost += 1.0 if run[0].index > claim.index and not lists.is_beside(scene, claim, run) else 0.0
    away = max(abs(one.paragraph - claim.paragraph) for one in (run[0], run[-1]))
    return cost + min(3.0, 1.5 * (away if lines_before(claim, run[::-1]) < len(run) else 1))


def _announced(scene: Scene, claim: Term, run: list[Term]) -> tuple[float, int]:
    """What it says for a sum that a list is announced behind its total, or that figures are said to be summed up."""
    if run[0].index < claim.index:
        if _is_net(scene, claim, run):
            return NET, 0
        if not lists.is_said_to_be_all(claim):
            return (0.5 if lists.is_named_a_total(claim) else -2.0), 0
        is_sure = claim.sentence == run[-1].sentence == run[0].sentence and not lists.goes_on_from_before(run)
        return 2.5, 2 if is_sure else 0
    said = lists.opening(scene, claim, run[0])
    if not lists.is_announced(said, claim, run[0]):
        if lists.is_member(scene, claim) and run[0].sentence == claim.sentence:
            return -4.0, 0
        is_pair = len(run) == 2 and lists.is_beside(scene, claim, run) and lists.are_all(run, said)
        return (1.5 if is_pair and run[1].sentence - claim.sentence <= 1 else 0.0), 0
    if _is_net(scene, claim, run):
        return NET, 0
    is_above = sum(one.quantity.low for one in run) > claim.quantity.high and lists.exclude_each_other(run)
    return 2.5, 2 if is_above or lists.are_all(run, said) else 0


def _is_net(scene: Scene, claim: Term, run: list[Term]) -> bool:
    """Whether a change is said to be that of all together, and a run holds all others of its sentence."""
    if claim.role != "change" or not _NET.search(claim.lead):
        return False
    others = [one for one in scene.terms[run[0].index : run[-1].index + 1] if one.role == "change"]
    around = (scene.terms[place] for place in (run[0].index - 1, run[-1].index + 1) if 0 <= place < len(scene.terms))
    is_open = any(one.role == "change" and one.sentence == run[0].sentence and one is not claim for one in around)
    return others == run and run[0].sentence == run[-1].sentence and not is_open


def _is_doubtful(scene: Scene, claim: Term, run: list[Term]) -> bool:
    """Whether a run may well be no list of the parts of a total."""
    listed = scene.terms[run[0].index : claim.index]
    if any(one.is_operand("level") and (one.symbol == "") != (claim.symbol == "") for one in listed):
        return True  # A unit was left out in some of its places: 20万、30万元，合计50万.
    is_of_row = len(claim.row) > 1 and (run[0].index > claim.index or len(run[0].row) == len(claim.row) == len(run))
    if run[0].index > claim.index and lists.names_some(lists.opening(scene, claim, run[0])):
        return True
    if "其中" in claim.lead and run[0].sentence > claim.sentence:
        return True  # 车辆307辆，其中私人264辆。其中汽车58辆: the list may be that of what the total is a part of.
    is_whole = lists.is_beside(scene, claim, run) and not lists.holds_parent(run) and not lists.may_overlap(run)
    return is_of_row or not is_whole


def slip_of(made: Hypothesis) -> float | None:
    """How likely it is in bits that a slip explains why a list misses its total; None where none does."""
    run = list(made.figures)
    cost = _slip(made.claim, run, made.claim.quantity.value - total([one.quantity for one in run]).value)
    return None if cost is None else made.bits - cost


def _slip(claim: Term, run: list[Term], gap: int) -> float | None:
    """What it costs to take the total, or one of the longer parts, for a slip; None where no slip explains the gap."""
    best = _misprinted(claim, -gap)
    steps = {step for step in {one.step for one in run} if gap % step or may_be_slip(abs(gap) // step)}
    for one in run if steps else ():
        if one.step in steps and one.quantity.value // one.step > 9:
            cost = _misprinted(one, gap)
            if cost is not None and cost > 2.0 and (best is None or cost + 1.0 < best):
                best = cost + 1.0
    return best


def _misprinted(term: Term, gap: int) -> float | None:
    """What it costs to take a figure for a slip of one larger by so much."""
    right = term.quantity.value + gap
    if right <= 0 or term.mention.figure.reading not in ("exact", "nearest"):
        return None
    return digits_apart((2 * right + term.step) // (2 * term.step), term.quantity.value // term.step)
