"""A relation that a text states: a claim, and the figures it can be computed from, in one way or in several."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.text.roles import Term

Kind = Literal[
    "sum",
    "share",
    "structure",
    "rate",
    "growth",
    "change",
    "pull",
    "contribution",
    "points",
    "schedule",
    "mean",
    "grim",
]


class Way(NamedTuple):
    """One way to compute a claim: figures, then constants, and a formula that names them f1, f2, ….

    Instead of a formula, "growth" takes the later and the earlier level, "grim" the number of cases.
    """

    figures: tuple[Term, ...]
    formula: str
    constants: tuple[Fraction, ...] = ()
    is_share: bool = False


class Relation(NamedTuple):
    """A claim and the ways to compute it, the likeliest first.

    is_guess: the text may well mean something else, so that it can be confirmed but not contradicted. is_noted: it need
    not hold, but somebody should look whether it was meant to. is_certain: the words leave no
    other reading. is_rounded: a
    whole number that was computed, so that it is no count. negative: the words turn its sign around.
    """

    kind: Kind
    asserted: Term
    ways: tuple[Way, ...]
    is_guess: bool = False
    is_noted: bool = False
    is_certain: bool = False
    is_rounded: bool = False
    negative: bool = False
