"""Checking a formula before it is used: known names, right arguments, and units that can be combined."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from nbkpi.errors import FormulaError, UnknownName
from nbkpi.figure.unit import POINTS, PURE, Dimension, Unit, multiply
from nbkpi.formula.functions import FUNCTIONS, Argument, Measures
from nbkpi.formula.syntax import Call, Name, Negation, Node, Number, Operation, StatedRelation, Text
from nbkpi.language import _, listed

MAX_POWER = 100
MAX_YEARS = 200
PREVIOUS = "previous"
"""What a formula calls the period right before: growth(x, "previous")."""


class FormulaQuantity(NamedTuple):
    """What a formula measures; a difference of two rates may be given in percentage points.

    is_count: it is a number of people, cases or the like, beside which a plain number is one too.
    """

    dimension: Dimension
    is_difference: bool = False
    is_count: bool = False


class NamedMeasure(NamedTuple):
    """What a name stands for: its unit, whether it is an indicator, and whether its values may be added up."""

    unit: Unit
    is_indicator: bool
    is_additive: bool


Lookup = Callable[[str], NamedMeasure]
"""Finds what a name stands for; raises UnknownName, which becomes a FormulaError with the place of the name."""


def check_formula(node: Node, lookup: Lookup) -> FormulaQuantity:
    """What the formula measures; FormulaError at the first place where names, arguments or units are wrong."""
    if isinstance(node, Number):
        return FormulaQuantity(PURE)
    if isinstance(node, Name):
        unit = _find(node, lookup).unit
        return FormulaQuantity(unit.dimension, is_count=unit.counting)
    if isinstance(node, Negation):
        return check_formula(node.operand, lookup)
    if isinstance(node, Operation):
        return _operation(node, lookup)
    if isinstance(node, Call):
        return _call(node, lookup)
    raise FormulaError(_("only some functions take quoted words, and this is not one of them"), node.start, node.end)


def check_equation(equation: StatedRelation, lookup: Lookup) -> None:
    """Both sides must measure the same thing; FormulaError otherwise."""
    left, right = check_formula(equation.left, lookup), check_formula(equation.right, lookup)
    _combine(left, right, equation.left, equation.right, equation.right)


def check_unit(quantity: FormulaQuantity, unit: Unit, node: Node) -> None:
    """Whether the formula's result can be given in this unit; FormulaError otherwise."""
    as_points = unit.dimension == POINTS and quantity.is_difference
    if quantity.dimension != unit.dimension and not as_points:
        message = _(
            "the result of the formula is {found}, which cannot be given in {unit}",
            found=describe(quantity.dimension),
            unit=unit.symbol or _("a number without a unit"),
        )
        raise FormulaError(message, node.start, node.end)


def describe(dimension: Dimension) -> str:
    """A dimension in words: CNY/person, count, a ratio."""
    if not dimension:
        return _("a ratio")
    above = "·".join(_power_text(base, power) for base, power in dimension if power > 0)
    below = "·".join(_power_text(base, -power) for base, power in dimension if power < 0)
    return f"{above or 1}/{below}" if below else above


def _power_text(base: str, power: int) -> str:
    return _(base) if power == 1 else f"{_(base)}^{power}"


def constant(node: Node) -> Fraction | None:
    """The value of a formula made of numbers only, or None; used for exponents and numbers of years."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negation):
        inner = constant(node.operand)
        return None if inner is None else -inner
    if isinstance(node, Operation) and node.operator in "+-*/":
        left, right = constant(node.left), constant(node.right)
        if left is None or right is None or (node.operator == "/" and right == 0):
            return None
        return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1)}[node.operator]
    return None


def back_of(node: Node) -> int | None:
    """How many years back a period argument goes; 0 for "previous", None when it is neither."""
    if isinstance(node, Text):
        return 0 if node.text == PREVIOUS else None
    years = constant(node)
    return int(years) if years is not None and years.denominator == 1 and 0 < years <= MAX_YEARS else None


def _find(name: Name, lookup: Lookup) -> NamedMeasure:
    try:
        return lookup(name.text)
    except UnknownName as error:
        near = listed(error.candidates)
        remedy = _("did you mean “{name}”?", name=near) if near else ""
        raise FormulaError(str(error), name.start, name.end, remedy) from None


def _is_measure(name: str, lookup: Lookup) -> bool:
    try:
        lookup(name)
    except UnknownName:
        return False
    return True


def _operation(node: Operation, lookup: Lookup) -> FormulaQuantity:
    left = check_formula(node.left, lookup)
    if node.operator == "^":
        return _power(node, left)
    right = check_formula(node.right, lookup)
    if node.operator == "/" and constant(node.right) == 0:
        raise FormulaError(_("the divisor is zero"), node.right.start, node.right.end)
    if node.operator in "*/":
        dimension = multiply(left.dimension, right.dimension, 1 if node.operator == "*" else -1)
        return FormulaQuantity(
            dimension, is_count=dimension in [one.dimension for one in (left, right) if one.is_count]
        )
    return _combine(left, right, node.left, node.right, node)


def _combine(left: FormulaQuantity, right: FormulaQuantity, first: Node, second: Node, node: Node) -> FormulaQuantity:
    """What a sum or difference measures; percentage points may be added to a rate, and plain numbers to counts."""
    is_count = left.is_count or right.is_count
    if left.dimension == right.dimension:
        is_difference = left.dimension == PURE and isinstance(node, Operation) and node.operator == "-"
        return FormulaQuantity(left.dimension, is_difference, is_count)
    for one, other, plain in ((left, right, second), (right, left, first)):
        if one.is_count and other.dimension == PURE and constant(plain) is not None:
            return one
    if {left.dimension, right.dimension} == {PURE, POINTS}:
        return FormulaQuantity(PURE, isinstance(node, Operation) and node.operator == "-")
    raise _mismatch(left.dimension, right.dimension, node)


def _mismatch(left: Dimension, right: Dimension, node: Node) -> FormulaError:
    message = _("{left} and {right} cannot be added or compared", left=describe(left), right=describe(right))
    return FormulaError(message, node.start, node.end)


def _power(node: Operation, base: FormulaQuantity) -> FormulaQuantity:
    exponent = constant(node.right)
    if exponent is None:
        raise FormulaError(_("an exponent must be a number"), node.right.start, node.right.end)
    if abs(exponent.numerator) > MAX_POWER or exponent.denominator > MAX_POWER:
        raise FormulaError(_("an exponent must lie within ±{limit}", limit=MAX_POWER), node.right.start, node.right.end)
    if exponent.denominator != 1 and base.dimension != PURE:
        raise FormulaError(_("only a number without a unit has a root"), node.left.start, node.left.end)
    return FormulaQuantity(tuple((name, int(power * exponent)) for name, power in base.dimension if exponent))


def _call(node: Call, lookup: Lookup) -> FormulaQuantity:
    function = FUNCTIONS.get(node.function)
    if function is None:
        near = get_close_matches(node.function, FUNCTIONS, 1)
        remedy = _("did you mean “{name}”?", name=near[0]) if near else _("functions: {names}", names=listed(FUNCTIONS))
        if _is_measure(node.function, lookup):
            remedy = _("“{name}” is in the book: leave out the brackets; a name that has some is given by its id",
                       name=node.function)  # fmt: skip
        raise FormulaError(_("there is no function “{name}”", name=node.function), node.start, node.end, remedy)
    if not function.required <= len(node.arguments) <= len(function.arguments):
        least, most = function.required, len(function.arguments)
        takes = str(least) if least == most else f"{least}–{most}"
        count = len(node.arguments)
        message = _("“{name}” takes {takes} arguments, not {count}", name=node.function, takes=takes, count=count)
        raise FormulaError(message, node.start, node.end)
    pairs = zip(function.arguments, node.arguments, strict=False)
    quantities = [_argument(kind, argument, lookup) for kind, argument in pairs]
    return _result(node, function.measures, [quantity for quantity in quantities if quantity is not None])


def _check_additive(node: Node, lookup: Lookup) -> None:
    if isinstance(node, Name) and not _find(node, lookup).is_additive:
        message = _("“{name}” is a rate: rates cannot be added up or averaged", name=node.text)
        raise FormulaError(
            message, node.start, node.end, _("add up its numerators and its denominators, and divide the totals")
        )


def _argument(kind: Argument, node: Node, lookup: Lookup) -> FormulaQuantity | None:
    if kind == "formula":
        return check_formula(node, lookup)
    if kind == "additive":
        _check_additive(node, lookup)
    if kind in ("indicator", "additive"):
        named = _find(node, lookup) if isinstance(node, Name) else None
        if named is None or not named.is_indicator:
            raise FormulaError(_("the name of an indicator is expected here"), node.start, node.end)
        return FormulaQuantity(named.unit.dimension)
    years = back_of(node)
    if years is None or (kind == "years" and years == 0):
        expected = _('"previous" or a whole number of years') if kind == "back" else _("a whole number of years")
        raise FormulaError(_("{expected} is expected here", expected=expected), node.start, node.end)
    return None


def _result(node: Call, measures: Measures, quantities: list[FormulaQuantity]) -> FormulaQuantity:
    """What the call measures, its arguments being right."""
    first = quantities[0].dimension if quantities else PURE
    for other in quantities[1:]:
        if other.dimension != first:
            raise _mismatch(first, other.dimension, node)
    if measures == "rate_points" and first != PURE:
        message = _("percentage points are the difference between two rates, not of {what}", what=describe(first))
        raise FormulaError(message, node.start, node.end)
    if measures in ("same", "difference"):
        return FormulaQuantity(first, measures == "difference" and first == PURE)
    return FormulaQuantity(PURE if measures == "ratio" else POINTS)
