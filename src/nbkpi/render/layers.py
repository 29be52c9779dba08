"""The layers each chart is made of, in the terms of Altair, which is handed in; numbers become places here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, log10
from typing import Any, NamedTuple

from nbkpi.report.chart import Bars, Bullets, Extent, Line, Tone
from nbkpi.report.document import visible
from nbkpi.report.width import width

WIDTH = 420
"""How wide a chart is, in units of the SVG, which grows and shrinks with the page."""

EDGE, FONT, LINE_HEIGHT = 14, 12, 170
INNER = WIDTH - 2 * EDGE

INK, DIM, GRID, PAPER = "currentColor", "var(--dim)", "var(--line)", "var(--paper)"
ACCENT, BAR, TRACK = "var(--accent)", "var(--bar)", "var(--track)"
"""Colours of the page, whatever they are when it is looked at."""

SIGNS: dict[Tone, str] = {"good": "● ", "fair": "▲ ", "bad": "■ "}
"""What tells tones apart without colours."""

_FILLS: dict[Tone, str] = {"good": "var(--bar-good)", "fair": "var(--bar-fair)", "bad": "var(--bar-bad)"}
_CELL, _BOLD = 6.6, 7.2
"""How wide a cell of text is: half of a Chinese character. No fonts are asked: the machine may have none of Chinese."""

_THICK = 12
_SHORT = 14
"""Labels and values of so many cells have room beside a bar."""

_LONGEST_VALUE, _MOST_LABELS, _TICKS = 24, 6, 5
_FARTHEST = 1e300


def fitted(text: str, cells: int) -> str:
    """The text, or as much of its beginning as fits into so many cells of half a Chinese character.

    Whatever is drawn goes through here: what may not stand in XML would end the whole process in vl-convert.
    """
    shown = visible(text)
    if width(shown) <= cells:
        return shown
    kept, taken = [], 1
    for char in shown[:cells]:
        taken += width(char)
        if taken > cells:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def _drawn(value: Fraction) -> float:
    """A number as it is drawn: as near as may be, and finite."""
    try:
        return max(-_FARTHEST, min(_FARTHEST, float(value)))
    except OverflowError:
        return _FARTHEST if value > 0 else -_FARTHEST


class BarRows(NamedTuple):
    """How the rows of a chart lie: how high each is, where in it text and bar stand, and where bars begin and end."""

    height: int
    text: int
    bar: int
    start: float
    end: float


_ABOVE = BarRows(38, 11, 26, 0, INNER)
"""Label and value above the bar, which has the whole width."""


def rows_of(chart: Bars | Bullets) -> BarRows:
    """Label and value beside their bar where they are short, else above it."""
    texts = _texts(chart)
    labels, values = (max((width(visible(text[side])) for text in texts), default=0) for side in (0, 1))
    if max(labels, values) > _SHORT:
        return _ABOVE
    return BarRows(24, 12, 12, _CELL * (labels + 2), INNER - _BOLD * (values + 2))


def _texts(chart: Bars | Bullets) -> list[tuple[str, str]]:
    """What each row is of and how much it is; the tone of a target is told by a sign too."""
    if isinstance(chart, Bars):
        return [(bar.label, bar.text) for bar in chart.bars]
    return [(SIGNS.get(bullet.tone, "") + bullet.label, bullet.text) for bullet in chart.bullets]


class Scale:
    """How numbers become places: from the lowest to the highest of all ends, with room for arrows."""

    def __init__(self, extents: Sequence[Extent], more: Sequence[Fraction] = (), room: float = 0.0) -> None:
        ends = [_drawn(end) for extent in extents for end in extent.ends] + [_drawn(one) for one in more]
        low, high = min(ends, default=0.0), max(ends, default=1.0)
        span = (high - low) or abs(high) or 1.0
        opens_down = any(one.lower is None and one.ends for one in extents)
        opens_up = any(one.upper is None and one.ends for one in extents)
        self.low = low - span * (max(room, 0.15) if opens_down else room)
        self.high = high + span * (max(room, 0.15) if opens_up else room)

    def range(self, extent: Extent) -> tuple[float, float]:
        """From where to where its bounds go, open ends to the edge."""
        lower = self.low if extent.lower is None else _drawn(extent.lower)
        upper = self.high if extent.upper is None else _drawn(extent.upper)
        return lower, upper

    def middle(self, extent: Extent) -> float:
        """Where a single mark stands for it: its value, else the middle of its bounds or its only bound."""
        lower, upper = self.range(extent)
        if extent.value is not None:
            return _drawn(extent.value)
        return upper if extent.lower is None else lower if extent.upper is None else (lower + upper) / 2

    @property
    def format(self) -> str:
        """How the numbers on its axis are written: plainly, unless they are too large or small for that."""
        most = max(abs(self.low), abs(self.high))
        return "~g" if most >= 1e9 or most < 1e-3 else "~f"

    @property
    def digits(self) -> int:
        """How long these numbers are."""
        step = (self.high - self.low) / _TICKS
        decimals = max(0, ceil(-log10(step))) if step > 0 else 0
        whole = max(len(f"{end:.0f}") for end in (self.low, self.high))
        return min(whole + decimals + (decimals > 0), 12)


def bars(alt: Any, chart: Bars) -> list[Any]:
    """Bars from zero, each under its label."""
    more = [Fraction(0)] if chart.whole is None else [Fraction(0), chart.whole]
    scale, rows = Scale([bar.extent for bar in chart.bars], more), rows_of(chart)
    x = _x(alt, scale, chart.unit, rows)
    return [*_marks(alt, x, [(bar.extent, bar.tone) for bar in chart.bars], scale, rows), *_labels(alt, chart, rows)]


def bullets(alt: Any, chart: Bullets) -> list[Any]:
    """Bars along the way to the target, with a line where they were due to be."""
    due = [bullet.due for bullet in chart.bullets if bullet.due is not None]
    scale = Scale([bullet.extent for bullet in chart.bullets], [Fraction(0), Fraction(100), *due])
    rows = rows_of(chart)
    tracks, lines = [], []
    for place, bullet in enumerate(chart.bullets):
        middle = place * rows.height + rows.bar
        tracks.append({"y": middle - _THICK / 2 - 2, "y2": middle + _THICK / 2 + 2, "x": 0.0, "x2": 100.0})
        if bullet.due is not None:
            lines.append({"y": middle - 10, "y2": middle + 10, "x": _drawn(bullet.due)})
    y, y2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q")
    x = _x(alt, scale, chart.unit, rows)
    track = _data(alt, tracks).mark_rect(color=TRACK).encode(x=x, x2="x2:Q", y=y, y2=y2)
    line = _data(alt, lines).mark_rule(color=INK, strokeWidth=3).encode(x=x, y=y, y2=y2)
    marks = _marks(alt, x, [(bullet.extent, bullet.tone) for bullet in chart.bullets], scale, rows)
    return [track, *marks, line, *_labels(alt, chart, rows)]


def _labels(alt: Any, chart: Bars | Bullets, rows: BarRows) -> Iterator[Any]:
    """The words of each bar: what it is of on the left, how much it is on the right."""
    texts = []
    for place, (label, text) in enumerate(_texts(chart)):
        value = fitted(text, _LONGEST_VALUE)
        room = int(INNER / _CELL) - width(value) - 2
        texts.append({"y": place * rows.height + rows.text, "label": fitted(label, room), "text": value})
    data, y = _data(alt, texts), alt.Y("y:Q", scale=None, axis=None)
    yield data.mark_text(align="left", baseline="middle").encode(x=alt.value(0), y=y, text="label:N")
    right = data.mark_text(align="right", baseline="middle", fontWeight=600)
    yield right.encode(x=alt.value(INNER), y=y, text="text:N")


def _marks(alt: Any, x: Any, extents: Sequence[tuple[Extent, Tone]], scale: Scale, rows: BarRows) -> Iterator[Any]:
    """The bars with their bounds: a whisker between closed ends, an arrow where one is open."""
    rects, whiskers, caps, arrows = [], [], [], []
    for place, (extent, tone) in enumerate(extents):
        middle = place * rows.height + rows.bar
        lower, upper = scale.range(extent)
        # Where there is no single value, what is certain is drawn: up to the lower end.
        value = extent.value if extent.value is not None else extent.lower
        rects.append({"y": middle - _THICK / 2, "y2": middle + _THICK / 2, "x": 0.0,
                      "x2": 0.0 if value is None else _drawn(value), "fill": _FILLS.get(tone, BAR)})  # fmt: skip
        if lower == upper or not extent.ends:
            continue
        whiskers.append({"y": middle, "x": lower, "x2": upper})
        for at, end, shape in ((lower, extent.lower, "triangle-left"), (upper, extent.upper, "triangle-right")):
            if end is None:
                arrows.append({"y": middle, "x": at, "shape": shape})
            else:
                caps.append({"y": middle - 4, "y2": middle + 4, "x": at})
    y, y2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q")
    fill, shape = alt.Color("fill:N", scale=None, legend=None), alt.Shape("shape:N", scale=None)
    yield _data(alt, rects).mark_rect(strokeWidth=0).encode(x=x, x2="x2:Q", y=y, y2=y2, color=fill)
    yield _data(alt, whiskers).mark_rule(color=INK, strokeWidth=1.5).encode(x=x, x2="x2:Q", y=y)
    yield _data(alt, caps).mark_rule(color=INK, strokeWidth=1.5).encode(x=x, y=y, y2=y2)
    yield _data(alt, arrows).mark_point(color=INK, filled=True, size=60, opacity=1).encode(x=x, y=y, shape=shape)


def _x(alt: Any, scale: Scale, unit: str, rows: BarRows) -> Any:
    """The horizontal axis of amounts."""
    axis = alt.Axis(
        title=fitted(unit, 12) or None, titleAnchor="end", tickCount=_TICKS, format=scale.format, domain=False
    )
    along = alt.Scale(domain=[scale.low, scale.high], range=[rows.start, rows.end], nice=False)
    return alt.X("x:Q", scale=along, axis=axis)


def _data(alt: Any, rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Chart(alt.Data(values=list(rows)))


def line(alt: Any, chart: Line) -> list[Any]:
    """A line over the periods with a band between the bounds, broken where periods are missing."""
    scale = Scale([point.extent for point in chart.points], room=0.12)
    months = [point.month for point in chart.points]
    along = alt.Scale(domain=[months[0], months[-1]], nice=False, range=[40 + _CELL * scale.digits, INNER - 30])
    across = alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False)
    axis = alt.Axis(title=None, tickCount=_TICKS, format=scale.format, domain=False, ticks=False, labelAlign="left",
                    labelPadding=0, labelBaseline="bottom", labelOffset=-2)  # fmt: skip
    x, y = alt.X("x:Q", scale=along, axis=None), alt.Y("value:Q", scale=across, axis=axis)
    lower, upper = alt.Y("lower:Q", scale=across, axis=axis), alt.Y2("upper:Q")
    rows, arrows, labels = _points(chart, scale)
    points, texts, part = _data(alt, rows), _data(alt, labels), alt.Detail("part:N")
    heads = _data(alt, arrows).mark_point(color=BAR, filled=True, size=60, opacity=1)
    return [
        points.mark_area(color=BAR, opacity=0.25).encode(x=x, y=lower, y2=upper, detail=part),
        points.mark_rule(color=BAR, strokeWidth=1.5).encode(x=x, y=lower, y2=upper),
        points.mark_line(color=ACCENT, strokeWidth=2).encode(x=x, y=y, detail=part),
        heads.encode(x=x, y=y, shape=alt.Shape("shape:N", scale=None)),
        points.mark_point(color=ACCENT, fill=PAPER, size=45, opacity=1).encode(x=x, y=y),
        texts.mark_text(dy=-12, fontWeight=600).encode(x=x, y=y, text="text:N"),
        texts.mark_text(baseline="top", color=DIM).encode(x=x, y=alt.value(LINE_HEIGHT + 8), text="period:N"),
    ]


def _points(chart: Line, scale: Scale) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The points, the arrows of open ends, and the labels; part tells pieces of the line apart."""
    rows: list[dict[str, Any]] = []
    arrows: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    labelled, part, before = _spread(len(chart.points), _MOST_LABELS), 0, chart.points[0].month
    for place, point in enumerate(chart.points):
        part += point.month - before > chart.step
        before = point.month
        lower, upper = scale.range(point.extent)
        middle = scale.middle(point.extent)
        rows.append({"x": point.month, "lower": lower, "upper": upper, "value": middle, "part": part})
        ends = (point.extent.lower, lower, "triangle-down"), (point.extent.upper, upper, "triangle-up")
        arrows += [{"x": point.month, "value": at, "shape": shape} for end, at, shape in ends if end is None]
        if place in labelled:
            at = middle if point.extent.upper is None else upper
            labels.append(
                {"x": point.month, "value": at, "period": fitted(point.period, 16), "text": fitted(point.text, 12)}
            )
    return rows, arrows, labels


def _spread(count: int, most: int) -> set[int]:
    """Which of so many places are labelled: all, or some of them evenly, the first and the last always."""
    if count <= most:
        return set(range(count))
    return {round(place * (count - 1) / (most - 1)) for place in range(most)}
