"""What can be said of a figure beside one that a book printed for the same thing: by its bounds, status and prices."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.language import _
from nbkpi.model.records import Indicator, Metric, Observation
from nbkpi.solve.check.verdicts import cut_off, difference
from nbkpi.solve.printed import either_way

BookVerdict = Literal["contradicted", "not comparable", "agrees", "not in the book"]
BOOK_VERDICTS: tuple[BookVerdict, ...] = ("contradicted", "not comparable", "agrees", "not in the book")
"""What can be said of a figure beside a book, the gravest first."""


WhyNot = Literal["", "name", "words", "entity", "period", "unit", "absent"]
"""Of what a figure could not be compared for want: see WHY_NOT_WORDS."""


class Likeness(NamedTuple):
    """How the status and the prices of two figures go together: alike, open where one does not say, or unlike."""

    grade: Literal["alike", "open", "unlike"]
    reason: str = ""


class Outcome(NamedTuple):
    """What a figure is beside one other, and by how much it differs where both cannot be true."""

    verdict: BookVerdict
    reason: str
    difference: Fraction | None = None


def beside(claim: Observation, printed: Observation) -> Outcome:
    """A figure of the text against a printed one of the same entity, measure and period."""
    if claim.figure.unit.dimension != printed.figure.unit.dimension:
        return Outcome("not comparable", _("percent and percentage points may be confused"))
    likeness = likeness_of(claim, printed)
    if likeness.grade == "unlike":
        return Outcome("not comparable", likeness.reason)
    if either_way(claim).intersect(either_way(printed)) is not None and not _differ_in_last_digit(claim, printed):
        return Outcome("agrees", _("both can be true"))
    if likeness.grade == "open":
        return Outcome("not comparable", likeness.reason)
    cuts = ((cut_off(claim), printed), (cut_off(printed), claim))
    is_cut = any(cut is not None and cut.intersect(either_way(other)) is not None for cut, other in cuts)
    reason = _("truncated instead of rounded") if is_cut else _("both cannot be true")
    return Outcome("contradicted", reason, difference(claim, either_way(printed), printed.nominal))


def _differ_in_last_digit(claim: Observation, printed: Observation) -> bool:
    """Whether one number is printed in two ways, 61.1 and 61.2: true only where one rounds up and the other down."""
    shared = either_way(claim).intersect(either_way(printed))
    steps = [one.figure.step * one.figure.unit.scale for one in (claim, printed)]
    return shared is not None and shared.is_point and steps[0] == steps[1] and claim.nominal != printed.nominal


def gravity(likeness: Likeness) -> int:
    """How much stands in the way of a comparison, the most first."""
    return ("unlike", "open", "alike").index(likeness.grade)


def likeness_of(claim: Observation, printed: Observation) -> Likeness:
    """Whether two figures are of one status and at the same prices; final is what is said where nothing is."""
    statuses = {claim.status, printed.status}
    if len(statuses) > 1:
        reason = _("one is {status}, the other {other}", status=_(claim.status), other=_(printed.status))
        return Likeness("open" if "final" in statuses else "unlike", reason)
    prices = {claim.prices, _prices(printed)}
    if len(prices) == 1 or not prices & {"constant", "comparable"}:
        return Likeness("alike")
    if "comparable" in prices:
        reason = _("only one of them is for comparable coverage")
        return Likeness("open" if "" in prices else "unlike", reason)
    reason = _("one is at constant prices, the other at current prices or at prices not given")
    return Likeness("open" if "" in prices else "unlike", reason)


def _prices(printed: Observation) -> str:
    """The prices that a printed figure is at: its own, or those of its indicator."""
    measure = printed.measure
    while isinstance(measure, Metric) and measure.base is not None:
        measure = measure.base
    return printed.prices or (measure.prices if isinstance(measure, Indicator) else "")
