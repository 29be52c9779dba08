"""The functions of the formula language: what each takes, and what it measures."""

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


Reads = Literal["own", "number", "percent", "growth"]
"""How people read the result: in the unit of what went in, as a number, as 43.6%, or as that and also as 翻一番."""


class Function(NamedTuple):
    """A function: its arguments, how many of them must be given, what it measures, how that reads, and its word.

    Where two arguments are formulas, both must measure the same. The word is what it is called in formulas that people
    read; calc and books take it by its name here. What each means stands in the manual, on the page of the book.
    """

    arguments: tuple[Argument, ...]
    required: int
    measures: Measures
    reads: Reads
    word: str


FUNCTIONS: Mapping[str, Function] = {
    "growth": Function(("formula", "back"), 1, "ratio", "growth", later("growth()")),
    "change": Function(("formula", "back"), 1, "difference", "own", later("change()")),
    "points": Function(("formula", "back"), 1, "rate_points", "own", later("points()")),
    "prior": Function(("formula", "back"), 1, "same", "own", later("prior()")),
    "cagr": Function(("formula", "years"), 2, "ratio", "growth", later("cagr()")),
    "share": Function(("formula", "formula"), 2, "ratio", "percent", later("share()")),
    "sum": Function(("additive",), 1, "same", "own", later("sum()")),
    "mean": Function(("additive",), 1, "same", "own", later("mean()")),
    "whole": Function(("indicator",), 1, "same", "own", later("whole()")),
    "pull": Function(("formula", "formula"), 2, "points", "own", later("pull()")),
    "contribution": Function(("formula", "formula"), 2, "ratio", "percent", later("contribution()")),
    "target": Function(("indicator",), 1, "same", "own", later("target()")),
    "elapsed": Function((), 0, "ratio", "percent", later("elapsed()")),
    "years": Function((), 0, "ratio", "number", later("years()")),
}
