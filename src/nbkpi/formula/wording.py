"""Formulas for people: with the names of indicators and metrics in place of their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nbkpi.formula.syntax import Name

_SIGNS = frozenset(" +-*/^(),<>=")


def with_names(formula: str, found: Iterable[Name], name_of: Callable[[str], str]) -> str:
    """The formula with a name for each id in it, in quotation marks where the name looks like a part of a formula."""
    for one in sorted(found, key=lambda each: each.start, reverse=True):
        name = name_of(one.text)
        shown = f"“{name}”" if _SIGNS.intersection(name) else name
        formula = formula[: one.start] + shown + formula[one.end :]
    return formula
