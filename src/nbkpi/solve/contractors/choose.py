"""The shape that narrows an equation best: a sum or a product where it is one, else step by step."""

from __future__ import annotations

from nbkpi.solve.contractors.linear import linear
from nbkpi.solve.contractors.product import Product
from nbkpi.solve.contractors.shape import EquationShape
from nbkpi.solve.contractors.steps import Steps
from nbkpi.solve.expr.expression import Expression


def shape_of(left: Expression, right: Expression) -> EquationShape:
    """The shape of left = right."""
    return linear(left, right) or Product.of(left, right) or Steps(left, right)
