"""The words that texts are read by: data in vocabulary.toml, where each word stands once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import tomli


@cache
def _lists() -> Mapping[str, str | list[str]]:
    """Every list of the file by its name, whatever heading it stands under."""
    document = tomli.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
    return {name: found for lists in document.values() for name, found in lists.items()}


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list, in the order of the file; KeyError where there is no list of this name."""
    found = _lists()[name]
    return tuple(found.split()) if isinstance(found, str) else tuple(word for part in found for word in words(part))


def any_of(*names: str) -> str:
    """A pattern, a group of its own, for any word of these lists: the longest that stands there."""
    found = {word for name in names for word in words(name)}
    return f"(?:{'|'.join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))})"
