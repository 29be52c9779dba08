"""The verdict on a claim: confirmed by the best hypothesis that fits, wrong only where the words leave no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.text.hypothesis import Hypothesis, Kind, claimed
from nbkpi.text.likeness import whole_name
from nbkpi.text.quantity import Quantity
from nbkpi.text.terms import Term

Verdict = Literal["contradicted", "truncated", "nearly", "unknown", "uninformative", "plausible", "consistent", "exact"]
VERDICTS: tuple[Verdict, ...] = (
    "contradicted", "truncated", "nearly", "unknown", "uninformative", "plausible", "consistent", "exact",
)  # fmt: skip
FINDINGS: tuple[Verdict, ...] = ("contradicted", "truncated")
"""The verdicts that somebody must look into."""

SURE, BEST_OF_WORDS, NO_RIVAL, SLIP, GUESS = 4.5, -1.5, -4.0, 3.0, 1.5
VOTED = 5.0
"""The votes of two neighbours: over a whole that these are of a slip is worth saying even from far away."""
OPEN, UNSAID = 4.0, 5.5
"""What a slip in a total must score whose list need not be complete, and where no words announce a list."""
_SLIPS_FROM = -2.0
"""Of what is less likely than this even a slip says nothing."""
HELD = 0.99
"""A claim is contradicted only from this likelihood on; below it is off by a little, perhaps."""

_LIKELY: dict[Kind, float] = {"change": -1.0, "pull": -2.5, "contribution": -2.5, "mean": 0.5}
"""From which likelihood on a misfit of the likeliest hypothesis is said to be nearly right."""
_NEVER_NEARLY: frozenset[Kind] = frozenset(("sum", "difference", "yearly", "ratio"))
"""Lists are often incomplete, and what is left of them says nothing."""


@dataclass(slots=True)
class Judged:
    """A claim with its verdict, and the hypothesis that it was decided by.

    one is how many of the smallest unit of the text make 1, rivals are hypotheses that fit where this one does not,
    members those of a structure.
    """

    claim: Term
    verdict: Verdict
    by: Hypothesis
    one: int
    rivals: tuple[Hypothesis, ...] = ()
    members: tuple[Term, ...] = ()

    @property
    def kind(self) -> Kind:
        """The shape of the relation."""
        return self.by.kind

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict in FINDINGS

    @property
    def computed(self) -> Interval | None:
        """What follows for the claim, in its own unit; nothing where only the number of cases is printed."""
        return None if self.kind == "grim" else self.by.bounds.interval(self.claim.unit.scale * self.one)

    @property
    def nominal(self) -> Fraction | None:
        """What follows at the printed numbers."""
        return None if self.kind == "grim" else self.by.bounds.nominal(self.claim.unit.scale * self.one)

    @property
    def difference(self) -> Fraction | None:
        """What is claimed less what follows, at the printed numbers."""
        if self.nominal is None:
            return None
        return (
            Fraction(claimed(self.claim, self.kind, self.one).value) / (self.claim.unit.scale * self.one) - self.nominal
        )

    @property
    def span(self) -> tuple[int, int]:
        """Where the claim stands: all of a structure, else the one figure."""
        terms = self.members or (self.claim,)
        return terms[0].mention.start, terms[-1].mention.end

    @property
    def asserted_words(self) -> str:
        """The words of the claim."""
        return ":".join(one.mention.words for one in self.members) or self.claim.mention.words


def decide(claim: Term, several: Sequence[Hypothesis], one: int) -> Judged | None:
    """The verdict by the likeliest of several hypotheses, with the rivals of a misfit; None where none says anything."""
    found = _decided(claim, several, one)
    if found is not None and not found.by.fits and not found.rivals:
        fits = [each for each in several if each.fits and each.kind == found.kind]
        found.rivals = tuple(sorted(fits, key=lambda each: -each.score)[:2])
    return found


def _decided(claim: Term, several: Sequence[Hypothesis], one: int) -> Judged | None:
    faulty = [each for each in several if each.fault is not None]
    if faulty:
        worst = max(faulty, key=lambda each: each.likelihood)
        return Judged(claim, "contradicted" if worst.demand == 2 and not worst.is_far else "nearly", worst, one)
    only = [each for each in several if each.only]
    several = only or several
    if is_loose(claim):
        several = [each for each in several if each.fits]
    fits = sorted((each for each in several if each.fits), key=lambda each: -each.score)
    slips = sorted(
        (each for each in several if each.slip is not None and _may_slip(each)), key=lambda each: -each.score
    )
    best, near = _plainest(fits), slips[0] if slips else None
    inside = [each for each in several if not each.is_far]
    verdict = _otherwise_named(inside, best, one) or _slipped(claim, best, near, one)
    if verdict is not None:
        return verdict
    top = max(several, key=lambda each: each.likelihood, default=None)
    if best is not None and top is not None:
        is_first = best.likelihood >= top.likelihood - 0.3 and best.likelihood >= BEST_OF_WORDS
        is_list = best.kind in ("sum", "difference")
        if is_list:
            is_first = False
        sure = UNSAID if is_list and best.likelihood < 0 else SURE
        if best.score >= sure or (is_first and best.score >= 0):
            return Judged(claim, right(claim, best, one), best, one)
    held = _held(claim, inside, best, one)
    if held is not None:
        return held
    if near is not None and near.score >= SLIP and not near.is_far:
        return Judged(claim, "nearly", near, one)
    if top is not None and not top.is_far and not top.fits and top.demand >= 0 and _is_likely(top, several, best):
        return Judged(claim, "nearly", top, one)
    if best is not None and best.score >= (GUESS if best.kind not in _NEVER_NEARLY else SURE):
        return Judged(claim, "plausible", best, one)
    return None


_AS_GOOD = 3.0
"""Of hypotheses that fit and are as good within so many bits, the one with the fewest figures is what was meant."""


def _plainest(fits: Sequence[Hypothesis]) -> Hypothesis | None:
    """The best of those that fit; of one sort the plainest of those that are nearly as good."""
    if not fits:
        return None
    best = fits[0]
    if best.kind != "share":
        return best
    value = Fraction(best.bounds.value, best.bounds.value_under)
    same = [each for each in fits if each.kind == "share" and each.figures[0] is best.figures[0]]
    same = [
        each
        for each in same
        if each.score >= best.score - _AS_GOOD or Fraction(each.bounds.value, each.bounds.value_under) == value
    ]
    return min(same, key=lambda each: (len(each.figures), each.expression.form == "part", -each.score))


def is_loose(claim: Term) -> bool:
    """Whether a claim is in words that nobody takes to the letter: 三成, 三分之一, 翻一番, 约5%."""
    figure = claim.mention.figure
    return figure.reading in ("fraction", "doubling") or figure.unit.symbol == "成" or figure.bound != "as_printed"


def right(claim: Term, best: Hypothesis, one: int) -> Verdict:
    """Exactly what follows, or within rounding; of bare cases whether anything could have been printed."""
    bounds = best.bounds
    if best.kind == "grim":
        # Whatever had been printed would have been possible: a whole percent of a hundred cases and more.
        is_always_possible = best.figures[0].quantity.low * claim.step >= one * one
        return "uninformative" if is_always_possible else "consistent"
    is_point = bounds.low * bounds.high_under == bounds.high * bounds.low_under
    wanted = claimed(claim, best.kind, one)
    is_exact = is_point and wanted.value * bounds.value_under == bounds.value
    return "exact" if is_exact else "consistent"


def _may_slip(each: Hypothesis) -> bool:
    """Whether a slip of this hypothesis is worth to be said at all."""
    if each.demand < 0:
        return False
    if each.is_far and each.votes >= VOTED and (each.slip or 0.0) >= SLIP:
        return each.kind == "structure" or each.figures[0].paragraph == each.claim.paragraph
    if each.is_far:
        return each.named > 0.99 and each.figures[0].symbol == each.figures[-1].symbol
    if each.kind in ("sum", "difference"):
        needed = OPEN if each.likelihood >= -0.5 else UNSAID
        if each.demand < 2 and ((each.slip or 0.0) < SLIP or each.score < needed):
            return False
        gap = abs(Fraction(each.bounds.value, each.bounds.value_under) - each.claim.quantity.value)
        return all(abs(part.quantity.value) > gap for part in each.figures)
    return each.likelihood >= _SLIPS_FROM


def _otherwise_named(several: Sequence[Hypothesis], best: Hypothesis | None, one: int) -> Judged | None:
    """A share that fits only over another whole than the one that is named."""
    if best is None or best.named > 0.5 or best.votes >= 4 or best.kind != "share":
        return None
    named = [each for each in several if each.named > 0.99 and each.likelihood >= best.likelihood]
    if not named or any(each.fits for each in named):
        return None
    if best.score >= SURE + 3 and not _OF_ALL.search(whole_name(best.claim)):
        return None
    return Judged(best.claim, "nearly", max(named, key=lambda each: each.likelihood), one, (best,))


_OF_ALL = re.compile("^(?:全[市县区镇乡村省国部]|所有)|总[数量额]$")
"""What a share of is not meant as one of a part: 占全镇党员的, 占志愿者总数的."""


def _slipped(claim: Term, best: Hypothesis | None, near: Hypothesis | None, one: int) -> Judged | None:
    """A slip over a likely whole that says more than any fit elsewhere."""
    if near is None or near.likelihood < 0:
        return None
    if best is not None and near.score <= best.score + 1.5:
        return None
    if near.demand >= 2 and not near.is_far and near.likelihood >= HELD:
        return Judged(claim, wrong(claim, near, one), near, one)
    return Judged(claim, "nearly", near, one)


def _held(claim: Term, several: Sequence[Hypothesis], best: Hypothesis | None, one: int) -> Judged | None:
    """A misfit that the words do not let go, where nothing else fits."""
    if best is not None and best.score >= NO_RIVAL:
        return None
    held = [each for each in several if each.demand == 2 and not each.fits]
    if not held:
        return None
    worst = max(held, key=lambda each: each.likelihood)
    if worst.likelihood >= HELD:
        return Judged(claim, wrong(claim, worst, one), worst, one)
    if worst.kind in _NEVER_NEARLY:
        return None
    return Judged(claim, "nearly", worst, one)


def _is_likely(top: Hypothesis, several: Sequence[Hypothesis], best: Hypothesis | None) -> bool:
    if top.kind in _NEVER_NEARLY or (best is not None and best.score >= 0):
        return False
    value, under = top.bounds.value, top.bounds.value_under
    others = [each.likelihood for each in several if each.bounds.value * under != value * each.bounds.value_under]
    if top.demand < 0 or (top.kind == "rate" and not top.demand):
        return False
    margin = top.likelihood - max(others, default=-99.0)
    needed = 1.0 if top.kind == "share" else 2.0
    return margin >= needed and top.likelihood >= _LIKELY.get(top.kind, 0.0)


def wrong(claim: Term, by: Hypothesis, one: int) -> Verdict:
    """Contradicted, or only cut off instead of rounded."""
    figure = claim.mention.figure
    if figure.reading != "nearest":
        return "contradicted"
    wanted = claimed(claim, by.kind, one)
    value, step = wanted.value, claim.step
    cut = (
        Quantity(value, value + step, value, True, False) if value >= 0 else Quantity(value - step, value, value, False)
    )
    return "truncated" if by.bounds.meets(cut) else "contradicted"
