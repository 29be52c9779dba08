"""The words and patterns that texts are read by: data in vocabulary.toml, each word once, and in patterns.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

import tomli

from nbkpi.figure.english_units import bounds, measures, signs
from nbkpi.figure.qualifiers import BOUNDED
from nbkpi.patterns import regex
from nbkpi.tables.kinds import MAINLAND
from nbkpi.tables.states import BALANCES, STOCKS

_LISTS = "vocabulary.toml"
_ENGLISH = {"english_signs": signs, "english_units": measures} | {
    f"english_{bound}": partial(bounds, "before", bound) for bound in BOUNDED
}
_PLACEHOLDER = regex(r"\{(?:=(?P<lists>[a-z_|]+)|\^(?P<first>[a-z_|]+)|(?P<pattern>[a-z_]+))\}")


@cache
def _entries(file: str) -> Mapping[str, str | list[str]]:
    """Every entry of a file by its name, whatever heading it stands under."""
    document = tomli.loads(Path(__file__).with_name(file).read_text("utf-8"))
    shared = {"provinces": MAINLAND, "state_quantities": BALANCES, "stock_quantities": STOCKS} if file == _LISTS else {}
    own: dict[str, str | list[str]] = {name: " ".join(found) for name, found in shared.items()}
    return own | {name: found for entries in document.values() for name, found in entries.items()}


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list, in the order of the file; KeyError where there is no list of this name."""
    if name in _ENGLISH:
        return _ENGLISH[name]()
    found = _entries(_LISTS)[name]
    return tuple(found.split()) if isinstance(found, str) else tuple(word for part in found for word in words(part))


@cache
def any_of(*names: str) -> str:
    """A pattern, a group of its own, for any word of these lists: the longest that stands there."""
    found = {word for name in names for word in words(name)}
    return f"(?:{'|'.join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))})"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of patterns.toml with what its placeholders stand for; KeyError where there is none of this name."""
    return regex(_named(name))


def written(text: str) -> str:
    """A pattern with what its placeholders stand for."""
    return _PLACEHOLDER.sub(_part, text)


def _named(name: str) -> str:
    return written(str(_entries("patterns.toml")[name]).replace("\n", ""))


def _part(match: re.Match[str]) -> str:
    if match["first"]:
        return f"[{''.join(sorted({word[0] for name in match['first'].split('|') for word in words(name)}))}]"
    return any_of(*match["lists"].split("|")) if match["lists"] else _named(match["pattern"])
