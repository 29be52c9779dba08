"""A part of a whole: 占总数的23.9%, 占比, a bare percentage behind a number; over any whole of the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from math import log2
from typing import NamedTuple

from nbkpi.text.arithmetic import Expression
from nbkpi.text.hypothesis import Hypothesis, claimed, hypothesis
from nbkpi.text.scene import Scene, bare, covers
from nbkpi.text.terms import Term

WHOLES = 60
"""So many levels before a share may be its whole."""
FIRST = 12
"""So many of the first levels of the text may be: what a bulletin is about stands there."""
BEHIND = 8
NEAREST = 3
"""Of the wholes that do not fit so many of the nearest are looked at."""
MOST_ADDED = 8

SHARES = frozenset(("share", "percent"))
_TOGETHER = re.compile(
    r"合计|共计|总共|[两二三四五六七八九十2-9](?:者|类|项|个|家|种|方面|大类|大)?(?:合计|共|总计)?占|前[一二三四五六七八九十0-9]+[位名项类大个]"
)
_OWN = re.compile(r"^[、,\s其中(]+")
_OF_CLAUSE_BEFORE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:占比|比重|次之|居首|居次)[^,;。0-9]{0,4},为$")
_WHOLE_NAME = re.compile(
    r"占(?:了|到)?(?P<name>[\u4e00-\u9fff“”A-Za-z0-9()]{0,24}?)(?:的?比[重例]|的?份额|的)?(?:分别)?(?:[为是达约]|达到|近|超过?|仅)*$"
)


class Part(NamedTuple):
    """What a share may be of: one figure, or several added up; only: nothing else can be the part."""

    figures: tuple[Term, ...]
    prior: float
    is_next: bool = False
    is_named: bool = False


def whole_name(claim: Term) -> str:
    """What a share is said to be of, by the words between 占 and the figure."""
    found = _WHOLE_NAME.search(claim.clause)
    name = found["name"] if found is not None else ""
    return "" if name == "比" else name


def shares(scene: Scene, claim: Term, wholes: Container[int] = ()) -> Iterator[Hypothesis]:
    """Every part near a share over every whole it may be of; these wholes also where they are far and do not fit."""
    if claim.quantity.low > scene.one:
        yield from _above(scene, claim)
        return
    name = _name_of(scene, claim)
    runs = scene_runs(scene)
    for part in _parts(scene, claim):
        yield from _over_levels(scene, claim, part, name, wholes)
        yield from _by_share_of_whole(scene, claim, part)
        if len(part.figures) == 1:
            yield from _over_sums(scene, claim, part, runs)


def _above(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A part that is more than the whole it is said to be among: 村庄218个，其中示范村230个，占105.5%."""
    near = scene.here(claim, lambda one: one.role == "level" and not one.is_rate and one.is_bounded, 2)
    if len(near) < 2 or claim.role != "share" or near[0].index != claim.index - 1:
        return
    part, whole = near
    if part.symbol != whole.symbol or "其中" not in scene.between(whole, part):
        return
    made = hypothesis(
        "share", claim, (part, whole), Expression("ratio", (part.quantity, whole.quantity)), 1.0, scene.one, 2
    )
    if made is not None and made.fits:
        made.fault = "above its whole"
        yield made


def _name_of(scene: Scene, claim: Term) -> str:
    """The name of the whole; of a row of shares, of two wholes named together, the one in its place."""
    name = whole_name(scene.terms[claim.row.start])
    if len(claim.row) > 1:
        names = re.split("[、和与及]", name)
        return names[claim.place_in_row] if len(names) == len(claim.row) else name
    return name


def _parts(scene: Scene, claim: Term) -> list[Part]:
    """What the share may be of, the likeliest first."""
    count = len(claim.row)
    explicit = _explicit_whole(scene, claim)
    if explicit is not None and count > 1:
        levels = scene.levels_before_row(explicit, count, lambda one: one.role == "level" and not one.is_rate)
        return [Part((levels[claim.place_in_row],), 0.0, True)] if levels else []
    if explicit is not None:
        near = scene.here(explicit, lambda one: one.role in ("level", "mean") and one.measured == explicit.measured, 3)
        return [Part((one,), -0.2 - 2.5 * rank, rank == 0) for rank, one in enumerate(near)]
    if count > 1:
        return _part_of_row(scene, claim, count)
    before = scene.terms[claim.index - 1] if claim.index else None
    if before is not None and before.role == "base" and before.sentence == claim.sentence and not before.is_rate:
        return [Part((before,), -0.2)]
    near = scene.here(
        claim, lambda one: one.role in ("level", "mean") and not one.is_rate and one.depth <= claim.depth, 3
    )
    is_together = _TOGETHER.search(claim.clause) is not None
    words = claim.lead if "占" in claim.lead else claim.clause
    said = _OWN.sub("", words.partition("占")[0]) if "占" in words else ""
    before_comma = _OF_CLAUSE_BEFORE.search(scene.text, max(0, claim.mention.start - 20), claim.mention.start)
    said = before_comma["name"] if before_comma is not None else said
    own = said if len(said) > 1 else claim.name
    named = [one for one in near if len(own) > 1 and covers(own, one) > 0.9]
    if not named and len(bare(own)) > 1 and (not near or covers(own, near[0]) < 0.4):
        named = [one for one in scene.before(claim, 30) if one.role == "level" and covers(own, one) == 1.0][:1]
    parts: list[Part] = []
    for one in named:
        is_next = bool(near) and one is near[0]
        parts.append(Part((one,), -0.2 if is_next else -1.0, is_next, is_named=True))
    penalties = (-1.5, -4.0, -5.0) if named else (-0.2, -3.0, -4.5)
    for number, (one, prior) in enumerate(zip(near, penalties, strict=False)):
        is_another = len(said) > 1 and (covers(said, one) < 0.5 or _is_narrower(said, one))
        cost = (4.0 if is_together else 0.0) + (2.5 if is_another else 0.0)
        if one not in named:
            parts.append(Part((one,), prior - cost, is_next=number == 0 and not is_another))
    parts += _added(scene, claim, 0.0 if is_together else -4.5)
    return parts


def _is_narrower(said: str, term: Term) -> bool:
    """Whether what a share is of is only some of what a level counts: 护理型床位 of 床位."""
    return len(term.name) > 1 and said.endswith(term.name) and said != term.name


def _explicit_whole(scene: Scene, claim: Term) -> Term | None:
    """The whole that stands right before a share: 占员工总数912人的31.4%."""
    first = scene.terms[claim.row.start]
    if not first.index or first.lead.strip() != "的":
        return None
    before = scene.terms[first.index - 1]
    said = re.search("占|相当于|[为是达]", before.clause) is not None
    return before if said and not before.is_rate and before.is_bounded else None


def _part_of_row(scene: Scene, claim: Term, count: int) -> list[Part]:
    """The level of the same place among those before the row, or the one of the name that the row gives to it."""
    names = [scene.terms[index].name for index in claim.row]
    if len(set(names)) == count:
        named = [one for one in scene.before(claim, 30) if one.role == "level" and covers(claim.name, one) > 0.9]
        if named:
            return [Part((named[0],), -0.5)]
    levels = scene.levels_before_row(claim, count, lambda one: one.role == "level" and not _is_sum(one))
    if not levels:
        return []
    is_own = bare(claim.name) == "" or covers(claim.name, levels[claim.place_in_row]) > 0.5
    return [Part((levels[claim.place_in_row],), 0.0 if is_own else -2.5, True)]


def _is_sum(term: Term) -> bool:
    """Whether a figure is no member of a row: a percentage, or said to be a total."""
    return term.is_rate or re.search("合计|共计|总计", term.lead) is not None


def _added(scene: Scene, claim: Term, prior: float) -> Iterator[Part]:
    """The last levels of one sort before a share, added up; within one sentence, or one paragraph where it is said."""
    reach = 2 if prior == 0 else 0
    levels = scene.here(claim, lambda one: one.role == "level" and not one.is_rate, MOST_ADDED + 1, reach)
    if len(levels) < 2:
        return
    same = [one for one in levels if one.measured == levels[0].measured]
    same = [one for one in same if one.symbol == same[0].symbol or one.alike == same[0].alike >= 0]
    for count in range(2, min(MOST_ADDED, len(same)) + 1):
        is_all = count == len(same) or same[count].sentence != same[0].sentence
        yield Part(tuple(same[:count][::-1]), prior - (0.0 if is_all else 1.5))


def _by_share_of_whole(scene: Scene, claim: Term, part: Part) -> Iterator[Hypothesis]:
    """A part of a part, as a share of the same whole: its share of that part times the share of the part."""
    first = part.figures[0]
    if not part.is_next or len(part.figures) > 1:
        return
    for whole in scene.here(first, lambda one: one.measured == first.measured and one.role == "level", 2):
        share = scene.following(whole)
        if share is None or share.role not in SHARES or whole.quantity.low < first.quantity.high:
            continue
        expression = Expression("scaled", (first.quantity, whole.quantity, share.quantity))
        made = hypothesis("share", claim, (first, whole, share), expression, -2.0, scene.one, -1)
        if made is not None and made.fits:
            yield made


def _over_levels(
    scene: Scene, claim: Term, part: Part, name: str, wholes: Container[int]
) -> Iterator[Hypothesis]:
    """A part over each level that is not less: every one that fits, and of others the near, the named and the asked."""
    first = part.figures[0]
    least, most = (sum(one.quantity[end] for one in part.figures) for end in (0, 1))
    wanted = claimed(claim, "share", scene.one)
    seen = {one.index for one in part.figures}
    rank = 0
    siblings = _siblings(scene, claim)
    explicit = _explicit_whole(scene, claim)
    places = (
        *((one, 0.0) for one in scene.operands(first.measured, claim, WHOLES)),
        *((one, -0.5) for one in scene.first_operands(first.measured, FIRST)),
        *((one, -1.5) for one in scene.operands_behind(first.measured, claim, BEHIND)),
    )
    for one, away in places:
        if one.index in seen or one.quantity.high < least:
            continue
        seen.add(one.index)
        rank += 1
        is_fit = least * scene.one <= wanted.high * one.quantity.high and wanted.low * one.quantity.low <= most * scene.one
        if not is_fit and rank > NEAREST and not name and one.index not in wholes and one is not explicit:
            continue
        named = covers(name, one)
        prior = part.prior - 1.5 - log2(rank) / 2 + away + 3 * named * named + (0.7 if rank == 1 else 0.0)
        if one.role in ("base", "target"):
            prior -= 3
        if one.symbol != first.symbol and (one.alike < 0 or one.alike != first.alike):
            prior -= 3
        if one.paragraph != claim.paragraph:
            prior -= 1
        is_known = scene.totals.get(first.index) == one.index and bare(name) == "" and not _is_wider(name, one)
        if one is explicit or is_known:
            prior = part.prior + 1.0
        is_open = one is not explicit and (
            _is_wider(name, one) or (len(bare(name)) > 2 and named < 0.65) or _is_unsaid(claim)
        )
        if is_open:
            prior -= 2
        if one.index in siblings and not _INNER.search(scene.between(one, first)):
            prior -= 5
        of = (one.index, first.symbol if first.alike < 0 else first.alike)
        expression = Expression(
            "ratio", (*(each.quantity for each in part.figures), one.quantity), split=len(part.figures)
        )
        demand = -1 if is_open else 0
        made = hypothesis("share", claim, (*part.figures, one), expression, prior, scene.one, demand, of, named)
        if made is not None:
            if not (part.is_next or part.is_named or part.prior >= -1.5):
                made.demand = -1
            is_whole = is_known and claim.role == "share"
            if (one is explicit or is_whole) and (part.is_next or part.is_named):
                made.demand = 2
            made.demand = made.demand or _demand(scene, claim, part, one, named, name)
            made.prior += 2.0 if made.demand == 2 else 0.0
            yield made


_WIDER = re.compile(r"^(?:全[国省市县区州]|全球|世界|我国|本?[省市县])")


def _is_wider(name: str, whole: Term) -> bool:
    """Whether a share is said to be of a wider place than the whole is."""
    wider = _WIDER.match(name)
    return wider is not None and wider[0] not in whole.clause and wider[0] != whole.mention.entity and bare(name) == ""


def _is_unsaid(claim: Term) -> bool:
    """Whether no word says that a percentage is a share: it may be a rate of whatever was spoken of."""
    return claim.role == "percent" and claim.lead.strip() not in ("(", ",", "", "(占")


_INNER = re.compile(r"中[,，]|[中里][\u4e00-\u9fff]|其中")


def _siblings(scene: Scene, claim: Term) -> set[int]:
    """The levels that have a share of their own in the row of this one: they are parts as this one is."""
    return {part.index for run in scene_runs(scene).of(claim) for part in run.parts}


def _demand(scene: Scene, claim: Term, part: Part, whole: Term, named: float, name: str) -> int:
    """2 where the words leave no other reading: part, share, and the one whole that is named, or that 其中 follows."""
    first = part.figures[0]
    if (
        not part.is_next
        or first.segment != claim.segment
        or whole.sentence != claim.sentence
        or whole.index > first.index
        or whole.role != "level"
    ):
        return 0
    following = scene.following(whole)
    if following is not None and following.role in SHARES and not re.search("[中里][,、]", scene.between(whole, first)):
        return -1
    between = scene.terms[whole.index + 1 : claim.index]
    others = [one for one in between if one.measured == first.measured and one not in part.figures]
    others = [one for one in others if one.role in ("level", "base", "target")]
    same = whole.symbol == first.symbol
    if others or not same:
        return 0
    if named > 0.99 and whole.segment == first.segment:
        return 2
    inside = re.search("其中|[中里][,、]|包括", scene.between(whole, first)) is not None
    if inside and (not name or named > 0.6):
        return 2
    return 1


class Run(NamedTuple):
    """Shares that stand in a row, each right behind its part; adds_up: they make 100%, ends: a sentence ends there."""

    shares: tuple[Term, ...]
    parts: tuple[Term, ...]
    adds_up: bool


class _Runs:
    """The runs of shares of a text, by the shares in them."""

    def __init__(self, scene: Scene) -> None:
        self._of: dict[int, list[Run]] = {}
        pairs = [
            (part, one)
            for one in scene.terms
            if one.role in SHARES and len(one.row) == 1 and (part := _own_part(scene, one)) is not None
        ]
        run: list[tuple[Term, Term]] = []
        for pair in pairs:
            if run and (pair[0].paragraph != run[-1][0].paragraph or pair[0].measured != run[-1][0].measured):
                self._add(run, scene.one)
                run = []
            run.append(pair)
        self._add(run, scene.one)

    def _add(self, run: list[tuple[Term, Term]], one: int) -> None:
        for start in range(len(run)):
            added = slack = 0
            for end in range(start, min(len(run), start + 24)):
                share = run[end][1]
                added += share.quantity.value
                slack += share.step
                is_last = end + 1 == len(run) or run[end + 1][1].sentence != share.sentence
                adds_up = end > start and abs(added - one) * 2 <= slack
                opens = start == 0 or run[start - 1][1].sentence != run[start][1].sentence
                if end > start and (adds_up or (is_last and opens)):
                    members = run[start : end + 1]
                    found = Run(tuple(each[1] for each in members), tuple(each[0] for each in members), adds_up)
                    for each in members:
                        self._of.setdefault(each[1].index, []).append(found)
                if added > one + slack:
                    break

    def of(self, claim: Term) -> Sequence[Run]:
        """Those that a share is in, up to a few."""
        return self._of.get(claim.index, [])[:6]


def _own_part(scene: Scene, share: Term) -> Term | None:
    """The level right before a share, with nothing but its base and its changes in between."""
    for other in scene.before(share, 5):
        if other.segment != share.segment and other.sentence != share.sentence:
            return None
        if other.role == "level" and not other.is_rate:
            return other if other.is_bounded else None
        if other.role not in ("base", "growth", "change", "points"):
            return None
    return None


def scene_runs(scene: Scene) -> _Runs:
    """The runs of a scene, found once."""
    found = scene.kept.get("runs")
    if not isinstance(found, _Runs):
        found = scene.kept["runs"] = _Runs(scene)
    return found


def _over_sums(scene: Scene, claim: Term, part: Part, runs: _Runs) -> Iterator[Hypothesis]:
    """A part over the sum of the parts of its run."""
    first = part.figures[0]
    for run in runs.of(claim):
        if first not in run.parts:
            continue
        rest = tuple(one for one in run.parts if one is not first)
        expression = Expression("part", (first.quantity, *(one.quantity for one in rest)))
        prior = part.prior + (-0.5 if run.adds_up else -2.5)
        made = hypothesis(
            "share",
            claim,
            (first, *rest),
            expression,
            prior,
            scene.one,
            whole=(run.parts[0].index, run.parts[-1].index),
        )
        if made is not None:
            yield made
