"""Sums of figures: how they are computed, and whether they fit what is printed."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.text.relation import Relation, Way
from nbkpi.text.roles import Term

Keyed = tuple[Relation, tuple[int, tuple[int, ...]]]
"""The sum of a total, with the places of total and parts, by which the same sum is known when it is found again."""


def added_up(terms: tuple[Term, ...]) -> Way:
    """The sum of figures."""
    return Way(terms, " + ".join(f"f{number}" for number in range(1, len(terms) + 1)))


def fits(added: Fraction, total: Term, terms: tuple[Term, ...]) -> bool:
    """Whether a sum fits within the rounding of its parts and of the total."""
    rounded = [one for one in (*terms, total) if one.mention.figure.reading != "exact"]
    halves = sum((one.mention.figure.step * one.unit.scale / 2 for one in rounded), Fraction(0))
    gap = abs(added - total.size)
    return (gap < halves or not gap) and all(one.mention.figure.bound == "as_printed" for one in terms)
