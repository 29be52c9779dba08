"""Which levels a share may be of: the one that bears the name it says, and those before it, first and behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from nbkpi.text.likeness import covers, is_all_of, whole_name
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Measured, Term

WHOLES = 60
"""So many levels before a share may be its whole."""
FIRST = 12
"""So many of the first levels of the text may be: what a bulletin is about stands there."""
BEHIND = 8

OF_SORT = 0.5
"""So much the name of a level must be that of a whole for it to be one of its sort."""


def name_of(scene: Scene, claim: Term) -> str:
    """The name of the whole; of a row of shares, of two wholes named together, the one in its place."""
    name = whole_name(scene.terms[claim.row.start])
    names = re.split("[、和与及]", name)
    return names[claim.place_in_row] if len(names) == len(claim.row) > 1 else name


def called_whole(scene: Scene, claim: Term, name: str) -> Term | None:
    """The only level before a share in its paragraph that is all of what the share names: 占总收入的; none where one of
    its sort stands before the part in the segment of the share.
    """
    if not name:
        return None
    near = [*takewhile(lambda one: one.paragraph == claim.paragraph, scene.before(claim))]
    found = [one for one in near if one.is_operand("level") and is_all_of(name, one)]
    if len(found) != 1:
        return None
    beside = [one for one in near if one.segment == claim.segment and one.measured == found[0].measured]
    return found[0] if found[0] in beside or not any(covers(name, one) > OF_SORT for one in beside[1:]) else None


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
