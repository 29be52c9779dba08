"""The charts of results: each answers one question, of one measure, for one level of entities or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nbkpi.compare.trend import Trend
from nbkpi.figure import Period
from nbkpi.figure.format import unit_text
from nbkpi.language import _
from nbkpi.model.kinds import level_of
from nbkpi.model.records import Measure
from nbkpi.report.asker import Asker
from nbkpi.report.chart import Bar, Bars, Line, Point, extent_of_result
from nbkpi.report.months import period_words
from nbkpi.report.results import cells, measure_text
from nbkpi.solve.result import Result

FEWEST_BARS = 2
"""So many bars can be told apart; a single number needs no chart."""


def bars(results: Sequence[Result], asker: Asker, whole: Fraction | None = None) -> Bars | None:
    """Bars of results of one measure and period, in their order, as many as are shown of a ranking."""
    drawn = [
        Bar(one.entity.label, extent, cells(one, asker.style)[0])
        for one in results
        if (extent := extent_of_result(one)) is not None
    ]
    if len(drawn) < FEWEST_BARS:
        return None
    first, shown = results[0], drawn[: asker.top]
    title = titled(first.measure, first.period)
    return Bars(title, unit_text(first.unit), shown, whole, len(drawn) - len(shown))


def titled(measure: Measure, period: Period) -> str:
    """What a chart is of, and when."""
    return f"{measure_text(measure, period)} · {period_words(period)}"


def common(results: Sequence[Result]) -> list[Result]:
    """Those of one measure that can stand beside each other, the highest first.

    They are of one period and of entities of one level: the level of which there are most, and the last period for
    which more than half of these have a value.
    """
    groups: dict[tuple[str, Period], dict[object, Result]] = {}
    for one in results:
        if one.interval is not None and one.unit.dimension == one.measure.unit.dimension:
            # What was printed comes before what is computed of the same period.
            groups.setdefault((level_of(one.entity.kind), one.period), {}).setdefault(one.entity, one)
    if not groups:
        return []
    level, _period = max(groups, key=lambda key: len(groups[key]))
    of_level = {period: list(found.values()) for (kind, period), found in groups.items() if kind == level}
    most = max(map(len, of_level.values()))
    last = max((one for one, found in of_level.items() if 2 * len(found) > most), key=Period.when)
    return sorted(of_level[last], key=_height, reverse=True)


def _height(result: Result) -> Fraction:
    """Where a bar ends: at the value, else at what is certain."""
    extent = extent_of_result(result)
    ends = [] if extent is None else extent.ends
    return Fraction(0) if extent is None or not ends else extent.value if extent.value is not None else min(ends)


def subject_of(measure: Measure) -> Measure:
    """What a growth or change is of; any other measure itself."""
    base = getattr(measure, "base", None)
    return measure if base is None else base


def drawn_line(lines: Bars | None) -> list[str]:
    """How many are left out of a chart, where any are."""
    if lines is None or not lines.left_out:
        return []
    return [_("drawn: the first {count}; {more} more are in the table", count=len(lines.bars), more=lines.left_out)]


def line(one: Trend, asker: Asker) -> Line | None:
    """A measure of an entity over its periods; None for fewer than two values."""
    results = [point.result for point in one.points]
    points = [
        Point(str(result.period), result.period.start, extent, cells(result, asker.style)[0])
        for result in results
        if (extent := extent_of_result(result)) is not None
    ]
    title = f"{one.entity.label} · {one.measure.name}"
    return Line(title, unit_text(one.measure.unit), points, one.step) if len(points) > 1 else None
