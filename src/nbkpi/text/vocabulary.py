"""The vocabulary of bulletins, each word once, as data: see vocabulary.toml beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import tomli

PLACE = Path(__file__).with_name("vocabulary.toml")


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    with PLACE.open("rb") as file:
        return {name: tuple(text.split()) for name, text in tomli.load(file).items()}


def words(name: str) -> tuple[str, ...]:
    """The words of a list, in its order; KeyError for a list that is not there."""
    return _lists()[name]


@cache
def any_of(*names: str) -> str:
    """A pattern for any word of these lists, the longest first."""
    found = {word for name in names for word in words(name)}
    return "(?:" + "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word)))) + ")"
