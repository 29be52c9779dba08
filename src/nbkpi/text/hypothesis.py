"""A hypothesis: a claim of a text, and one expression over other figures that it may have been computed by."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from math import log2
from typing import Literal

from nbkpi.text.arithmetic import ONE, Expression
from nbkpi.text.quantity import Bounds, Quantity
from nbkpi.text.terms import Term, once

Kind = Literal[
    "sum",
    "difference",
    "share",
    "structure",
    "complement",
    "rate",
    "growth",
    "yearly",
    "change",
    "pull",
    "contribution",
    "points",
    "schedule",
    "mean",
    "ratio",
    "conversion",
    "grim",
    "period",
    "restated",
]

Fault = Literal["above_its_whole", "below_a_part", "points_meant", "percent_meant"]
"""What is wrong though the numbers fit: more than all, less than a part of its time, the wrong sort of percent."""

ROUNDED: frozenset[Kind] = frozenset(("mean", "structure", "ratio", "conversion"))
"""What these come to is rounded even where a whole number is printed."""

BITS_OF_ALL = 3.0
"""What a fit of exactly 100% says: that two figures are the same, which many are."""


@dataclass(slots=True)
class Hypothesis:
    """One way in which a claim may follow from other figures.

    prior says in bits how likely the words make it, votes what the neighbours add. demand is 2 where the words leave
    no other reading, so that a misfit is an error, and below zero where they leave so much open that it says nothing.
    whole names what a share is of, so that neighbours can agree on it. named is how far the whole is the one that is
    named, from 0 to 1. only: nothing else is to be looked for.
    bits are what a fit says, slip how likely a misfit is one of typing, in bits, else None. fault: what is wrong in
    spite of a fit.
    """

    kind: Kind
    claim: Term
    figures: tuple[Term, ...]
    expression: Expression
    bounds: Bounds
    prior: float
    demand: int = 0
    whole: Hashable = None
    named: float = 0.0
    only: bool = False
    votes: float = 0.0
    fits: bool = False
    bits: float = 0.0
    slip: float | None = None
    fault: Fault | None = None

    @property
    def likelihood(self) -> float:
        """What the words and the neighbours say for it, in bits."""
        return self.prior + self.votes

    @property
    def score(self) -> float:
        """The same with how well the numbers fit, or how likely a slip explains that they do not."""
        return self.likelihood + (self.bits if self.fits else self.slip or 0.0)

    @property
    def is_far(self) -> bool:
        """Whether a figure that takes part stands outside of the paragraph of the claim."""
        return not {one.paragraph for one in self.figures} <= {self.claim.paragraph}


def proposed(
    kind: Kind,
    claim: Term,
    figures: tuple[Term, ...],
    form: str,
    *,
    prior: float,
    demand: int = 0,
    operands: tuple[Quantity, ...] | None = None,
    split: int = 1,
    factor: Fraction = ONE,
    whole: Hashable = None,
    named: float = 0.0,
    must_fit: bool = False,
    only: bool = False,
    fault: Fault | None = None,
) -> tuple[Hypothesis, ...]:
    """The hypothesis that figures give a claim in this form; nothing where that cannot be computed, or must fit and
    does not. The operands of the form are the printed quantities of the figures, unless they are said.
    """
    if operands is None:
        operands = tuple([each.quantity for each in figures])
    expression = Expression(form, operands, split, factor)
    bounds = expression.bounds(claim.one)
    if bounds is None:
        return ()
    wanted = claimed(claim, kind)
    fits = bounds.meets(wanted)
    if must_fit and not fits:
        return ()
    cost = None if fits or demand < 0 or kind == "sum" else _cost_of_slip(bounds, wanted, claim.step)
    bits = _bits(bounds, wanted, claim) if fits or kind == "sum" or cost is not None else 0.0
    slip = None if cost is None else bits - cost
    return (
        Hypothesis(
            kind, claim, figures, expression, bounds, prior, demand, whole, named, only, 0.0, fits, bits, slip, fault
        ),
    )


def claimed(claim: Term, kind: Kind) -> Quantity:
    """What a claim says: both ends of a rounded number are possible, since nobody knows how a printer rounds."""
    return _rounded(claim) if kind in ROUNDED else _printed(claim)


@once
def _printed(claim: Term) -> Quantity:
    return _signed(claim, claim.quantity) if claim.mention.figure.reading == "exact" else _rounded(claim)


@once
def _rounded(claim: Term) -> Quantity:
    low, high, value, *_closed = claim.quantity
    half = claim.step // 2 if claim.mention.figure.reading == "exact" else 0
    return _signed(claim, Quantity(low - half, high + half, value))


def _signed(claim: Term, quantity: Quantity) -> Quantity:
    """What a claim says as a growth or change: of a multiple one less, below zero where something fell."""
    if claim.role in ("growth", "yearly") and _is_multiple_of_base(claim):
        one = claim.one
        quantity = Quantity(quantity.low - one, quantity.high - one, quantity.value - one)
    return quantity.negated() if claim.falls and quantity.value >= 0 else quantity


def _is_multiple_of_base(claim: Term) -> bool:
    """增长到3倍 and 翻一番: one less is the growth."""
    figure, words = claim.mention.figure, claim.mention.words
    if figure.unit.symbol != "倍":
        return False
    return figure.reading == "doubling" or not words.startswith("增") or any(mark in words for mark in "到至为")


def _bits(bounds: Bounds, wanted: Quantity, claim: Term) -> float:
    """How much a fit says: how many numbers as large as this could have been printed instead."""
    value = abs(bounds.value) / bounds.value_under
    if not value:
        return 0.0
    printed = max(wanted.high - wanted.low, claim.step)
    width = printed + (bounds.high / bounds.high_under - bounds.low / bounds.low_under)
    bits = max(0.0, -log2(width / (2 * value)))
    return min(bits, BITS_OF_ALL) if bounds.value == claim.one * bounds.value_under else bits


ONE_OFF = 2.0
"""The bits that a slip of one in the last place costs: none costs less."""
_WIDEST = 40
"""So many printed numbers may be possible where a slip is looked for."""


def _cost_of_slip(bounds: Bounds, wanted: Quantity, step: int) -> float | None:
    """How many bits it costs to take a misfit for a slip of the pen: one step off, one digit wrong or missing, two
    exchanged; None where it is none.
    """
    if wanted.value % step:
        return None
    printed = abs(wanted.value) // step
    low = _nearest(bounds.low, bounds.low_under * step)
    high = _nearest(bounds.high, bounds.high_under * step)
    if wanted.value < 0:
        low, high = -high, -low
    if low < 0 or high - low > _WIDEST or printed == 0:
        return None
    if low < printed <= high + 1 or low <= printed + 1 <= high:
        return ONE_OFF
    costs = [digits_apart(right, printed) for right in range(low, high + 1)]
    return min(filter(None, costs), default=None)


def _nearest(over: int, under: int) -> int:
    return (2 * over + under) // (2 * under)


def digits_apart(right: int, printed: int) -> float | None:
    """How many bits it costs to take one number for a slip of another; None where it is none."""
    gap = abs(right - printed)
    if gap <= 1:
        return ONE_OFF if gap else None
    if not may_be_slip(gap):
        return None
    a, b = str(right), str(printed)
    first_is_missing = len(b) > 1 and a[1:] == b
    return log2(10 * len(a)) if first_is_missing or _differ_in_one_place(a, b) else None


def may_be_slip(gap: int) -> bool:
    """Whether two numbers so far apart may be slips of each other: one digit makes a gap of 1 to 9 in its place, two
    neighbours that are exchanged nine times as much.
    """
    while gap and gap % 10 == 0:
        gap //= 10
    return gap <= 9 or (gap % 9 == 0 and gap <= 81)


def _differ_in_one_place(a: str, b: str) -> bool:
    """Whether one digit of two numbers of one length differs, or two neighbours are exchanged."""
    if len(a) != len(b):
        return False
    wrong = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    first, last = wrong[0], wrong[-1]
    return first == last or (last == first + 1 and a[first] == b[last] and a[last] == b[first])
