"""Equations turned around: what is put in for the unknown comes out again."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from operator import add, mul, sub, truediv
from random import Random

from nbkpi.exact import Interval
from nbkpi.solve.expr.expression import Binary, Constant, Expression, Growth, Power, Share, Variable, occurrences
from nbkpi.solve.expr.invert import invert

ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}
UNKNOWN, KNOWN = Variable(0), (Variable(1), Variable(2), Constant(Fraction(3)), Constant(Fraction(-1, 2)))


def tree(chance: Random, depth: int) -> Expression:
    """An expression in which the unknown stands once."""
    if not depth:
        return UNKNOWN
    inner, other = tree(chance, depth - 1), chance.choice(KNOWN)
    one, two = (inner, other) if chance.random() < 0.5 else (other, inner)
    kind = chance.choice(("binary", "binary", "binary", "growth", "power", "share"))
    if kind == "binary":
        return Binary(chance.choice("+-*/"), one, two)
    if kind == "growth":
        return Growth(one, two)
    return Share(inner) if kind == "share" else Power(inner, chance.choice((-3, -1, 0, 1, 2, 3)))


def powers(expression: Expression) -> list[int]:
    """The powers between the top and the unknown."""
    if isinstance(expression, Power):
        return [expression.numerator, *powers(expression.base)]
    if isinstance(expression, Share):
        return powers(expression.part)
    if isinstance(expression, Binary):
        return powers(expression.left) + powers(expression.right)
    return powers(expression.value) + powers(expression.base) if isinstance(expression, Growth) else []


def value(expression: Expression, values: list[Fraction]) -> Fraction:
    """By the definition of each; ArithmeticError where there is none: a growth over nothing or less, no share."""
    if isinstance(expression, Variable):
        return values[expression.slot]
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Power):
        root = Interval.point(value(expression.base, values)).root(expression.denominator)
        assert root.lower is not None
        return root.lower**expression.numerator
    if isinstance(expression, Share):
        part = value(expression.part, values)
        if not 0 <= part <= 1:
            raise ArithmeticError
        return part
    if isinstance(expression, Growth):
        base = value(expression.base, values)
        if base <= 0:
            raise ArithmeticError
        return value(expression.value, values) / base - 1
    return ARITHMETIC[expression.operator](value(expression.left, values), value(expression.right, values))


def test_what_was_put_in_comes_out() -> None:
    chance, tried = Random(1), 0
    for _tree in range(3000):
        expression = tree(chance, chance.randint(0, 4))
        found = invert(expression, UNKNOWN.slot, Variable(3))
        assert (found is not None) == all(one % 2 and one > 0 for one in powers(expression)), expression
        values = [Fraction(chance.randint(1, 9), chance.randint(1, 3)) for _place in range(3)]
        # Where there is no value, or the unknown is multiplied by nothing, nothing comes out.
        with suppress(ArithmeticError):
            result = value(expression, values)
            if found is not None and result:
                assert UNKNOWN.slot not in occurrences(found)
                assert value(found, [Fraction(10**6), *values[1:], result]) == values[UNKNOWN.slot]
                tried += 1
    assert tried > 1000


def test_what_stands_twice_or_not_at_all_cannot_be_turned_around() -> None:
    for expression in (
        Binary("+", UNKNOWN, UNKNOWN),
        Binary("*", UNKNOWN, Binary("+", Variable(1), UNKNOWN)),
        Growth(UNKNOWN, UNKNOWN),
        Variable(1),
        Constant(Fraction(1)),
    ):
        assert invert(expression, UNKNOWN.slot, Variable(3)) is None
