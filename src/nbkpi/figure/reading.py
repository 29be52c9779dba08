"""Reading a figure: from the words as printed to the values they allow."""

from __future__ import annotations

from nbkpi.errors import UnreadableFigure
from nbkpi.figure.characters import normalise
from nbkpi.figure.expected import Expected
from nbkpi.figure.figure import (
    DEFAULT_CONVENTION,
    MISSING_WORDS,
    SIGNS_ANYWHERE,
    Convention,
    Figure,
    Kind,
    Missing,
    Range,
)
from nbkpi.figure.unit import Unit, Units
from nbkpi.language import _

MAX_LENGTH = 200
"""Longer words are refused: no printed figure needs them."""

_MISSING: dict[str, Missing] = SIGNS_ANYWHERE | {word: kind for kind, words in MISSING_WORDS.items() for word in words}
_STANDARD_UNITS = Units()


def read(
    text: str,
    *,
    unit: Unit | None = None,
    kind: Kind | None = None,
    limits: Range | None = None,
    convention: Convention = DEFAULT_CONVENTION,
    units: Units = _STANDARD_UNITS,
) -> Figure:
    """Read a printed figure: every value its words allow, in the printed unit.

    Rounded numbers hold their nearer end and not the farther one ([87.5, 88.5)), ranges and 以上 both or their one end,
    超 and 余 none. The symbols of missing values and empty words give a figure without a number, which is not zero.

    unit is assumed where none is printed; kind "count" makes plain integers exact, "amount" makes them rounded,
    None decides by the unit. limits caps what is possible ("share": [0, 100%]); None decides by the unit.
    UnreadableFigure when the words are not a figure, with the place where reading stopped.
    """
    return read_published(text, Expected(unit, kind, limits, convention, units))


def read_in_table(
    text: str, units: Units = _STANDARD_UNITS, unit: Unit | None = None, kind: Kind | None = None
) -> Figure:
    """What a cell of a table prints; no word of English, as 3 persons beside figures is rather what they are of."""
    return read_as(text, Expected(unit, kind, None, DEFAULT_CONVENTION, units))


def read_published(text: str, expected: Expected) -> Figure:
    """The same for many figures of which the same is expected."""
    try:
        return read_as(text, expected)
    except UnreadableFigure:
        from nbkpi.figure.english_figures import english_figure

        figure = english_figure(text, expected) if len(text) <= MAX_LENGTH else None
        if figure is None:
            raise
    return expected.limited(figure)


def read_as(text: str, expected: Expected) -> Figure:
    """The same without words of English."""
    plain = expected.plain(text)
    if plain is not None:
        return expected.limited(plain)
    if len(text) > MAX_LENGTH:
        message = _("the figure has more than {limit} characters", limit=MAX_LENGTH)
        raise UnreadableFigure(message, 0, _("write only the figure itself"))
    missing = _MISSING.get(normalise(text).strip().lower())
    if missing is not None:
        return expected.missing(text, missing)
    from nbkpi.figure.worded import worded_figure

    return expected.limited(worded_figure(text, expected))
