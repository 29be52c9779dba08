"""Structures: the shares of a whole in one row, such as 2.5:43.4:54.1."""

from __future__ import annotations

from fractions import Fraction

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.characters import normalise
from nbkpi.figure.figure import Figure
from nbkpi.figure.reading import read
from nbkpi.figure.unit import PERCENT
from nbkpi.patterns import regex

STRUCTURE = regex(r"[0-9]{1,3}(?:\.[0-9]{1,4})?(?:\s?[::∶]\s?[0-9]{1,3}(?:\.[0-9]{1,4})?){1,9}(?![0-9.::∶])")
"""Numbers with colons between them, in a normalised text; dates and times look so too."""

_SEPARATOR = regex(r"\s?[::∶]\s?")
_SLACK = 10
"""A whole is 100, a structure with a mistake in it at most so far from that."""


def read_structure(text: str) -> tuple[Figure, ...]:
    """Each share of a structure in percent, as printed; nothing where the numbers do not nearly add up to 100."""
    written = normalise(text)
    if STRUCTURE.fullmatch(written) is None:
        return ()
    try:
        parts = [read(part, unit=PERCENT) for part in _SEPARATOR.split(written)]
    except UnreadableFigure:
        return ()
    total = sum((part.nominal or Fraction(0) for part in parts), Fraction(0))
    return tuple(parts) if len(parts) > 1 and abs(total - 100) <= _SLACK else ()
