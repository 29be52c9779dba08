"""Charts as SVG for a page: the one place where exact numbers become floating ones, as late as they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

from nbkpi.errors import MissingExtra
from nbkpi.language import _
from nbkpi.report.chart import Bars, Bullets, Chart, Extent, Line, Tone
from nbkpi.report.document import visible, width

if TYPE_CHECKING:
    from types import ModuleType

WIDTH = 420
"""How wide a chart is, in units of the SVG, which grows and shrinks with the page."""

_EDGE, _ROW, _BAR, _FONT = 14, 38, 12, 12
_CELL = 6.6
"""How wide a cell of text is: half of a Chinese character. No fonts are asked: the machine may have none of Chinese."""

_AXIS = 34
_LINE_HEIGHT = 170
_MOST_LABELS = 6

INK, DIM, GRID, PAPER = "currentColor", "var(--dim)", "var(--line)", "var(--paper)"
_FILLS: dict[Tone, str] = {
    "": "var(--bar)",
    "good": "var(--bar-good)",
    "fair": "var(--bar-fair)",
    "bad": "var(--bar-bad)",
    "other": "var(--bar)",
}
_SIGNS: dict[Tone, str] = {"good": "● ", "fair": "▲ ", "bad": "■ "}
_TAG = re.compile("<[^>]*>")
_PARTS = re.compile(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"')
"""What Vega says of the parts of a chart, which is one picture here."""

_ROOT = re.compile(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>")


class Drawer:
    """Draws the charts of one page; MissingExtra where what it draws with is not installed."""

    def __init__(self) -> None:
        self.altair, self._convert = _imported()
        self.count = 0

    def __call__(self, chart: Chart) -> str:
        """The SVG of a chart, with its title and what it shows in words for those who do not see it."""
        self.count += 1
        if isinstance(chart, Bars):
            layers, height = _bars(self.altair, chart), _ROW * len(chart.bars)
        elif isinstance(chart, Bullets):
            layers, height = _bullets(self.altair, chart), _ROW * len(chart.bullets)
        else:
            layers, height = _line(self.altair, chart), _LINE_HEIGHT
        # Altair checks what it is given of this property by property, which takes longer than drawing.
        spec = self.altair.layer(*layers).to_dict(validate=False) | _frame(height)
        svg = self._convert.vegalite_to_svg(spec, allowed_base_urls=[])
        return self._labelled(svg, chart)

    def _labelled(self, svg: str, chart: Chart) -> str:
        name = f"chart-{self.count}"
        title, said = escape(visible(chart.title)), escape(visible(_described(chart)))
        opening = (
            rf'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-said" '
            rf'viewBox="\1">' + f'<title id="{name}-title">{title}</title><desc id="{name}-said">{said}</desc>'
        )
        drawing = _TAG.sub(lambda match: _PARTS.sub("", match[0]), svg)
        return _ROOT.sub(lambda match: opening.replace(r"\1", match[1]), drawing, count=1)


def _frame(height: int) -> dict[str, Any]:
    """Where a chart lies, and its colours: those of the page, whatever they are when it is looked at."""
    axis = {
        "domainColor": GRID, "gridColor": GRID, "tickColor": GRID, "labelColor": DIM, "titleColor": DIM,
        "labelFontSize": _FONT - 1, "titleFontSize": _FONT - 1, "titleFontWeight": "normal",
    }  # fmt: skip
    return {
        "width": WIDTH - 2 * _EDGE,
        "height": height,
        "autosize": "none",
        "padding": {"left": _EDGE, "right": _EDGE, "top": 4, "bottom": _AXIS},
        "background": None,
        "config": {
            "aria": False,
            "font": "inherit",
            "view": {"stroke": None},
            "axis": axis,
            "text": {"color": INK, "fontSize": _FONT},
        },
    }


def _imported() -> tuple[ModuleType, ModuleType]:
    """What charts are described and drawn with."""
    try:
        import altair
        import vl_convert
    except ImportError as error:
        package = "vl-convert-python" if error.name == "vl_convert" else "altair"
        raise MissingExtra(package, "report") from None
    return altair, vl_convert


def _described(chart: Chart) -> str:
    """What a chart shows, in words."""
    if isinstance(chart, Line):
        first, last = chart.points[0], chart.points[-1]
        return _(
            "from {first} ({start}) to {last} ({end}); the table below holds every value",
            first=first.text, start=first.period, last=last.text, end=last.period,
        )  # fmt: skip
    rows = chart.bars if isinstance(chart, Bars) else chart.bullets
    shown = [f"{fitted(row.label, 40)} {row.text}" for row in rows[:3]]
    listed = "; ".join(shown)
    return _("bars: {count}, the first of them {rows}; the table below holds every value", count=len(rows), rows=listed)


def fitted(text: str, cells: int) -> str:
    """The text, or as much of its beginning as fits into so many cells of half a Chinese character."""
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


_LIMIT = 1e300


def _drawn(value: Fraction) -> float:
    """A number as it is drawn: as near as may be, and finite."""
    try:
        return max(-_LIMIT, min(_LIMIT, float(value)))
    except OverflowError:
        return _LIMIT if value > 0 else -_LIMIT


class _Scale:
    """How numbers become places: from the lowest to the highest of all ends, with room for arrows."""

    def __init__(self, extents: Sequence[Extent], more: Sequence[Fraction], room: float = 0.0) -> None:
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


def _number_format(scale: _Scale) -> str:
    """How the numbers on an axis are written: plainly, unless they are too large or small for that."""
    most = max(abs(scale.low), abs(scale.high))
    return "~g" if most >= 1e9 or most < 1e-3 else "~f"


def _rows(alt: Any, rows: Sequence[tuple[str, str]]) -> Iterator[Any]:
    """A line of text above each bar: what it is of on the left, how much it is on the right."""
    inner = WIDTH - 2 * _EDGE
    texts = []
    for place, (label, text) in enumerate(rows):
        value = fitted(text, 24)
        room = int(inner / _CELL) - width(value) - 2
        texts.append({"y": place * _ROW + 11, "label": fitted(label, room), "text": value})
    data = alt.Chart(alt.Data(values=texts))
    y = alt.Y("y:Q", scale=None, axis=None)
    yield data.mark_text(align="left", baseline="middle").encode(x=alt.value(0), y=y, text="label:N")
    yield data.mark_text(align="right", baseline="middle", fontWeight=600).encode(
        x=alt.value(inner), y=y, text="text:N"
    )


def _x(alt: Any, field: str, scale: _Scale, title: str) -> Any:
    """The horizontal axis of amounts."""
    axis = alt.Axis(title=title or None, titleAnchor="end", tickCount=5, format=_number_format(scale), domain=False)
    return alt.X(field, scale=alt.Scale(domain=[scale.low, scale.high], nice=False), axis=axis)


def _marks(alt: Any, chart: Bars | Bullets, extents: Sequence[tuple[Extent, Tone]], scale: _Scale) -> Iterator[Any]:
    """The bars with their bounds: a whisker between closed ends, an arrow where one is open."""
    bars, whiskers, caps, arrows = [], [], [], []
    for place, (extent, tone) in enumerate(extents):
        if not extent.ends:
            continue
        middle = place * _ROW + 26
        lower, upper = scale.range(extent)
        value = extent.value if extent.value is not None else extent.lower
        bars.append({"y": middle - _BAR / 2, "y2": middle + _BAR / 2, "x": 0.0,
                     "x2": 0.0 if value is None else _drawn(value), "fill": _FILLS[tone]})  # fmt: skip
        if lower != upper:
            whiskers.append({"y": middle, "x": lower, "x2": upper})
            ends = ((lower, extent.lower, "triangle-left"), (upper, extent.upper, "triangle-right"))
            for x, end, shape in ends:
                if end is None:
                    arrows.append({"y": middle, "x": x, "shape": shape})
                else:
                    caps.append({"y": middle - 4, "y2": middle + 4, "x": x})
    y, y2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q")
    x = _x(alt, "x:Q", scale, chart.unit)
    yield _data(alt, bars).mark_rect(strokeWidth=0).encode(x=x, x2="x2:Q", y=y, y2=y2, color=_plain(alt, "fill"))
    yield _data(alt, whiskers).mark_rule(color=INK, strokeWidth=1.5).encode(x=x, x2="x2:Q", y=y)
    yield _data(alt, caps).mark_rule(color=INK, strokeWidth=1.5).encode(x=x, y=y, y2=y2)
    yield (
        _data(alt, arrows)
        .mark_point(color=INK, filled=True, size=60, opacity=1)
        .encode(x=x, y=y, shape=alt.Shape("shape:N", scale=None))
    )


def _data(alt: Any, rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Chart(alt.Data(values=list(rows)))


def _plain(alt: Any, field: str) -> Any:
    """Colours as they are given."""
    return alt.Color(f"{field}:N", scale=None, legend=None)


def _bars(alt: Any, chart: Bars) -> list[Any]:
    """Bars from zero, each under its label."""
    more = [Fraction(0)] if chart.whole is None else [Fraction(0), chart.whole]
    scale = _Scale([bar.extent for bar in chart.bars], more)
    marks = _marks(alt, chart, [(bar.extent, bar.tone) for bar in chart.bars], scale)
    return [*marks, *_rows(alt, [(bar.label, bar.text) for bar in chart.bars])]


def _bullets(alt: Any, chart: Bullets) -> list[Any]:
    """Bars along the way to the target, with a line where they were due to be."""
    due = [bullet.due for bullet in chart.bullets if bullet.due is not None]
    scale = _Scale([bullet.extent for bullet in chart.bullets], [Fraction(0), Fraction(100), *due])
    tracks, lines = [], []
    for place, bullet in enumerate(chart.bullets):
        middle = place * _ROW + 26
        tracks.append({"y": middle - _BAR / 2 - 2, "y2": middle + _BAR / 2 + 2, "x": 0.0, "x2": 100.0})
        if bullet.due is not None:
            lines.append({"y": middle - 10, "y2": middle + 10, "x": _drawn(bullet.due)})
    y, y2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q")
    x = _x(alt, "x:Q", scale, chart.unit)
    track = _data(alt, tracks).mark_rect(color="var(--track)").encode(x=x, x2="x2:Q", y=y, y2=y2)
    line = _data(alt, lines).mark_rule(color=INK, strokeWidth=3).encode(x=x, y=y, y2=y2)
    marks = _marks(alt, chart, [(bullet.extent, bullet.tone) for bullet in chart.bullets], scale)
    rows = [(_SIGNS.get(bullet.tone, "") + bullet.label, bullet.text) for bullet in chart.bullets]
    return [track, *marks, line, *_rows(alt, rows)]


def _line(alt: Any, chart: Line) -> list[Any]:
    """A line over the periods with a band between the bounds, broken where periods are missing."""
    scale = _Scale([point.extent for point in chart.points], [], room=0.12)
    months = [point.month for point in chart.points]
    labelled = _spread(len(months), _MOST_LABELS)
    rows: list[dict[str, Any]] = []
    arrows, labels, part = [], [], 0
    for place, point in enumerate(chart.points):
        part += place > 0 and point.month - months[place - 1] > chart.step
        lower, upper = scale.range(point.extent)
        value = point.extent.value
        middle = _drawn(value) if value is not None else (lower + upper) / 2
        rows.append({"x": point.month, "lower": lower, "upper": upper, "value": middle, "part": part})
        for end, at, shape in (
            (point.extent.lower, lower, "triangle-down"),
            (point.extent.upper, upper, "triangle-up"),
        ):
            if end is None:
                arrows.append({"x": point.month, "value": at, "shape": shape})
        if place in labelled:
            labels.append({"x": point.month, "value": upper, "period": point.period, "text": fitted(point.text, 12)})
    inset = 30 + 6 * max(0, len(f"{scale.high:.0f}") - 3)
    x = alt.X("x:Q", scale=alt.Scale(domain=[months[0], months[-1]], nice=False, range=[inset, WIDTH - 2 * _EDGE - 24]),
              axis=None)  # fmt: skip
    axis = alt.Axis(title=None, tickCount=4, format=_number_format(scale), domain=False, ticks=False, labelAlign="left",
                    labelPadding=0, offset=0, orient="left", labelBaseline="bottom", labelOffset=-2)  # fmt: skip
    domain = alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False)
    y = alt.Y("value:Q", scale=domain, axis=axis)
    points, part_of = _data(alt, rows), alt.Detail("part:N")
    lower, upper = alt.Y("lower:Q", scale=domain, axis=axis), alt.Y2("upper:Q")
    texts = _data(alt, labels)
    return [
        points.mark_area(color="var(--bar)", opacity=0.25).encode(x=x, y=lower, y2=upper, detail=part_of),
        points.mark_rule(color="var(--bar)", strokeWidth=1.5).encode(x=x, y=lower, y2=upper),
        points.mark_line(color="var(--accent)", strokeWidth=2).encode(x=x, y=y, detail=part_of),
        points.mark_point(color="var(--accent)", fill=PAPER, size=45, opacity=1).encode(x=x, y=y),
        _data(alt, arrows).mark_point(color="var(--bar)", filled=True, size=60, opacity=1).encode(
            x=x, y=y, shape=alt.Shape("shape:N", scale=None)
        ),
        texts.mark_text(dy=-12, fontWeight=600).encode(x=x, y=y, text="text:N"),
        texts.mark_text(baseline="top", color=DIM).encode(x=x, y=alt.value(_LINE_HEIGHT + 8), text="period:N"),
    ]  # fmt: skip


def _spread(count: int, most: int) -> set[int]:
    """Which of so many places are labelled: all, or some of them evenly, the first and the last always."""
    if count <= most:
        return set(range(count))
    return {round(place * (count - 1) / (most - 1)) for place in range(most)}
