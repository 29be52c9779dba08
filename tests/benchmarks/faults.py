"""The small faults that mutants.py puts into code: what may stand in the place of a node, and where it is no fault."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult},
    **{ast.Mod: ast.Add, ast.Pow: ast.Mult, ast.LShift: ast.RShift, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr},
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "ceil": "floor", "floor": "ceil"}


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node, each with one fault."""
    yield from _of_conditions(node)
    yield from _of_values(node)
    yield from _of_statements(node)


def _of_conditions(node: Any) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, operands):
            for place, one in enumerate(ops):
                if type(one) in _OPPOSITES:
                    yield ast.Compare(left, [*ops[:place], _OPPOSITES[type(one)](), *ops[place + 1 :]], operands)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(_OPPOSITES[type(op)](), values)
            for place in range(len(values)):
                kept = [*values[:place], *values[place + 1 :]]
                yield ast.BoolOp(op, kept) if len(kept) > 1 else kept[0]
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.IfExp(test, body, otherwise):
            yield ast.IfExp(test, otherwise, body)
        case ast.If(ast.Name() | ast.Attribute() | ast.Call() | ast.NamedExpr() as test, body, otherwise):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, otherwise)


def _of_values(node: Any) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPPOSITES:
            yield ast.BinOp(left, _OPPOSITES[type(op)](), right)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(int(value)) if not isinstance(value, bool):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Name(name, ast.Load()) if name in _NAMES:
            yield ast.Name(_NAMES[name], ast.Load())
        case ast.AugAssign(target, op, value) if type(op) in _OPPOSITES:
            yield ast.AugAssign(target, _OPPOSITES[type(op)](), value)


def _of_statements(node: Any) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(ast.Constant()):
            pass
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.If(orelse=[]) | ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield ast.Pass()


class Spot(NamedTuple):
    """Where a node is: the nodes around it, the nearest last, each with the name of the field it lies in."""

    node: ast.AST
    around: tuple[tuple[ast.AST, str], ...]


def spots(node: ast.AST, around: tuple[tuple[ast.AST, str], ...] = ()) -> Iterator[Spot]:
    """A node and all those in it, always in the same order."""
    yield Spot(node, around)
    for field, value in ast.iter_fields(node):
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, ast.AST):
                yield from spots(inner, (*around, (node, field)))


def _is_for_types(spot: Spot, _new: ast.AST) -> bool:
    ifs = [node for node in (spot.node, *(node for node, _field in spot.around)) if isinstance(node, ast.If)]
    return any(ast.unparse(node.test) == "TYPE_CHECKING" for node in ifs)


def _is_annotation(spot: Spot, _new: ast.AST) -> bool:
    return any(field in ("annotation", "returns", "type_params") for _node, field in spot.around)


def _is_limit(spot: Spot, new: ast.AST) -> bool:
    assigned = (ast.unparse(node.targets[0]) for node, _field in spot.around if isinstance(node, ast.Assign))
    names = [name for name in assigned if name.isupper()]
    match spot.node, new:
        case ast.Compare(left, [_], [right]), ast.Compare(ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()]):
            names += [ast.unparse(left), ast.unparse(right)]
    return any(map(_names_limit, names)) or any(_is_made_of_limits(node) for node, _field in spot.around)


def _names_limit(name: str) -> bool:
    if name.lower().rpartition(".")[2].lstrip("_") == "patience":
        return True
    return name.isupper() and ("MAX" in name or "PATIENCE" in name or name.endswith("_BITS"))


def _is_made_of_limits(node: ast.AST) -> bool:
    """Whether it is computed from nothing but limits and numbers."""
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    return isinstance(node, ast.BinOp) and bool(names) and all(map(_names_limit, names))


def _is_identity_first(spot: Spot, new: ast.AST) -> bool:
    match spot.node:
        case ast.BoolOp(ast.Or(), [ast.Compare(ops=[ast.Is()], comparators=[ast.Name()]), value]):
            return new is value
    return False


def _is_of_storage(spot: Spot, _new: ast.AST) -> bool:
    return any(isinstance(node, ast.keyword) and node.arg in ("slots", "maxsize") for node, _field in spot.around)


def _is_assurance(spot: Spot, _new: ast.AST) -> bool:
    field, keyword = spot.around[-1][1], spot.around[-1][0]
    return field == "value" and isinstance(keyword, ast.keyword) and keyword.arg == "strict"


def _is_of_a_message(spot: Spot, _new: ast.AST) -> bool:
    return any(field == "exc" for _node, field in spot.around)


HARMLESS: dict[str, Callable[[Spot, ast.AST], bool]] = {
    "read by the type checker only": _is_for_types,
    "an annotation, which is never evaluated": _is_annotation,
    "a limit of work or size: with another one it is given up a little earlier or later": _is_limit,
    "`a is b or a = b`: the first is there for speed only": _is_identity_first,
    "`strict=True`: that both are of one length is known already": _is_assurance,
    "how an instance is stored, or how many results are kept": _is_of_storage,
    "the words of an error": _is_of_a_message,
}
"""Why faults in such spots make no difference. A rule, never a line."""


def reason_of(spot: Spot, new: ast.AST) -> str | None:
    """Why this in place of the node makes no difference; None when it may make one."""
    return next((reason for reason, holds in HARMLESS.items() if holds(spot, new)), None)
