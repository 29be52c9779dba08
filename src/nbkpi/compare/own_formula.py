"""A formula that is asked for where a name is expected: it is ranked as if the book declared it."""

from __future__ import annotations

from nbkpi.errors import FormulaError, UnknownName
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import names
from nbkpi.formula.units import check_formula
from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.solve.calculate import own_metric
from nbkpi.solve.expr.units import unit_of


def named_or_formula(book: Book, text: str) -> Measure:
    """The measure of this name, else a formula of some as a metric; UnknownName where it is neither."""
    try:
        return book.measure(text)
    except UnknownName:
        try:
            node = parse_formula(text)
            check_formula(node, book.named)
        except FormulaError:
            node = None
        if node is None or not names(node):
            raise
        return own_metric(node, unit_of(node, book), text)
