"""Numerals that are no figures: dates, codes, ranks, names and slogans; each rule is tried at one place only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import tomli

from nbkpi.text.vocabulary import pattern


class Trap(NamedTuple):
    """A rule: what stands at the numeral, and what must stand just before it (nothing: anything)."""

    name: str
    at: re.Pattern[str]
    before: re.Pattern[str] | None = None


def _rules(sort: str) -> tuple[Trap, ...]:
    """The rules of traps.toml for one sort of numerals."""
    document = tomli.loads(Path(__file__).with_name("traps.toml").read_text("utf-8"))
    found = []
    for one in document[sort]:
        at, before = (one.get(key, "") for key in ("at", "before"))
        for name, part in document["parts"].items():
            at = at.replace(f"{{{name}}}", part)
        found.append(Trap(one["name"], re.compile(at), re.compile(f"(?:{before})$") if before else None))
    return tuple(found)


DIGITS, HAN = _rules("digits"), _rules("han")

_ANY_OF_DIGITS, _ANY_OF_HAN = (re.compile("|".join(one.at.pattern for one in rules)) for rules in (DIGITS, HAN))
"""What no rule begins with is found out in one step."""


def trapped(text: str, place: int, line_start: int) -> int:
    """Where the trap that a numeral at this place is ends; the place itself when it is none."""
    first = text[place]
    before = text[max(0, place - 4) : place]
    if first in "0123456789":
        if end := _of_digits(text, place, before, line_start):
            return end
        if not _ANY_OF_DIGITS.match(text, place):
            return place
        rules = DIGITS
    else:
        if pattern("classified").match(text, place) and before[-1:] not in ("第", "前", "末"):
            return place
        if not _ANY_OF_HAN.match(text, place):
            return place
        rules = HAN
    for trap in rules:
        if trap.before is not None and not trap.before.search(before):
            continue
        match = trap.at.match(text, place)
        if match is not None:
            return match.end()
    return place


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
