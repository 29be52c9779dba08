"""Turning an equation around: what one unknown must be for the expression to have a given value."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, occurrences

ONE = Constant(Fraction(1))


def invert(expression: Expression, unknown: int, value: Expression) -> Expression | None:
    """The expression for a variable that makes `expression = value` true.

    None when the variable does not occur exactly once, or a power stands in between that has several roots.
    """
    if occurrences(expression).get(unknown) != 1:
        return None
    while not isinstance(expression, Variable):
        step = _step(expression, unknown, value)
        if step is None:
            return None
        expression, value = step
    return value


def _step(expression: Expression, unknown: int, value: Expression) -> tuple[Expression, Expression] | None:
    """The operand that holds the unknown, and what it must equal."""
    if isinstance(expression, Share):
        return expression.part, value
    if isinstance(expression, Growth):
        factor = Binary("+", ONE, value)
        if unknown in occurrences(expression.value):
            return expression.value, Binary("*", expression.base, factor)
        return expression.base, Binary("/", expression.value, factor)
    if isinstance(expression, Binary):
        return _binary_step(expression, unknown, value)
    if isinstance(expression, Power) and expression.numerator % 2 and expression.numerator > 0:
        return expression.base, Power(value, expression.denominator, expression.numerator)
    return None


def _binary_step(expression: Binary, unknown: int, value: Expression) -> tuple[Expression, Expression]:
    left, right, operator = expression.left, expression.right, expression.operator
    if unknown in occurrences(left):
        opposite = {"+": "-", "-": "+", "*": "/", "/": "*"}[operator]
        return left, Binary(opposite, value, right)
    if operator in "+*":
        return right, Binary("-" if operator == "+" else "/", value, left)
    return right, Binary(operator, left, value)
