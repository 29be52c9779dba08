"""Change in percent of a month or a quarter of which nothing says over which time it is: % change, Growth (%).

In Chinese sheets growth is over the year before, and 环比 says otherwise. In English it may be over the month before,
unless the heading, the title or a note says so: the figures are then kept apart, and never held against another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nbkpi.diagnostics import Diagnostic
from nbkpi.figure import Period, WrittenPeriod
from nbkpi.language import _
from nbkpi.loading.layout import is_period
from nbkpi.model.records import Measure, Metric
from nbkpi.model.spelt_names import has_chinese
from nbkpi.patterns import regex
from nbkpi.tables.asking import given

_SAYS_BASE = regex(
    r"\b(?:yoy|y/y|y-o-y|annual|yearly|years?|last|previous|prior|preceding|ago|earlier|before)\b|同比|上年|去年|[0-9]{4}",
    re.IGNORECASE,
)
"""What says in a heading over which time figures changed."""
_SAYS_YEARLY = regex(
    r"\b(?:yoy|y/y|y-o-y|year[- ](?:on|over)[- ]year|annual (?:growth|change|rate)s?|a year (?:ago|earlier|before)"
    r"|(?:previous|last|prior|preceding) year|same (?:month|quarter|period)|corresponding (?:month|quarter|period))\b"
    r"|同比|上年|去年",
    re.IGNORECASE,
)
"""What says in a title or a note that changes are over a year."""
_MOST_MONTHS = 3
"""Of more months, mostly those since January, growth is only over the same ones of the year before."""


def lacks_base(measure: Measure | None, heading: Sequence[str], length: int, said: Iterable[str]) -> bool:
    """Whether a column of growth does not say over which time it is; said are titles and notes.

    length is how many months its periods have, 0 where that is not known.
    """
    if not isinstance(measure, Metric) or measure.function != "growth" or not 0 < length <= _MOST_MONTHS:
        return False
    words = " ".join(heading)
    if measure.is_over_previous or has_chinese(words) or _SAYS_BASE.search(words):
        return False
    return not any(_SAYS_YEARLY.search(one) for one in said)


def months_of(own: str, left: Period | None) -> int:
    """How many months a column is of by its heading, else by the column on the left; 0 where neither says it."""
    period = WrittenPeriod.parse(own).period if is_period(own) else left
    return 0 if period is None else period.length


def name_without_base(measure: Metric) -> str:
    """What such figures are called as an indicator of their own: Revenue, % change."""
    return f"{measure.base.name if measure.base is not None else measure.name}, % change"


def said_without_base(heading: str, name: str, measure: Metric, place: str) -> Diagnostic:
    """That a column is kept apart, and what to give where its figures are over the year before."""
    message = _("“{heading}” does not say over which time; it is kept as “{name}”, and not held against another year",
                heading=heading, name=name)  # fmt: skip
    remedy = _("if it is over the same time of the year before, say so with {option}",
               option=given("--map", heading, measure.id))  # fmt: skip
    return Diagnostic("growth-without-base", message, place, remedy=remedy, severity="warning")
