"""What a label says of an indicator: its name, and its unit in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from nbkpi.figure import Unit
from nbkpi.figure.bases import is_based
from nbkpi.figure.characters import normalise
from nbkpi.loading.labels import is_subtotal, is_total, without_footnote, without_subitem, without_unit
from nbkpi.model.book import Book
from nbkpi.patterns import regex
from nbkpi.tables.heading_units import in_brackets, without_own_unit
from nbkpi.tables.kinds import are_places
from nbkpi.tables.titled import quantity_of
from nbkpi.tables.words import measure_of

_BRACKETS = regex(r"(.*)\(([^()]+)\)", re.DOTALL)
_AREA = regex(r".*\b(?:areas?|stock)", re.IGNORECASE)
"""What may be the name of a place: Bay Area."""


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
    unit = in_brackets(book.units, match[2], match[1].strip())[0] if match else None
    return Named(whole, unit or without_own_unit(normalise(whole), book.units)[1], False)


def are_quantities(book: Book, texts: Iterable[str], *, by_units: bool) -> bool:
    """Whether most labels name what is measured, by their units or, unless only these count, by their words.

    None of them is an entity of the book then.
    """
    labels = {text for text in texts if text and not is_total(text) and not is_subtotal(text)}
    if not labels or are_places(sorted(labels)) or any(map(book.entities_meant, labels)):
        return False
    found = sum(named(book, one).unit is not None if by_units else names_quantity(book, one) for one in labels)
    return 2 * found > len(labels)


def names_quantity(book: Book, label: str) -> bool:
    """Whether a label names what is measured: by its unit in brackets, %, or its words."""
    is_worded = is_based(label) or (quantity_of(label) is not None and not _AREA.fullmatch(label))
    return is_worded or "%" in label or named(book, label).unit is not None
