"""Numerals that are no figures: dates, codes, ranks, names and slogans; each rule is tried at one place only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import tomli

from nbkpi.patterns import regex
from nbkpi.text.vocabulary import pattern


def _rules(rows: Iterable[Mapping[str, str]], parts: Mapping[str, str]) -> re.Pattern[str]:
    """The rules of one sort in the order in which they are tried, each with what must stand just before it."""
    return regex("|".join(f"{_behind(row.get('before', ''))}{_with_parts(row['at'], parts)}" for row in rows))


def _behind(before: str) -> str:
    """A pattern for places behind any of these, each in a look backwards of its own: such a look has one length."""
    looks = (one if one.startswith("(?<") else f"(?<={one})" for one in before.split("|"))
    return f"(?:{'|'.join(looks)})" if before else ""


def _with_parts(at: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        at = at.replace(f"{{{name}}}", part)
    return f"(?:{at})"


_DOCUMENT = tomli.loads(Path(__file__).with_name("traps.toml").read_text("utf-8"))
DIGITS, HAN = (_rules(_DOCUMENT[sort], _DOCUMENT["parts"]) for sort in ("digits", "han"))


def trapped(text: str, place: int, line_start: int) -> int:
    """Where the trap that a numeral at this place is ends; the place itself when it is none."""
    first = text[place]
    before = text[max(0, place - 4) : place]
    if first in "0123456789":
        if end := _of_digits(text, place, before, line_start):
            return end
        return _end_of(DIGITS, text, place)
    if pattern("classified").match(text, place) and before[-1:] not in ("第", "前", "末"):
        return place
    return _end_of(HAN, text, place)


def _end_of(rules: re.Pattern[str], text: str, place: int) -> int:
    trap = rules.match(text, place)
    return place if trap is None else trap.end()


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
