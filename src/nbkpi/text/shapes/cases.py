"""Rates of which only the number of cases is printed (GRIM), and the rates of births and deaths over a population."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, claimed, proposed
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.rate_names import stem_of
from nbkpi.text.shapes.rates import VITAL
from nbkpi.text.since import since
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import words

MOST_CASES = 2000
"""Of more possible numbers of cases some fits any rate."""
NEAR = 30
"""So many characters before a change what changed is named."""
AROUND = 10
"""So many figures around a change of a population those that it is made up of may stand."""
_NATURAL, _MOVED = regex("自然[增减变]"), regex("净迁[入出移]?|(?:机械|迁移)[增减变]")
_MOVE = regex("自然|迁|机械")
_BITS = 4.0
_UNITS = regex("单位|部门|[乡镇]镇|街道|机构")
"""Who does it, and no cases of it."""

_WHOLE_CASES = frozenset(words("whole_cases"))
_DENOMINATORS = {
    name: tuple(over.split("|"))
    for names, _colon, over in (row.partition(":") for row in words("denominators"))
    for name in names.split("|")
}


def grim(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """Whether any whole number of the cases printed right before a rate gives it."""
    stem = stem_of(claim)
    kind = next((name for name in _DENOMINATORS if stem.endswith(name)), "")
    if kind not in _WHOLE_CASES or claim.unit.symbol != "%" or not claim.is_bounded:
        return
    cases = _cases_of(scene, claim)
    if (
        cases is None
        or not _are_cases_of(cases, kind)
        or _are_others(cases, stem.removesuffix(kind))
        or claim.mention.figure.bound != "as_printed"
    ):
        return
    one = scene.one
    low, high = -(-cases.quantity.low // one), cases.quantity.high // one
    if high - low > MOST_CASES or low <= 0:
        return
    wanted = claimed(claim, "rate")
    fitting = next((each for number in range(low, high + 1) if (each := _fitting(wanted, number, one))), None)
    number, part = fitting if fitting is not None else (low, round(Fraction(wanted.value * low, one)))
    operands = (Quantity.whole(part, one), Quantity.whole(number, one))
    for made in proposed("grim", claim, (cases,), "ratio", operands=operands, prior=1.0, demand=2):
        made.bits, made.slip = _BITS, None
        yield made


def _fitting(wanted: Quantity, number: int, one: int) -> tuple[int, int] | None:
    """A whole part of so many cases that gives the rate."""
    part = -(-wanted.low * number // one)
    return (number, part) if part * one <= wanted.high * number and part <= number else None


def _are_cases_of(cases: Term, kind: str) -> bool:
    """Whether a figure counts single cases, and by its words those that a rate of this kind is over."""
    figure = cases.mention.figure
    around = cases.name + cases.lead[-12:] + cases.mention.tail[:6]
    if _UNITS.search(around):
        return False
    is_count = figure.kind == "count" and figure.unit.scale == 1
    return is_count and kind not in cases.lead[-8:] and any(word in around for word in _DENOMINATORS[kind])


def _are_others(cases: Term, qualifier: str) -> bool:
    """Whether a rate is named after something that the cases are not: 定期抽查 of 监督抽查."""
    known = sum(char in cases.name + cases.clause for char in qualifier)
    return len(qualifier) > 1 and known * 4 < len(qualifier) * 3


def _cases_of(scene: Scene, claim: Term) -> Term | None:
    """The only count of the segment before a rate; of a row of rates the one in its place."""
    if len(claim.row) > 1:
        levels = scene.levels_before_row(claim, len(claim.row), lambda each: each.is_amount("level"))
        return levels[claim.place_in_row] if levels else None
    before = [each for each in scene.here(claim, lambda each: not each.is_rate, 3) if each.segment == claim.segment]
    is_next = len(before) == 1 and before[0].index == claim.index - 1
    return before[0] if is_next and before[0].role in ("level", "target") else None


def vital(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """自然增长率 as births less deaths; a rate of births or deaths over the mean population."""
    if "自然" in claim.clause:
        yield from _natural(scene, claim)
        return
    event = next((event for event in VITAL if event in claim.clause), "")
    if not event:
        return
    people = _people_around(scene, claim, event)
    for part in scene.here(claim, lambda each: event in each.lead and not each.is_rate and each.is_bounded, 1):
        for rank, whole in enumerate(people):
            is_mean = "平均" in whole.clause
            prior = (1.0 if is_mean else -2.9) - 0.5 * rank
            yield from proposed("rate", claim, (part, whole), "ratio", prior=prior, must_fit=not is_mean)
            yield from _over_mean_by_change(scene, claim, part, whole)
            for other in people[rank + 1 :]:
                # Over the mean of two populations: twice the part over their sum.
                figures = (part, whole, other)
                yield from proposed("rate", claim, figures, "ratio", factor=Fraction(2), prior=-2.0, must_fit=True)


def _over_mean_by_change(scene: Scene, claim: Term, part: Term, whole: Term) -> Iterator[Hypothesis]:
    """Over the mean of a population and what it was before its change, which stands right behind it."""
    change = scene.following(whole)
    if change is None or change.role != "change" or change.measured != whole.measured or not change.is_bounded:
        return
    was = change.signed.negated()
    yield from proposed(
        "rate",
        claim,
        (part, whole, whole, change),
        "ratio",
        operands=(part.quantity, whole.quantity, whole.quantity, was),
        factor=Fraction(2),
        prior=0.0,
        must_fit=True,
    )


def _people_around(scene: Scene, claim: Term, event: str) -> list[Term]:
    """The populations near a rate."""
    around = [*scene.before(claim, 12), *scene.terms[claim.index + 1 : claim.index + 9]]
    people = [each for each in around if "人口" in each.label and each.is_operand("level", "base")]
    return [each for each in people if f"{event}人口" not in each.lead][:4]


def natural(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A change of a population as births less deaths, where nobody moved; else as that and those who moved."""
    if "自然" in claim.lead or "人口" in scene.words_before(claim, NEAR):
        yield from _natural(scene, claim)
        yield from _with_moved(scene, claim)


def _with_moved(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A change of a population by births and deaths, and by those who moved, each said in its paragraph."""
    around = [*scene.before(claim, AROUND), *scene.terms[claim.index + 1 : claim.index + 1 + AROUND]]
    same = [one for one in around if one.paragraph == claim.paragraph and one.measured == claim.measured]
    same = [one for one in same if one.is_operand("change", "level") and not _MOVE.search(claim.lead)]
    natural, moved = ([one for one in same if way.search(one.lead)] for way in (_NATURAL, _MOVED))
    if len(natural) == len(moved) == 1:
        figures = (*natural, *moved)
        operands = tuple(one.signed for one in figures)
        yield from proposed("change", claim, figures, "sum", operands=operands, split=2, prior=1.0, demand=1)


def _natural(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    born, died = _events_near(scene, claim, claim.is_rate)
    if born is not None and died is not None:
        is_rate = claim.is_rate and born.sentence == died.sentence == claim.sentence
        kind: Kind = "points" if claim.is_rate else "change"
        prior, demand = (1.5, 2) if is_rate else (1.0, -1)
        yield from proposed(kind, claim, (born, died), "sum", prior=prior, demand=demand, must_fit=not is_rate)
        return
    born, died = _events_near(scene, claim, False)
    if born is None or died is None:
        return
    for people in _people_around(scene, claim, VITAL[0]):
        ways, figures = (born.quantity, died.quantity.negated(), people.quantity), (born, died, people)
        yield from proposed(
            "rate", claim, figures, "ratio", operands=ways, split=2, prior=0.0, demand=-1, must_fit=True
        )


def _events_near(scene: Scene, claim: Term, is_rate: bool) -> tuple[Term | None, ...]:
    """Births and deaths near a figure, as rates or in persons."""
    around = [*scene.before(claim, 8), *scene.terms[claim.index + 1 : claim.index + 5]]
    near = [each for each in around if each.is_bounded and each.is_rate == is_rate]
    near = [each for each in near if each.paragraph == claim.paragraph and each.role in ("rate", "level")]
    return tuple(next((each for each in near if event in each.clause), None) for event in VITAL)


def natural_points(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """By how many points natural growth moved, as those of births less those of deaths, each behind its rate:
    出生率10.05‰，下降0.04个千分点；死亡率6.38‰，下降0.70个千分点；自然增长率3.67‰，提高0.66个千分点.
    """
    rate = scene.previous(claim)
    if rate is None or "自然增长率" not in rate.clause or rate.segment != claim.segment:
        return
    born, died = (_points_of(scene, claim, event) for event in VITAL)
    if born is not None and died is not None:
        are_all = all(since(one) == since(claim) or "time" not in (since(one), since(claim)) for one in (born, died))
        ways = (born.signed, died.signed)
        yield from proposed("points", claim, (born, died), "sum", operands=ways, prior=1.5, demand=2 if are_all else -1)


def _points_of(scene: Scene, claim: Term, event: str) -> Term | None:
    """The points right behind the rate of an event in the sentence of others."""
    before = (one for one in scene.before(claim, 10) if one.sentence == claim.sentence and one.role == "rate")
    rate = next((one for one in before if event in one.clause), None)
    moved = None if rate is None else scene.following(rate)
    return moved if moved is not None and moved.is_bounded and moved.role == "points" else None
