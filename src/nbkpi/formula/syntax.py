"""The syntax tree of a formula: immutable nodes that know where they stand in its text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number; 5% has the value 1/20."""

    value: Fraction
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator or a metric, by id or by name."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted word; only some functions take one."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus sign before something."""

    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands with + - * / or ^ between them."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int


Node = Number | Name | Text | Negation | Operation | Call


@dataclass(frozen=True, slots=True)
class Equation:
    """Two formulas that are equal: an identity."""

    left: Node
    right: Node


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
