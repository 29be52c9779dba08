"""Figures as they were read before: what words say takes long to find out, and depends on little but the words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from nbkpi.exact import Interval
from nbkpi.figure import Figure, Units

Words = dict[str, Any]
"""Figures by their words: as they are, or packed as they are kept."""


class KeptFigures:
    """The figures in words of a book by their sort, which is all besides the words that decides how they are read.

    packed holds those that were kept of an earlier run. Two sorts of figures are not kept: those read with a warning,
    which is a sentence in some language, and those in a unit that cannot be found again by its symbol. has_more says
    whether anything was read that may be kept.
    """

    def __init__(self, packed: dict[str, Words] | None = None) -> None:
        self._sorts: dict[str, Words] = packed or {}
        self.has_more = False

    def of_sort(self, sort: str) -> Words:
        """All that is known of one sort."""
        return self._sorts.setdefault(sort, {})

    def figure(self, text: str, known: Words, units: Units, read: Callable[[], Figure]) -> Figure:
        """The figure of some words, which are read unless it is known; what reading raises is raised every time."""
        found = known.get(text)
        if type(found) is list:
            known[text] = found = _unpacked(text, found, units)
        elif found is None:
            known[text] = found = read()
            self.has_more = True
        figure: Figure = found
        return figure

    def packed(self, units: Units) -> dict[str, Words]:
        """What is to be kept, in the order in which it was first read."""
        found: dict[str, Words] = {}
        for sort, known in self._sorts.items():
            words = {text: one if type(one) is list else _packed(one, units) for text, one in known.items()}
            if kept := {text: one for text, one in words.items() if one is not None}:
                found[sort] = kept
        return found


def _packed(figure: Figure, units: Units) -> list[Any] | None:
    if figure.warnings or units.get(figure.unit.symbol) != figure.unit:
        return None
    ends = figure.interval
    return [
        None if ends is None else [_number(ends.lower), _number(ends.upper), ends.lower_closed, ends.upper_closed],
        _number(figure.nominal),
        figure.unit.symbol,
        figure.kind,
        figure.bound,
        _number(figure.step),
        figure.reading,
        _number(figure.second),
        figure.missing,
    ]


def _unpacked(text: str, row: list[Any], units: Units) -> Figure:
    ends, nominal, symbol, kind, bound, step, reading, second, missing = row
    unit, place = units.get(symbol), _fraction(step)
    if unit is None or place is None:
        raise ValueError("this figure was kept for other units")
    interval = None if ends is None else Interval(_fraction(ends[0]), _fraction(ends[1]), ends[2], ends[3])
    return Figure(text, interval, _fraction(nominal), unit, kind, bound, place, reading, _fraction(second), missing)


def _number(value: Fraction | None) -> int | str | None:
    return value if value is None else str(value) if value.denominator != 1 else value.numerator


def _fraction(value: int | str | None) -> Fraction | None:
    if value is None or isinstance(value, int):
        return None if value is None else Fraction(value)
    above, _slash, below = value.partition("/")
    return Fraction(int(above), int(below))
