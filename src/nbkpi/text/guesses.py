"""Guesses where the words leave it open: figures nearby that a claim of growth, change or share would be right for.

Against a contradiction they are doubts; for a claim that no words relate to anything, a single one is a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from nbkpi.exact import Interval
from nbkpi.text.relation import Kind, Relation, Way
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene

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


def fits_elsewhere(scene: Scene, relation: Relation, place: int) -> bool:
    """Whether a relation in time would hold for two other figures nearby; then the text may mean those."""
    return relation.kind in IN_TIME and next(_fitting(scene, relation.kind, place), None) is not None


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
    term = scene.terms[place]
    claim = _interval(term)
    if claim is None:
        return
    sentence = scene.sentence(place)
    near = [
        one
        for index, one in enumerate(scene.terms)
        if index != place and -SENTENCES <= scene.sentence(index) - sentence <= 1
    ]
    near.sort(key=lambda one: abs(one.mention.start - term.mention.start))
    sizes = (claim,) if kind in ("share", "rate") else (claim, -claim)
    for found, way in _candidates(scene, kind, place, near[:MOST]):
        if any(found.intersect(size) is not None for size in sizes):
            yield way


def _candidates(scene: Scene, kind: Kind, place: int, near: list[Term]) -> Iterator[tuple[Interval, Way]]:
    """What growth, share or difference any two of the figures come to."""
    term = scene.terms[place]
    mine = next((scene.terms[one] for one in scene.in_segment(place) if scene.terms[one].role == "level"), None)
    for one, other in permutations(near, 2):
        a, b = _interval(one), _interval(other)
        if a is None or b is None:
            continue
        if kind == "growth":
            if (
                one.symbol == other.symbol
                and one.symbol != "%"
                and b.is_positive
                and "change" not in (one.role, other.role)
            ):
                yield a.growth_over(b), Way((one, other), "growth")
        elif kind in ("share", "rate"):
            # Only what stands right before a share can be the part.
            if one is mine and one.symbol == other.symbol and b.is_positive and other.role == "level":
                yield a / b, Way((one, other), "f1 / f2", is_share=True)
        elif _are_rates(one, other) if kind != "change" else one.symbol == other.symbol == term.symbol:
            rises = (a.lower or 0) >= (b.lower or 0)
            if rises:
                yield a - b, Way((one, other), "f1 - f2")


def _are_rates(*terms: Term) -> bool:
    return all(one.symbol in ("%", "个百分点") for one in terms)


def _interval(term: Term) -> Interval | None:
    """What the words allow in the base unit, both ends included; None without two ends."""
    figure = term.mention.figure
    if figure.interval is None or figure.interval.lower is None or figure.interval.upper is None:
        return None
    scaled = figure.interval.scaled(figure.unit.scale)
    return Interval(scaled.lower, scaled.upper)
