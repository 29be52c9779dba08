"""Numerals that are no figures: dates, codes, ranks, names and slogans; each rule is tried at one place only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import tomli


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

LIST_ITEM = re.compile(r"[ \t>*#-]{0,8}[(]?[0-9]{1,3}(?:[)、]|[.](?![0-9])|[.]\s)")
"""The number that a line begins with."""

LETTERS_AFTER = re.compile(r"[0-9.]*[A-Za-z][A-Za-z0-9.+×/-]*")
UNITS_OF_LETTERS = re.compile(
    r"[0-9][0-9,.]*\s?(?:kg|km|mm|cm|m|t|GB|TB|kW|MW|GW|kWh|MWh|GWh|TEU|pp|mg|g|L|h)(?![A-Za-z0-9])"
)
LETTER_BEFORE = re.compile(r"[A-Za-z][-_]?$")

_ANY_OF_DIGITS, _ANY_OF_HAN = (re.compile("|".join(one.at.pattern for one in rules)) for rules in (DIGITS, HAN))
"""What no rule begins with is found out in one step."""

CLASSIFIED = re.compile(r"[零〇一二三四五六七八九十两百千万]+(?:余|多|几)?(?:个|家|名|位|座|条|项|件|处|户|所)")
QUOTED = re.compile(r"[“「『‘《〈\"]([^”」』’》〉\"\n]{1,15})[”」』’》〉\"]")
MEASURED = re.compile(r"[%‰元点番倍]")


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
        if CLASSIFIED.match(text, place) and before[-1:] not in ("第", "前"):
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
    if LETTER_BEFORE.search(before):
        end = place
        while end < len(text) and ((text[end].isascii() and text[end].isalnum()) or text[end] in ".-+"):
            end += 1
        return end
    if place - line_start < 12 and not text[line_start:place].strip(" \t>*#-("):
        match = LIST_ITEM.match(text, line_start)
        if match is not None and match.end() > place:
            return match.end()
    match = LETTERS_AFTER.match(text, place)
    if match is not None and not UNITS_OF_LETTERS.match(text, place):
        return match.end()
    return 0
