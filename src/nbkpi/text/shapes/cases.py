"""Rates of which only the number of cases is printed (GRIM), and the rates of births and deaths over a population."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text.arithmetic import Expression, Quantity
from nbkpi.text.hypothesis import Hypothesis, claimed, hypothesis
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.rates import stem_of
from nbkpi.text.terms import Term
from nbkpi.text.vocabulary import words

MOST_CASES = 2000
"""Of more possible numbers of cases some fits any rate."""

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
    if kind not in _WHOLE_CASES or claim.mention.figure.unit.symbol != "%" or not claim.is_bounded:
        return
    cases = _cases_of(scene, claim)
    if cases is None or kind in cases.lead[-8:]:
        return
    around = cases.name + cases.lead[-12:] + cases.mention.tail[:6]
    if not any(word in around for word in _DENOMINATORS[kind]):
        return
    figure = cases.mention.figure
    if figure.kind != "count" or figure.unit.scale != 1 or claim.mention.figure.bound != "as_printed":
        return
    one = scene.one
    low, high = -(-cases.quantity.low // one), cases.quantity.high // one
    if high - low > MOST_CASES or low <= 0:
        return
    wanted = claimed(claim, "rate", one)
    fitting = next((each for number in range(low, high + 1) if (each := _fitting(wanted, number, one))), None)
    number, part = fitting if fitting is not None else (low, round(Fraction(wanted.value * low, one)))
    expression = Expression("ratio", (Quantity(part * one, part * one, part * one), _point(number, one)))
    made = hypothesis("grim", claim, (cases,), expression, 1.0, one, demand=2)
    if made is not None:
        made.bits, made.slip = 4.0, None
        yield made


def is_always_possible(claim: Term, cases: Term, one: int) -> bool:
    """Whether whatever had been printed would have been possible: a whole percent of a hundred cases and more."""
    return cases.quantity.low * claim.step >= one * one


def _point(number: int, one: int) -> Quantity:
    return Quantity(number * one, number * one, number * one)


def _fitting(wanted: Quantity, number: int, one: int) -> tuple[int, int] | None:
    """A whole part of so many cases that gives the rate."""
    part = -(-wanted.low * number // one)
    return (number, part) if part * one <= wanted.high * number and part <= number else None


def _cases_of(scene: Scene, claim: Term) -> Term | None:
    """The only count of the segment before a rate; of a row of rates the one in its place."""
    if len(claim.row) > 1:
        levels = scene.levels_before_row(claim, len(claim.row), lambda each: each.role == "level" and not each.is_rate)
        return levels[claim.place_in_row] if levels else None
    before = [each for each in scene.here(claim, lambda each: not each.is_rate, 3) if each.segment == claim.segment]
    return before[0] if len(before) == 1 and before[0].index == claim.index - 1 and before[0].role in ("level", "target") else None


def vital(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """自然增长率 as births less deaths; a rate of births or deaths over the mean population."""
    if "自然" in claim.clause:
        yield from _natural(scene, claim)
        return
    event = "出生" if "出生" in claim.clause else "死亡" if "死亡" in claim.clause else ""
    if not event:
        return
    parts = scene.here(claim, lambda each: event in each.lead and not each.is_rate and each.is_bounded, 1)
    around = [*scene.before(claim, 12), *scene.terms[claim.index + 1 : claim.index + 9]]
    people = [each for each in around if "人口" in each.label and each.role in ("level", "base") and each.is_bounded]
    people = [each for each in people if f"{event}人口" not in each.lead and not each.is_rate][:4]
    for part in parts:
        for rank, whole in enumerate(people):
            prior = (1.0 if "平均" in whole.clause else -2.5) - 0.5 * rank
            expression = Expression("ratio", (part.quantity, whole.quantity))
            made = hypothesis("rate", claim, (part, whole), expression, prior, scene.one)
            if made is not None and (made.fits or "平均" in whole.clause):
                yield made
            for other in people[rank + 1 :]:
                half = Expression("ratio", (part.quantity, whole.quantity, other.quantity), 1, Fraction(2))
                made = hypothesis("rate", claim, (part, whole, other), half, -2.0, scene.one)
                if made is not None and made.fits:
                    yield made


def _natural(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    around = [*scene.before(claim, 8), *scene.terms[claim.index + 1 : claim.index + 4]]
    near = [each for each in around if each.sentence == claim.sentence and each.is_bounded and each.is_rate]
    born = next((each for each in near if "出生率" in each.clause), None)
    died = next((each for each in near if "死亡率" in each.clause), None)
    if born is None or died is None:
        return
    expression = Expression("sum", (born.quantity, died.quantity), 1)
    made = hypothesis("points", claim, (born, died), expression, 1.5, scene.one, demand=2)
    if made is not None:
        yield made
