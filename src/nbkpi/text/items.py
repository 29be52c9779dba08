"""Totals of lists whose items stand on lines of their own, numbered or with a sign before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from nbkpi.text.adding import Keyed, added_up, fits
from nbkpi.text.relation import Relation
from nbkpi.text.roles import Term
from nbkpi.text.scene import Scene

_SAID = re.compile(r"[合总共]计")
_AWAY = 2
"""A total stands at most so many sentences before its list."""


def sums(scene: Scene) -> Iterator[Keyed]:
    """The first figures of the items, and a total said right behind them, or one before them that they add up to."""
    for items in scene.lists:
        parts = tuple(row[0] for row in items)
        terms = tuple(scene.terms[one] for one in parts)
        if any(one.role != "level" or one.symbol != terms[0].symbol for one in terms):
            continue
        after = items[-1][-1] + 1
        if after < len(scene.terms) and _is_said(scene.terms[after], terms[-1]):
            yield Relation("sum", scene.terms[after], (added_up(terms),)), (after, parts)
            continue
        added = sum((one.size for one in terms), Fraction(0))
        near = scene.levels(scene.in_sentence(parts[0], _AWAY), terms[0].symbol)
        total = next((one for one in near if fits(added, scene.terms[one], terms)), None)
        if total is not None:
            yield Relation("sum", scene.terms[total], (added_up(terms),), is_guess=True), (total, parts)


def _is_said(total: Term, last: Term) -> bool:
    """Whether the line below a list says that it is its total."""
    below = total.mention.line - last.mention.line == 1
    return below and total.role == "level" and total.symbol == last.symbol and _SAID.search(total.clause) is not None
