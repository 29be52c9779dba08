"""Charts: every mark stands where its number is, open ends are arrows, words fit, and names are only words."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.render.charts import Drawer
from nbkpi.render.layers import INNER, WIDTH, fitted, rows_of
from nbkpi.report.chart import Bar, Bars, Bullet, Bullets, Chart, Extent, Line, Point
from nbkpi.report.document import visible
from nbkpi.report.width import width

if TYPE_CHECKING:
    from conftest import Run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def draw() -> Drawer:
    return Drawer()


class Drawn(NamedTuple):
    """What was drawn, in places: bars and bands as (left, right, top), whiskers the same, arrows, and texts."""

    root: Any
    bars: list[tuple[float, float, float]]
    rules: list[tuple[float, float, float]]
    arrows: list[tuple[float, float]]
    texts: list[str]


def moved(element: Any) -> tuple[float, float]:
    found = re.fullmatch(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", "translate(0,0)"))
    assert found is not None
    return float(found[1]), float(found[2])


def read(svg: str) -> Drawn:
    root = ElementTree.fromstring(svg)
    bars, rules, arrows = [], [], []
    for path in root.iter(f"{SVG}path"):
        box = re.fullmatch(r"M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v[-\d.e]+h[-\d.e]+Z", path.get("d", ""))
        if box is not None and str(path.get("fill")).startswith("var(--bar"):
            left, top, wide = map(float, box.groups())
            bars.append((left, left + wide, top))
        elif "transform" in path.attrib and path.get("fill") in ("currentColor", "var(--bar)"):
            arrows.append(moved(path))
    for rule in root.iter(f"{SVG}line"):
        if rule.get("stroke") == "currentColor" and float(rule.get("y2", "0")) == 0:
            left, top = moved(rule)
            ends = sorted((left, left + float(rule.get("x2", "0"))))
            rules.append((ends[0], ends[1], top))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    return Drawn(root, bars, rules, arrows, texts)


def test_short_words_stand_beside_their_bars_and_long_ones_above(draw: Drawer) -> None:
    for label, is_short in (("东村", True), ("北站社区居民委员会", False)):
        bars = [Bar(label, Extent(Fraction(one), Fraction(one), Fraction(one)), f"{one}万元") for one in (30, 100)]
        drawn = read(draw(Bars("t", "万元", bars)))
        words = [moved(text)[1] for text in drawn.root.iter(f"{SVG}text") if text.text == label]
        middles = [top + 6 for _left, _right, top in drawn.bars]
        assert ([y - 4 for y in words] == middles) is is_short
        left, right = drawn.bars[1][:2]
        room = INNER - 7.2 * width("100万元")
        assert (left >= 6.6 * width(label) and right < room) if is_short else (left, right) == (0, INNER)


@pytest.mark.parametrize("label", ["", "a long name of a village"])
def test_bars_and_whiskers_stand_where_the_numbers_are(label: str, draw: Drawer) -> None:
    """Places are one linear function of the numbers, the same for bars and for bounds."""
    chance = random.Random(1)
    extents = []
    for _each in range(30):
        lower, value, upper = sorted(Fraction(chance.randint(-500, 2000), 7) for _end in range(3))
        extents.append(Extent(lower, value, upper))
    chart = Bars("t", "万元", [Bar(f"{label}{place}", one, "x") for place, one in enumerate(extents)])
    drawn = read(draw(chart))
    assert (len(drawn.bars), len(drawn.rules), drawn.arrows) == (30, 30, [])
    low, high = min(one.lower for one in extents), max(one.upper for one in extents)
    left, right = rows_of(chart)[-2:]

    def place(value: Fraction) -> float:
        return left + float((value - low) / (high - low)) * (right - left)

    for extent, bar, rule in zip(extents, drawn.bars, drawn.rules, strict=True):
        assert bar[:2] == pytest.approx(sorted((place(Fraction(0)), place(extent.value))), abs=0.01)
        assert rule[:2] == pytest.approx((place(extent.lower), place(extent.upper)), abs=0.01)
        assert bar[2] < rule[2] < bar[2] + 12


def test_open_ends_are_arrows_at_the_edge(draw: Drawer) -> None:
    bars = [
        Bar("at least", Extent(Fraction(100), None, None), "≥ 100"),
        Bar("at most", Extent(None, None, Fraction(50)), "≤ 50"),
        Bar("exactly", Extent(Fraction(70), Fraction(70), Fraction(70)), "70"),
    ]
    chart = Bars("t", "", bars)
    drawn = read(draw(chart))
    assert [x for x, _y in drawn.arrows] == pytest.approx([rows_of(chart).end, rows_of(chart).start])
    at_least, at_most, exactly = drawn.bars
    # What is certain is drawn as a bar: nothing of “at most”.
    assert (at_least[1] - at_least[0]) / (exactly[1] - exactly[0]) == pytest.approx(100 / 70)
    assert at_most[0] == at_most[1]
    assert len(drawn.rules) == 2


def test_targets_show_what_was_due(draw: Drawer) -> None:
    extent = Extent(Fraction(45), Fraction(46), Fraction(47))
    chart = Bullets("t", "%", [Bullet("a", extent, Fraction(50), "46", "bad"), Bullet("b", extent, None, "46")])
    drawn = read(draw(chart))
    due = [rule for rule in drawn.root.iter(f"{SVG}line") if rule.get("stroke-width") == "3"]
    left, right = rows_of(chart)[-2:]
    assert [moved(rule)[0] for rule in due] == pytest.approx([(left + right) / 2])
    assert [bar[1] for bar in drawn.bars] == pytest.approx([left + (right - left) * 0.46] * 2)
    fills = [path.get("fill") for path in drawn.root.iter(f"{SVG}path") if "bar" in str(path.get("fill"))]
    assert fills == ["var(--bar-bad)", "var(--bar)"]
    # Colours are not alone in saying it.
    assert {"■ a", "b"} <= set(drawn.texts)


def test_lines_break_where_periods_are_missing(draw: Drawer) -> None:
    def point(year: int, value: int) -> Point:
        exact = Fraction(value)
        return Point(str(year), 12 * year, Extent(exact - 1, exact, exact + 1), str(value))

    whole = Line("t", "万元", [point(2020, 10), point(2021, 12), point(2022, 9)], 12)
    broken = Line("t", "万元", [point(2020, 10), point(2021, 12), point(2024, 9)], 12)
    counts = []
    for chart in (whole, broken):
        root = read(draw(chart)).root
        paths = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("stroke") == "var(--accent)"]
        lines = [path for path in paths if "A" not in path]
        counts.append([path.count("L") for path in lines])
        assert len(paths) - len(lines) == 3
    assert counts == [[2], [1, 0]]


HOSTILE = ["<script>alert(1)</script>", '" onload="x', "]]>", "&lt;", "\x1b[31m\u202e", "长" * 10_000, "x" * 10_000, ""]


def charts(name: str) -> list[Chart]:
    extent = Extent(Fraction(1), None, None)
    return [
        Bars(name, name, [Bar(name, extent, name)]),
        Bullets(name, name, [Bullet(name, extent, Fraction(1), name)]),
        Line(name, name, [Point(name, 0, extent, name), Point(name, 12, extent, name)], 12),
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_words_and_fit(name: str, draw: Drawer) -> None:
    for chart in charts(name):
        drawn = read(draw(chart))
        assert {element.tag for element in drawn.root.iter()} <= {f"{SVG}{tag}" for tag in (
            "svg", "title", "desc", "g", "path", "line", "text")}  # fmt: skip
        assert drawn.root.find(f"{SVG}title").text == (visible(name) or None)
        assert all(width(text) * 6.6 <= WIDTH for text in drawn.texts)


def test_no_character_ends_the_process(process: Run) -> None:
    """What draws the charts aborts on what is no XML, so that no test could catch it in this process."""
    code = """
from fractions import Fraction
from nbkpi.render.charts import Drawer
from nbkpi.report.chart import Bar, Bars, Extent
codes = [*range(0x300), *range(0x2000, 0x2100), *range(0xD7FE, 0xD810), *range(0xDFF0, 0xE002), *range(0xFDC0, 0x10002),
         *range(0x1FFFC, 0x20002), *range(0xE0000, 0xE0080), 0x10FFFF]
texts = ["".join(map(chr, codes[at : at + 3])) for at in range(0, len(codes), 3)]
extent = Extent(Fraction(0), Fraction(1), Fraction(2))
print(Drawer()(Bars("t", "u", [Bar(text, extent, text) for text in texts])).count("<text"))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=process.environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-300:]
    assert int(done.stdout) > 1000


def test_numbers_beyond_what_can_be_drawn_do_no_harm(draw: Drawer) -> None:
    for value in (Fraction(10) ** 400, Fraction(1, 10**400), -(Fraction(10) ** 400)):
        extent = Extent(value, value, value)
        for chart in (Bars("t", "", [Bar("a", extent, "x")]), Line("t", "", [Point("a", 0, extent, "x")] * 2, 12)):
            assert "NaN" not in draw(chart)


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_shortened_text_is_a_beginning_that_fits(text: str, cells: int) -> None:
    shown = fitted(text, cells)
    assert width(shown) <= cells
    assert visible(text).startswith(shown.removesuffix("…").rstrip()) or shown == visible(text)
