"""Several linear relations times factors as one: a sum of the places of all of them."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.exact.relation import ABOVE_ZERO, NOT_NEGATIVE
from nbkpi.solve.contractors.linear import Linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.contractors.shape import Box, Changes


class CombinedRelation(NamedTuple):
    """A relation in a combination: its shape, which places of the combination it is about, and its factor.

    side: of a product the lower (-1) or the upper (1) bound that its rate gives; 0 for a sum.
    """

    shape: Linear | Product
    places: tuple[int, ...]
    factor: Fraction
    side: int = 0


class Combination:
    """Relations times factors, added up; stated_by: the places of the rates in them, which must have been printed."""

    is_settled = True
    is_costly = False

    def __init__(self, terms: tuple[CombinedRelation, ...], stated_by: tuple[int, ...]) -> None:
        self.terms, self.stated_by = terms, stated_by
        self.is_total = not stated_by

    def has_value(self, box: Box) -> bool:  # noqa: ARG002
        """Whether there are no rates that need not have been printed."""
        return self.is_total

    def contract(self, box: Box) -> Changes | None:
        """Each place from all the others, as in a sum; nothing where a rate gives no bound any more."""
        sums: defaultdict[int, Fraction] = defaultdict(Fraction)
        extended, constant = list(box), Fraction(0)
        for term in self.terms:
            found = as_sum(term, [box[place] for place in term.places])
            if found is None:
                return []
            factors, more, slack = found
            for place, factor in factors.items():
                sums[term.places[place]] += factor * term.factor
            constant += more * term.factor
            if slack is not None:
                sums[len(extended)] = -term.factor
                extended.append(slack)
        changes = Linear(tuple((place, each) for place, each in sums.items() if each), constant).contract(extended)
        return None if changes is None else [(place, each) for place, each in changes if place < len(box)]


Sum = tuple[dict[int, Fraction], Fraction, Interval | None]
"""Factors of places, a constant, and what the sum of them is (None for zero)."""


def as_sum(term: CombinedRelation, box: Box) -> Sum | None:
    """A relation as a sum of places; None where it gives none."""
    shape = term.shape
    if isinstance(shape, Linear):
        return dict(shape.factors), shape.constant, None
    result, divisor, dividend = shape.places
    rate = box[result]
    end, closed = (rate.lower, rate.lower_closed) if term.side < 0 else (rate.upper, rate.upper_closed)
    if end is None or not box[divisor].is_positive:
        return None
    times = (end + shape.offset) * shape.factor
    sign = Fraction(-term.side)
    # Above the lower end of the rate the dividend is more than that much of the divisor, below the upper one less.
    return {dividend: sign, divisor: -sign * times}, Fraction(0), NOT_NEGATIVE if closed else ABOVE_ZERO
