"""Intervals as columns, with the arithmetic of nbkpi.exact, and why some rows have none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from nbkpi.panel.condition import Test, all_of, any_of, not_
from nbkpi.panel.double import Double, Unbounded
from nbkpi.panel.quotient import Quotient
from nbkpi.panel.whole_numbers import TooWide

End = Quotient | Double
States = tuple[tuple[str, Test], ...]
"""Why there is no value, in the order in which that is found; the first that holds is the reason."""


@dataclass(frozen=True, slots=True)
class Span:
    """The ends of an interval in every row, and which of them belong to it.

    hard: rows that the small engine has to compute, because an end is infinite, or a case is rare. is_point: both ends
    are the same in every row.
    """

    lower: End
    upper: End
    lower_closed: Test = True
    upper_closed: Test = True
    states: States = ()
    hard: Test = False
    is_point: bool = False

    @property
    def positive(self) -> Test:
        """Whether every value is above zero."""
        return any_of((self.lower.sign(">"), all_of(self.lower.sign("="), not_(self.lower_closed))))

    @property
    def negative(self) -> Test:
        """Whether every value is below zero."""
        return any_of((self.upper.sign("<"), all_of(self.upper.sign("="), not_(self.upper_closed))))

    def flipped(self) -> Span:
        """Minus every value."""
        return replace(
            self,
            lower=self.upper.negated(),
            upper=self.lower.negated(),
            lower_closed=self.upper_closed,
            upper_closed=self.lower_closed,
        )

    def scaled(self, factor: Fraction) -> Span:
        """Every value times a number above zero."""
        if factor == 1:
            return self
        if isinstance(self.lower, Quotient) and isinstance(self.upper, Quotient):
            return replace(self, lower=self.lower.scaled(factor), upper=self.upper.scaled(factor))
        return times(constant_like(self, factor), self)


def constant_like(span: Span, value: Fraction) -> Span:
    """A number that is computed with by the same engine."""
    end = span.lower.constant(value) if isinstance(span.lower, Quotient) else None
    if end is None:
        number = float(value)
        held = Fraction(number) == value
        low, high = (
            Double.rounded(number, 0 if held else 1, up, number, number, abs(number) or 1.0) for up in (False, True)
        )
        return Span(low, high, is_point=held)
    return Span(end, end, is_point=True)


def add(a: Span, b: Span, sign: int = 1) -> Span:
    """The sum, or the difference with sign −1."""
    other = b if sign > 0 else b.flipped()
    is_point = a.is_point and b.is_point
    lower = _sum(a.lower, other.lower, False)
    return Span(
        lower,
        lower if is_point and lower.is_exact else _sum(a.upper, other.upper, True),
        all_of(a.lower_closed, other.lower_closed),
        all_of(a.upper_closed, other.upper_closed),
        (*b.states, *a.states),
        any_of((a.hard, b.hard)),
        is_point and lower.is_exact,
    )


def _sum(a: End, b: End, up: bool) -> End:
    if isinstance(a, Quotient) and isinstance(b, Quotient):
        with suppress(TooWide):
            return a.plus(b)
    return a.loose(up).plus(b.loose(up), up)


def _product(a: End, b: End, up: bool) -> End:
    if isinstance(a, Quotient) and isinstance(b, Quotient):
        with suppress(TooWide):
            return a.times(b)
    return a.loose(up).times(b.loose(up), up)


def _ratio(a: End, b: End, up: bool) -> End:
    if isinstance(a, Quotient) and isinstance(b, Quotient):
        with suppress(TooWide):
            return a.over(b)
    if isinstance(b, Quotient):
        # Which way the divisor would have to be rounded depends on the sign: its roundings are counted instead.
        near, steps = b.nearest()
        bare = a.loose(up).over(near, None)
        return Double.rounded(bare.expr, steps + 1, up, bare.low, bare.high, bare.tiny, bare.added)
    return a.loose(up).over(b, up)


def _picked(test: Test, a: End, b: End) -> End:
    if isinstance(a, Quotient) and isinstance(b, Quotient):
        return a.picked(test, b)
    if isinstance(a, Double) and isinstance(b, Double):
        return a.picked(test, b)
    raise Unbounded


def times(a: Span, b: Span) -> Span:
    """The product; rows where a value can be below zero are left to the small engine, but for constants."""
    if _is_number(b):
        a, b = b, a
    if _is_number(a) and isinstance(a.lower, Quotient):
        if a.lower.above.high < 0:
            return times(a.flipped(), b).flipped()
        if a.lower.above.is_constant(0):
            return replace(a, states=b.states, hard=b.hard)
    zero = [all_of(one.lower.sign("="), one.lower_closed) for one in (a, b)]
    top = [all_of(one.upper.sign("="), one.upper_closed) for one in (a, b)]
    signed = any_of((a.lower.sign("<"), b.lower.sign("<")))
    if _is_number(a):
        zero, top, signed = [], [], False
        low, high = _product(a.lower, b.lower, False), _product(a.lower, b.upper, True)
    else:
        low, high = _product(a.lower, b.lower, False), _product(a.upper, b.upper, True)
    is_point = a.is_point and b.is_point and low.is_exact
    return Span(
        low,
        low if is_point else high,
        any_of((all_of(a.lower_closed, b.lower_closed), *zero)),
        any_of((all_of(a.upper_closed, b.upper_closed), *top)),
        (*b.states, *a.states),
        any_of((a.hard, b.hard, signed)),
        is_point,
    )


def _is_number(span: Span) -> bool:
    return span.is_point and isinstance(span.lower, Quotient) and span.lower.above.expr is None


def divide(a: Span, b: Span) -> Span:
    """The quotient; a divisor that can be zero is a state of its row."""
    above, below = b.positive, b.negative
    zero = not_(any_of((above, below)))
    states = (*b.states, *a.states, *((("division_by_zero", zero),) if zero is not False else ()))
    if above is not True:
        # Where the divisor is below zero both sides change their sign.
        if below is True:
            a, b = a.flipped(), b.flipped()
        elif below is not False:
            a, b = _flipped_where(below, a), _flipped_where(below, b)
    # Next to zero a divisor makes the quotient infinite.
    endless = all_of(b.lower.sign("<="), not_(zero))
    is_point = a.is_point and b.is_point
    low_by = b.lower if is_point else _picked(a.lower.sign("<"), b.lower, b.upper)
    lower = _ratio(a.lower, low_by, False)
    high_by = b.lower if is_point else _picked(a.upper.sign("<"), b.upper, b.lower)
    upper = lower if is_point and lower.is_exact else _ratio(a.upper, high_by, True)
    return Span(
        lower,
        upper,
        _quotient_closed(a.lower, a.lower_closed, a.lower.sign("<"), b),
        _quotient_closed(a.upper, a.upper_closed, not_(a.upper.sign("<")), b),
        states,
        any_of((a.hard, b.hard, endless)),
        is_point and lower.is_exact,
    )


def _quotient_closed(end: End, closed: Test, by_lower: Test, divisor: Span) -> Test:
    """Whether an end is reached: zero is by any divisor, anything else by the end of the divisors only."""
    if divisor.lower_closed is True and divisor.upper_closed is True:
        return closed
    by = any_of((all_of(by_lower, divisor.lower_closed), all_of(not_(by_lower), divisor.upper_closed)))
    return all_of(closed, any_of((end.sign("="), by)))


def _flipped_where(test: Test, span: Span) -> Span:
    other = span.flipped()
    return replace(
        span,
        lower=_picked(test, other.lower, span.lower),
        upper=_picked(test, other.upper, span.upper),
        lower_closed=either(test, other.lower_closed, span.lower_closed),
        upper_closed=either(test, other.upper_closed, span.upper_closed),
    )


def either(test: Test, chosen: Test, other: Test) -> Test:
    """One of two conditions, by a third."""
    if isinstance(chosen, bool) and isinstance(other, bool) and chosen == other:
        return chosen
    return any_of((all_of(test, chosen), all_of(not_(test), other)))


def capped(a: Span) -> Span:
    """Only what lies within 0 and 1; where nothing is left there is no value."""
    if not isinstance(a.lower, Quotient) or not isinstance(a.upper, Quotient):
        raise Unbounded
    zero, one = a.lower.constant(Fraction(0)), a.lower.constant(Fraction(1))
    below, above = a.lower.sign("<"), a.upper.beyond(">", one)
    empty = any_of((a.negative, a.lower.beyond(">", one), all_of(a.lower.beyond("=", one), not_(a.lower_closed))))
    lower = zero.picked(below, a.lower)
    same = a.is_point and empty is not True
    return Span(
        lower,
        one.picked(above, a.upper) if not same else lower,
        any_of((below, a.lower_closed)),
        any_of((above, a.upper_closed)),
        (*a.states, *((("out_of_range", empty),) if empty is not False else ())),
        a.hard,
        a.is_point,
    )


def growth(value: Span, base: Span, states: States, hard: Test = False) -> Span:
    """value / base − 1; why there is none is among the states given."""
    quotient = divide(value, base)
    found = add(replace(quotient, states=()), constant_like(quotient, Fraction(1)), -1)
    return replace(found, states=(*value.states, *base.states, *states), hard=any_of((found.hard, hard)))


def root(a: Span, degree: int, least: float) -> Span:
    """The root of what is at least so much or zero; the ends are rounded outward."""
    negative = a.lower.sign("<")
    state = (("negative_root", negative),) if negative is not False and degree % 2 == 0 else ()
    hard = negative if degree % 2 else False
    return Span(
        a.lower.loose(False).root(degree, False, least),
        a.upper.loose(True).root(degree, True, least),
        a.lower_closed,
        a.upper_closed,
        (*a.states, *state),
        any_of((a.hard, hard)),
    )
