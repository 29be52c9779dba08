"""Totals of formulas, as in sum(rate * households) / sum(households): what is added up is computed row by row first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import narwhals as nw

from nbkpi.errors import FormulaError, UsageError
from nbkpi.formula.syntax import Call, Name, Node, functions_in
from nbkpi.formula.units import check_formula
from nbkpi.language import _, listed
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure
from nbkpi.panel.cells import Decoder
from nbkpi.panel.condition import Test, all_of, any_of, column, not_
from nbkpi.panel.engine import Engine
from nbkpi.panel.formula import Leaf, NotInColumns, computed
from nbkpi.panel.order import ENTITY, PERIOD
from nbkpi.panel.quotient import Quotient
from nbkpi.solve.expr.compile import compile_formula
from nbkpi.solve.expr.expression import Program
from nbkpi.solve.expr.units import unit_of

_TOTALS = ("sum", "mean")
_EXAMPLES = 3


class Summand(NamedTuple):
    """A formula that is added up, as an indicator of its own; the program computes it of the figures of one entity."""

    measure: Indicator
    program: Program


def summed(call: Call, text: str, book: Book) -> tuple[Node, Summand] | None:
    """The total with a name in place of the formula that is added up, and that; None where it is no such total.

    FormulaError for what cannot be added up.
    """
    if call.function not in _TOTALS or len(call.arguments) != 1 or isinstance(call.arguments[0], Name):
        return None
    (node,) = call.arguments
    if "running" in functions_in(node):
        # It is none of a formula by itself, so that nobody else would know it.
        raise _not_own(node)
    one = _summand(node, text, book)
    return call._replace(arguments=(Name(one.measure.id, node.start, node.end),)), one


def _not_own(node: Node) -> FormulaError:
    message = _("only figures of the entity itself, and of the same period, can stand in what is added up")
    return FormulaError(message, node.start, node.end)


def _summand(node: Node, text: str, book: Book) -> Summand:
    check_formula(node, book.named)
    unit = unit_of(node, book)
    words = text[node.start : node.end].strip()
    measure = Indicator(words, words, unit, "amount")
    program = compile_formula(book, node, unit)
    if not measure.is_additive:
        raise FormulaError(_("“{name}” is a rate: rates cannot be added up or averaged", name=words), node.start,
                           node.end)  # fmt: skip
    if any(slot.scope != "own" or slot.years or slot.periods for slot in program.slots):
        raise _not_own(node)
    return Summand(measure, program)


@dataclass(slots=True)
class ComputedSummand:
    """What the values of a summand are in every row; the figures that it is computed of have been decoded."""

    measure: Measure
    sources: Sequence[tuple[Decoder, str, Leaf]]
    leaf: Leaf
    suffixes: tuple[str, ...] = ()

    def absent(self, _name: str) -> Test:
        """Where nothing is known of any of its figures."""
        return all_of(*(decoder.absent(name) for decoder, name, _leaf in self.sources))

    def missing(self, _name: str) -> list[tuple[str, Test]]:
        """Where one of them is missing: what was added up without it would be too little."""
        found = [("unknown", decoder.absent(name)) for decoder, name, _leaf in self.sources]
        return [*found, *(state for decoder, name, _leaf in self.sources for state in decoder.missing(name))]


def computed_cells(
    engine: Engine, frame: nw.LazyFrame[Any], summand: Summand, sources: Sequence[tuple[Decoder, str, Leaf]]
) -> ComputedSummand:
    """The values of a summand in the rows of a frame; UsageError for those that cannot be added up exactly."""
    try:
        found = computed(summand.program, [leaf for _decoder, _name, leaf in sources])
    except NotInColumns:
        found = None
    nominal = found.nominal if found is not None else None
    ends = [found.span.lower, found.span.upper, nominal.lower] if found is not None and nominal is not None else []
    if not ends or not all(isinstance(end, Quotient) and end.below.is_constant(1) for end in ends):
        raise UsageError(_("{formula} cannot be added up exactly: only sums and products can",
                           formula=summand.measure.name))  # fmt: skip
    assert found is not None
    assert nominal is not None
    assert isinstance(nominal.lower, Quotient)
    has_number = all_of(*(leaf.has_nominal for _decoder, _name, leaf in sources))
    made = ComputedSummand(summand.measure, sources, Leaf(found.span, nominal.lower, has_number))
    known = not_(any_of(test for _state, test in made.missing("")))
    hard = all_of(known, any_of((found.span.hard, *(leaf.span.hard for _decoder, _name, leaf in sources))))
    rows = [] if hard is False else engine.rows(frame.filter(column(hard)).select(ENTITY, PERIOD).head(_EXAMPLES))
    if rows:
        shown = listed(f"{entity} {period}" for entity, period in rows)
        raise UsageError(_("{formula} cannot be added up where a figure is below zero or has no end: {found}",
                           formula=summand.measure.name, found=shown))  # fmt: skip
    return made
