"""What the words say of a list: that parts follow, that they are all, where it ends, and what is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from nbkpi.patterns import regex
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term, once
from nbkpi.text.vocabulary import any_of, words

_ANNOUNCED = regex(
    any_of("parts_follow")
    + r"|[按从分就依][\u4e00-\u9fff]{1,8}(?:看|分|划分|讲|来说)|中[,，]|在[\u4e00-\u9fff]{2,8}中有?"
)
_AMONG = regex(r"(?P<name>[\u4e00-\u9fff]{2,8}?)当?中[,，][^,;。]*$")
_OPENS = regex(r"其中|包括|分别|[按从分就依][\u4e00-\u9fff]{1,8}(?:看|分|划分)|[:(]")
_SAID_TO_BE_ALL = regex(
    rf"(?:{any_of('summed_up', 'summed_up_as_total', 'summed_up_together')}|一共"
    r"|(?<!公)共(?!同|享|建|产|青|和))[^,;]{0,12}$"
)
_SUMMED_UP = regex(any_of("summed_up", "summed_up_as_total"))
_TOTAL = regex("总|共|合计")
_BEGINS = regex("主要[是有为]|其中|包括|分别")
_ADDED = regex("^[,、]?(?:再?加上?|连同|另加|加可)")
_ALL_OF_IT = regex(r"分别为|分别是|分为|由.{0,20}组成|构成")
_OF_THESE = regex(r"其中[^,;。]{0,6}$|(?<![月年季审理办查建])中[,，]?[^,;。]{0,8}$")
_SOME = regex(any_of("only_some") + "|前[两三四五六七八九十0-9]")
_OF_IT = regex("|".join((*(word for word in words("parts_follow") if word != "分别"), "由", "总", "共")))
RANKED = regex(r"第?[二三四五六七八九十](?:[、至到-]第?[三四五六七八九十])?位?名?(?:分别)?[为是]?$")
"""Others than the first follow, which are no parts of it: 二、三名分别是."""
_REST = regex(any_of("the_rest"))
_OVERLAPPING = regex(any_of("overlapping"))
_OPPOSITES = [tuple(pair.split("|")) for pair in words("opposites")]
_INDUSTRIES = (("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产"))
_NOT = regex(r"[未不非]([\u4e00-\u9fff]{2})")
_NEXT_STAGE = regex(any_of("stages"))
_UNDONE = regex(r"[未不非]|正在|[在剩待]\w|尚|推进")
_SORTS = frozenset("类业级型期产省市县区乡镇村道路")
_ENDS = (",", ";", "。")
_UNDECIDED = regex(any_of("undecided"))
_LATER = 12
"""So many figures behind a list are looked at to find whether it goes on."""


def opening(scene: Scene, claim: Term, first: Term) -> str:
    """The words in which the list that begins with a figure is announced: those before it, and behind its total, but
    for those of a growth there: 分别下降.
    """
    before = scene.terms[first.index - 1]
    words_before = scene.text[before.mention.end : first.mention.start][-40:]
    is_own = before is claim or scene.terms[claim.index + 1].is_claim
    return words_before if is_own else scene.text[claim.mention.end : claim.mention.end + 12] + words_before


def opens(scene: Scene, before: Term, first: Term) -> bool:
    """Whether a list may begin with a figure, by the words since the one before it."""
    if first.sentence != before.sentence or first.paragraph != before.paragraph:
        return True
    return _OPENS.search(scene.between(before, first)[-16:]) is not None


def is_announced(said: str, claim: Term, first: Term) -> bool:
    """Whether the opening of a list says that parts of the total follow; what stands in brackets behind it is so.

    商品投诉中 announces parts of what is called so alone, and a colon those of the figure right before it.
    """
    if ";" in said and not _OF_IT.search(said):
        return False  # What is announced behind a semicolon is rather of something else: 分别为.
    among = _AMONG.search(said)
    if among is not None and among["name"][-2:] not in claim.name + claim.clause + claim.mention.tail:
        return False
    if first.depth > claim.depth or _ANNOUNCED.search(said) is not None:
        return True
    return first.index == claim.index + 1 and ":" in said


@once
def is_said_to_be_all(claim: Term) -> bool:
    """Whether a figure behind others is called their sum."""
    return _SAID_TO_BE_ALL.search(claim.lead) is not None or _SUMMED_UP.search(claim.clause) is not None


def names_some(said: str) -> bool:
    """Whether parts announced in these words are only some of all: 居前三位的分别为."""
    return _SOME.search(said) is not None


def goes_on_from_before(run: Sequence[Term]) -> bool:
    """Whether what a run is added to stands before it (加上调出资金…), or one of it is a total of others."""
    return _ADDED.search(run[0].lead) is not None or any(is_said_to_be_all(one) for one in run)


def is_member(scene: Scene, claim: Term) -> bool:
    """Whether a figure begins a list itself: 主要是，土地收入10万元，…."""
    start = claim.mention.start - len(claim.lead)
    return _BEGINS.search(scene.text[max(0, start - 5) : claim.mention.start]) is not None


def is_named_a_total(claim: Term) -> bool:
    """Whether a figure is called a total by its own name: 总收入."""
    return _TOTAL.search(claim.lead[-6:]) is not None


def are_all(run: Sequence[Term], said: str) -> bool:
    """Whether parts announced in these words are surely all parts of a total."""
    if names_some(said) or any(_OF_THESE.search(one.lead) for one in run[1:]):
        return False
    labels = [one.lead[-12:] if len(one.lead) > 2 else one.name for one in run]
    if _ALL_OF_IT.search(said):
        return "。" not in said and "\n" not in said
    if _is_rest(run[-1]):
        return len(run) < 3 or (run[-1].sentence != run[-2].sentence) == (run[-2].sentence != run[0].sentence)
    if len(run) == 2:
        return are_opposite(labels[0], labels[1])
    if len(run) != 3:
        return False
    decided = [label for label in labels if not _UNDECIDED.search(label)]
    if len(decided) == 2 and are_opposite(*decided):
        return True
    return are_industries(labels)


def are_industries(labels: Sequence[str]) -> bool:
    """Whether these are the three sorts of industry, which are all there are."""
    return len(labels) == len(_INDUSTRIES[0]) and any(
        all(name in label for name, label in zip(names, labels, strict=True)) for names in _INDUSTRIES
    )


def _is_rest(term: Term) -> bool:
    """Whether a part is called what is left: 其他 begins its words."""
    return any(_REST.match(said.lstrip("、,;:( ")) for said in (term.name, term.clause, term.lead))


def are_opposite(one: str, other: str) -> bool:
    """Whether there is no third beside these two: 城镇 and 农村, 采纳 and 未采纳."""
    for first, second in _OPPOSITES:
        if first in one and second in other and second not in one:
            return True
        if first in other and second in one and second not in other:
            return True
    denied, denied_too = _NOT.findall(one), _NOT.findall(other)
    if denied and denied_too:
        return False
    return any(word in other for word in denied) or any(word in one for word in denied_too)


def exclude_each_other(run: Sequence[Term]) -> bool:
    """Whether parts are called after one sort of division: 工业类, 农业类, 服务业类."""
    ends = {one.name[-1:] for one in run}
    return len(ends) == 1 and ends <= _SORTS and len({one.name for one in run}) == len(run)


def may_overlap(run: Sequence[Term]) -> bool:
    """Whether something may well be counted in two of the parts."""
    return any(_OVERLAPPING.search(one.name + one.clause) for one in run)


def holds_parent(run: Sequence[Term]) -> bool:
    """Whether one of the figures is a part of another of them, which is then counted twice."""
    depth = run[0].depth
    return any(one.depth > depth or "其中" in one.lead for one in run[1:])


def holds_whole_list(run: Sequence[Term]) -> bool:
    """Whether words say that those behind one are its parts, and they come to it: 8件中，甲5件，乙3件."""
    for place, one in enumerate(run[:-2]):
        if one.mention.tail.startswith("中") or "其中" in run[place + 1].lead:
            added = accumulate(part.quantity.value for part in run[place + 1 :])
            if one.quantity.value in added:
                return True
    return False


def has_next_stage(run: Sequence[Term]) -> bool:
    """Whether one of the figures is the next stage of what the total counts, and no part: 提案187件，立案175件."""
    stages = [_NEXT_STAGE.search(one.lead[-8:]) is not None for one in run]
    return any(stages) and not all(stages) and not any(_UNDONE.search(one.lead) for one in run)


def is_next_stage(claim: Term, run: Sequence[Term]) -> bool:
    """Whether a total is of what was done with what its parts came in as: 新收452件，旧存38件，共审结461件."""
    is_stage = _NEXT_STAGE.search(claim.lead[-8:]) is not None
    return is_stage and not any(_NEXT_STAGE.search(one.lead) for one in run)


def is_beside(scene: Scene, claim: Term, run: Sequence[Term]) -> bool:
    """Whether nothing that could be added stands between a total and its parts, nor more than two sentences."""
    first = run[0]
    if first.index > claim.index:
        if claim.role == "change":
            return first.sentence - claim.sentence <= 2 and len({one.segment for one in run}) in (1, len(run))
        near = scene.operands(claim.measured, first, 8)
        before = next((one for one in near if one.role in ("level", "target") and _counts_the_same(one, first)), None)
        return before is claim and first.sentence - claim.sentence <= 2
    return claim.sentence - run[-1].sentence <= 1 and (len(first.row) < 2 or first.place_in_row == 0)


def _counts_the_same(one: Term, other: Term) -> bool:
    """Whether two figures have one counter, or counters that count the same; money and measures always do."""
    return one.measured[0] != "things" or one.is_counted_as(other)


def _is_enumerated(scene: Scene, run: Sequence[Term]) -> bool:
    """Whether only the comma of lists stands between the parts."""
    return all(scene.between(one, other)[:1] == "、" for one, other in pairwise(run))


def completeness(scene: Scene, run: Sequence[Term], claim: Term) -> float:
    """In bits, whether the list ends with the run, or goes on: before it where the total stands behind it."""
    if claim.index > run[-1].index:
        return -0.5 if _begins_earlier(scene, run) else 1.0
    last = run[-1]
    following = scene.following(last)
    if following is not None and _is_enumerated(scene, run) and scene.between(last, following)[:1] in _ENDS:
        return 1.5
    for other in scene.terms[last.index + 1 : last.index + _LATER]:
        if other.sentence != last.sentence or other.depth < last.depth:
            return 1.5
        if other.segment != last.segment and last.depth == other.depth:
            is_item = run[0].segment != last.segment and other.measured == last.measured and other.role == last.role
            return 0.0 if is_item else 0.5
        if _NEXT_STAGE.search(other.lead[-8:]) and not _NEXT_STAGE.search(last.lead[-8:]):
            return 1.0
        is_like = other.measured == last.measured and other.role == last.role and _counts_the_same(other, last)
        if is_like and other.depth <= last.depth:
            return -1.0
    return 1.5


def _begins_earlier(scene: Scene, run: Sequence[Term]) -> bool:
    """Whether a figure of the sort of a list, which is no total, stands before it in its sentence."""
    before = next(scene.operands(run[0].measured, run[0], 1), None)
    goes_on = before is not None and before.sentence == run[0].sentence and len(run[0].row) < 2
    return goes_on and before is not None and not _TOTAL.search(before.lead)
