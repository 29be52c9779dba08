"""The shape that narrows an equation best: a sum or a product where it is one, else step by step."""

from __future__ import annotations

from nbkpi.solve.expression import Expression
from nbkpi.solve.linear import linear
from nbkpi.solve.product import Product
from nbkpi.solve.shape import Shape
from nbkpi.solve.steps import Steps


def shape_of(left: Expression, right: Expression) -> Shape:
    """The shape of left = right."""
    return linear(left, right) or Product.of(left, right) or Steps(left, right)
