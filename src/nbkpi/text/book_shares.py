"""Shares that a text states in words, X占Y的…%, as metrics: those a book declares, and those it has the figures for."""

from __future__ import annotations

from nbkpi.figure.unit import PERCENT
from nbkpi.formula.syntax import Call, Name, Node, Operation
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure, Metric
from nbkpi.text.mentions import Mention


def declared_share(mention: Mention, book: Book) -> Metric | None:
    """The only metric that a book declares for this part of this whole; None where it has none or several."""
    pair = _part_and_whole(mention, book)
    if pair is None:
        return None
    found = [one for one in book.metrics if _divided(one.node, book) == pair]
    return found[0] if len(found) == 1 else None


def undeclared_share(mention: Mention, book: Book) -> Metric | None:
    """The share as a metric of its own; None where the book does not know both parts, or in different units."""
    pair = _part_and_whole(mention, book)
    if pair is None:
        return None
    part, whole = pair
    if not (isinstance(part, Indicator) and isinstance(whole, Indicator)):
        return None
    if not part.is_additive or part.unit.dimension != whole.unit.dimension:
        return None
    node = Call("share", (Name(part.id, 0, 0), Name(whole.id, 0, 0)), 0, 0)
    formula = f"share({part.id}, {whole.id})"
    name = _("{part} as a share of {whole}", part=part.name, whole=whole.name)
    return Metric(formula, name, formula, node, PERCENT, "share", limits="share")


def _part_and_whole(mention: Mention, book: Book) -> tuple[Measure, Measure] | None:
    """The two measures that X占Y names, each by its exact name."""
    if mention.figure.kind != "rate" or not mention.said.startswith("占"):
        return None
    parts, wholes = book.measures_called(mention.base), book.measures_called(mention.said[1:])
    return (parts[0], wholes[0]) if len(parts) == len(wholes) == 1 else None


def _divided(node: Node, book: Book) -> tuple[Measure, ...]:
    """What a formula divides by what, where it does nothing else; else nothing."""
    operands: tuple[Node, ...] = ()
    if isinstance(node, Call) and node.function == "share":
        operands = node.arguments
    elif isinstance(node, Operation) and node.operator == "/":
        operands = (node.left, node.right)
    names = [one.text for one in operands if isinstance(one, Name)]
    found = [book.measures_called(name) for name in names]
    return tuple(one[0] for one in found if len(one) == 1)
