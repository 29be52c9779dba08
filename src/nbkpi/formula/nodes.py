"""Nodes of trees: named tuples, quick to make, that are equal only to their like."""

from __future__ import annotations

from typing import Any, TypeVar

Node = TypeVar("Node", bound=tuple[Any, ...])


def tree_node(kind: type[Node]) -> type[Node]:
    """A kind of node: as plain tuples the number 1 and the first variable, which hold the same, would be equal.

    What is equal has the same hash still, that of the tuple.
    """

    def equal(self: Node, other: object) -> bool:
        return isinstance(other, kind) and tuple.__eq__(self, other)

    def unequal(self: Node, other: object) -> bool:
        return not equal(self, other)

    kind.__eq__, kind.__ne__ = equal, unequal  # type: ignore[method-assign, assignment]
    return kind
