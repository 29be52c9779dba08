"""Nodes of trees: named tuples, quick to make, that are equal only to their like."""

from __future__ import annotations

from typing import Any, TypeVar

Node = TypeVar("Node", bound=tuple[Any, ...])


def tree_node(kind: type[Node]) -> type[Node]:
    """Make a named tuple equal only to those of its own kind: as plain tuples Number(1) and Variable(1) are equal.

    The hash stays that of the tuple.
    """

    def equal(self: Node, other: object) -> bool:
        return isinstance(other, kind) and tuple.__eq__(self, other)

    def unequal(self: Node, other: object) -> bool:
        return not equal(self, other)

    kind.__eq__, kind.__ne__ = equal, unequal  # type: ignore[method-assign, assignment]
    return kind
