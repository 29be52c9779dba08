"""What may be said of a claim: the verdicts, and which of them a hypothesis that fits or does not comes to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from nbkpi.exact import Interval
from nbkpi.text.hypothesis import Hypothesis, Kind, claimed
from nbkpi.text.quantity import Quantity
from nbkpi.text.terms import Term

Verdict = Literal["contradicted", "truncated", "nearly", "unknown", "uninformative", "plausible", "consistent", "exact"]
VERDICTS: tuple[Verdict, ...] = (
    "contradicted", "truncated", "nearly", "unknown", "uninformative", "plausible", "consistent", "exact",
)  # fmt: skip
FINDINGS: tuple[Verdict, ...] = ("contradicted", "truncated")
"""The verdicts that somebody must look into."""
_MOVES: frozenset[Kind] = frozenset(("growth", "change", "points"))
"""What may go up as well as down: that it fits a range of twice its size and more says nothing."""
RIGHT: frozenset[Verdict] = frozenset(("exact", "consistent"))
"""Those of what follows for certain."""


@dataclass
class Judged:
    """A claim with its verdict, and the hypothesis that it was decided by.

    rivals are hypotheses that fit where this one does not, members those of a structure. is_adjusted: it fits but for
    its last digit, by which all shares add up to 100%.
    settled are the figures, by index, that other claims are right with: no repair may change one of them.
    """

    verdict: Verdict
    by: Hypothesis
    rivals: tuple[Hypothesis, ...] = ()
    members: tuple[Term, ...] = ()
    is_adjusted: bool = False
    settled: frozenset[int] = frozenset()

    @property
    def claim(self) -> Term:
        """The figure that is judged."""
        return self.by.claim

    @property
    def kind(self) -> Kind:
        """The shape of the relation."""
        return self.by.kind

    @property
    def is_finding(self) -> bool:
        """Whether somebody must look into it."""
        return self.verdict in FINDINGS

    @cached_property
    def computed(self) -> Interval | None:
        """What follows for the claim, in its own unit; nothing where only the number of cases is printed."""
        return None if self.kind == "grim" else self.by.bounds.interval(self.claim.scale)

    @cached_property
    def nominal(self) -> Fraction | None:
        """What follows at the printed numbers."""
        return None if self.kind == "grim" else self.by.bounds.nominal(self.claim.scale)

    @cached_property
    def difference(self) -> Fraction | None:
        """What is claimed less what follows, at the printed numbers."""
        if self.nominal is None:
            return None
        return Fraction(claimed(self.claim, self.kind).value) / self.claim.scale - self.nominal

    @property
    def span(self) -> tuple[int, int]:
        """Where the claim stands: all of a structure, else the one figure."""
        terms = self.members or (self.claim,)
        return terms[0].mention.start, terms[-1].mention.end

    @property
    def asserted_words(self) -> str:
        """The words of the claim."""
        return ":".join(one.mention.words for one in self.members) or self.claim.mention.words


def is_loose(claim: Term) -> bool:
    """Whether a claim is in words that nobody takes to the letter: 三成, 三分之一, 翻一番, 约5%."""
    figure = claim.mention.figure
    return figure.reading in ("fraction", "doubling") or figure.unit.symbol == "成" or figure.bound != "as_printed"


def right(best: Hypothesis) -> Verdict:
    """Exactly what follows, or within rounding; of bare cases whether anything could have been printed."""
    claim, bounds = best.claim, best.bounds
    if best.kind == "grim":
        # Whatever had been printed would have been possible: a whole percent of a hundred cases and more.
        is_always_possible = best.figures[0].quantity.low * claim.step >= claim.one * claim.one
        return "uninformative" if is_always_possible else "consistent"
    if best.bits <= 0 and best.kind in _MOVES:
        return "uninformative"
    is_point = bounds.low * bounds.high_under == bounds.high * bounds.low_under
    wanted = claimed(claim, best.kind)
    is_exact = is_point and wanted.value * bounds.value_under == bounds.value
    return "exact" if is_exact else "consistent"


def wrong(by: Hypothesis) -> Verdict:
    """Contradicted, or only cut off instead of rounded."""
    if by.claim.mention.figure.reading != "nearest":
        return "contradicted"
    value, step = claimed(by.claim, by.kind).value, by.claim.step
    cut = (
        Quantity(value, value + step, value, True, False) if value >= 0 else Quantity(value - step, value, value, False)
    )
    return "truncated" if by.bounds.meets(cut) else "contradicted"
