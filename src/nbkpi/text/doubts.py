"""Doubts about a contradiction: other figures of the text that a claim of growth or change would be right for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from nbkpi.exact import Interval
from nbkpi.text.relation import Kind, Relation
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene

SENTENCES = 3
"""So many sentences before a claim, and one after it, are looked at."""

MOST = 24
"""So many figures at most: of more of them some pair would fit by chance."""

IN_TIME: frozenset[Kind] = frozenset({"growth", "change", "points", "schedule"})
"""The relations in which the words often leave open what is compared with what."""


def fits_elsewhere(scene: Scene, relation: Relation, place: int) -> bool:
    """Whether a relation in time would hold for two other figures nearby; then the text may mean those."""
    if relation.kind not in IN_TIME:
        return False
    claim = _interval(relation.asserted)
    if claim is None:
        return False
    sizes = (claim, -claim)
    last = scene.sentence(place)
    near = [
        one
        for index, one in enumerate(scene.terms)
        if one is not relation.asserted and -SENTENCES <= scene.sentence(index) - last <= 1
    ]
    near.sort(key=lambda one: abs(one.mention.start - relation.asserted.mention.start))
    return any(found.intersect(size) is not None for found in _candidates(relation, near[:MOST]) for size in sizes)


def _candidates(relation: Relation, near: list[Term]) -> Iterator[Interval]:
    """What growth, or what difference, any two of the figures come to."""
    asserted = relation.asserted.symbol
    for one, other in permutations(near, 2):
        a, b = _interval(one), _interval(other)
        if a is None or b is None:
            continue
        if relation.kind == "growth":
            if one.symbol == other.symbol and one.symbol != "%" and b.is_positive:
                yield a.growth_over(b)
                if one.role == "change":
                    # So much of a level, or of what is left of it.
                    yield a / b
                    rest = b - a
                    if rest.is_positive:
                        yield a / rest
        elif _are_rates(one, other) if relation.kind != "change" else one.symbol == other.symbol == asserted:
            yield a - b


def _are_rates(*terms: Term) -> bool:
    return all(one.symbol in ("%", "个百分点") for one in terms)


def _interval(term: Term) -> Interval | None:
    """What the words allow in the base unit, both ends included; None without two ends."""
    figure = term.mention.figure
    if figure.interval is None or figure.interval.lower is None or figure.interval.upper is None:
        return None
    scaled = figure.interval.scaled(figure.unit.scale)
    return Interval(scaled.lower, scaled.upper)
