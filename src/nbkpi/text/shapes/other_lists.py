"""A second list of the parts of a total that another list adds up to: by types, and by towns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from nbkpi.patterns import regex
from nbkpi.text.decision import decide
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import total
from nbkpi.text.scene import Scene
from nbkpi.text.shapes import lists, runs, sums
from nbkpi.text.terms import Term
from nbkpi.text.verdicts import Judged
from nbkpi.text.vocabulary import any_of

REACH = 60
"""So many figures behind a total its lists are looked for."""
_SURE = 1.0
_DIVIDED = regex(r"[按从分就依][\u4e00-\u9fff]{1,8}(?:看|分|划分|来说)|其中|分别[为是]")
_COUNT = "(?<![0-9一二两三四五六七八九十])(?P<count>[0-9]{1,3}|[两二三四五六七八九十])"
_COUNTED = regex(rf"{_COUNT}个[\u4e00-\u9fff]{{1,4}}$")
"""How many parts there are: 三个乡镇分别为."""
_EACH_NAMED = regex("分别[为是]")
_EACH = regex("分别")
_FAR = 1000
"""So many characters before a list the number of its parts may stand."""
_OF_OTHERS = regex(any_of("earlier", "stages", "only_some") + "|去年|上年|同期|前[两三四五六七八九十0-9]|主要|[未不]")
"""A list of what was before, of what was done with them, or of some of them."""
_NUMBERS = {char: number for number, char in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_KIND = regex(r"(?P<kind>[\u4e00-\u9fff])(?:[为是有共计达:\s]|[(][^()]*[)])*$")
_KINDS = frozenset("镇乡村区县市街道社区省类")


def other_lists(scene: Scene, found: Judged) -> Iterator[Judged]:
    """The lists behind a confirmed total, in its paragraph, that are announced as its parts in words of their own and
    do not add up to it.
    """
    claim, known = found.claim, {one.index for one in (found.claim, *found.by.figures)}
    before = claim
    behind = islice(scene.terms, claim.index + 1, claim.index + 1 + REACH)
    for one in behind:
        if one.paragraph != claim.paragraph:
            return
        if not _may_be_part(claim, one):
            continue
        said = _own_words(scene, before, one) if one.index not in known and before.index in known else ""
        if _DIVIDED.search(said) and not _OF_OTHERS.search(said):
            run = _run(scene, claim, one)
            known.update(each.index for each in run)
            if len(run) > 1:
                yield from _judged(scene, found, run, said)
        before = one


def _may_be_part(claim: Term, one: Term) -> bool:
    """Whether a figure is a level that is counted as a total is."""
    return one.is_operand("level") and one.measured == claim.measured and one.is_counted_as(claim)


def _own_words(scene: Scene, before: Term, first: Term) -> str:
    """The words that a list begins with, since the figure of its sort before it or the last full stop."""
    return re.split("[。;\n]", scene.between(before, first))[-1][-40:]


def _run(scene: Scene, claim: Term, first: Term) -> list[Term]:
    """The parts from the first one on, up to the end of its sentence or the next list."""
    found = [first]
    for one in islice(scene.terms, first.index + 1, first.index + 1 + runs.MOST_PARTS * 2):
        if one.sentence != first.sentence:
            break
        if not _may_be_part(claim, one):
            continue
        if _DIVIDED.search(_own_words(scene, found[-1], one)) or one.depth != first.depth:
            break
        found.append(one)
    return found


def _judged(scene: Scene, found: Judged, run: Sequence[Term], said: str) -> Iterator[Judged]:
    """The verdict on a total over one more list of all its parts, where it does not add up."""
    claim, added = found.claim, total([one.quantity for one in run])
    gap = abs(added.value - claim.quantity.value)
    near = min(abs(added.value - one.quantity.value) for one in found.by.figures)
    if gap * sums.WIDE > claim.quantity.value or near <= gap or lists.may_overlap(run) or lists.holds_parent(run):
        return
    kind = _kind_of(run, said)
    counts = _counts(scene, run, said, kind)
    is_sure = counts == {len(run)} or (kind != "" and added.low > claim.quantity.high)
    may_be_all = not counts and kind != "" and _EACH_NAMED.search(said) is not None
    for made in _over(claim, run):
        if made.fits:
            continue
        verdict = decide([made]) if is_sure else None
        if verdict is not None or is_sure or (may_be_all and made.slip is not None):
            yield verdict or Judged("nearly", made)


def _over(claim: Term, run: Sequence[Term]) -> Iterator[Hypothesis]:
    for made in proposed("sum", claim, tuple(run), "sum", split=len(run), prior=_SURE, demand=2):
        made.slip = None if made.fits else sums.slip_of(made)
        yield made


def _counts(scene: Scene, run: Sequence[Term], said: str, kind: str) -> set[int]:
    """How many parts there are, wherever the text says it: in the words of the list, or of their kind before it."""
    own = _COUNTED.search(_EACH_NAMED.split(said, maxsplit=1)[0])
    counts = [own] if own is not None else []
    if kind:
        start = run[0].mention.start
        counts += re.finditer(rf"{_COUNT}个[\u4e00-\u9fff]{{0,3}}{kind}", scene.text[max(0, start - _FAR) : start])
    return {_NUMBERS.get(one["count"]) or int(one["count"]) for one in counts}


def _kind_of(run: Sequence[Term], said: str) -> str:
    """After what kind of division all are called, 镇 of 甲镇 and 乙镇; nothing where they are not."""
    labels = [one.lead for one in run]
    if len(run[0].row) >= len(run):
        labels = re.split("[、和与及,]", _EACH.split(said, maxsplit=1)[0])[-len(run) :]
    kinds = [_KIND.search(label) for label in labels]
    ends = {kind["kind"] if kind is not None else "" for kind in kinds}
    return next(iter(ends)) if len(ends) == 1 and ends <= _KINDS and len(labels) == len(run) else ""
