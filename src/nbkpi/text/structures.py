"""Structures a:b:c beside what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbkpi.text.relation import Relation, Way
from nbkpi.text.scene import REACH, Scene

_BEFORE = re.compile(r"[由从]|上年|去年|前年|同期|原来")
_BECAME = re.compile(r"[的]?(?:调整|优化|变|转|演变|提升)")


def structures(scene: Scene) -> Iterator[Relation]:
    """Each share of a:b:c over the parts printed before it, or the last of them against 100."""
    for index, term in enumerate(scene.terms):
        if term.role != "part":
            continue
        near = range(max(0, index - REACH), min(len(scene.terms), index + REACH))
        members = [one for one in near if scene.terms[one].mention.found.group == term.mention.found.group]
        place = members.index(index)
        parts = [] if _is_earlier(scene, members) else scene.last_levels(members[0], len(members))
        if parts:
            named = " + ".join(f"f{number}" for number in range(2, len(parts) + 2))
            figures = (scene.terms[parts[place]], *(scene.terms[one] for one in parts))
            sure = _belong_together(scene, parts, index)
            yield Relation(
                "structure", term, (Way(figures, f"f1 / ({named})", is_share=True),), not sure, is_rounded=True
            )
        elif index == members[-1]:
            others = tuple(scene.terms[one] for one in members[:-1])
            formula = "1 - " + " - ".join(f"f{number}" for number in range(1, len(others) + 1))
            yield Relation("structure", term, (Way(others, formula),))


def _is_earlier(scene: Scene, members: list[int]) -> bool:
    """Whether a structure is that of before: 由上年的3.1:46.2:50.7调整为…."""
    first, last = scene.terms[members[0]].mention, scene.terms[members[-1]].mention
    before, after = scene.text[max(0, first.start - 8) : first.start], scene.text[last.end : last.end + 4]
    return bool(_BEFORE.search(before) or _BECAME.match(after))


def _belong_together(scene: Scene, parts: list[int], index: int) -> bool:
    """Whether the levels before a structure are surely its parts."""
    near = scene.sentence(parts[0]) == scene.sentence(index) or list(scene.groups[parts[0]]) == parts
    together = scene.sentence(parts[-1]) >= scene.sentence(index) - 1
    return near or (together and all("产业" in scene.terms[one].clause for one in parts))
