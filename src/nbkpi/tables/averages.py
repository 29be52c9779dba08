"""Amounts in total rows that may be averages of the rows, though their names do not say so: 住房(平方米)."""

from __future__ import annotations

from collections.abc import Sequence

from nbkpi.exact import Interval
from nbkpi.language import _
from nbkpi.model.records import Measure, Observation

_FEWEST = 3
"""An average of two is always more than all of them but the largest."""


def may_be_average(claim: Observation, values: Sequence[Interval]) -> bool:
    """Whether an amount lies between those of its rows, as an average does.

    Where it is no less than what all but the largest add up to, it is rather their total, and the largest has a slip.
    """
    if claim.measure.step is not None or claim.possible is None:
        return False
    stated, hull = claim.possible.closure, values[0]
    for one in values[1:]:
        hull = hull.hull(one)
    return stated.intersect(hull) is not None and not _holds_all_but_largest(stated, values)


def _holds_all_but_largest(stated: Interval, values: Sequence[Interval]) -> bool:
    lowest = sorted(one.lower for one in values if one.lower is not None)
    if not _FEWEST <= len(values) == len(lowest) or lowest[0] < 0:
        return False
    return stated.upper is not None and stated.upper >= sum(lowest[:-1])


def like_average(label: str, measure: Measure) -> str:
    """That a total is not held against its rows, as it is no more than one of them."""
    return _("“{label}” of {measure} is not checked: it lies between its rows, as an average does",
             label=label, measure=measure.name)  # fmt: skip
