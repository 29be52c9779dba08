"""Points ahead of the schedule, or behind it: a rate of completion less the share of the year that has passed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.patterns import regex
from nbkpi.text.hypothesis import Hypothesis, proposed
from nbkpi.text.quantity import Quantity
from nbkpi.text.scene import Scene
from nbkpi.text.terms import Term

PERCENTS, RATES = 8, 3

_FARTHEST = 20
"""By more than one in so many no schedule is missed by a slip: another time is meant than the months named."""
_DAY = regex(r"(1[0-2]|[1-9])月(3[01]|[12][0-9]|[1-9])[日号]")
_ROUNDED_TO = (1000, 100, 10_000)
"""The parts of one that printers round the share of a year to, the likeliest first."""


def schedule(scene: Scene, claim: Term) -> Iterator[Hypothesis]:
    """A rate of completion less the share of the year that has passed, printed or by the months named."""
    near = [one for one in scene.percents(claim, PERCENTS) if one.paragraph == claim.paragraph]
    following = scene.following(claim)
    elapsed = [one for one in (*near, following) if one is not None and one.role == "elapsed"]
    done = [one for one in near if one.role in ("progress", "rate", "share", "percent")][:RATES]
    shares = list(_passed(scene, claim)) if done else []
    for rank, rate in enumerate(done):
        is_nearest = rank == 0 and rate.sentence == claim.sentence
        prior = 0.5 - 1.5 * rank - (0.0 if rate.sentence == claim.sentence else 0.5)
        prior -= 0.0 if rate.role in ("progress", "rate") else 1.0
        for passed in elapsed:
            demand = 2 if is_nearest else 0
            yield from proposed("schedule", claim, (rate, passed), "sum", prior=prior + 1.0, demand=demand)
        for share, cost in shares:
            demand = 2 if is_nearest and not elapsed and cost == 0 else 0
            yield from _over_time(scene, claim, rate, share, prior - cost, demand)


def _over_time(
    scene: Scene, claim: Term, rate: Term, share: Fraction, prior: float, demand: int
) -> Iterator[Hypothesis]:
    """A rate less a share of the year that nobody printed."""
    operands = (rate.quantity, _constant(share, scene.one))
    prior += 0.6 if demand else 0.0
    for made in proposed("schedule", claim, (rate,), "sum", operands=operands, prior=prior, demand=demand):
        gap = abs(made.bounds.value - claim.signed.value * made.bounds.value_under)
        if gap * _FARTHEST > scene.one * made.bounds.value_under:
            made.demand = 0
        yield made


def _constant(value: Fraction, one: int) -> Quantity:
    """A number that nobody printed; what is no whole number of the smallest unit is between two of them."""
    exact = value * one
    low = exact.numerator // exact.denominator
    return Quantity(low, low if exact.denominator == 1 else low + 1, round(exact))


def _passed(scene: Scene, claim: Term) -> Iterator[tuple[Fraction, float]]:
    """The shares of the year that may have passed, as printers round them, each with what it costs to think so."""
    for number, share in enumerate(_by_days(scene.words_before(claim, 120))):
        yield share, 0.1 + 0.1 * number
    spoken = [claim.mention.when, *(one.mention.when for one in scene.before(claim, 6))]
    months = dict.fromkeys((one.end - 1) % 12 + 1 for one in spoken if one is not None and one.length < 12)
    for rank, month in enumerate(months):
        exact = Fraction(month, 12)
        further = 0.0 if rank == 0 else 2.0
        yield exact, further
        rounded = dict.fromkeys(Fraction(round(exact * parts), parts) for parts in _ROUNDED_TO)
        for share in rounded:
            if share != exact:
                yield share, 0.3 + further


def _by_days(words: str) -> list[Fraction]:
    """The share of the year that has passed on a day named last in some words, in years of either length."""
    found = _DAY.findall(words)
    if not found:
        return []
    month, day = int(found[-1][0]), int(found[-1][1])
    days = sum(monthrange(2001, one)[1] for one in range(1, month)) + day
    return [Fraction(days, 365), Fraction(days + (month > 2), 366), Fraction(month - 1, 12) + Fraction(day, 360)]
