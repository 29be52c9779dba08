"""The growth that a text or a paragraph begins with, or that of a name, wherever it stands: points may be over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.likeness import alike, bare, covers
from nbkpi.text.quantity import difference
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import any_of

FAR, BEHIND, PARAGRAPHS = 60, 8, 3
"""So far before points, and behind them, a growth of the name is looked for; so many paragraphs have a first growth."""
SAME, LIKE = 0.9, 0.8
"""So much the name of a growth must be the one that points are over; and that of the first of a paragraph."""

_MORE = any_of("compared_to", "more_than", "ahead_of", "leading")
_THAN = regex(rf"(?:{_MORE})(?P<name>[^,;0-9]{{2,20}}?)的?{any_of('moved_up_or_down')}?[出于]?$")
_THAN_MEAN = regex(rf"(?:{_MORE})(?P<name>[^,;]{{2,20}}?)的?平均(?:水平|值|数)?[出于]?$")
_LESS = regex("低|少|慢|落后|滞后|不及|逊")
LONGEST = 120
"""So many characters before a figure its sentence is looked at."""
_SPEED = regex(r"(?:的?(?:同期|平均|总体|整体|增长|增速|增幅|涨幅|水平|大盘|面上|累计))+$")
_OF_ALL = regex(r"(?:[全我本]?[市县区州旗镇乡]|总体|整体|平均|大盘|面上)")
_WIDER = regex(r"^(?:全[国省]|全球|世界|我[国省]|[\u4e00-\u9fff]{1,3}[省州])")
_FALL = regex("[降跌减]幅")
_BOTH_WAYS = regex(rf"{_MORE}[、和与或](?={_MORE})")
"""高于、低于: of a row of points, some are more and some less."""
_WITHIN = (("市", regex("[县区旗镇乡村]")), ("县", regex("[镇乡村]|街道")), ("区", regex("[镇乡村]|街道")))
_IN_TIME = regex(any_of("years_before", "other_times_before") + r"|[0-9]月|季度|[上前]半年|20[0-9]{2}年")


def points_over_headline(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A growth less the one that its points are said to be over: that of all, or of a thing that is named."""
    if len(claim.row) > 1:
        yield from _of_row(scene, claim)
        return
    than = _THAN.search(claim.lead)
    level = _level_before(scene, claim)
    if than is None or level is None or _IN_TIME.search(than["name"]):
        return
    for base, prior in (*_in_brackets(scene, level, than["name"]), *_bases(scene, level, than["name"])):
        yield from _over(claim, level, base, prior)


def _over(claim: Term, level: Term, base: Term, prior: float) -> Iterator[Hypothesis]:
    """The points of one growth over another; of two that fall, where it is said, by how much more or less."""
    operands = (level.signed, base.signed)
    if level.falls and base.falls and _FALL.search(claim.lead):
        operands = (level.quantity, base.quantity)
    yield from proposed("points", claim, (level, base), "sum", operands=operands, prior=prior, demand=-1, must_fit=True)


def _of_row(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A row of points: of as many growths over one (分别增长9%和8%，分别快于全部投资4和3个百分点), or of one over as
    many that are named.
    """
    first, count = scene.terms[claim.row.start], len(claim.row)
    than = _THAN.search(_BOTH_WAYS.sub("", first.lead.replace("分别", "")))
    level = _level_before(scene, first)
    if than is None or level is None or _IN_TIME.search(than["name"]):
        return
    names = re.split("[、和与及]", than["name"])
    if len(names) == count:
        for base, prior in _bases(scene, level, names[claim.place_in_row]):
            yield from _over(claim, level, base, prior)
        return
    near = [one for one in scene.percents(first, count) if one.role == "growth" and one.sentence == first.sentence]
    pairs = list(zip(near[::-1], scene.row(claim), strict=False))
    yield from _over_first_ones(scene, claim, pairs)
    for base, prior in _bases(scene, near[-1], than["name"]) if len(pairs) == count else ():
        if all(_is_apart(growth, base, points) for growth, points in pairs):
            growth = pairs[claim.place_in_row][0]
            ways = (growth.signed, base.signed)
            operands = ways if claim.falls == (ways[0].value < ways[1].value) else ways[::-1]
            figures = (growth, base) if operands == ways else (base, growth)
            yield from proposed(
                "points", claim, figures, "sum", operands=operands, prior=prior + 1.0, demand=-1, must_fit=True
            )


def _over_first_ones(scene: Scene, claim: Term, pairs: Sequence[tuple[Term, Term]]) -> Iterator[Hypothesis]:
    """A row of points of growths over as many of other things, with which their paragraph begins, each of its own:
    收入增长5%，利润增长6%。其中甲业收入、利润分别增长9%和8%，高于全部工业4和2个百分点.
    """
    first = [one for one in scene.terms[: claim.row.start] if one.paragraph == claim.paragraph and one.role == "growth"]
    bases = first[: len(claim.row)]
    if len(bases) < len(claim.row) or len(pairs) < len(bases) or not bases[-1].index < pairs[0][0].index:
        return
    if all(_is_apart(growth, base, points) for (growth, points), base in zip(pairs, bases, strict=True)):
        growth, base = pairs[claim.place_in_row][0], bases[claim.place_in_row]
        ways = (growth.signed, base.signed)
        yield from proposed("points", claim, (growth, base), "sum", operands=ways, prior=0.5, demand=-1, must_fit=True)


def points_over_mean(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A percentage less that of all of them, which its paragraph has before it: 低于74个城市平均值23.8个百分点."""
    than = _THAN_MEAN.search(claim.clause)
    level = next((one for one in scene.percents(claim, 1) if one.segment == claim.segment), None)
    if than is None or level is None or len(claim.row) > 1:
        return
    for base in scene.percents(level, FAR):
        if base.paragraph != claim.paragraph:
            return
        is_same = base.role == level.role and alike(base.name, level.name) > LIKE
        if is_same and than["name"] in _sentence_up_to(scene, base):
            ways = (base.signed, level.signed) if _LESS.match(than[0]) else (level.signed, base.signed)
            yield from proposed(
                "points", claim, (level, base), "sum", operands=ways, prior=0.5, demand=-1, must_fit=True
            )


def _sentence_up_to(scene: Scene, term: Term) -> str:
    """The words of the sentence of a figure before it."""
    end = term.mention.start
    return scene.text[max(0, end - LONGEST) : end].rpartition("。")[2]


def _is_apart(growth: Term, base: Term, points: Term) -> bool:
    """Whether two growths may be so many points apart, whichever is more."""
    gap = difference(*sorted((growth.signed, base.signed), key=lambda one: -one.value))
    return points.is_bounded and gap.low <= points.quantity.high and points.quantity.low <= gap.high


def _in_brackets(scene: Scene, level: Term, said: str) -> Iterator[tuple[Term, float]]:
    """The growth of what points are over, in brackets right behind their level: 增长10.2%（全市9.4%），高于全市."""
    base, name = scene.following(level), _SPEED.sub("", said)
    is_inside = base is not None and base.depth > level.depth and base.is_bounded and base.symbol == "%"
    if base is not None and is_inside and name and base.lead.lstrip("(").startswith(name):
        yield base, 0.5


def _level_before(scene: Scene, claim: Term) -> Term | None:
    """The last growth of the sentence of points, with nothing but points behind it."""
    for one in scene.before(claim, 5):
        if one.sentence != claim.sentence:
            return None
        if one.depth > claim.depth:
            continue
        if one.role == "growth" and one.is_bounded:
            return one
        if one.role not in ("points", "word"):
            return None
    return None


def _bases(scene: Scene, level: Term, said: str) -> Iterator[tuple[Term, float]]:
    """The growths that points may be over, each once, with how likely they are."""
    name = _SPEED.sub("", said)
    seen: set[int] = {level.index}
    if _OF_ALL.fullmatch(name) or not name:
        for rank, first in enumerate(headlines(scene, level)):
            if first.index not in seen and not _is_of_less(first, name):
                seen.add(first.index)
                yield first, -0.5 - 0.5 * rank
    if len(bare(name)) > 1:
        wider = _WIDER.match(name)
        for base in grown(scene, level):
            is_named = covers(name, base) > (LIKE if base in scene.first_growths else SAME)
            is_named = is_named or (base in scene.first_growths[:1] and bare(base.name).endswith(bare(name)))
            if base.index not in seen and is_named and (wider is None or wider[0] in base.clause):
                seen.add(base.index)
                yield base, -0.5


def _is_of_less(base: Term, name: str) -> bool:
    """Whether a growth is of a county, or of a town, where points are over that of the city or the county."""
    where = base.mention.entity + base.clause
    return any(place in name and within.search(where) and place not in where for place, within in _WITHIN)


def headlines(scene: Scene, term: Term) -> Iterator[Term]:
    """The first growth of the paragraph of a term, of the text, and of a few paragraphs before."""
    firsts = [one for one in scene.first_growths if one.index < term.index]
    own = [one for one in firsts if one.paragraph == term.paragraph]
    before = [one for one in firsts if one.paragraph < term.paragraph][::-1][:PARAGRAPHS]
    before = [one for one in before if alike(term.name, one.name) > 0]
    yield from dict.fromkeys((*own, *firsts[:1], *before))


def grown(scene: Scene, term: Term) -> Iterator[Term]:
    """The growths in percent before a term, nearest first, and those soon behind it."""
    behind = [one for one in scene.terms[term.index + 1 : term.index + BEHIND] if one.sentence <= term.sentence + 1]
    for one in (*scene.percents(term, FAR), *behind):
        if one.role == "growth" and one.symbol == "%" and one.is_bounded and one.paragraph <= term.paragraph:
            yield one
