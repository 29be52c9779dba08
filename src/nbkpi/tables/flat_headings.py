"""Columns headed by nothing but a category, 人口 | 男 | 女: of which column beside them they are parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from nbkpi.model.breakdowns import Breakdown, Member
from nbkpi.patterns import regex
from nbkpi.tables.category_names import without_wholes

FARTHEST = 4
"""So many columns on the left are tried."""

_NUMBER = regex(r"-?[0-9]+(?:\.[0-9]+)?")


class Flat(NamedTuple):
    """A column of a category: its members, its cells, and whether its heading is marked as a part (#男)."""

    members: tuple[Member, ...]
    cells: list[str]
    is_marked: bool


def base_of(columns: Sequence[Flat], before: Sequence[tuple[int, list[str]]]) -> int | None:
    """The column that these are parts of, the nearest first; None where their figures do not say so of any.

    They are where they add up to it in most rows, within rounding; those that are marked as parts, also where none is
    more than it is.
    """
    for column, cells in before[:FARTHEST]:
        if _add_up(columns, cells) or _are_below(columns, cells):
            return column
    return None


def says_less(column: int, cells: Mapping[int, tuple[tuple[Member, ...], list[str]]]) -> bool:
    """Whether a heading, its category aside, only begins as that of the whole on its left: First/Male beside
    First/Married. Cells are the categories and the other levels of each heading.
    """
    own = cells[column][1]
    wholes = {one: without_wholes(levels) for one, (members, levels) in cells.items() if not members}
    left = wholes[max(one for one in wholes if one < column)] if any(one < column for one in wholes) else []
    return 0 < len(own) < len(left) and left[: len(own)] == own and own not in wholes.values()


def _add_up(columns: Sequence[Flat], cells: list[str]) -> bool:
    """Whether the members on top of one breakdown, or of several that cross, two at least, add up to a column in most
    rows.
    """
    by_breakdowns: dict[tuple[Breakdown, ...], list[Flat]] = {}
    for one in columns:
        if all(member.within is None for member in one.members):
            by_breakdowns.setdefault(tuple(member.breakdown for member in one.members), []).append(one)
    return any(len(parts) > 1 and _fit([one.cells for one in parts], cells) for parts in by_breakdowns.values())


def _fit(parts: Sequence[list[str]], cells: list[str]) -> bool:
    fits = [
        abs(sum(numbers[1:]) - numbers[0]) <= sum(map(half_a_unit, row))
        for row in zip(cells, *parts, strict=True)
        if len(numbers := _numbers(row)) == len(row)
    ]
    return bool(fits) and 2 * sum(fits) > len(fits)


def _are_below(columns: Sequence[Flat], cells: list[str]) -> bool:
    """Whether all columns are marked as parts, and nowhere more than another one."""
    pairs = [_numbers(pair) for one in columns for pair in zip(one.cells, cells, strict=True)]
    known = [pair for pair in pairs if len(pair) > 1]
    return all(one.is_marked for one in columns) and bool(known) and all(part <= whole for part, whole in known)


def _numbers(texts: Iterable[str]) -> list[Decimal]:
    """The numbers among texts."""
    return [found for text in texts if (found := number(text)) is not None]


def number(text: str) -> Decimal | None:
    """The number that a cell holds; None for anything else."""
    plain = text.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def half_a_unit(text: str) -> Decimal:
    """Half a unit of the last digit."""
    return Decimal(5).scaleb(-1 - len(text.partition(".")[2])) if "." in text else Decimal("0.5")


def runs(columns: Sequence[int]) -> list[list[int]]:
    """Columns that stand beside each other."""
    found = list[list[int]]()
    for column in columns:
        if found and found[-1][-1] == column - 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found
