"""Rates over whole cases: whether any whole k of n gives a printed rate, and how many printed rates some would give.

The GRIM test of N. Brown and J. Heathers, with n known exactly or only within bounds.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from nbkpi.exact import Interval
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Program, Share, Slot, Variable

PATIENCE = 200_000
"""How many numbers of cases are looked at before everything counts as possible."""

UNSETTLED = (0, 0)

ANY_PART, ANY_WHOLE = Interval.of(0, None), Interval.of(1, None)

HALF = Fraction(1, 2)


class CaseRatio(NamedTuple):
    """A formula that is one count over another: its slots, and the value in the unit of its metric of 1 case in 1."""

    part: Slot
    whole: Slot
    unit: Fraction
    is_share: bool


class Cases(NamedTuple):
    """Which whole numbers of cases, and of which there are how many, are possible; whole is at least 1."""

    part: Interval
    whole: Interval
    unit: Fraction
    is_share: bool

    @classmethod
    def of(cls, ratio: CaseRatio, part: Interval, whole: Interval) -> Cases | None:
        """From the values of both in their units; None when there is no such number."""
        counts = []
        for slot, interval, least in ((ratio.part, part, 0), (ratio.whole, whole, 1)):
            step = slot.measure.step if slot.measure is not None else None
            number = interval.scaled(1 / (step or Fraction(1))).intersect(Interval.of(least, None))
            number = None if number is None else number.snapped()
            if number is None:
                return None
            counts.append(number)
        return cls(counts[0], counts[1], ratio.unit, ratio.is_share)

    def example(self, band: Interval) -> tuple[int, int] | None:
        """Some k of n whose rate is in the band; None when there is none, UNSETTLED where looking takes too long."""
        if self.part.lower == 0 and 0 in band:
            return 0, floor(self.whole.lower or 1)
        sizes = self.part.width, self.whole.width
        if sizes[0] is not None and (sizes[1] is None or sizes[0] < sizes[1]):
            return self._by_part(band)
        return self._by_whole(band)

    def _by_whole(self, band: Interval) -> tuple[int, int] | None:
        within = band.intersect(Interval.of(0, self.unit if self.is_share else None))
        if within is None or (within.upper == 0 and (self.part.lower or 0) > 0):
            return None
        band, least = within, self.part.lower or Fraction(0)
        first, last, width = floor(self.whole.lower or 1), self.whole.upper, band.width
        if band.upper:
            first = max(first, ceil(least * self.unit / band.upper))
        if self.part.upper is None and width and band.upper:
            # With more cases than that there is a whole number in every band of this width, above the least part too.
            needed = max(1 / width, (least + 1) / band.upper)
            every = Fraction(max(first, floor(self.unit * needed) + 1))
            last = every if last is None else min(last, every)
        for whole in range(first, first + PATIENCE):
            if last is not None and whole > last:
                return None
            cases = band.scaled(whole / self.unit).intersect(self.part)
            cases = None if cases is None else cases.snapped()
            if cases is not None:
                return floor(cases.lower or 0), whole
        return UNSETTLED

    def _by_part(self, band: Interval) -> tuple[int, int] | None:
        """The same the other way round: the wholes that each number of cases may be part of."""
        first, last = max(1, floor(self.part.lower or 0)), floor(self.part.upper or 0)
        if band.upper is not None and band.upper <= 0:
            return None
        for part in range(first, min(last, first + PATIENCE) + 1):
            lower = Fraction(0) if band.upper is None else self.unit * part / band.upper
            upper = None if band.lower is None or band.lower <= 0 else self.unit * part / band.lower
            least = max(lower, Fraction(part)) if self.is_share else lower
            closed = least > lower or (band.upper_closed and lower > 0)
            room = Interval.of(least, None, closed).intersect(Interval.of(None, upper, True, band.lower_closed))
            wholes = None if room is None else room.intersect(self.whole)
            found = None if wholes is None else wholes.snapped()
            if found is not None:
                return part, floor(found.lower or 1)
        return UNSETTLED if last > first + PATIENCE else None

    def possible_rates(self, step: Fraction) -> tuple[int, int]:
        """Of the rates from none to all that these steps can print: how many some cases give, how many there are."""
        top = self.unit / step
        total = floor(top) + 1
        seen: set[int] = set()
        first = floor(self.whole.lower or 1)
        last = first + PATIENCE if self.whole.upper is None else floor(self.whole.upper)
        looked_at = 0
        for whole in range(last, first - 1, -1):
            low, high = floor(self.part.lower or 0), whole
            high = high if self.part.upper is None else min(high, floor(self.part.upper))
            if low == 0 and high == whole and whole >= top:
                return total, total
            if low > high:
                break
            if whole >= top:
                # One case more makes less than a step, so that no rate between the first and the last is left out.
                lowest, highest = ceil(low * top / whole - HALF), floor(high * top / whole + HALF)
                seen.update(range(lowest, highest + 1))
                looked_at += highest - lowest + 1
            else:
                for part in range(low, high + 1):
                    exact = part * top / whole
                    # Exactly between two of them either may be printed.
                    seen.update((ceil(exact - HALF), floor(exact + HALF)))
                looked_at += high - low + 1
            if len(seen) == total or looked_at > PATIENCE:
                break
        return (total if looked_at > PATIENCE else len(seen)), total


def ratio_of(program: Program, unit: Fraction) -> CaseRatio | None:
    """The formula as a count over a count of one entity; None when it is anything else."""
    expression: Expression = program.expression
    is_share = isinstance(expression, Share)
    if isinstance(expression, Share):
        expression = expression.part
    factor = 1 / unit
    if isinstance(expression, Binary) and expression.operator == "*" and isinstance(expression.left, Constant):
        factor *= expression.left.value
        expression = expression.right
    if not isinstance(expression, Binary) or expression.operator != "/" or factor <= 0:
        return None
    part, whole = expression.left, expression.right
    if not isinstance(part, Variable) or not isinstance(whole, Variable):
        return None
    slots = program.slots[part.slot], program.slots[whole.slot]
    steps = [None if slot.measure is None or slot.scope != "own" else slot.measure.step for slot in slots]
    if steps[0] is None or steps[1] is None:
        return None
    return CaseRatio(*slots, factor * steps[0] / steps[1], is_share)
