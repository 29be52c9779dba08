"""From the syntax tree of a formula to a program over slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple, get_args

from nbkpi.errors import FormulaError
from nbkpi.figure import Unit
from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, StatedRelation
from nbkpi.formula.units import back_of, constant
from nbkpi.language import _
from nbkpi.model.book import Book
from nbkpi.model.records import Indicator, Measure, Metric
from nbkpi.solve.expr.expression import (
    Binary,
    Constant,
    Expression,
    Growth,
    Power,
    Program,
    Scope,
    Share,
    Slot,
    Variable,
    factored,
    repeated_in,
)

MAX_SLOTS = 200
MAX_NODES = 5000
MAX_DEPTH = 400
ONE = Constant(Fraction(1))
_SCOPES: Mapping[str, Scope] = {scope: scope for scope in get_args(Scope) if scope != "own"}
"""Functions that are values of their own."""

Arguments = tuple[Node, ...]


def compile_formula(book: Book, node: Node, unit: Unit) -> Program:
    """The program of a checked formula; its result is in the unit.

    FormulaError when metrics within metrics make it larger than MAX_SLOTS, MAX_NODES or MAX_DEPTH.
    """
    compiler = _Compiler(book)
    expression = compiler.expression(node, 0, 0)
    return Program(
        expression, tuple(compiler.slots), repeated_in(expression), None if unit.scale == 1 else 1 / unit.scale
    )


class Sides(NamedTuple):
    """Two expressions over the same slots that are equal."""

    left: Expression
    right: Expression
    slots: tuple[Slot, ...]


def compile_equation(book: Book, equation: StatedRelation, *, inline: bool) -> Sides:
    """Both sides of an identity; metrics in it are replaced by their formulas (inline) or are slots themselves.

    Of a rule the lesser side has, after all slots, one more variable: by how much it is less.
    """
    compiler = _Compiler(book, inline=inline)
    left, right = compiler.expression(equation.left, 0, 0), compiler.expression(equation.right, 0, 0)
    slots = tuple(compiler.slots)
    if equation.relation != "=":
        lesser, greater = (left, right) if equation.relation.startswith("<") else (right, left)
        left, right = Binary("+", lesser, Variable(len(slots))), greater
    return Sides(left, right, slots)


def compile_definition(book: Book, metric: Metric, *, inline: bool) -> Sides:
    """A metric, which is the last slot, and its formula; metrics in that are replaced by theirs, or are slots."""
    compiler = _Compiler(book, inline=inline)
    right = compiler.expression(metric.node, 0, 0)
    if metric.limits == "share" and not isinstance(right, Share):
        right = Share(right)
    slots = (*compiler.slots, Slot(metric))
    return Sides(scaled(Variable(len(slots) - 1), metric.unit.scale), right, slots)


def compile_metric(book: Book, metric: Metric) -> Program:
    """The program of a metric, capped to a share where it is one."""
    program = compile_formula(book, metric.node, metric.unit)
    if metric.limits == "share" and not isinstance(program.expression, Share):
        return Program(Share(program.expression), program.slots, program.repeated, program.factor)
    return program


class _Compiler:
    """Collects the slots while it translates; years and periods say how far back a part of the formula looks."""

    def __init__(self, book: Book, *, inline: bool = True) -> None:
        self.book, self.inline = book, inline
        self.slots: dict[Slot, int] = {}
        self.nodes = self.depth = 0

    def expression(self, node: Node, years: int, periods: int) -> Expression:
        self.nodes += 1
        self.depth += 1
        if self.nodes > MAX_NODES or self.depth > MAX_DEPTH:
            raise FormulaError(
                _("the formula is too large once the metrics in it are written out"), node.start, node.end
            )
        found = self._translated(node, years, periods)
        self.depth -= 1
        return found

    def _translated(self, node: Node, years: int, periods: int) -> Expression:
        if isinstance(node, Number):
            return Constant(node.value)
        if isinstance(node, Name):
            return self._measure(self.book.measure(node.text), years, periods)
        if isinstance(node, Negation):
            return Binary("-", Constant(Fraction(0)), self.expression(node.operand, years, periods))
        if isinstance(node, Operation):
            left = self.expression(node.left, years, periods)
            if node.operator == "^":
                exponent = constant(node.right) or Fraction(0)
                return Power(left, exponent.numerator, exponent.denominator)
            right = self.expression(node.right, years, periods)
            return divide(left, right) if node.operator == "/" else Binary(node.operator, left, right)
        if isinstance(node, Call):
            return self._call(node, years, periods)
        raise FormulaError(
            _("only some functions take quoted words, and this is not one of them"), node.start, node.end
        )

    def _slot(self, measure: Measure | None, years: int, periods: int, scope: Scope = "own") -> Variable:
        index = self.slots.setdefault(Slot(measure, years, periods, scope), len(self.slots))
        if index >= MAX_SLOTS:
            raise FormulaError(_("the formula uses more than {limit} values", limit=MAX_SLOTS))
        return Variable(index)

    def _measure(self, measure: Measure, years: int, periods: int, scope: Scope = "own") -> Expression:
        """The value of an indicator in base units, or the formula of a metric."""
        if isinstance(measure, Indicator) or scope == "target" or not self.inline:
            return scaled(self._slot(measure, years, periods, scope), measure.unit.scale)
        inner = self.expression(measure.node, years, periods)
        return Share(inner) if measure.limits == "share" and not isinstance(inner, Share) else inner

    def _call(self, node: Call, years: int, periods: int) -> Expression:
        scope = _SCOPES.get(node.function)
        if scope is None:
            return _COMPILED[node.function](self, node.arguments, years, periods)
        if not node.arguments:
            return self._slot(None, years, periods, scope)
        first = node.arguments[0]
        if not isinstance(first, Name):
            raise FormulaError(_("the name of an indicator is expected here"), first.start, first.end)
        return self._measure(self.book.measure(first.text), years, periods, scope)

    def before(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """The first argument so many years back as the second one says, or one period."""
        back = back_of(arguments[1]) if len(arguments) > 1 else 1
        return self.expression(arguments[0], years + (back or 0), periods + (back == 0))

    def growth(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """Of the first argument."""
        return _growth(self.expression(arguments[0], years, periods), self.before(arguments, years, periods))

    def change(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """Of the first argument."""
        return Binary("-", self.expression(arguments[0], years, periods), self.before(arguments, years, periods))

    def mean_growth(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """By way of the growth over all the years, which exists only where that does."""
        growth = self.growth(arguments, years, periods)
        return Binary("-", Power(Binary("+", ONE, growth), 1, back_of(arguments[1]) or 1), ONE)

    def share(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """Of the first argument in the second one."""
        part, whole = (self.expression(each, years, periods) for each in arguments)
        return Share(divide(part, whole))

    def pull(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """What the total would have grown by with this change alone: like growth, it needs a base above zero."""
        change, _whole, before = self._changed(arguments, years, periods)
        return _growth(Binary("+", before, change), before)

    def contribution(self, arguments: Arguments, years: int, periods: int) -> Expression:
        """The change of a part over that of the whole."""
        change, whole, before = self._changed(arguments, years, periods)
        return divide(change, Binary("-", whole, before))

    def _changed(self, arguments: Arguments, years: int, periods: int) -> tuple[Expression, Expression, Expression]:
        """By how much the first argument changed within a year, and the second one now and then."""
        value, whole = (self.expression(each, years, periods) for each in arguments)
        change = Binary("-", value, self.expression(arguments[0], years + 1, periods))
        return change, whole, self.expression(arguments[1], years + 1, periods)


_COMPILED: Mapping[str, Callable[[_Compiler, Arguments, int, int], Expression]] = {
    "growth": _Compiler.growth,
    "change": _Compiler.change,
    "points": _Compiler.change,
    "prior": _Compiler.before,
    "cagr": _Compiler.mean_growth,
    "share": _Compiler.share,
    "pull": _Compiler.pull,
    "contribution": _Compiler.contribution,
}
"""What each function becomes that is no value by itself."""


def scaled(expression: Expression, scale: Fraction) -> Expression:
    """An expression times a constant."""
    return expression if scale == 1 else Binary("*", Constant(scale), expression)


def divide(above: Expression, below: Expression) -> Expression:
    """A quotient with the scales of its sides brought into one factor."""
    (factor, top), (divisor, bottom) = factored(above), factored(below)
    return scaled(Binary("/", top, bottom), factor / divisor)


def _growth(value: Expression, base: Expression) -> Expression:
    """Growth does not depend on the unit, so a common scale is left out."""
    (factor, top), (divisor, bottom) = factored(value), factored(base)
    return Growth(top, bottom) if factor == divisor else Growth(value, base)
