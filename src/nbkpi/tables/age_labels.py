"""Numbers below a heading of ages: labels of rows, and no figures."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.tables.category_names import is_sum
from nbkpi.tables.category_words import age_of_number, age_span, heads_ages, plain_label

ENOUGH = 5
"""So many ages, one after the other, are no measured numbers."""


def are_ages(heading: str, present: Sequence[str]) -> bool:
    """Whether numbers below a heading of ages are such: those alone leave out none of them."""
    if not heads_ages(heading):
        return False
    plain = [plain_label(text) for text in dict.fromkeys(present) if not is_sum(text)]
    ages = sorted({int(text) for text in plain if age_of_number(text)})
    is_whole = len(ages) >= ENOUGH and ages == list(range(ages[0], ages[-1] + 1))
    return is_whole and all(age_of_number(text) or age_span(text) for text in plain)
