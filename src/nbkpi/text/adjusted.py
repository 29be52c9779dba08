"""Shares of one whole that were adjusted in their last digit, so that all of them add up to 100%.

Offices print 10.0:38.5:51.5 where rounding gives 38.6 and 100.1 in all. That is no mistake: each of them is less than
one step from what follows, they make 100% as printed, and rounded one by one they would not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from nbkpi.text.hypothesis import claimed
from nbkpi.text.verdicts import Judged

_MISFITS = frozenset(("contradicted", "truncated", "nearly"))
_SHARES = frozenset(("share", "structure"))


def accept_adjusted(judged: Iterable[Judged]) -> None:
    """Confirm what does not fit only because all shares of its whole were made to add up to 100%."""
    groups: defaultdict[tuple[int, int], list[Judged]] = defaultdict(list)
    for each in sorted(judged, key=lambda each: each.claim.index):
        if each.kind in _SHARES and each.by.fault is None and each.by.expression.form in ("ratio", "part"):
            groups[each.claim.paragraph, each.by.bounds.value_under].append(each)
    for group in groups.values():
        if any(each.verdict in _MISFITS for each in group):
            for shares in _making_all(group):
                if _are_adjusted(shares):
                    _accept(shares)


def _accept(shares: Sequence[Judged]) -> None:
    for each in shares:
        if each.verdict in _MISFITS:
            each.verdict, each.is_adjusted = "consistent", True


def _making_all(group: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    """The shares in a row that add up to 100% as printed."""
    one = group[0].claim.one
    printed = [claimed(each.claim, each.kind).value for each in group]
    for start in range(len(group)):
        added = 0
        for end in range(start, len(group)):
            added += printed[end]
            if added == one:
                yield group[start : end + 1]
            if added >= one:
                break


def _are_adjusted(shares: Sequence[Judged]) -> bool:
    """Whether each is less than a step from what follows, and rounded one by one they would not make 100%."""
    rounded = 0
    for each in shares:
        step = each.claim.step
        nominal = Fraction(each.by.bounds.value, each.by.bounds.value_under)
        if abs(claimed(each.claim, each.kind).value - nominal) >= step:
            return False
        rounded += (nominal + Fraction(step, 2)) // step * step
    return rounded != shares[0].claim.one
