"""How many decimals a column of stored numbers was printed with, where a sheet has lost its last zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from nbkpi.model.book import Book
from nbkpi.model.records import Measure
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Cell, lost_decimals, number_texts

_PLAIN = regex(r"-?[0-9]+(?:\.(?P<decimals>[0-9]+))?")
_FEWEST = 4
"""Of fewer figures nothing is said of how the others are printed."""


def decimals_of(cells: Iterable[Cell], measure: Measure, book: Book) -> int:
    """The decimals by which to write the numbers of a column, 0 to leave them: of this column, else of earlier ones.

    What earlier figures of the measure were printed with counts where some numbers have as many, and none more.
    """
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    lengths = {len(text.partition(".")[2]) for text in number_texts(numbers)}
    if len(lengths) < 2:
        return 0
    return lost_decimals(numbers) or (max(lengths) if max(lengths) == _usual(measure, book) else 0)


def _usual(measure: Measure, book: Book) -> int:
    """How many decimals two of three figures of a measure in a book have, and none has more; else 0."""
    texts = (one.text for one in book.observations if one.measure is measure)
    return _most([len(plain["decimals"] or "") for plain in map(_PLAIN.fullmatch, texts) if plain is not None])


def _most(lengths: Sequence[int]) -> int:
    count = Counter(lengths)
    most = max(count, default=0)
    return most if count[most] >= _FEWEST and 3 * count[most] >= 2 * len(lengths) else 0
