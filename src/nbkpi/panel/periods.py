"""The periods of a panel: as which months they count, however they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from nbkpi.errors import UsageError
from nbkpi.figure import Period
from nbkpi.figure.days import is_day, periods_of_column, refusal
from nbkpi.language import _, quoted
from nbkpi.model.panels import Panel
from nbkpi.panel.columns import EXAMPLES
from nbkpi.panel.distinct import distinct
from nbkpi.panel.engine import Engine
from nbkpi.panel.keys import KeyColumn
from nbkpi.panel.order import PERIOD, TIME

MAX_PERIODS = 5000
MONTHS = 12


def periods_in(
    engine: Engine, given: nw.LazyFrame[Any], panel: Panel, found: Mapping[str, Any], is_integer: bool
) -> dict[object, Period]:
    """The periods that can occur, as they are written; UsageError for what is none, and for different lengths."""
    written: Sequence[object]
    if is_integer and found["dated"] == found["rows"] and _is_year(found["first"]) and _is_year(found["last"]):
        written = range(found["first"], found["last"] + 1)
    else:
        written = sorted((row[0] for row in engine.rows(distinct(given).head(MAX_PERIODS + 1))), key=str)
    if len(written) > MAX_PERIODS:
        raise UsageError(_("column “{heading}” has more than {limit} periods", heading=panel.period, limit=MAX_PERIODS))
    periods: dict[object, Period] = {}
    wrong = []
    dated = periods_of_column(map(str, written))
    for one in written:
        try:
            periods[one] = Period.parse(dated.meant.get(str(one), str(one)))
        except ValueError:
            wrong.append("—" if one is None else str(one))
    for reason in (*dated.unclear.values(), *map(refusal, filter(is_day, wrong))):
        raise UsageError(_("column “{heading}”: {reason}", heading=panel.period, reason=reason))
    if wrong:
        expected = _("2024, 2024H1, 2024Q3, 2024-06, 2024-01..2024-05 or 2022..2024")
        shown = quoted(wrong[:EXAMPLES]) + (" …" if len(wrong) > EXAMPLES else "")
        raise UsageError(_("column “{heading}” has {found}; write {expected}", heading=panel.period, found=shown,
                           expected=expected))  # fmt: skip
    lengths = {period.length: written for written, period in periods.items()}
    if len(lengths) > 1:
        shown = quoted(lengths.values())
        raise UsageError(
            _("column “{heading}” has periods of different lengths: {found}", heading=panel.period, found=shown)
        )
    return periods


def _is_year(given: object) -> bool:
    try:
        return Period.parse(str(given)).length == MONTHS
    except ValueError:
        return False


def time_of_year() -> nw.Expr:
    """TIME, where periods are written as years."""
    return (nw.col(PERIOD).cast(nw.Int64) * MONTHS).alias(TIME)


def written_ways(periods: Mapping[object, Period], is_day: bool) -> dict[int, object]:
    """One way to write each period, by its first month: that of its first row, but for days that of periods."""
    words: dict[int, object] = {}
    for written, period in periods.items():
        words.setdefault(period.start, str(period) if is_day else written)
    return words


def timed(
    engine: Engine, frame: nw.LazyFrame[Any], periods: Mapping[object, Period], dated: KeyColumn
) -> nw.LazyFrame[Any]:
    """The frame with TIME, as periods of any sort are written."""
    kind = "whole" if dated.is_whole else "text"
    words = written_ways(periods, dated.is_day)
    # 2024 and 2024年 are one period, and become one word for it.
    rows = [(written, period.start, words[period.start]) for written, period in periods.items()]
    small = engine.small({"nbkpi_written": kind, TIME: "whole", "nbkpi_word": kind}, rows)
    joined = frame.join(small, left_on=PERIOD, right_on="nbkpi_written", how="left")
    return joined.drop(PERIOD).rename({"nbkpi_word": PERIOD})
