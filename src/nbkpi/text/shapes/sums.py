"""Totals with their parts, before them or behind them; what is left of a whole; and the growth of a whole of parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from nbkpi.text.arithmetic import Expression, total
from nbkpi.text.hypothesis import Hypothesis, digits_apart, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of, words

MOST_PARTS = 24
OPENINGS = 4
"""So many later places where a list of parts may begin are tried."""

_PARTS_FOLLOW = re.compile(
    any_of("parts_follow") + r"|[按从分就依][\u4e00-\u9fff]{1,8}(?:看|分|划分|讲|来说)|:|中[,，]"
)
_SAID_TO_BE_ALL = re.compile(r"(?:合计|共计|总计|一共|总共|共(?!同|享|建|产|青|和))[^,;]{0,12}$")
_OPENS = re.compile(r"其中|包括|分别|[按从分就依][\u4e00-\u9fff]{1,8}(?:看|分|划分)|[:(]")
_ALL_OF_IT = re.compile(r"分别为|分别是|分为|由.{0,20}组成|构成")
_OF_THESE = re.compile(r"其中[^,;。]{0,6}$|(?<![月年季])中[,，]?[^,;。]{0,8}$")
_SOME = re.compile(r"龙头|骨干|领军|前[两三四五六七八九十0-9]|排名|重点|主要|典型|代表|部分|个别|较多|集中在")
_REST = re.compile(r"其他|其它|其余|及其|另外?有|别的")
_OPPOSITES = [tuple(pair.split("|")) for pair in words("opposites")]
_NOT = re.compile(r"[未不非]([\u4e00-\u9fff]{2})")
_OVERLAPPING = re.compile(any_of("overlapping"))
_CARRIED_OVER = re.compile(any_of("carried_over"))
_SPENT = re.compile("支出|上解|结转下年")
_BALANCE = re.compile(
    r"(?:结余|结存|差额|顺差|逆差|剩余|未[\u4e00-\u9fff]{2,3}|尚[有差未]\w{0,4}|正在\w{2}|净\w{1,3}|利润|节余|还剩|其余|在\w{1,3})[^,]{0,3}$"
)
_LEFT = re.compile(r"(?:剩余|还剩|剩|其余|尚余|尚差|还差|顺差|逆差|结余)(?:[\u4e00-\u9fff]{0,3})$")
_NEXT_STAGE = re.compile(r"立案|审[查核结]|办[结毕]|结案|审结|受理|采纳|答复|起诉|批捕|归档|转办|派单|交办")


class Sequence_(tuple[Term, ...]):
    """Terms of one sort in their order."""


def sums(scene: Scene) -> Iterator[Hypothesis]:
    """Every total over every run of figures of its sort that may be its parts."""
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for places in _sequences(scene):
        starts = [one.index for one in places]
        for position, claim in enumerate(places):
            if claim.quantity.value <= 0:
                continue
            for run, cue in _runs(scene, places, starts, position):
                key = (claim.index, tuple(one.index for one in run))
                if key in seen:
                    continue
                seen.add(key)
                made = _of(scene, claim, run, cue)
                if made is not None:
                    yield made


def _sequences(scene: Scene) -> list[list[Term]]:
    """The figures that could be added: of one sort, outside of brackets, in one place of their segments, changes."""
    found: defaultdict[tuple[object, ...], list[Term]] = defaultdict(list)
    rank: defaultdict[tuple[int, object], int] = defaultdict(int)
    for one in scene.terms:
        if not one.is_bounded or one.is_rate or one.role not in ("level", "change", "mean"):
            continue
        sort: tuple[object, ...] = (one.measured, one.role)
        found["all", *sort, one.symbol].append(one)
        if one.measured[0] == "things":
            found["things", *sort].append(one)
        if one.depth == 0:
            found["outside", *sort, one.symbol].append(one)
        if one.role == "level":
            place = rank[one.segment, one.symbol]
            rank[one.segment, one.symbol] += 1
            found["in_place", place, *sort, one.symbol].append(one)
            if len(one.name) > 1:
                found["of_one_name", one.name, *sort, one.symbol].append(one)
    return [row for row in found.values() if len(row) > 2]


def _runs(scene: Scene, places: list[Term], starts: list[int], position: int) -> Iterator[tuple[list[Term], float]]:
    """The runs behind a total and before it that do not pass it by far, each with what its words say for it."""
    claim = places[position]
    limit = claim.quantity.high * 8 // 5
    for begin in _beginnings(scene, places, position):
        run: list[Term] = []
        low = 0
        for one in places[begin : begin + MOST_PARTS]:
            run.append(one)
            low += one.quantity.low
            if low > limit:
                break
            if len(run) > 1:
                yield run[:], 0.0
    run, low = [], 0
    for one in reversed(places[max(0, position - MOST_PARTS) : position]):
        run.insert(0, one)
        low += one.quantity.low
        if low > limit or one.paragraph < claim.paragraph - 1:
            break
        if len(run) > 1:
            yield run[:], 0.0


def _beginnings(scene: Scene, places: list[Term], position: int) -> Iterator[int]:
    """Where the parts behind a total may begin: right behind it, or where a later sentence or list does."""
    claim = places[position]
    if position + 1 < len(places):
        yield position + 1
    found = 0
    for later in range(position + 2, min(len(places), position + 14)):
        one, before = places[later], places[later - 1]
        if one.paragraph > claim.paragraph + 8:
            return
        opens = one.sentence != before.sentence or one.paragraph != before.paragraph
        if opens or _OPENS.search(scene.between(before, one)[-16:]):
            yield later
            found += 1
            if found == OPENINGS:
                return


def _of(scene: Scene, claim: Term, run: list[Term], cue: float) -> Hypothesis | None:
    """A total over a run, if it is worth a thought: by its words, or since it fits."""
    quantities = tuple(one.quantity for one in run)
    added = total(quantities)
    fits = added.low <= claim.quantity.high and claim.quantity.low <= added.high
    near = abs(added.value - claim.quantity.value) * 4 <= claim.quantity.value
    is_behind = run[0].index > claim.index
    if not fits and not near and not (is_behind and len(run) <= 3):
        return None
    prior = -2.0 - 0.35 * len(run) + cue
    demand = 0
    opening = _opening(scene, claim, run, is_behind)
    if is_behind:
        is_announced = _PARTS_FOLLOW.search(opening) is not None or run[0].depth > claim.depth
        prior += 2.5 if is_announced else 0.0
        if is_announced and _are_all(run, opening, scene):
            demand = 2
    elif _SAID_TO_BE_ALL.search(claim.lead) or re.search("合计|共计|总计", claim.clause):
        prior += 2.5
        demand = 2 if claim.sentence == run[-1].sentence and run[0].sentence == claim.sentence else 1
    ends = _ends(scene, run, claim)
    prior += ends
    if ends < 0 or _holds_parent(run) or not _is_beside(scene, claim, run, is_behind) or may_overlap(run):
        demand = -1
    crossed = max(abs(run[-1].paragraph - claim.paragraph), abs(run[0].paragraph - claim.paragraph))
    prior -= min(3.0, 1.5 * crossed)
    if len({one.symbol for one in (*run, claim)}) > 1:
        prior -= 0.5 if len({one.alike for one in (*run, claim)}) == 1 and claim.alike >= 0 else 2.0
    if _has_stage(claim, run):
        prior -= 3.0
        demand = -1
    if demand == 2:
        prior += 0.5
    made = hypothesis("sum", claim, tuple(run), Expression("sum", quantities, len(run)), prior, scene.one, demand)
    if made is not None and not fits and demand >= 0:
        made.slip = _slip_of_addend(made, run)
    return made


def _slip_of_addend(made: Hypothesis, run: list[Term]) -> float | None:
    """How likely a slip in the total or in one of the parts explains the misfit; of the parts only of longer numbers."""
    is_step = abs(made.claim.quantity.value - made.bounds.value) <= made.claim.step
    best = None if is_step and made.demand < 2 else made.slip
    gap = made.claim.quantity.value - made.bounds.value
    for one in run:
        right = one.quantity.value + gap
        if right <= 0 or right % one.step or one.mention.figure.reading not in ("exact", "nearest"):
            continue
        cost = digits_apart(right // one.step, one.quantity.value // one.step)
        if cost is not None and cost > 2.0 and one.quantity.value // one.step > 9:
            found = made.bits - cost - 1.0
            best = found if best is None else max(best, found)
    return best


def _opening(scene: Scene, claim: Term, run: list[Term], is_behind: bool) -> str:
    """The words in which a list of parts is announced."""
    if not is_behind:
        return ""
    before = scene.terms[run[0].index - 1]
    return scene.text[before.mention.end : run[0].mention.start][-40:] + (
        "" if before is claim else scene.text[claim.mention.end : claim.mention.end + 12]
    )


def may_overlap(run: Sequence[Term]) -> bool:
    """Whether something may well be counted in two of the parts."""
    return any(_OVERLAPPING.search(one.label) for one in run)


def _is_beside(scene: Scene, claim: Term, run: list[Term], is_behind: bool) -> bool:
    """Whether nothing that could be added stands between a total and its parts, nor a sentence."""
    if is_behind:
        near = scene.operands(claim.measured, run[0], 8) if claim.role != "change" else iter((claim,))
        before = next((one for one in near if one.role == "level"), None)
        return before is claim and run[0].sentence - claim.sentence <= 2
    first = run[0]
    return claim.sentence - run[-1].sentence <= 1 and (len(first.row) < 2 or first.place_in_row == 0)


def _ends(scene: Scene, run: list[Term], claim: Term) -> float:
    """Whether the run ends where a sentence does, or in the middle of what goes on."""
    if claim.index > run[-1].index:
        before = next(scene.operands(run[0].measured, run[0], 1), None)
        goes_on = before is not None and before.sentence == run[0].sentence and len(run[0].row) < 2
        return -0.5 if goes_on and not before_is_total(before) else 1.0
    last = run[-1]
    for index in range(last.index + 1, min(len(scene.terms), last.index + 12)):
        other = scene.terms[index]
        if other.sentence != last.sentence:
            return 1.5
        if other.segment != last.segment and last.depth == other.depth:
            return 0.5
        if _NEXT_STAGE.search(other.lead[-8:]) and not _NEXT_STAGE.search(last.lead[-8:]):
            return 1.0
        if other.measured == last.measured and other.role == last.role and other.depth <= last.depth:
            return -1.0
    return 1.5


def before_is_total(term: Term | None) -> bool:
    """Whether a figure before a run is said to be a total of its own."""
    return term is not None and re.search("总|共|合计", term.lead) is not None


def _are_all(run: list[Term], opening: str, scene: Scene) -> bool:
    """Whether parts with these words before them are surely all parts of a total."""
    labels = [one.label + one.lead[-10:] for one in run]
    if _SOME.search(opening) or any(_OF_THESE.search(one.lead) for one in run[1:]):
        return False
    if _ALL_OF_IT.search(opening) or _REST.search(labels[-1]):
        return True
    if len(run) == 2:
        return are_opposite(labels[0], labels[1])
    thirds = (("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产"))
    return len(run) == 3 and any(
        all(name in label for name, label in zip(names, labels, strict=True)) for names in thirds
    )


def are_opposite(one: str, other: str) -> bool:
    """Whether there is no third beside these two: 城镇 and 农村, 采纳 and 未采纳."""
    for a, b in ((one, other), (other, one)):
        if any(first in a and second in b and second not in a for first, second in _OPPOSITES):
            return True
        if any(word in a and not _NOT.search(a) for word in _NOT.findall(b)):
            return True
    return False


def _holds_parent(run: Sequence[Term]) -> bool:
    """Whether one of the figures is a part of another of them, which is then counted twice."""
    return any("其中" in one.lead or one.depth > run[0].depth for one in run[1:])


_UNDONE = re.compile(r"[未不非]|正在|[在剩待]\w|尚|推进")


def _has_stage(claim: Term, run: Sequence[Term]) -> bool:
    """Whether one of the figures is the next stage of what the total counts, and no part of it: 提案187件，立案175件."""
    stages = [bool(_NEXT_STAGE.search(one.lead[-8:])) for one in run]
    return any(stages) and not all(stages) and not any(_UNDONE.search(one.lead) for one in run)


def differences(scene: Scene) -> Iterator[Hypothesis]:
    """What is left of a whole, where the words say so: 在办, 未完成, 结余; and a balance of two totals."""
    for index, claim in enumerate(scene.terms):
        if claim.role not in ("level", "change") or claim.is_rate or not claim.is_bounded:
            continue
        if not _BALANCE.search(claim.lead) or _CARRIED_OVER.search(claim.lead):
            continue
        yield from _balance(scene, claim)
        near = [
            one
            for one in scene.operands(claim.measured, claim, 6)
            if one.sentence >= claim.sentence - 1 and one.paragraph == claim.paragraph
        ]
        for first, taken in enumerate(near[:4]):
            for second, whole in enumerate(near):
                if whole.index >= taken.index or whole.quantity.high < taken.quantity.low:
                    continue
                prior = -0.5 - 0.6 * first - 0.5 * (second - 1)
                is_left = first == 0 and second == 1 and _LEFT.search(claim.lead) is not None
                is_left = is_left and whole.segment == taken.segment == claim.segment
                prior, demand = (1.0, 2) if is_left else (prior, 0)
                expression = Expression("sum", (whole.quantity, taken.quantity), 1)
                made = hypothesis("difference", claim, (whole, taken), expression, prior, scene.one, demand)
                if made is not None:
                    yield made


def _balance(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """What came in, and what was left from before, less what was spent."""
    if not re.search("结余|结存|结转", claim.lead):
        return
    near = scene.here(claim, lambda one: one.role == "level" and one.symbol == claim.symbol, 6, 1)[::-1]
    came = [one for one in near if not _SPENT.search(one.lead)]
    spent = [one for one in near if _SPENT.search(one.lead)]
    if len(came) > 1 and spent:
        figures = (*came, *spent)
        expression = Expression("sum", tuple(one.quantity for one in figures), len(came))
        made = hypothesis("difference", claim, figures, expression, -1.0, scene.one, -1)
        if made is not None and made.fits:
            yield made


def growth_of_whole(scene: Scene, of: Hypothesis) -> Hypothesis | None:
    """The growth of a whole whose parts are all there, each with its own growth right behind it."""
    claim = _growth_of(scene, of.claim)
    if claim is None or len(of.figures) > 8:
        return None
    pairs = [(part, _growth_of(scene, part)) for part in of.figures]
    rates = [rate for _part, rate in pairs if rate is not None]
    if len(rates) < len(pairs) or any(not rate.is_bounded for rate in rates):
        return None
    operands = tuple(one for part, rate in zip(of.figures, rates, strict=True) for one in (part.quantity, rate.signed))
    figures = tuple(one for part, rate in zip(of.figures, rates, strict=True) for one in (part, rate))
    expression = Expression("growth_of_parts", operands)
    return hypothesis("growth", claim, figures, expression, 0.5, scene.one)


def _growth_of(scene: Scene, term: Term) -> Term | None:
    """The growth that stands right behind a level, or behind its share or change."""
    for index in range(term.index + 1, min(len(scene.terms), term.index + 5)):
        other = scene.terms[index]
        if other.segment != term.segment or other.role in ("level", "mean"):
            return None
        if other.role == "growth" and other.is_bounded and other.mention.figure.unit.symbol == "%":
            return other
    return None
