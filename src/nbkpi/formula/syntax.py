"""The syntax tree of a formula: immutable nodes that know where they stand in its text."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from nbkpi.formula.nodes import tree_node


@tree_node
class Number(NamedTuple):
    """A literal number; 5% has the value 1/20."""

    value: Fraction
    start: int
    end: int


@tree_node
class Name(NamedTuple):
    """An indicator or a metric, by id or by name."""

    text: str
    start: int
    end: int


@tree_node
class Text(NamedTuple):
    """A quoted word; only some functions take one."""

    text: str
    start: int
    end: int


@tree_node
class Negation(NamedTuple):
    """A minus sign before something."""

    operand: Node
    start: int
    end: int


@tree_node
class Operation(NamedTuple):
    """Two operands with + - * / or ^ between them."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


@tree_node
class Call(NamedTuple):
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int


Node = Number | Name | Text | Negation | Operation | Call


Relation = Literal["=", "<=", ">=", "<", ">"]


class StatedRelation(NamedTuple):
    """Two formulas that are equal, an identity, or of which one is never more than the other, a rule."""

    left: Node
    right: Node
    relation: Relation = "="


def names(node: Node) -> list[Name]:
    """Every name in a formula, in the order of its text."""
    if isinstance(node, Name):
        return [node]
    if isinstance(node, Negation):
        return names(node.operand)
    if isinstance(node, Operation):
        return names(node.left) + names(node.right)
    if isinstance(node, Call):
        return [name for argument in node.arguments for name in names(argument)]
    return []


def functions_in(node: Node) -> set[str]:
    """The name of every function in a formula."""
    if isinstance(node, Negation):
        return functions_in(node.operand)
    if isinstance(node, Operation):
        return functions_in(node.left) | functions_in(node.right)
    if isinstance(node, Call):
        return {node.function}.union(*map(functions_in, node.arguments))
    return set()
