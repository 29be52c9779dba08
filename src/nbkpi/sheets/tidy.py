"""Where everything stands in a table with one figure a row whose headings alone do not say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_TERMS = ("OBS_VALUE", "FLAG CODES", "FLAG AND FOOTNOTES", "VALUE FOOTNOTES", "VECTOR", "ELEMENT CODE")


@dataclass(slots=True)
class Tidy:
    """Where everything stands in a table with one figure a row whose headings alone do not say it.

    columns: those of the keys of a [[table]], such as entity, indicator, period, value, unit, status and note.
    areas: the names of the entities by their codes. codes: what the names of the indicators are in codes.
    unknown: units that no book has, with the power of ten that is to be written before the right one, None where it
    cannot be written. roles: the keys that columns serve which are no key themselves.
    dimensions: what may break figures down, by heading: the code and the label of each member, in order; those are in
    the names of the indicators until break_down is called. others: the same of those that break figures down only where
    their words or the user say so. of: the columns of categories, written sex=F, blank for
    the whole.
    base: the name of the data set, where the names of indicators begin with it. common: what all figures share that no
    name says. is_named: something says what the figures measure. is_own: this program wrote it.
    stop: the first row below the figures, None where there is nothing below. left_out: rows that
    are not read, as they say that a figure is to be deleted or are of what is not known.
    """

    columns: dict[str, int]
    areas: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str | None] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    dimensions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    others: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    of: list[int] = field(default_factory=list)
    base: str = ""
    common: dict[str, str] = field(default_factory=dict)
    is_named: bool = True
    is_own: bool = False
    stop: int | None = None
    left_out: set[int] = field(default_factory=set)


def has_terms(rows: Iterable[Iterable[Any]]) -> bool:
    """Whether the first row holds a heading that only SDMX has, or another long table of an office."""
    first = next(iter(rows), ())
    return any(isinstance(cell, str) and cell.partition(":")[0].strip().upper() in _TERMS for cell in first)
