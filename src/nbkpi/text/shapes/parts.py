"""What a share may be the share of: the level before it, the one that is named, or several added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.likeness import bare, covers
from nbkpi.text.scene import Scene
from nbkpi.text.share_runs import SHARES, is_said_whole
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

MOST_ADDED = 8
"""So many levels may be added up to what a share is of."""
NEAR = 3
FAR = 30
"""So far before a share a level of the name that it says may stand."""
MISTAKES = (-0.2, -3.0, -4.5)
"""How likely the nearest levels are the part, in bits; and where another is named."""
MISTAKES_BESIDE_NAMED = (-1.5, -4.0, -5.0)

_TOGETHER = regex(
    any_of("summed_up", "summed_up_together")
    + r"|[两二三四五六七八九十2-9](?:者|类|项|个|家|种|方面|大类|大)?(?:合计|共|总计)?占"
    + r"|前[一二三四五六七八九十0-9]+[位名项类大个]"
)
_NUMBERS = "一二三四五六七八九十"
_SO_MANY = regex(
    r"(?P<first>[前首])?(?P<count>[二两三四五六七八九十2-9])(?:者|大?类|大?项|个|家|种|方面|位|名|大)"
    r"[\u4e00-\u9fff]{0,8}?(?:合计|总计|共计?|一共)?[约]?占[^,;。]*$"
)
_OPENS = regex("其中|包括|[是为有中]|:")
_SUMMED_UP = regex(any_of("summed_up", "summed_up_as_total"))
_OWN = regex(r"^[、,\s其中(]+")
_IN_WHOLE = regex(r"(?:在[^,;]{2,24}中)?所?$")
"""What stands behind the name of a part, before 占: 工业在全部投资中所占比重."""
_OF_CLAUSE_BEFORE = regex(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:占比|比重|次之|居首|居次)[^,;。0-9]{0,4},为$")

_HOW_MANY = regex(r"[,、](?:[\u4e00-\u9fff]{0,2}(?:规模|数量|人数|总数|金额)|合计|共计?|达到?|[为有即]|约)+")
"""What stands between a share and how many it is of."""
_AMONG = regex(r"[^,;。]{0,12}?中(?![学专医小介等央心部东年级外国标药职高期华型])[^,;。]*占")
"""A figure is what a share is of, and no part, where this stands between them: 54名书记中大专以上学历占."""

_OF_ALL = regex("[。;].*[合总]计")
_FIRST_FEW = regex("前[两二三四五六七八九十0-9]+[大位名家类项个省市县区国]")
_NAME_ALONE = regex(r"[、,:;和与及]*(?!其)[^\W0-9A-Za-z_占率比达为约近共即]{2,8}")
"""What stands between two shares of a list that gives nothing else: 东山83.8%、西山81.6%."""

_CALLED = regex(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:在[^,;]{2,24}?中)?的?(?:比重|比例|份额)")
"""What a share is of by its name: 三四级手术比重."""


class Part(NamedTuple):
    """What a share may be of: one figure, or several added up, with how likely it is in bits.

    is_next: it stands where a part is looked for first; is_named: the words before the share name it;
    is_base: it is of an earlier time.
    """

    figures: tuple[Term, ...]
    prior: float
    is_next: bool = False
    is_named: bool = False
    is_base: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the words say that it is meant."""
        return self.is_next or self.is_named


def parts(scene: Scene, claim: Term) -> list[Part]:
    """What the share may be of, the likeliest first."""
    explicit = explicit_whole(scene, claim)
    if explicit is not None:
        return _parts_of_explicit(scene, claim, explicit)
    if len(claim.row) > 1:
        return _part_of_row(scene, claim)
    before = scene.previous(claim)
    if before is not None and before.is_amount("base") and before.sentence == claim.sentence:
        return [Part((before,), -0.2, is_base=True)]
    near = [*_parts_near(scene, claim), *_part_behind(scene, claim)]
    return [one for one in near if one.is_named] if _is_of_list_of_shares(scene, claim) else near


def _part_behind(scene: Scene, claim: Term) -> Iterator[Part]:
    """What a share is of where it is told right behind it: 大专以上学历的占49.6%，共4493.7万名."""
    part, before = scene.following(claim), scene.previous(claim)
    if part is None or not part.is_operand("level") or not _HOW_MANY.fullmatch(scene.between(claim, part)):
        return
    if len(claim.row) == 1 and (before is None or before.segment != claim.segment or before.is_rate):
        yield Part((part,), -0.5)


def _is_of_list_of_shares(scene: Scene, claim: Term) -> bool:
    """Whether a share goes on from another one with a name alone, so that no amount before is what it is of."""
    before = scene.previous(claim)
    is_behind_share = before is not None and before.role in SHARES and before.sentence == claim.sentence
    return is_behind_share and _NAME_ALONE.fullmatch(claim.lead) is not None


def explicit_whole(scene: Scene, claim: Term) -> Term | None:
    """The whole that stands right before a share: 占员工总数912人的31.4%."""
    first = scene.terms[claim.row.start]
    before = scene.previous(first)
    return before if before is not None and is_said_whole(before, first) else None


def _parts_of_explicit(scene: Scene, claim: Term, whole: Term) -> list[Part]:
    """The levels before a whole that stands right before its share."""
    if len(claim.row) > 1:
        levels = scene.levels_before_row(whole, len(claim.row), lambda one: one.is_amount("level"))
        return [Part((levels[claim.place_in_row],), 0.0, is_next=True)] if levels else []
    said = said_count(scene, claim)
    if said is not None:
        levels = scene.here(whole, lambda one: one.is_amount("level"), MOST_ADDED)
        return [Part(tuple(run), 0.5, is_next=True) for run in said.of(_of_one_sort(levels)[::-1])]
    near = scene.here(whole, lambda one: one.role in ("level", "mean") and one.measured == whole.measured, NEAR)
    return [Part((one,), -0.2 - 2.5 * rank, is_next=rank == 0) for rank, one in enumerate(near)]


def _part_of_row(scene: Scene, claim: Term) -> list[Part]:
    """The level of the same place among those before the row, or the one of the name that the row gives to it."""
    if _has_row_of_its_own(scene, claim) or is_of_all(scene, claim):
        return []
    if _are_different(one.name for one in scene.row(claim)):
        named = _named_before(scene, claim, claim.name, 0.9)
        if named is not None:
            return [Part((named,), -0.5)]
    levels = scene.levels_before_row(claim, len(claim.row), lambda one: one.role == "level" and not _is_sum(one))
    if not levels:
        return []
    level = levels[claim.place_in_row]
    is_own = bare(claim.name) == "" or covers(claim.name, level) > 0.5
    return [Part((level,), 0.0 if is_own else -2.5, is_next=True)]


def is_of_first_few(scene: Scene, part: Part, claim: Term) -> bool:
    """Whether what a share is of is no amount before it, but what some of all have of it: 前五省收入占69.6%."""
    return _FIRST_FEW.search(scene.between(part.figures[-1], claim)) is not None


def is_of_all(scene: Scene, claim: Term) -> bool:
    """Whether a row begins a sentence about all that was told one by one before: 全国合计，两者分别占."""
    first = scene.terms[claim.row.start]
    before = scene.previous(first)
    return before is not None and _OF_ALL.search(scene.between(before, first)) is not None


def _are_different(names: Iterable[str]) -> bool:
    """Whether no name stands there twice; the first that does is enough."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return False
        seen.add(name)
    return True


def _has_row_of_its_own(scene: Scene, claim: Term) -> bool:
    """Whether the levels before a row of shares have another such row right behind them already."""
    before = (one for one in scene.before(scene.terms[claim.row.start], 3) if one.sentence == claim.sentence)
    nearest = next((one for one in before if one.role != "word"), None)
    return nearest is not None and nearest.is_rate and len(nearest.row) == len(claim.row) > 1


def _named_before(scene: Scene, claim: Term, name: str, likeness: float) -> Term | None:
    """The nearest level before a share whose name is so much like this one; a mean says besides what it is per."""
    of = {"level": likeness, "mean": min(likeness, 0.9)}
    return next((one for one in scene.before(claim, FAR) if covers(name, one) > of.get(one.role, 1.0)), None)


def _is_sum(term: Term) -> bool:
    """Whether a figure is no member of a row: a percentage, or said to be a total."""
    return term.is_rate or _SUMMED_UP.search(term.lead) is not None


def _parts_near(scene: Scene, claim: Term) -> list[Part]:
    """The level that is named, the nearest, and sums of the nearest."""
    near = _levels_near(scene, claim)
    said = _said_part(scene, claim)
    named = _named_parts(scene, claim, said if len(said) > 1 else claim.name, near)
    found = [Part((one,), -0.2 if one in near[:1] else -1.0, is_next=one in near[:1], is_named=True) for one in named]
    is_together = _TOGETHER.search(claim.clause) is not None
    for one, prior in zip(near, MISTAKES_BESIDE_NAMED if named else MISTAKES, strict=False):
        is_another = _is_another(said, one)
        cost = (4.0 if is_together else 0.0) + (2.5 if is_another else 0.0)
        if one not in named:
            found.append(Part((one,), prior - cost, is_next=one is near[0] and not is_another))
    return [*found, *_sums_before(scene, claim, is_together)]


def _levels_near(scene: Scene, claim: Term) -> list[Term]:
    """The nearest levels before a share that it may be the share of; the first alone where 占 is right behind it."""
    near = scene.here(claim, lambda one: one.is_amount("level", "mean") and one.depth <= claim.depth, NEAR)
    near = [one for one in near if not _AMONG.match(scene.between(one, claim))]
    is_right_behind = bool(near) and near[0].index == claim.index - 1
    if is_right_behind and scene.between(near[0], claim).startswith("占"):
        return near[:1]
    return [one for one in near if one is near[0] or not _has_share_of_its_own(scene, one)]


def _has_share_of_its_own(scene: Scene, term: Term) -> bool:
    """Whether a share stands right behind a level: the next share is not of that one as well."""
    behind = scene.following(term)
    return behind is not None and behind.role in SHARES and behind.segment == term.segment


def _named_parts(scene: Scene, claim: Term, own: str, near: Sequence[Term]) -> list[Term]:
    """The levels of the name of what a share is of the part of; one farther before it where no near one is like it."""
    named = [one for one in near if len(own) > 1 and covers(own, one) > 0.9]
    counted = [one for one in near if one.symbol and f"{one.symbol}数" in own]
    named = named or (counted if len(counted) == 1 else [])  # 起数占 of 12起 and 3人.
    if named or len(bare(own)) < 2 or (near and covers(own, near[0]) >= 0.4):
        return named
    far = _named_before(scene, claim, own, 0.99)
    return [far] if far is not None and not _AMONG.match(scene.between(far, claim)) else []


def _said_part(scene: Scene, claim: Term) -> str:
    """What a share is said to be of the part of, by the words before 占 or in the clause before."""
    start = claim.mention.start
    before_comma = _OF_CLAUSE_BEFORE.search(scene.text, max(0, start - 20), start)
    if before_comma is not None:
        return before_comma["name"]
    own, found, _whole = (claim.lead if "占" in claim.lead else claim.clause).partition("占")
    if found:
        return _IN_WHOLE.sub("", _OWN.sub("", own))
    called = _CALLED.search(claim.clause)
    return called["name"] if called is not None else ""


def _is_another(said: str, term: Term) -> bool:
    """Whether what a share is of is not what a level counts, or only some of it: 护理型床位 of 床位."""
    is_narrower = len(term.name) > 1 and said.endswith(term.name) and said != term.name
    return len(said) > 1 and (is_narrower or covers(said, term) < 0.5)


def _sums_before(scene: Scene, claim: Term, is_together: bool) -> Iterator[Part]:
    """The last levels of one sort before a share, added up; within one sentence, or near it where it is said."""
    levels = scene.here(claim, lambda one: one.is_amount("level"), MOST_ADDED + 1, 2 if is_together else 0)
    same = _of_one_sort(levels)
    if not is_together:
        same = [*same[:1], *takewhile(lambda one: not _has_share_of_its_own(scene, one), same[1:])]
    said = said_count(scene, claim)
    if said is not None:
        for run in said.of(same[::-1]):
            yield Part(tuple(run), 0.5)
    for count in range(2, min(MOST_ADDED, len(same)) + 1):
        is_all = count == len(same) or same[count].sentence != same[0].sentence
        yield Part(tuple(same[:count][::-1]), (0.0 if is_together else -4.5) - (0.0 if is_all else 1.5))


class SaidCount(NamedTuple):
    """How many of a list are meant together: 三类合计占; is_first: those it begins with, 前两类."""

    number: int
    is_first: bool

    def of(self, members: Sequence[Term]) -> Iterator[Sequence[Term]]:
        """The members of a list that are meant: the last of it, or where it is said the first behind its opening."""
        last = len(members) - self.number
        if last >= 0 and not self.is_first:
            yield members[last:]
        for start in range(last + 1) if self.is_first else ():
            first, before = members[start], members[start - 1]
            if start == 0 or _OPENS.search(first.lead) or before.sentence != first.sentence:
                yield members[start : start + self.number]


def said_count(scene: Scene, claim: Term) -> SaidCount | None:
    """How many a share is said to be of together; None where no number says so."""
    found = _SO_MANY.search(scene.words_before(claim, 30))
    if found is None:
        return None
    number = _NUMBERS.find(found["count"].replace("两", "二"))
    return SaidCount(int(found["count"]) if number < 0 else number + 1, found["first"] is not None)


def _of_one_sort(levels: Sequence[Term]) -> list[Term]:
    """Those that count the same as the first, and stand in no deeper bracket."""
    first = levels[0] if levels else None
    return [
        one
        for one in levels
        if first is not None and one.measured == first.measured and one.depth <= first.depth
        if one.is_counted_as(first)
    ]
