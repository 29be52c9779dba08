"""Times that a sheet writes in a form of its own, put into a common one before anything else is looked at.

Headings such as Y1961, Ocak / January or 2,021, the year 2021 under a number format; years behind the mark of a
footnote, (5)1970; and periods by their first day and their length, 2019-08-01/P1Y.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, pairwise

from nbkpi.figure import Period
from nbkpi.figure.characters import heading_key
from nbkpi.patterns import regex
from nbkpi.sheets.grid import Cell, Grid
from nbkpi.tables import words
from nbkpi.tables.month_names import MONTHS, month_elsewhere

SEARCHED = 30
"""Headings stand in so many rows."""
_FEW = 3
_YEAR = r"(?:19|20)[0-9]{2}"
_CODED = regex(rf"Y(?P<year>{_YEAR})")
_GROUPED = regex(r"(?:1,9|2,0)[0-9]{2}")
_MARKED = regex(rf"\([0-9]{{1,2}}\)\s*(?P<year>{_YEAR})")
_PLAIN = regex(_YEAR)
_LASTING = regex(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-01(?:T[0:]+)?/P(?P<length>[1-9][0-9]?)(?P<unit>[YM])")

_SIGNS = ("(", "/P")
_SIGNED = regex(r"\([0-9]{1,2}\)|/P[1-9]")
"""One of either stands in all that _MARKED and _LASTING match."""
_AT_ONCE = 1000
"""So many rows are looked at together."""


def retell(grid: Grid) -> None:
    """Put the times of a sheet into a common form, in place."""
    if grid.is_of_programs:
        return
    for row in range(min(SEARCHED, len(grid.rows))):
        texts = {column: text for column in range(grid.width) if (text := grid.text(row, column))}
        for find in (_coded, _grouped, _months):
            if told := find(grid, row, texts):
                _put(grid, {(row, column): text for column, text in told.items()})
    every = range(len(grid.rows))
    parts = (chain.from_iterable(grid.rows[start : start + _AT_ONCE]) for start in every[::_AT_ONCE])
    if not any(map(_may_be_told, parts)):
        return
    for column in [one for one in range(grid.width) if _may_be_told(grid.cells(one, every))]:
        found = _in_column({row: text for row, text in enumerate(grid.texts(column, every)) if text})
        _put(grid, {(row, column): text for row, text in found.items()})


def _put(grid: Grid, told: dict[tuple[int, int], str]) -> None:
    for (row, column), text in told.items():
        grid.rows[row][column] = text
        grid.retold.add(column)


def _coded(_grid: Grid, _row: int, texts: dict[int, str]) -> dict[int, str]:
    """Years behind a letter, several of them: Y1961, Y1962."""
    found = {column: match["year"] for column, text in texts.items() if (match := _CODED.fullmatch(text))}
    return found if len(found) >= _FEW else {}


def _grouped(grid: Grid, row: int, texts: dict[int, str]) -> dict[int, str]:
    """Years one after the other that are shown as amounts are, behind or below the word for years, or many of them."""
    found = {column: text.replace(",", "") for column, text in texts.items() if _GROUPED.fullmatch(text)}
    years = [int(text) for text in found.values()]
    steps = {later - year for year, later in pairwise(years)}
    others = [text for column, text in texts.items() if column not in found]
    if steps not in ({1}, {-1}) or any(text[:1].isdigit() for text in others):
        return {}
    above = grid.rows[row - 1] if row else []
    heads = [heading_key(str(text)).lower() for text in (*others, *above)]
    return found if len(found) > _FEW or any(map(words.PERIODS.fullmatch, heads)) else {}


def _months(_grid: Grid, _row: int, texts: dict[int, str]) -> dict[int, str]:
    """Months in another language, or in two, several of them."""
    found = {column: month for column, text in texts.items() if (month := month_elsewhere(text)) is not None}
    return {column: MONTHS[month - 1] for column, month in found.items()} if len(set(found.values())) >= _FEW else {}


def _may_be_told(cells: Iterable[Cell]) -> bool:
    """Whether one of the forms that are looked for in columns may be among some cells: tried on all words at once."""
    all_words = "\n".join([cell for cell in cells if isinstance(cell, str)])
    return any(sign in all_words for sign in _SIGNS) and _SIGNED.search(all_words) is not None


def _in_column(texts: dict[int, str]) -> dict[int, str]:
    """The cells of a column of periods that write them otherwise."""
    marked = {row: match["year"] for row, text in texts.items() if (match := _MARKED.fullmatch(text))}
    plain = sum(_PLAIN.fullmatch(text) is not None for text in texts.values())
    if marked and plain > len(marked):
        return marked
    return _told(texts, _lasting)


def _told(texts: dict[int, str], say: Callable[[str], str]) -> dict[int, str]:
    """What all cells of a column but its heading say in another form; nothing where one of them does not."""
    rows = list(texts)[1:]
    if not rows or not say(texts[rows[0]]):
        return {}
    found = {row: say(texts[row]) for row in rows}
    return found if all(found.values()) else {}


def _lasting(text: str) -> str:
    match = _LASTING.fullmatch(text)
    if match is None:
        return ""
    months = int(match["length"]) * (12 if match["unit"] == "Y" else 1)
    return str(Period(int(match["year"]) * 12 + int(match["month"]) - 1, months))
