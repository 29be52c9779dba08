"""The shared strings of an xlsx workbook, of which cells name the number: whether all of them fit into memory."""

from __future__ import annotations

import re
from collections import Counter

from nbkpi.sheets.markup import CHECKED, Walk, local

PART = "xl/sharedstrings.xml"
"""Where they are, in small letters."""

MAX_TEXT = 1_000_000_000
"""So many bytes the texts of all cells of a sheet may have, each cell having its own."""

_SHORTEST = len("<si/>")
_DECLARED = re.compile(rb"""uniqueCount\s*=\s*["']\s*([0-9]+)""")


def are_too_many(strings: bytes) -> bool:
    """Whether they declare more strings than they could hold: calamine makes room for as many as are declared."""
    return any(int(match[1]) * _SHORTEST > len(strings) for match in _DECLARED.finditer(strings))


def size_in(sheet: bytes, strings: bytes) -> int:
    """How many bytes of text the cells of a sheet hold that name shared strings; more where that is little anyway.

    ValueError for what is no sheet, or names no string.
    """
    naming = sheet.count(b'"s"') + sheet.count(b"'s'")
    most = naming * max(map(len, strings.split(b"<si")))
    if most <= MAX_TEXT:
        return most
    lengths, cells = _Lengths(), _Names()
    lengths.through(strings, text=lengths.text)
    cells.through(sheet, cells.end, cells.text)
    return sum(lengths.found[number] * times for number, times in cells.found.items() if number < len(lengths.found))


class _Lengths(Walk):
    """How many bytes each string has, those of its tags aside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[int] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """An element begins, a string perhaps."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        if local(name) == "si":
            self.found.append(0)

    def text(self, found: str) -> None:
        """Some of its characters."""
        if self.found:
            self.found[-1] += len(found.encode("utf-8", "replace"))


class _Names(Walk):
    """How often each string is named."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[int] = Counter()
        self._is_naming = False
        self._number: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins, a cell or its value perhaps."""
        self.open += 1
        if self.open > CHECKED:
            self.check()
        if local(name) == "c":
            self._is_naming = attributes.get("t") == "s"
        self._number = [] if local(name) == "v" and self._is_naming else None

    def text(self, found: str) -> None:
        """Characters between tags."""
        if self._number is not None:
            self._number.append(found)

    def end(self, name: str) -> None:
        """An element ends; the value of a cell is the number of a string."""
        self._ended.append(name)
        if self._number is not None:
            self.found[int("".join(self._number))] += 1
            self._number = None
