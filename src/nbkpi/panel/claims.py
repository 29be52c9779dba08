"""The verdict on a published column, row by row: what it asserts against what follows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from nbkpi.panel.cells import Decoder, Numbers
from nbkpi.panel.condition import Test, all_of, any_of, not_
from nbkpi.panel.plan import CellSource, ResultColumns
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.span import Span
from nbkpi.panel.whole_numbers import TooWide
from nbkpi.solve.check.whole_cases import ratio_of
from nbkpi.solve.printed import limits_of

NEAR = 1e-12
"""Doubles that differ by less than this share of them are not told apart: the small engine then is."""


@dataclass(slots=True)
class Verdicts:
    """The verdict of every row, by how much what was asserted differs, and which rows the small engine judges."""

    verdict: nw.Expr
    difference: nw.Expr
    hard: Test


def verdicts(result: ResultColumns, source: CellSource, decoder: Decoder) -> Verdicts:
    """The verdicts on the claims in a column about the metric of a result."""
    claim = source.leaf
    said = not_(any_of((source.absent, *(test for _state, test in source.missing))))
    hard = [all_of(said, test) for test in (result.hard, claim.span.hard, _counts(result))]
    nothing = nw.lit(None, nw.String)
    kind = nw.when(said).then(nw.lit("unknown")).otherwise(nothing) if said is not True else nw.lit("unknown")
    for _state, test in source.missing:
        kind = nw.when(test).then(nw.lit("unknown")).otherwise(kind)
    for state, _test in reversed(result.states):
        if state == "zero_base":
            hard.append(all_of(said, _is_the_reason(result, state)))
        if state.startswith(("turned_to", "loss_")):
            kind = nw.when(all_of(said, _is_the_reason(result, state))).then(nw.lit("not comparable")).otherwise(kind)
    if result.found is None:
        return Verdicts(kind, nw.lit(None, nw.Float64), all_of(said, result.hard))
    judged = _Judged(result.found.span, claim, result, decoder)
    compared = all_of(said, result.has_value)
    kind = nw.when(compared).then(judged.verdict()).otherwise(kind)
    hard.append(all_of(compared, judged.hard))
    nominal = result.found.nominal
    assert nominal is not None
    number = claim.nominal.loose(None).expr - nominal.lower.loose(None).expr
    known = all_of(compared, claim.has_nominal, *(leaf.has_nominal for leaf in result.leaves))
    return Verdicts(kind, nw.when(known).then(number), any_of(hard))


def _is_the_reason(result: ResultColumns, state: str) -> Test:
    """Whether this is the first state of a row that holds."""
    before: list[Test] = []
    found: list[Test] = []
    for meaning, test in result.states:
        if meaning == state:
            found.append(all_of(test, *(not_(one) for one in before)))
        before.append(test)
    return any_of(found)


def _counts(result: ResultColumns) -> Test:
    """Rows of a rate over counts not both known exactly: which whole numbers fit is looked up by the small engine."""
    ratio = ratio_of(result.wanted.program, result.wanted.metric.unit.scale)
    if ratio is None:
        return False
    if all(leaf.span.is_point for leaf in result.leaves):
        present: list[Test] = [leaf.has_nominal for leaf in result.leaves]
        return all_of(any_of(present), not_(all_of(*present)))
    return True


class _Judged:
    """What follows against what was printed, where there are both."""

    def __init__(self, follows: Span, claim: Any, result: ResultColumns, decoder: Decoder) -> None:
        self.follows, self.claim, self.decoder = follows, claim, decoder
        self.metric = result.wanted.metric
        self.hard: Test = False
        span = claim.span
        rounded = not span.is_point
        # How its printer rounded a half is not known.
        self.band = Span(span.lower, span.upper, rounded or span.lower_closed, rounded or span.upper_closed)
        self._fits = self._meets(self.band)
        if rounded and self.metric.step is not None:
            self.hard = True

    def verdict(self) -> nw.Expr:
        """The verdict; rows that only others than plain numbers can settle become hard."""
        found = nw.when(self._covers_all()).then(nw.lit("uninformative")).otherwise(nw.lit("consistent"))
        if self.follows.is_point:
            same = self._compared("=", self.claim.nominal, self.follows.lower)
            found = nw.when(all_of(same, self.claim.has_nominal)).then(nw.lit("exact")).otherwise(found)
        else:
            # Of two ends that are equal somewhere the small engine says whether it is exactly that.
            self.hard = any_of((self.hard, self._compared("=", self.follows.lower, self.follows.upper)))
        return nw.when(self._fits).then(found).otherwise(self._without_fit())

    def _without_fit(self) -> nw.Expr:
        if not isinstance(self.decoder, Numbers):
            self.hard = any_of((self.hard, not_(self._fits)))
            return nw.lit("contradicted")
        if self.decoder.rounding != "nearest" or self.claim.span.is_point:
            return nw.lit("contradicted")
        nominal, step = self.claim.nominal, self.decoder.step
        negative = nominal.sign("<")
        one = nominal.above.constant(int(step / nominal.factor))
        low = Quotient(nominal.above - one, None, nominal.factor).picked(negative, nominal)
        high = nominal.picked(negative, Quotient(nominal.above + one, None, nominal.factor))
        cut = self._meets(Span(low, high, not_(negative), negative))
        return nw.when(cut).then(nw.lit("truncated")).otherwise(nw.lit("contradicted"))

    def _covers_all(self) -> Test:
        """Whether every value that could have been printed would have been possible."""
        limits = limits_of(self.metric)
        if limits.lower is None or limits.upper is None:
            return False
        if not isinstance(self.decoder, Numbers):
            self.hard = True
            return False
        half = self.decoder.step / 2
        some = self.claim.nominal
        low = some.constant(min(limits.lower + half, limits.upper))
        high = some.constant(max(limits.upper - half, limits.lower))
        return all_of(
            self._compared("<=", self.follows.lower, low), self._compared("<=", high, self.follows.upper),
            any_of((self.follows.lower_closed, self._compared("<", self.follows.lower, low))),
            any_of((self.follows.upper_closed, self._compared("<", high, self.follows.upper))),
        )  # fmt: skip

    def _meets(self, band: Span) -> Test:
        """Whether a band and what follows have a value in common."""
        low_closed = all_of(band.lower_closed, self.follows.upper_closed)
        high_closed = all_of(band.upper_closed, self.follows.lower_closed)
        return all_of(
            self._reaches(band.lower, self.follows.upper, low_closed),
            self._reaches(self.follows.lower, band.upper, high_closed),
        )

    def _reaches(self, low: Any, high: Any, closed: Test) -> Test:
        below = self._compared("<", low, high)
        if closed is False or below is True:
            return below
        return any_of((below, all_of(closed, self._compared("=", low, high))))

    def _compared(self, operator: str, a: Any, b: Any) -> Test:
        """One end against another: exactly in whole numbers, else in doubles, where rows that are close become hard."""
        if isinstance(a, Quotient) and isinstance(b, Quotient):
            with suppress(TooWide):
                return a.beyond(operator, b)
        first, second = a.loose(None), b.loose(None)
        left, right = first.expr, second.expr
        gap = (left - right).abs()
        near = gap <= (left.abs() + right.abs() + 1 + first.added + second.added) * NEAR
        self.hard = any_of((self.hard, near))
        if operator == "=":
            same: Test = gap == 0
            return same
        test: Test = left < right if operator == "<" else left <= right
        return test
