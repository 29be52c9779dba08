"""The verdicts on the relations of the gold bulletins, computed apart from nbkpi from the words alone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from tests.text.gold_reading import Read, nearest, read

Relation = Mapping[str, Any]
CHANGE = re.compile(r"(增加|减少|增收|净增|新增|少了|下跌|少花)$")
FALL = re.compile(r"(下降|减少|回落|降低|收窄|缩短|降幅|跌幅)[^，。；]{0,9}$")


class Span(NamedTuple):
    """What a formula can be. Both ends count as possible: how the printer rounds an exact half is unknown."""

    low: Fraction
    high: Fraction

    def touches(self, low: Fraction, high: Fraction) -> bool:
        return self.low <= high and low <= self.high


def verdict(relation: Relation, text: str) -> str:
    """exact, consistent, truncated, contradicted or uninformative, by the definitions of the design."""
    if relation["kind"] == "structure":
        return _structure(relation)
    claim = asserted(relation)
    if relation["kind"] == "grim":
        return _attainable(claim, read(relation["with"][0]).nominal)
    follows = computed(relation, text)
    if follows.low == follows.high == claim.nominal:
        return "exact"
    if follows.touches(*_ends(claim)):
        return "consistent"
    if claim.step and follows.touches(claim.nominal, claim.nominal + claim.step):
        return "truncated"
    return "contradicted"


def asserted(relation: Relation) -> Read:
    """The claim; a mean was rounded even where it is printed as a whole number of things."""
    claim = read(relation["asserted"])
    if relation["kind"] != "mean" or claim.step:
        return claim
    return claim._replace(bounds=nearest(claim.nominal, Fraction(1)), step=Fraction(1))


def computed(relation: Relation, text: str) -> Span:
    """What follows for the claim from the figures that it is computed from."""
    kind, claim = relation["kind"], asserted(relation)
    figures = [read(words) for words in relation["with"]]
    if kind == "sum":
        return _corners(figures, lambda *parts: sum(parts, Fraction(0)))
    if kind in ("share", "rate"):
        # Only what was planned can be exceeded: 完成年度目标的109.6%.
        part, whole = sorted(figures, key=lambda one: one.nominal, reverse=claim.nominal > 1)
        return _corners([part, whole], lambda a, b: a / b)
    if kind in ("growth", "change"):
        return _compared(relation, figures, text)
    if kind in ("pull", "contribution"):
        return _pulled(kind, figures)
    if kind == "mean":
        return _mean(relation, figures, claim)
    if kind == "schedule" and len(figures) == 1:
        elapsed = Fraction(_months_and_days(relation["period"])[0], 12)
        return _corners(figures, lambda done: abs(done - elapsed))
    # 自然增长率: what is printed with a sign is the first less the second.
    return _corners(figures, (lambda a, b: a - b) if claim.nominal < 0 else lambda a, b: abs(a - b))


def _ends(figure: Read) -> tuple[Fraction, Fraction]:
    low, high = figure.bounds.lower, figure.bounds.upper
    assert low is not None, figure
    assert high is not None, figure
    return low, high


def _corners(figures: Sequence[Read], formula: Callable[..., Fraction]) -> Span:
    """The range of a formula that is monotone in each figure: it takes its extremes at corners."""
    points: list[list[Fraction]] = [[]]
    for one in figures:
        points = [[*point, value] for point in points for value in sorted(set(_ends(one)))]
    values = [formula(*point) for point in points]
    return Span(min(values), max(values))


def before(text: str, words: str) -> str:
    """What stands directly before the only occurrence of a figure."""
    places = [found.start() for found in re.finditer(rf"(?<![\d.]){re.escape(words)}", text)]
    assert len(places) == 1, (words, len(places))
    return text[max(0, places[0] - 12) : places[0]]


def _compared(relation: Relation, figures: Sequence[Read], text: str) -> Span:
    """Growth or change from two levels, from a level and its change, or of a whole from its parts and their growths."""
    falls = FALL.search(before(text, relation["asserted"])) is not None
    if len(figures) > 2:
        return _corners(figures, _growth_of_the_whole)
    if relation["kind"] == "growth" and CHANGE.search(before(text, relation["with"][1])):
        sign = -1 if falls else 1
        return _corners(figures, lambda now, change: change / (now - sign * change))
    later, earlier = sorted(figures, key=lambda one: one.nominal, reverse=not falls)
    if relation["kind"] == "change":
        return _corners([later, earlier], lambda a, b: abs(a - b))
    return _corners([later, earlier], lambda a, b: abs(a / b - 1))


def _growth_of_the_whole(*values: Fraction) -> Fraction:
    parts, growths = values[::2], values[1::2]
    base = sum((part / (1 + growth) for part, growth in zip(parts, growths, strict=True)), Fraction(0))
    return sum(parts, Fraction(0)) / base - 1


def _pulled(kind: str, figures: Sequence[Read]) -> Span:
    """From the total and its growth, the part and its growth: the part's change over the base, or over the change."""
    assert len(figures) == 4

    def formula(total: Fraction, growth: Fraction, part: Fraction, of_part: Fraction) -> Fraction:
        base = total / (1 + growth)
        return part * of_part / (1 + of_part) / (base if kind == "pull" else total - base)

    return _corners(figures, formula)


def _mean(relation: Relation, figures: Sequence[Read], claim: Read) -> Span:
    """A total by heads, or by the days of the period; the total is what has the unit of the mean."""
    if len(figures) == 2:
        total, heads = sorted(figures, key=lambda one: one.unit != claim.unit.partition("/")[0])
        return _corners([total, heads], lambda a, b: a / b)
    days = _months_and_days(relation["period"])[1]
    return _corners(figures, lambda total: total / days)


def _months_and_days(period: str) -> tuple[int, int]:
    """The months and days of 2024-05 or 2024-01..2024-06."""
    first, _, last = period.partition("..")
    (year, start), (_year, stop) = (map(int, one.split("-")) for one in (first, last or first))
    return stop - start + 1, sum(monthrange(year, month)[1] for month in range(start, stop + 1))


def _structure(relation: Relation) -> str:
    """a:b:c against the share of each part in their sum."""
    shares = [read(f"{one}%") for one in relation["asserted"].split(":")]
    parts = [read(words) for words in relation["with"]]
    assert len(shares) == len(parts)
    for place, share in enumerate(shares):
        rest = parts[:place] + parts[place + 1 :]
        span = _corners([parts[place], *rest], lambda part, *others: part / (part + sum(others)))
        if not span.touches(*_ends(share)):
            return "contradicted"
    return "consistent"


def _attainable(claim: Read, cases: Fraction) -> str:
    """The GRIM test: is some whole k of n in the printed band, and could it have been otherwise."""

    def some(low: Fraction, high: Fraction) -> bool:
        return any(low <= Fraction(k) / cases <= high for k in range(int(low * cases), int(high * cases) + 2))

    low, high = _ends(claim)
    if not some(low, min(high, Fraction(1))):
        return "truncated" if some(claim.nominal, claim.nominal + claim.step) else "contradicted"
    return "uninformative" if cases * claim.step >= 1 else "consistent"
