"""What a figure is compared with in another paragraph: the figure of the same name, of the time that is said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from nbkpi.figure import Period
from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, Kind, proposed
from nbkpi.text.periods import periods_in
from nbkpi.text.scene import Scene
from nbkpi.text.shapes.rate_names import stem_of
from nbkpi.text.shapes.rates import denominators
from nbkpi.text.terms import Term

MOST = 24
"""So many figures of one name may be the same of another time."""
FAR = 60
"""So far before a rate what it is of may stand."""
NEAR = 4
"""So far before a claim the figure stands that it is of."""
_COMPARED: frozenset[str] = frozenset(("growth", "share", "rate", "percent", "yearly"))
_FORMS: dict[str, tuple[Kind, str, float]] = {
    "growth": ("growth", "growth", -1.0),
    "change": ("change", "sum", 0.0),
    "points": ("points", "sum", 1.0),
}
"""What a claim of a role is, how it is computed, and how likely that is."""
_YEAR_BEFORE = regex("同期|上年|去年|同比")
_JUST_BEFORE = regex("环比|[比较](?:上一?[月周季期]|前一?[日周月期])")
_OF_WEEKS = regex("上一?[周期]|前一?[日周期]")


def over_namesake(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A figure less the one of the same name of the time that the claim is since, or its growth since then; of
    percentages the points.
    """
    kind, form, prior = _FORMS[claim.role]
    level = _compared(scene, claim)
    now = None if level is None else level.mention.when
    if level is None or now is None:
        return
    then = _since(scene, claim, now)
    for base in islice(scene.namesakes(level), MOST) if then is not None else ():
        is_of_same = base.measured == level.measured and base.mention.entity == level.mention.entity
        is_of_time = base.mention.when == then and (then != now or base.index < level.index)
        is_there = base.role != "target" and (level.is_rate or base.quantity.low > 0)
        if is_of_same and is_of_time and is_there and base.paragraph != level.paragraph:
            ways = (level.signed, base.signed)
            yield from proposed(kind, claim, (level, base), form, operands=ways, prior=prior, demand=-1, must_fit=True)


def rate_of_named(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate over a level beside it, of what another paragraph has by the name of the rate: 利润率 of 利润总额."""
    stem = stem_of(claim)
    over, own = denominators(stem), scene.here(claim, lambda one: one.is_operand("level"), NEAR, 1)
    wholes = [one for one in own if any(word in one.name for word in over) and one.quantity.low > 0]
    if len(claim.row) > 1 or not wholes:
        return
    near = (one for one in scene.before(claim, FAR) if one.is_operand("level") and stem[-2:] in one.name)
    for part in islice((one for one in near if one.paragraph != claim.paragraph), MOST):
        is_of_time = part.mention.when == wholes[0].mention.when
        is_of_time = is_of_time and (part.mention.when is not None or part.mention.period == wholes[0].mention.period)
        is_of_same = part.mention.entity in ("", claim.mention.entity) or claim.mention.entity == ""
        if part.measured == wholes[0].measured and is_of_same and is_of_time:
            figures = (part, wholes[0])
            yield from proposed("rate", claim, figures, "ratio", prior=-1.0, demand=-1, must_fit=True)


def _compared(scene: Scene, claim: Term) -> Term | None:
    """The figure that a claim is of: the amount before it in its segment, or before points the percentage."""
    for one in scene.before(scene.terms[claim.row.start], NEAR):
        if one.segment != claim.segment:
            return None
        if one.role in _COMPARED if claim.role == "points" else one.is_operand("level", "mean", "target"):
            return one if one.is_bounded else None
    return None


def _since(scene: Scene, claim: Term, now: Period) -> Period | None:
    """The time that a claim is since by its words, of a row by those in its place; a growth without any is of a year.

    Of weeks, whose days no period tells, it is that of the figure itself.
    """
    first = scene.terms[claim.row.start]
    said = [one for one in periods_in(first.lead, Period(now.start, 1)) if one.is_base or len(first.row) > 1]
    if len(first.row) > 1 and len(said) != len(first.row):
        return None
    if _OF_WEEKS.search(first.lead):
        return now
    if not said:
        if _JUST_BEFORE.search(first.lead):
            return now.shifted(-now.length)
        return now.shifted(-12) if claim.role == "growth" or _YEAR_BEFORE.search(first.lead) else None
    spoken = said[claim.place_in_row]
    if _YEAR_BEFORE.search(spoken.words):
        return now.shifted(-12)
    if _JUST_BEFORE.search("比" + spoken.words):
        return now.shifted(-now.length)
    return Period(spoken.period.start, now.length) if spoken.period is not None and now.length == 12 else spoken.period
