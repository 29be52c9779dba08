"""Formulas for people: with the names of indicators and metrics in place of ids, and functions in their language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from nbkpi.formula.functions import FUNCTIONS
from nbkpi.formula.syntax import Call, Name, Negation, Node, Operation, Text
from nbkpi.language import _

_SIGNS = frozenset(" +-*/^(),<>=")


def with_names(formula: str, nodes: Iterable[Node], name_of: Callable[[str], str]) -> str:
    """The formula with a name for each id in it, in quotation marks where the name looks like a part of a formula.

    nodes are its sides; functions are called as the language of the moment calls them.
    """
    found = (piece for node in nodes for piece in _pieces(formula, node, name_of))
    for start, end, shown in sorted([*found], reverse=True):
        formula = formula[:start] + shown + formula[end:]
    return formula


def called(function: str) -> str:
    """The word for a function in the language of the moment."""
    return _(FUNCTIONS[function].word).rstrip("()（）")


def over_time(function: str, name: str, is_over_previous: bool = False) -> str:
    """What growth, change or points of something is computed by."""
    if function == "growth" and is_over_previous:
        return _("{name} / the previous period - 1", name=name)
    if function == "growth":
        return _("{name} / the year before - 1", name=name)
    if is_over_previous:
        return _("{name} - the previous period", name=name)
    return _("{name} - the year before", name=name)


def of_whole(function: str, name: str) -> str:
    """What share, pull or contribution of something in its whole is computed by."""
    if function == "share":
        return _("{name} / the whole", name=name)
    return f"{called(function)}({name}, {called('whole')}({name}))"


def _pieces(formula: str, node: Node, name_of: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    """What stands in place of the parts of a formula: where these begin and end, and the words for people."""
    if isinstance(node, Name):
        name = name_of(node.text)
        yield node.start, node.end, f"“{name}”" if _SIGNS.intersection(name) else name
    elif isinstance(node, Text):
        yield node.start, node.end, _('"previous"') if node.text == "previous" else f'"{node.text}"'
    elif isinstance(node, Negation):
        yield from _pieces(formula, node.operand, name_of)
    elif isinstance(node, Operation):
        yield from _pieces(formula, node.left, name_of)
        yield from _pieces(formula, node.right, name_of)
    elif isinstance(node, Call):
        yield node.start, formula.index("(", node.start), called(node.function)
        for argument in node.arguments:
            yield from _pieces(formula, argument, name_of)
