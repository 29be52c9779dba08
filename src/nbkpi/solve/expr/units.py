"""The unit in which a formula's result reads best, when none was asked for."""

from __future__ import annotations

from nbkpi.figure import Unit
from nbkpi.figure.unit import NUMBER, PERCENT, PERCENTAGE_POINT, POINTS, PURE
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.formula.syntax import Call, Name, Negation, Node, Operation
from nbkpi.formula.units import check_formula, describe
from nbkpi.model.book import Book


def unit_of(node: Node, book: Book) -> Unit:
    """The unit of what a checked formula is made of: 万元 for a sum of 万元, 万元/家 for a quotient, % for growth."""
    dimension = check_formula(node, book.named).dimension
    if dimension == POINTS:
        return PERCENTAGE_POINT
    found = _natural(node, book)
    if found is not None and found.dimension == dimension:
        return found
    return NUMBER if dimension == PURE else Unit(describe(dimension), dimension, signed=True)


def _natural(node: Node, book: Book) -> Unit | None:
    if isinstance(node, Name):
        return book.measure(node.text).unit
    if isinstance(node, Negation):
        return _natural(node.operand, book)
    if isinstance(node, Call):
        reads = FUNCTIONS[node.function].reads
        return _natural(node.arguments[0], book) if reads == "own" else NUMBER if reads == "number" else PERCENT
    if not isinstance(node, Operation):
        return NUMBER
    left, right = _natural(node.left, book), _natural(node.right, book)
    if node.operator in "+-":
        return left
    if left is None or right is None or node.operator == "^":
        return None
    if node.operator == "*":
        return left if right.dimension == PURE else right if left.dimension == PURE else None
    if right.dimension == PURE:
        return left
    return book.units.get(f"{left.symbol}/{right.symbol}") if left.dimension != right.dimension else NUMBER
