"""The rates of births and deaths over a population, and 自然增长率 as the difference of the two."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term


def vital(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """自然增长率 as births less deaths; a rate of births or deaths over the mean population."""
    if "自然" in claim.clause:
        yield from _natural(scene, claim)
        return
    event = next((event for event in ("出生", "死亡") if event in claim.clause), "")
    if not event:
        return
    people = _people_around(scene, claim, event)
    for part in scene.here(claim, lambda each: event in each.lead and not each.is_rate and each.is_bounded, 1):
        for rank, whole in enumerate(people):
            is_mean = "平均" in whole.clause
            prior = (1.0 if is_mean else -2.5) - 0.5 * rank
            yield from proposed(scene, "rate", claim, (part, whole), "ratio", prior=prior, must_fit=not is_mean)
            for other in people[rank + 1 :]:
                # Over the mean of two populations: twice the part over their sum.
                figures = (part, whole, other)
                yield from proposed(
                    scene, "rate", claim, figures, "ratio", factor=Fraction(2), prior=-2.0, must_fit=True
                )


def _people_around(scene: Scene, claim: Term, event: str) -> list[Term]:
    """The populations near a rate."""
    around = [*scene.before(claim, 12), *scene.terms[claim.index + 1 : claim.index + 9]]
    people = [each for each in around if "人口" in each.label and each.is_operand("level", "base")]
    return [each for each in people if f"{event}人口" not in each.lead][:4]


def _natural(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    around = [*scene.before(claim, 8), *scene.terms[claim.index + 1 : claim.index + 4]]
    near = [each for each in around if each.sentence == claim.sentence and each.is_bounded and each.is_rate]
    born = next((each for each in near if "出生率" in each.clause), None)
    died = next((each for each in near if "死亡率" in each.clause), None)
    if born is not None and died is not None:
        yield from proposed(scene, "points", claim, (born, died), "sum", prior=1.5, demand=2)
