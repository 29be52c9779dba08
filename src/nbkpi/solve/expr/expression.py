"""Formulas made ready to compute: names replaced by slots, functions by arithmetic, units by factors."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.figure import Period
from nbkpi.formula.nodes import tree_node
from nbkpi.model.records import Measure

Scope = Literal["own", "whole", "sum", "mean", "printed", "target", "elapsed", "years"]
"""Whose value a slot takes: the entity's own, that of all entities within, its target, or one of the calendar.

whole is that of the entity of which it is a cell; printed is the total over those within of which something was
printed, and no others.
"""

OVER_PARTS: tuple[Scope, ...] = ("sum", "mean", "printed")


class Slot(NamedTuple):
    """A place in a formula for one value: which measure, how many years and periods back, and of whom."""

    measure: Measure | None
    years: int = 0
    periods: int = 0
    scope: Scope = "own"

    def period(self, period: Period) -> Period:
        """The period this slot looks at when the formula is computed for another."""
        if self.years:
            period = period.years_before(self.years)
        return period.shifted(-self.periods * period.length) if self.periods else period

    def period_for(self, period: Period) -> Period:
        """The period to compute the formula for so that this slot looks at the one given."""
        later = period.shifted(self.periods * period.length)
        return later.years_before(-self.years) if self.years else later


@tree_node
class Constant(NamedTuple):
    """A number."""

    value: Fraction


@tree_node
class Variable(NamedTuple):
    """The value of a slot, in the unit of its measure."""

    slot: int


@tree_node
class Binary(NamedTuple):
    """Arithmetic on two expressions: + - * /."""

    operator: str
    left: Expression
    right: Expression


@tree_node
class Power(NamedTuple):
    """An expression to the power numerator/denominator."""

    base: Expression
    numerator: int
    denominator: int = 1


@tree_node
class Growth(NamedTuple):
    """value / base − 1, which exists only for a base above zero."""

    value: Expression
    base: Expression


@tree_node
class Share(NamedTuple):
    """A part of a whole: within 0 and 1."""

    part: Expression


Expression = Constant | Variable | Binary | Power | Growth | Share


class Program(NamedTuple):
    """A compiled formula: its expression over slots, and those slots that occur more than once.

    The expression gives the value in base units; times factor (None for one) it is in the unit asked for.
    """

    expression: Expression
    slots: tuple[Slot, ...]
    repeated: tuple[int, ...] = ()
    factor: Fraction | None = None


def factored(expression: Expression) -> tuple[Fraction, Expression]:
    """A constant factor and what it is multiplied with."""
    if isinstance(expression, Binary) and expression.operator == "*" and isinstance(expression.left, Constant):
        return expression.left.value, expression.right
    return Fraction(1), expression


def occurrences(expression: Expression, counts: dict[int, int] | None = None) -> dict[int, int]:
    """How often each slot occurs."""
    found = {} if counts is None else counts
    if isinstance(expression, Variable):
        found[expression.slot] = found.get(expression.slot, 0) + 1
    elif isinstance(expression, Binary):
        occurrences(expression.left, found)
        occurrences(expression.right, found)
    elif isinstance(expression, Power):
        occurrences(expression.base, found)
    elif isinstance(expression, Growth):
        occurrences(expression.value, found)
        occurrences(expression.base, found)
    elif isinstance(expression, Share):
        occurrences(expression.part, found)
    return found


def repeated_in(expression: Expression) -> tuple[int, ...]:
    """The slots that occur more than once, for which plain interval arithmetic would be too wide."""
    return tuple(index for index, count in sorted(occurrences(expression).items()) if count > 1)


def substituted(expression: Expression, replacements: Sequence[Expression]) -> Expression:
    """The expression with every variable replaced by the expression of its index."""
    if isinstance(expression, Variable):
        return replacements[expression.slot]
    if isinstance(expression, Binary):
        left, right = substituted(expression.left, replacements), substituted(expression.right, replacements)
        return Binary(expression.operator, left, right)
    if isinstance(expression, Power):
        return Power(substituted(expression.base, replacements), expression.numerator, expression.denominator)
    if isinstance(expression, Growth):
        return Growth(substituted(expression.value, replacements), substituted(expression.base, replacements))
    if isinstance(expression, Share):
        return Share(substituted(expression.part, replacements))
    return expression
