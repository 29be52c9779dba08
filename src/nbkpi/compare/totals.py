"""Totals of parts: a measure of an entity from the sums over the entities within, never from their rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.figure.unit import PURE
from nbkpi.formula.parse import parse_formula
from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, names
from nbkpi.language import _, abridged
from nbkpi.model.book import Book
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Entity, Indicator, Measure, Metric
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.expr.expression import OVER_PARTS
from nbkpi.solve.expr.state import Undefined
from nbkpi.solve.ground import carriers
from nbkpi.solve.result import Result

_OF_OTHERS = (*OVER_PARTS, "target")
"""Functions whose argument is not added up: it is of other entities already, or, as a target, of the entity itself."""


def totalled(calculator: Calculator, measure: Measure) -> Metric:
    """The measure as a metric of an entity in which every figure is the total over the entities within.

    Of an indicator it is that total, of a rate the rate of the totals. UsageError when a figure in it is one that
    cannot be added up. Targets and the calendar stay those of the entity itself.
    """
    if isinstance(measure, Indicator):
        _check_additive(measure)
        node = Call("printed", (Name(measure.id, 0, 0),), 0, 0)
        formula = f"sum({measure.id})"
        wording = calculator.book.with_names(formula, parse_formula(formula))
        return Metric(formula, measure.name, formula, node, measure.unit, better=measure.better, wording=wording)
    for slot in calculator.program(measure).slots:
        if slot.scope == "own" and isinstance(slot.measure, Indicator):
            _check_additive(slot.measure)
    book = calculator.book
    formula = _formula(book, measure)
    wording = book.with_names(formula, parse_formula(formula))
    return replace(measure, node=_summed(book, measure.node), formula=formula, wording=wording)


def _summed(book: Book, node: Node) -> Node:
    """The formula over totals: metrics replaced by theirs, indicators by their sums over the entities within."""
    if isinstance(node, Name):
        measure = book.measure(node.text)
        if isinstance(measure, Indicator):
            return Call("printed", (node,), node.start, node.end)
        inner = _summed(book, measure.node)
        # A share stays one where it is part of another formula.
        one = Number(Fraction(1), node.start, node.end)
        return Call("share", (inner, one), node.start, node.end) if measure.limits == "share" else inner
    if isinstance(node, Negation):
        return node._replace(operand=_summed(book, node.operand))
    if isinstance(node, Operation):
        return node._replace(left=_summed(book, node.left), right=_summed(book, node.right))
    if isinstance(node, Call) and node.function not in _OF_OTHERS:
        return node._replace(arguments=tuple(_summed(book, argument) for argument in node.arguments))
    return node


def _check_additive(indicator: Indicator) -> None:
    if indicator.is_additive:
        return
    if indicator.kind == "rate" or indicator.unit.dimension == PURE:
        reason = _("it is a rate: only the figures it is computed from have totals")
    else:
        reason = _("what is measured in {unit} is not an amount that adds up to a whole", unit=indicator.unit.symbol)
    raise UsageError(_("“{name}” cannot be added up: {reason}", name=indicator.name, reason=reason))


def _formula(book: Book, measure: Measure) -> str:
    """The formula of a measure with sum() around every indicator that is not in one already."""
    if isinstance(measure, Indicator):
        return f"sum({measure.id})"
    if measure.base is not None:
        return f"{measure.id.rpartition('.')[2]}({_formula(book, measure.base)})"
    text, shift, own = measure.formula, 0, set(_own_names(measure.node))
    for name in names(measure.node):
        named = book.measure(name.text)
        if name in own:
            inner = _formula(book, named)
            inner = inner if isinstance(named, Indicator) else f"({inner})"
        else:
            inner = name.text
        text = text[: name.start + shift] + inner + text[name.end + shift :]
        shift += len(inner) - (name.end - name.start)
    return text


def _own_names(node: Node) -> Iterator[Name]:
    """The names whose values are the entity's own, in the order of the text."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Negation):
        yield from _own_names(node.operand)
    elif isinstance(node, Operation):
        yield from _own_names(node.left)
        yield from _own_names(node.right)
    elif isinstance(node, Call) and node.function not in _OF_OTHERS:
        for argument in node.arguments:
            yield from _own_names(argument)


def settled(calculator: Calculator, result: Result) -> Result:
    """The result of totals; without a value where the figures of it are not totals over the same parts.

    What is missing is then named, measure by measure and part by part.
    """
    if not isinstance(result.measure, Metric) or (result.interval is None and result.state != "unknown"):
        return result
    missing = list(_missing(calculator, result.measure, result.entity, result.period))
    if not missing:
        return result
    return replace(result, interval=None, nominal=None, state="unknown", subject=abridged(missing))


def _missing(calculator: Calculator, metric: Metric, entity: Entity, period: Period) -> Iterator[str]:
    slots = [slot for slot in calculator.program(metric).slots if slot.scope in OVER_PARTS]
    parts = dict.fromkeys(
        part for slot in slots if slot.measure for part in carriers(calculator.book, slot.measure, entity)
    )
    for slot in slots:
        if slot.measure is None:
            continue
        when = slot.period(period)
        for part in parts:
            try:
                value = calculator.printed_value(slot.measure, part, when)
            except Undefined:
                continue
            if value is None:
                yield f"{part.label} {slot.measure.name} {when}"


def unreported(calculator: Calculator, metric: Metric, entity: Entity) -> list[Entity]:
    """The entities within that stand beside those added up, but of which nothing was ever printed for it."""
    book = calculator.book
    slots = calculator.program(metric).slots
    found = {
        part
        for slot in slots
        if slot.scope in OVER_PARTS and slot.measure
        for part in carriers(book, slot.measure, entity)
    }
    kinds = {level_of(part.kind) for part in found}
    counted = {one for part in found for one in (part, *part.ancestors())}
    waiting, silent = list(entity.parts), []
    while waiting:
        one = waiting.pop()
        if one not in counted and level_of(one.kind) in kinds:
            silent.append(one)
        elif one not in found:
            waiting += one.parts
    return silent[::-1]
