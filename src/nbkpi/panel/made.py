"""What formulas of a panel need that no column holds, as indicators of their own that are made of the columns.

Totals of formulas, sum(rate * households), and totals beside the figures of single entities, running(income) and
whole(income).
"""

from __future__ import annotations

from collections.abc import Iterable

from nbkpi.formula.syntax import Call, Negation, Node, Operation
from nbkpi.model.book import Book
from nbkpi.panel.beside import Beside, beside
from nbkpi.panel.sums_of_formulas import Summand, summed

Made = Summand | Beside


def taken_apart(node: Node, text: str, book: Book, has_wholes: bool = False) -> tuple[Node, list[Made]]:
    """The formula with the names of what is made in place of what it is made for; FormulaError for wrong ones.

    has_wholes: whole(x) stands in a row of its own, that of the whole that a category is part of.
    """
    if isinstance(node, Negation):
        operand, found = taken_apart(node.operand, text, book, has_wholes)
        return node._replace(operand=operand), found
    if isinstance(node, Operation):
        left, first = taken_apart(node.left, text, book, has_wholes)
        right, others = taken_apart(node.right, text, book, has_wholes)
        return node._replace(left=left, right=right), [*first, *others]
    if not isinstance(node, Call):
        return node, []
    replaced = summed(node, text, book) or beside(node, book, has_wholes)
    if replaced is not None:
        return replaced[0], [replaced[1]] if replaced[1] is not None else []
    parts = [taken_apart(argument, text, book, has_wholes) for argument in node.arguments]
    return node._replace(arguments=tuple(part for part, _found in parts)), [
        one for _part, some in parts for one in some
    ]


def with_made(book: Book, made: Iterable[Made]) -> Book:
    """A book in which these are indicators too; the one given stays as it is."""
    return book.with_indicators(one.measure for one in made)
