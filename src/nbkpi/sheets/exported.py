"""Tables that `nbkpi export` wrote: what it wrote out, so that it could do no harm, is put back as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from nbkpi.patterns import FORMULA_STARTS, regex
from nbkpi.sheets.grid import Cell, Grid

HEADINGS = frozenset({"entity_id", "measure_id", "type", "value", "source", "locator"})
"""Only `nbkpi export` writes all of these in one row."""

_BOUNDS = ("nominal", "lower", "upper")
_CLOSE = "%‰"
_NUMBER = regex(r"-?[0-9]+(?:\.[0-9]+)?(?![0-9,.])")
_WRITTEN_OUT = regex(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8}))")


def is_exported(headings: Iterable[Cell]) -> bool:
    """Whether a row is the first one of what `nbkpi export` writes; columns may have been added or moved."""
    return {one for one in headings if isinstance(one, str)} >= HEADINGS


def restore(grid: Grid, ending: str) -> None:
    """Put the texts of an exported table back as the book has them, and mark the grid as verbatim.

    Delimited files have control characters written out and a ' before what looks like a formula, workbooks only the
    former, Parquet files neither. Values that a spreadsheet wrote anew get back the decimals that their bounds say.
    Nothing is done to other tables.
    """
    if not grid.rows or not is_exported(grid.rows[0]):
        return
    grid.is_verbatim = True
    _put_back_decimals(grid)
    if ending == ".parquet":
        return
    undo: Callable[[str], str] = written_in if ending in (".csv", ".tsv") else spelled_back
    for row in grid.rows:
        for column, cell in enumerate(row):
            if type(cell) is str and ("\\" in cell or cell[:1] == "'"):
                row[column] = undo(cell)


def _put_back_decimals(grid: Grid) -> None:
    """Write 16192 as 16192.0 where the bounds beside it are 16191.95 and 16192.05: a spreadsheet took the zero away."""
    places = {name: column for column, name in enumerate(grid.rows[0]) if name in ("value", *_BOUNDS)}
    if len(places) <= len(_BOUNDS):
        return
    for row in grid.rows[1:]:
        value = row[places["value"]]
        if isinstance(value, str) and not value.strip()[-1:].isdecimal() and value.strip()[-1:] not in _CLOSE:
            continue
        numbers = [_decimal(row[places[name]]) for name in ("value", *_BOUNDS)]
        if None not in numbers:
            row[places["value"]] = _with_decimals(value, *(number for number in numbers if number is not None))


def _with_decimals(value: Cell, number: Decimal, nominal: Decimal, lower: Decimal, upper: Decimal) -> Cell:
    """A value with as many decimals as its bounds are apart; as it is where they do not say, or say something else."""
    width = (upper - lower).normalize()
    decimals = -width.adjusted()
    if width.as_tuple().digits != (1,) or decimals < 0 or not number == nominal == (lower + upper) / 2:
        return value
    if isinstance(value, str) and number.as_tuple().exponent == -decimals:
        return value
    sign = value.strip()[-1] if isinstance(value, str) and value.strip()[-1] in _CLOSE else ""
    return f"{number:.{decimals}f}{sign}"


def _decimal(cell: Cell) -> Decimal | None:
    """A cell as a number, without the unit that its format puts behind it; None for anything else."""
    found = _NUMBER.match(repr(cell) if isinstance(cell, float) else str(cell).strip())
    return None if found is None else Decimal(found[0])


def written_in(text: str) -> str:
    """The text that a cell of an exported CSV file stands for."""
    return spelled_back(text[1:] if is_guarded(text) else text)


def is_guarded(text: str) -> bool:
    """Whether the ' that a text begins with was put there."""
    return text[:1] == "'" and text.lstrip("'").lstrip().startswith(FORMULA_STARTS)


def spelled_back(text: str) -> str:
    r"""The text with the characters that are written out, as \u000a, as themselves."""
    return _WRITTEN_OUT.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
