"""The functions of the formula language: what each takes, what it measures and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from nbkpi.language import later

Argument = Literal["formula", "indicator", "additive", "back", "years"]
"""What may stand at a place: any formula, the name of an indicator, or of one whose values may be added up, which
earlier period is meant ("previous" or a whole number of years; by default the same period last year), or a whole
number of years."""

Measures = Literal["ratio", "same", "difference", "points", "rate_points"]
"""What comes out: a ratio, what went in, a difference of that, or percentage points, between two rates or others."""


class Function(NamedTuple):
    """A function: its arguments, how many of them must be given, what it measures, one line of meaning, and its word.

    Where two arguments are formulas, both must measure the same. The word is what it is called in formulas that people
    read; calc and books take it by its name here.
    """

    arguments: tuple[Argument, ...]
    required: int
    measures: Measures
    meaning: str
    word: str


FUNCTIONS: Mapping[str, Function] = {
    "growth": Function(
        ("formula", "back"), 1, "ratio", "growth over the earlier period, (x − base) / base", later("growth()")
    ),
    "change": Function(
        ("formula", "back"), 1, "difference", "difference from the earlier period, in the unit of x", later("change()")
    ),
    "points": Function(
        ("formula", "back"),
        1,
        "rate_points",
        "difference of a rate from the earlier period, in percentage points",
        later("points()"),
    ),
    "prior": Function(("formula", "back"), 1, "same", "x in the earlier period", later("prior()")),
    "cagr": Function(("formula", "years"), 2, "ratio", "mean yearly growth over so many years", later("cagr()")),
    "share": Function(("formula", "formula"), 2, "ratio", "part of a whole, within 0 to 100%", later("share()")),
    "sum": Function(("additive",), 1, "same", "total of the members", later("sum()")),
    "mean": Function(("additive",), 1, "same", "total over the entities within, per entity", later("mean()")),
    "whole": Function(("indicator",), 1, "same", "x of the whole that a category is part of", later("whole()")),
    "pull": Function(
        ("formula", "formula"),
        2,
        "points",
        "what a part adds to the growth of the total (拉动), in pp",
        later("pull()"),
    ),
    "contribution": Function(
        ("formula", "formula"),
        2,
        "ratio",
        "a part's share in the change of the total (贡献率)",
        later("contribution()"),
    ),
    "target": Function(("indicator",), 1, "same", "the target set for the period", later("target()")),
    "elapsed": Function(
        (), 0, "ratio", "share of the year that has passed at the end of the period (序时进度)", later("elapsed()")
    ),
    "years": Function((), 0, "ratio", "length of the period in years", later("years()")),
}
