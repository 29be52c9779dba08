"""The functions of the formula language: what each takes and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Argument = Literal["formula", "indicator", "back", "years"]
"""What may stand at a place: any formula, the name of an indicator, which earlier period is meant ("previous" or a
whole number of years; by default the same period last year), or a whole number of years."""


class Function(NamedTuple):
    """A function: its arguments, how many of them must be given, and one line of meaning."""

    arguments: tuple[Argument, ...]
    required: int
    meaning: str


FUNCTIONS: Mapping[str, Function] = {
    "growth": Function(("formula", "back"), 1, "growth over the earlier period, (x − base) / base"),
    "change": Function(("formula", "back"), 1, "difference from the earlier period, in the unit of x"),
    "points": Function(("formula", "back"), 1, "difference of a rate from the earlier period, in percentage points"),
    "prior": Function(("formula", "back"), 1, "x in the earlier period"),
    "cagr": Function(("formula", "years"), 2, "mean yearly growth over so many years"),
    "share": Function(("formula", "formula"), 2, "part of a whole, within 0 to 100%"),
    "sum": Function(("indicator",), 1, "total over the entities within"),
    "mean": Function(("indicator",), 1, "total over the entities within, per entity"),
    "pull": Function(("formula", "formula"), 2, "what a part adds to the growth of the total (拉动), in pp"),
    "contribution": Function(("formula", "formula"), 2, "a part's share in the change of the total (贡献率)"),
    "target": Function(("indicator",), 1, "the target set for the period"),
    "elapsed": Function((), 0, "share of the year that has passed at the end of the period (序时进度)"),
    "years": Function((), 0, "length of the period in years"),
}
