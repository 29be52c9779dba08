"""Files with one fault each, and the tests that are to notice it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from faults import Spot, faults, reason_of, spots

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src/nbkpi")


class Function(NamedTuple):
    """A function that is no part of another: its name with the classes around it, and its first line."""

    name: str
    first: int


class Mutant(NamedTuple):
    """A fault of a file: which of those of which node, where and what it is."""

    path: Path
    spot: int
    fault: int
    line: int
    lines: range | None
    function: Function | None
    said: str
    source: str

    @property
    def package(self) -> str:
        """The package it is in."""
        return self.path.relative_to(PACKAGE).parts[0]

    def tree(self) -> ast.Module:
        """The file with the fault."""
        tree = ast.parse(self.source)
        spot = list(spots(tree))[self.spot]
        new = list(faults(copy.deepcopy(spot.node)))[self.fault]
        outer, field = spot.around[-1]
        held = getattr(outer, field)
        setattr(outer, field, [new if one is spot.node else one for one in held] if isinstance(held, list) else new)
        return ast.fix_missing_locations(tree)


def mutants(path: Path) -> Iterator[tuple[Mutant, str | None]]:
    """Every fault that can be put into a file, with the reason if it makes no difference."""
    source = (ROOT / path).read_text("utf-8")
    for number, spot in enumerate(spots(ast.parse(source))):
        for fault, new in enumerate(faults(spot.node)):
            line = getattr(spot.node, "lineno", 0)
            said = f"{_short(spot.node)}  ->  {_short(new)}"
            yield Mutant(path, number, fault, line, _lines(spot), _function(spot), said, source), reason_of(spot, new)


def _lines(spot: Spot) -> range | None:
    """The lines of the statement that a node is in; None outside of functions, where an import comes by."""
    nodes = [*spot.around, (spot.node, "")]
    inside = [place for place, (node, field) in enumerate(nodes) if _is_function(node) and field == "body"]
    if not inside:
        return None
    statement = [node for node, _field in nodes[inside[-1] + 1 :] if isinstance(node, ast.stmt | ast.match_case)][-1]
    body = getattr(statement, "body", None)
    first = statement.pattern.lineno if isinstance(statement, ast.match_case) else statement.lineno
    last = body[0].lineno - 1 if body else statement.end_lineno
    return range(first, max(first, last or first) + 1)


def _function(spot: Spot) -> Function | None:
    """The outermost function in whose body a node is."""
    names = []
    for node, field in spot.around:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            return Function(".".join(names), first) if field == "body" else None
    return None


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _short(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    first = text.split("\n", 1)[0]
    return first if len(first) <= 90 else first[:87] + "..."
