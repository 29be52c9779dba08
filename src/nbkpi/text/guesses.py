"""Guesses where the words leave it open: figures nearby that a claim of growth, change or share would be right for.

Against a contradiction they are doubts; for a claim that no words relate to anything, a single one is a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nbkpi.exact.ends import less
from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.scene import Scene, Span, is_before

SENTENCES = 3
"""So many sentences before a claim, and one after it, are looked at."""

MOST = 24
"""So many figures at most: of more of them some pair would fit by chance."""

IN_TIME: frozenset[Kind] = frozenset({"growth", "change", "points", "schedule"})
"""The relations in which the words often leave open what is compared with what."""

_KINDS: dict[str, Kind] = {
    "growth": "growth",
    "change": "change",
    "points": "points",
    "share": "share",
    "rate": "rate",
}
_SHARES = ("share", "rate")
_FORMULAS = {
    "growth": "growth",
    "change": "f1 - f2",
    "points": "f1 - f2",
    "schedule": "f1 - f2",
    "share": "f1 / f2",
    "rate": "f1 / f2",
}


def fits_elsewhere(scene: Scene, relation: Relation, place: int) -> bool:
    """Whether a relation in time would hold for two other figures nearby; then the text may mean those.

    Growth over the later of a level and its base is no other reading of them, but a common mistake.
    """
    if relation.kind not in IN_TIME:
        return False
    if relation.is_certain:
        return False
    later, *bases = relation.ways[0].figures
    is_plain = later.role == "level" and len(bases) == 1 and is_before(bases[0], later)
    reversed_ = (*bases, later) if is_plain else None
    return any(way.figures != reversed_ for way in _fitting(scene, relation.kind, place))


def guess(scene: Scene, place: int) -> Relation | None:
    """The relation of a claim to the only figures nearby it is right for; None where there are none, or several."""
    term = scene.terms[place]
    kind = _KINDS.get(term.role)
    if kind is None or term.is_constant:
        return None
    ways = list(dict.fromkeys(_fitting(scene, kind, place)))
    if not ways or len({way.figures for way in ways}) > 1:
        return None
    return Relation(kind, term, (ways[0],), is_guess=True)


def _fitting(scene: Scene, kind: Kind, place: int) -> Iterator[Way]:
    """The ways in which two figures nearby come to what was asserted."""
    claim = scene.spans[place]
    if claim is None:
        return
    sizes = (claim,) if kind in _SHARES else (claim, Span(-claim.upper, -claim.lower))
    alike = [(one, span) for one in _alike(scene, kind, place) if (span := scene.spans[one]) is not None]
    parts = alike
    if kind in _SHARES:
        # Only what stands right before a share can be the part.
        mine = next((one for one in scene.in_segment(place) if scene.terms[one].role == "level"), None)
        parts = [pair for pair in alike if pair[0] == mine]
        alike = [pair for pair in alike if parts and scene.terms[pair[0]].symbol == scene.terms[parts[0][0]].symbol]
    for other, b in alike:
        if kind in (*_SHARES, "growth") and b.lower <= 0:
            continue
        windows = [_window(kind, b, size) for size in sizes]
        for one, a in parts:
            if one != other and _may_stand_for(scene, kind, one, other) and any(map(a.meets, windows)):
                yield Way((scene.terms[one], scene.terms[other]), _FORMULAS[kind], is_share=kind in _SHARES)


def _window(kind: Kind, b: Span, size: Span) -> Span:
    """What a figure must be for its growth over b, its share of b or its difference from b to be of this size."""
    if kind not in (*_SHARES, "growth"):
        return Span(b.lower + size.lower, b.upper + size.upper)
    low, high = (end + 1 if kind == "growth" else end for end in size)
    return Span((b.upper if low < 0 else b.lower) * low, (b.lower if high < 0 else b.upper) * high)


def _alike(scene: Scene, kind: Kind, place: int) -> list[int]:
    """The figures around a claim that it may be about, the nearest first."""
    near = _near(scene, place)
    if kind in ("points", "schedule"):
        return [one for one in near if scene.terms[one].symbol in ("%", "个百分点")]
    if kind == "change":
        return [one for one in near if scene.terms[one].symbol == scene.terms[place].symbol]
    if kind == "growth":
        found = [one for one in near if scene.terms[one].symbol != "%" and scene.terms[one].role != "change"]
    else:
        found = [one for one in near if scene.terms[one].role == "level"]
    counts = Counter(scene.terms[one].symbol for one in found)
    return [one for one in found if counts[scene.terms[one].symbol] > 1]


def _may_stand_for(scene: Scene, kind: Kind, one: int, other: int) -> bool:
    """Whether two figures can be compared: of one unit, and for a difference the larger first."""
    if kind in (*_SHARES, "growth"):
        return scene.terms[one].symbol == scene.terms[other].symbol
    a, b = scene.spans[one], scene.spans[other]
    return a is not None and b is not None and not less(a.lower, b.lower)


def _near(scene: Scene, place: int) -> list[int]:
    """The terms around one, the nearest first."""
    sentence, start = scene.sentence(place), scene.terms[place].mention.start
    around = range(max(0, place - MOST), min(len(scene.terms), place + MOST + 1))
    near = [one for one in around if one != place and -SENTENCES <= scene.sentence(one) - sentence <= 1]
    near.sort(key=lambda one: abs(scene.terms[one].mention.start - start))
    return near[:MOST]
