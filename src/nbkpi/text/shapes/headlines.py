"""The growth that a text or a paragraph begins with, or that of a name, wherever it stands: points may be over it."""

from __future__ import annotations

from collections.abc import Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import bare, covers
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

FAR, PARAGRAPHS = 60, 3
"""So many growths before points a thing of their name is looked for, and so many paragraphs have a first growth."""
SAME, LIKE = 0.9, 0.85
"""So much the name of a growth must be the one that points are over; and that of the first of a paragraph."""

_THAN = regex(
    rf"(?:{any_of('compared_to', 'more_than')})(?P<name>[^,;0-9]{{2,20}}?)的?{any_of('moved_up_or_down')}?[出于]?$"
)
_SPEED = regex(r"(?:的?(?:同期|平均|总体|整体|增长|增速|增幅|涨幅|水平|大盘|面上|累计))+$")
_OF_ALL = regex(r"(?:[全我本]?[市县区州旗镇乡]|总体|整体|平均|大盘|面上)")
_WIDER = regex(r"^(?:全[国省]|全球|世界|我[国省]|[\u4e00-\u9fff]{1,3}[省州])")
_IN_TIME = regex(any_of("years_before", "other_times_before") + r"|[0-9]月|季度|[上前]半年|20[0-9]{2}年")


def points_over_headline(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A growth less the one that its points are said to be over: that of all, or of a thing that is named."""
    than = _THAN.search(claim.lead)
    level = next(scene.percents(claim, 1), None) if len(claim.row) == 1 else None
    if than is None or _IN_TIME.search(than["name"]):
        return
    if level is None or level.role != "growth" or level.sentence != claim.sentence:
        level = _level_before(scene, claim)
    if level is None:
        return
    for base, prior in _bases(scene, level, than["name"]):
        yield from proposed(
            scene,
            "points",
            claim,
            (level, base),
            "sum",
            operands=(level.signed, base.signed),
            prior=prior,
            demand=-1,
            must_fit=True,
        )


def _level_before(scene: Scene, claim: Term) -> Term | None:
    """The last growth of the sentence of points, with nothing but points behind it."""
    for one in scene.before(claim, 4):
        if one.sentence != claim.sentence:
            return None
        if one.role == "growth" and one.is_bounded:
            return one
        if one.role != "points":
            return None
    return None


def _bases(scene: Scene, level: Term, said: str) -> Iterator[tuple[Term, float]]:
    """The growths that points may be over, each once, with how likely they are."""
    name = _SPEED.sub("", said)
    seen: set[int] = {level.index}
    if _OF_ALL.fullmatch(name) or not name:
        for rank, first in enumerate(headlines(scene, level)):
            if first.index not in seen:
                seen.add(first.index)
                yield first, -0.5 - 0.5 * rank
    if len(bare(name)) > 1:
        wider = _WIDER.match(name)
        for base in grown(scene, level):
            is_named = covers(name, base) > (LIKE if base in scene.first_growths else SAME)
            if base.index not in seen and is_named and (wider is None or wider[0] in base.clause):
                seen.add(base.index)
                yield base, -0.5


def headlines(scene: Scene, term: Term) -> Iterator[Term]:
    """The first growth of the paragraph of a term, of the text, and of a few paragraphs before."""
    firsts = [one for one in scene.first_growths if one.index < term.index]
    own = [one for one in firsts if one.paragraph == term.paragraph]
    before = [one for one in firsts if one.paragraph < term.paragraph][::-1][:PARAGRAPHS]
    yield from dict.fromkeys((*own, *firsts[:1], *before))


def grown(scene: Scene, term: Term) -> Iterator[Term]:
    """The growths in percent before a term, nearest first."""
    for one in scene.percents(term, FAR):
        if one.role == "growth" and one.symbol == "%":
            yield one
