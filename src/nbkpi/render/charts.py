"""Charts as SVG for a page: described with Altair, drawn with vl-convert, labelled for those who do not see them."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from nbkpi.errors import MissingExtra
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.render.layers import DIM, EDGE, FONT, GRID, INK, INNER, LINE_HEIGHT, bars, bullets, fitted, line, rows_of
from nbkpi.report.chart import Bars, Bullets, Chart, Line
from nbkpi.report.document import visible

if TYPE_CHECKING:
    from types import ModuleType

_AXIS = 34
"""How much room an axis needs."""

_LABEL = 40
_TAG = regex("<[^>]*>")
_PARTS = regex(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"')
"""What Vega says of the parts of a chart, which is one picture here."""

_ROOT = regex(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>")


class Drawer:
    """Draws the charts of one page; MissingExtra where what it draws with is not installed."""

    def __init__(self) -> None:
        self.altair, self._convert = _imported()
        self.count = 0

    def __call__(self, chart: Chart) -> str:
        """The SVG of a chart, with its title and what it shows in words for those who do not see it."""
        self.count += 1
        if isinstance(chart, Bars):
            drawn, height, top = bars(self.altair, chart), rows_of(chart).height * len(chart.bars), 4
        elif isinstance(chart, Bullets):
            drawn, height, top = bullets(self.altair, chart), rows_of(chart).height * len(chart.bullets), 4
        else:
            drawn, height, top = line(self.altair, chart), LINE_HEIGHT, 18
        # Altair checks what it is given of this property by property, which takes longer than drawing.
        spec = self.altair.layer(*drawn).to_dict(validate=False) | _frame(height, top)
        return self._labelled(self._convert.vegalite_to_svg(spec, allowed_base_urls=[]), chart)

    def _labelled(self, svg: str, chart: Chart) -> str:
        """The drawing as one picture with a title and a description."""
        name = f"chart-{self.count}"
        title, said = escape(visible(chart.title)), escape(visible(_described(chart)))

        def opening(match: re.Match[str]) -> str:
            root = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-said"'
            words = f'<title id="{name}-title">{title}</title><desc id="{name}-said">{said}</desc>'
            return f'{root} viewBox="{match[1]}">{words}'

        return _ROOT.sub(opening, _TAG.sub(lambda match: _PARTS.sub("", match[0]), svg), count=1)


def _imported() -> tuple[ModuleType, ModuleType]:
    """What charts are described and drawn with."""
    try:
        import altair
        import vl_convert
    except ImportError as error:
        package = "vl-convert-python" if error.name == "vl_convert" else "altair"
        raise MissingExtra(package, "report", "--no-charts") from None
    return altair, vl_convert


def _frame(height: int, top: int) -> dict[str, Any]:
    """Where a chart lies, and its colours: those of the page, whatever they are when it is looked at."""
    axis = {
        "domainColor": GRID, "gridColor": GRID, "tickColor": GRID, "labelColor": DIM, "titleColor": DIM,
        "labelFontSize": FONT - 1, "titleFontSize": FONT - 1, "titleFontWeight": "normal",
    }  # fmt: skip
    return {
        "width": INNER,
        "height": height,
        "autosize": "none",
        "padding": {"left": EDGE, "right": EDGE, "top": top, "bottom": _AXIS},
        "background": None,
        "config": {
            "aria": False,
            "font": "inherit",
            "view": {"stroke": None},
            "axis": axis,
            "text": {"color": INK, "fontSize": FONT},
        },
    }


def _described(chart: Chart) -> str:
    """What a chart shows, in words."""
    if isinstance(chart, Line):
        first, last = chart.points[0], chart.points[-1]
        return _(
            "from {first} ({start}) to {last} ({end}); the table below has every value",
            first=first.text, start=first.period, last=last.text, end=last.period,
        )  # fmt: skip
    rows = chart.bars if isinstance(chart, Bars) else chart.bullets
    shown = "; ".join(f"{fitted(row.label, _LABEL)} {row.text}" for row in rows[:3])
    return _("bars: {count}, the first of them {rows}; the table below has every value", count=len(rows), rows=shown)
