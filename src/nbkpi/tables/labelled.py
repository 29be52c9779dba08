"""What a label says of an indicator: its name, and its unit in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from nbkpi.figure import Unit
from nbkpi.loading.labels import without_footnote, without_subitem, without_unit
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.tables.heading_units import in_brackets
from nbkpi.tables.words import measure_of

_BRACKETS = regex(r".*\(([^()]+)\)", re.DOTALL)


class Named(NamedTuple):
    """What a label calls an indicator: its name, its unit where the label says it, and whether the book has it."""

    name: str
    unit: Unit | None
    is_known: bool


def named(book: Book, label: str) -> Named:
    """The indicator of a label: 农户(户) is counted in 户, GDP (current US$) keeps its whole name."""
    whole = without_subitem(without_footnote(label)[0]).strip()
    bare, unit = without_unit(whole, book.units)
    known = measure_of(book, [whole]) or measure_of(book, [bare])
    if known is not None and (unit is None or unit.dimension == known.unit.dimension):
        return Named(known.name, unit, True)
    if unit is not None:
        return Named(whole if known is not None else bare.strip(), unit, False)
    match = _BRACKETS.fullmatch(whole.replace("（", "(").replace("）", ")"))
    return Named(whole, in_brackets(book.units, match[1], whole)[0] if match else None, False)
