"""Which levels a share may be of: the one that bears the name it says, and those before it, first and behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from nbkpi.patterns import regex
from nbkpi.text.likeness import bare, covers, is_all_of, whole_name
from nbkpi.text.naming import WHOLE
from nbkpi.text.scene import LONG_NAME, Scene
from nbkpi.text.terms import Measured, Term

WHOLES = 60
"""So many levels before a share may be its whole."""
FIRST = 12
"""So many of the first levels of the text may be: what a bulletin is about stands there."""
BEHIND = 8

_WIDER = regex("[全本我][国省市县区州]")
"""What is said of the first of two wholes holds for the other: 全省进出口和出口."""
NEAR_HEAD, LONGEST_HEAD = 12, 24
"""So many levels before a share its sentence may begin with the name of, which is so long."""
_OF_THESE = regex("当?中[,，]?|里面|[位排]?居|排[名在]|按|从[^事]|主要|分[布行为]")

_SMALLER = {"省": "市州县区旗镇乡村", "市": "县区旗镇乡村", "县": "镇乡村", "区": "镇乡村", "镇": "村", "乡": "村"}
"""What ends the names of places within one of this sort."""

OF_SORT = 0.5
"""So much the name of a level must be that of a whole for it to be one of its sort."""


def name_of(scene: Scene, claim: Term) -> str:
    """The name of the whole; of a row of shares, of two wholes named together, the one in its place."""
    name = whole_name(scene.terms[claim.row.start])
    names = re.split("[、和与及]", name)
    if not len(names) == len(claim.row) > 1:
        return name
    own, wider = names[claim.place_in_row], _WIDER.match(name)
    return own if wider is None or own.startswith(wider[0]) else wider[0] + own


def called_whole(scene: Scene, claim: Term, name: str) -> Term | None:
    """The only level before a share in its paragraph that is all of what the share names: 占总收入的; none where one of
    its sort stands before the part in the segment of the share. Where there is none in its paragraph, the only one of
    a long name before it. 全县 is the level of the name of the part that is said to be of it.
    """
    if not name:
        return None
    near = [*takewhile(lambda one: one.paragraph == claim.paragraph, scene.before(claim))]
    if WHOLE.fullmatch(name) is not None:
        return _of_wider_place(near, claim, name)
    found = [one for one in near if one.is_operand("level") and is_all_of(name, one)]
    if not found and len(bare(name)) >= LONG_NAME:
        found = [one for one in scene.before(claim) if one.is_operand("level") and covers(name, one) == 1]
        found = [] if any(_is_of_another(one, claim) for one in found) else found
    if len(found) != 1:
        return None
    beside = [one for one in near if one.segment == claim.segment and one.measured == found[0].measured]
    return found[0] if found[0] in beside or not any(covers(name, one) > OF_SORT for one in beside[1:]) else None


def _of_wider_place(near: list[Term], claim: Term, name: str) -> Term | None:
    """The only level near that 全县 has of what a village has right before its share of 全县."""
    part = near[0] if near else None
    if part is None or not part.is_operand("level") or part.segment != claim.segment or not part.name:
        return None
    if not is_within(part.mention.entity, name):
        return None
    found = [one for one in near[1:] if one.is_operand("level") and one.mention.entity == name]
    found = [one for one in found if one.name == part.name and one.measured == part.measured]
    return found[0] if len(found) == 1 and not _is_of_another(found[0], claim) else None


def _is_of_another(whole: Term, claim: Term) -> bool:
    """Whether a whole is of another place than a share, or of another time."""
    places = {one.mention.entity for one in (whole, claim) if not one.mention.entity.startswith(("全", "我"))} - {""}
    return len(places) > 1 or whole.is_before(claim) or claim.is_before(whole)


def is_within(place: str, wider: str) -> bool:
    """Whether a place is one of those that all of a province or city is divided into, by their names: 甲市 of 全省."""
    return place != "" and place[-1] in _SMALLER.get(wider[-1], "") and not place.startswith(("全", "我", "本"))


def whole_at_head(scene: Scene, claim: Term, measured: Measured) -> Term | None:
    """The level before the sentence of a share that this begins with the name of: 个体经营户位居前三位的是."""
    start = max(scene.text.rfind(sign, 0, claim.mention.start) for sign in "。\n") + 1
    said = scene.text[start : start + LONGEST_HEAD]
    if _OF_THESE.search(said) is None:
        return None
    here = takewhile(lambda one: one.paragraph == claim.paragraph, scene.operands(measured, claim, NEAR_HEAD))
    near = (one for one in here if one.sentence < claim.sentence)
    named = (one for one in near if len(one.name) >= LONG_NAME and said.startswith(one.name))
    return next((one for one in named if _OF_THESE.match(said, len(one.name))), None)


def wholes(scene: Scene, claim: Term, measured: Measured) -> Iterator[tuple[Term, float]]:
    """The levels that may be the whole, each once, with what their places cost: before the share, first, behind."""
    seen: set[int] = set()
    for one, away in chain(
        ((one, 0.0) for one in scene.means_of_parts(claim, measured)),
        ((one, 0.0) for one in scene.operands(measured, claim, WHOLES)),
        ((one, -0.5) for one in scene.first_operands(measured, FIRST)),
        ((one, -1.5) for one in scene.operands_behind(measured, claim, BEHIND)),
    ):
        if one.index not in seen:
            seen.add(one.index)
            yield one, away
