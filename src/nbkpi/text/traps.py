"""Numerals that are no figures: dates, codes, ranks, names and slogans; each rule is tried at one place only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import tomli

from nbkpi.patterns import regex
from nbkpi.text.vocabulary import pattern


class Trap(NamedTuple):
    """A rule: what stands at the numeral, and what must stand just before it (nothing: anything)."""

    name: str
    at: re.Pattern[str]
    before: re.Pattern[str] | None = None

    def may_follow(self, text: str) -> bool:
        """Whether the rule can hold behind a text."""
        return self.before is None or self.before.search(text) is not None


class _Rules:
    """The rules of one sort in the order in which they are tried."""

    def __init__(self, rows: Iterable[Mapping[str, str]], parts: Mapping[str, str]) -> None:
        self.traps = tuple(_trap(row, parts) for row in rows)
        self._any = regex("|".join(f"({one.at.pattern})" for one in self.traps))

    def end_at(self, text: str, place: int, before: str) -> int:
        """Where the first trap that stands at a place ends; the place itself where none does."""
        # What no rule begins with is found out in one step, and so is the first one that may hold.
        match = self._any.match(text, place)
        if match is None or match.lastindex is None:
            return place
        first = match.lastindex - 1
        if self.traps[first].may_follow(before):
            return match.end()
        for trap in self.traps[first + 1 :]:
            found = trap.at.match(text, place) if trap.may_follow(before) else None
            if found is not None:
                return found.end()
        return place


def _trap(row: Mapping[str, str], parts: Mapping[str, str]) -> Trap:
    at, before = row["at"], row.get("before", "")
    for name, part in parts.items():
        at = at.replace(f"{{{name}}}", part)
    return Trap(row["name"], regex(at), regex(f"(?:{before})$") if before else None)


_DOCUMENT = tomli.loads(Path(__file__).with_name("traps.toml").read_text("utf-8"))
DIGITS, HAN = (_Rules(_DOCUMENT[sort], _DOCUMENT["parts"]) for sort in ("digits", "han"))


def trapped(text: str, place: int, line_start: int) -> int:
    """Where the trap that a numeral at this place is ends; the place itself when it is none."""
    first = text[place]
    before = text[max(0, place - 4) : place]
    if first in "0123456789":
        if end := _of_digits(text, place, before, line_start):
            return end
        return DIGITS.end_at(text, place, before)
    if pattern("classified").match(text, place) and before[-1:] not in ("第", "前", "末"):
        return place
    return HAN.end_at(text, place, before)


def _of_digits(text: str, place: int, before: str, line_start: int) -> int:
    """The end of a number that is part of a word of letters, or the number of a line; else 0."""
    if pattern("letter_before").search(before):
        end = place
        while end < len(text) and ((text[end].isascii() and text[end].isalnum()) or text[end] in ".-+"):
            end += 1
        return end
    if place - line_start < 12 and not text[line_start:place].strip(" \t>*#-("):
        match = pattern("list_item").match(text, line_start)
        if match is not None and match.end() > place:
            return match.end()
    match = pattern("letters_after").match(text, place)
    if match is not None and not pattern("units_of_letters").match(text, place):
        return match.end()
    return 0
