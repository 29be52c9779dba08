"""What a text says twice: a growth in its headline and again below, of one thing, place and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.roles import Role
from nbkpi.text.scene import LONG_NAME, Scene
from nbkpi.text.since import since
from nbkpi.text.terms import Term

SAID_AGAIN: frozenset[Role] = frozenset(("growth", "share", "rate", "progress", "contribution", "yearly", "change"))
_ALL_OF = regex("[全我本][省市县区州旗镇乡村]$")
_HEAD = regex(r"\s*(?P<place>[\u4e00-\u9fff]{1,12}[市县区州旗镇乡村])[。,:]")
MOST = 12
"""So many claims of one name are compared."""
ALIKE = 50
"""Levels that differ by more than one part in so many are not one level, rounded in one place."""


def restated(scene: Scene, known: Container[int]) -> Iterator[Hypothesis]:
    """Each claim that nothing is said of yet, with the same before it, or one that is known, elsewhere in the text.

    One of another value is held against it only where both go with one level, word for word, and a slip explains it.
    """
    for several in _called_alike(scene):
        for claim in (one for one in several[:MOST] if one.index not in known):
            others = [one for one in several[:MOST] if one.index < claim.index or one.index in known]
            others = [one for one in others if _may_say_again(scene, claim, one)]
            same = [one for one in others if one.quantity.value == claim.quantity.value or one.step != claim.step]
            again = same or [one for one in others if _is_word_for_word(scene, claim, one)]
            demand = -1 if same else 2
            for other in again[:1]:
                yield from proposed(
                    "restated",
                    claim,
                    (other,),
                    "sum",
                    operands=(other.signed,),
                    prior=0.5,
                    demand=demand,
                    named=1.0,
                    must_fit=bool(same),
                )


def _called_alike(scene: Scene) -> Iterable[list[Term]]:
    """The claims of one sort and unit that have one name, which is long enough to be that of one thing."""
    called: defaultdict[tuple[object, ...], list[Term]] = defaultdict(list)
    for one in scene.terms:
        if one.role in SAID_AGAIN and one.is_bounded and len(one.name) >= LONG_NAME and len(one.row) == 1:
            called[one.role, one.name, one.symbol].append(one)
    return called.values()


def _is_word_for_word(scene: Scene, claim: Term, other: Term) -> bool:
    """Whether two claims stand in the same words behind the same level of one time."""
    now, then = scene.previous(claim), scene.previous(other)
    if now is None or then is None or not now.is_amount("level") or now.quantity != then.quantity:
        return False
    is_level = now.name == then.name and now.mention.when == then.mention.when is not None
    return is_level and now.segment == claim.segment and scene.between(now, claim) == scene.between(then, other)


def _may_say_again(scene: Scene, claim: Term, other: Term) -> bool:
    """Whether one claim may be another once more, by its words and those around both."""
    is_same = _is_of_the_same(claim, other)
    return is_same and not _are_headed(scene, claim, other) and not _are_of_two(scene, claim, other)


def _is_of_the_same(claim: Term, other: Term) -> bool:
    """Whether two claims of one name are of one place and time, since one time, and stand in two sentences."""
    if other.sentence == claim.sentence or claim.falls != other.falls:
        return False
    then, now = other.mention.when, claim.mention.when
    is_of_time = then is None or now is None or then == now
    is_since = since(claim) == since(other) or "time" not in (since(claim), since(other))
    return is_of_time and is_since and _is_of_one_place(claim.mention.entity, other.mention.entity)


def _are_of_two(scene: Scene, one: Term, other: Term) -> bool:
    """Whether two figures stand right behind two levels of one name that differ: 产量74.2万吨，增长8.5%."""
    now, then = scene.previous(one), scene.previous(other)
    if now is None or then is None or now.segment != one.segment or then.segment != other.segment:
        return False
    is_told_of_both = now.is_operand("level") and then.is_operand("level") and now.name == then.name == one.name
    apart = abs(now.quantity.value - then.quantity.value) * ALIKE
    return is_told_of_both and now.measured == then.measured and apart > now.quantity.value


def _are_headed(scene: Scene, one: Term, other: Term) -> bool:
    """Whether the lines of two figures begin with the names of two places: 甲区。全区收入…"""
    heads = {head["place"] for term in (one, other) if (head := _HEAD.match(scene.text, _line_of(scene, term)))}
    return len(heads) > 1


def _line_of(scene: Scene, term: Term) -> int:
    return scene.text.rfind("\n", 0, term.mention.start) + 1


def _is_of_one_place(one: str, other: str) -> bool:
    """Whether two places are one, as far as both are said: 我县 is 全县, and no 乙县."""
    is_all = _ALL_OF.match(one) is not None and _ALL_OF.match(other) is not None and one[1] == other[1]
    return not one or not other or one == other or is_all
