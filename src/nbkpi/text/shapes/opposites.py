"""What is granted and what is refused of it, or done and not done: figures that name each other with 不 or 未."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nbkpi.text.shapes.lists import are_opposite
from nbkpi.text.terms import Term

NO = ("不", "未")
"""A rate of what was refused is over what was granted and refused together."""


def is_opposite(one: Term, other: Term) -> bool:
    """Whether one of the two names the other with 不 or 未 before it."""
    return _are_opposite(one.name, one.lead[-6:], other.name, other.lead[-6:])


@lru_cache(1 << 12)
def _are_opposite(name: str, lead: str, other_name: str, other_lead: str) -> bool:
    """The same of their names and the words before them."""
    a, b = name + lead, other_name + other_lead
    is_refused = any(f"{no}{x}" in y for no in NO for x, y in ((name, b), (other_name, a)) if x)
    if is_refused or are_opposite(a, b):
        return True
    return any(f"{no}{a[-2:]}" in b or f"{no}{b[-2:]}" in a for no in "不未非" if a and b)


def is_row_of_both(claim: Term, stem: str, near: Sequence[Term], part: Term, rest: Term) -> bool:
    """Whether what was granted, what was refused and the rate of that stand in a row: 批捕125人，不捕115人，不捕率."""
    is_row = (rest.index, part.index) == (claim.index - 2, claim.index - 1) and rest.role == "level"
    is_refused = stem[:1] in NO and part.name.endswith(stem) and part.segment == claim.segment
    is_granted = stem[1:] in rest.lead and stem not in rest.lead and rest.symbol == part.symbol
    others = [one for one in near if one.sentence == claim.sentence and one.is_counted_as(part)]
    is_whole_printed = any(one.quantity.high >= part.quantity.low + rest.quantity.low for one in others)
    return is_row and is_refused and is_granted and rest.sentence == claim.sentence and not is_whole_printed
