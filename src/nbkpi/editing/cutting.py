"""Taking rows out of a TOML text by their places, with every other character of it left as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import tomli

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.loading.positions import index_positions
from nbkpi.patterns import regex

_LINE = regex(r"(?<=\n)")
_ASIDE = regex(r"[ \t]*(?:#.*)?\r?\n?")
_NAMES = r"[ \t]*[\w-]+(?:\.[\w-]+)*[ \t]*"
_VALUES = r"\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|\[[^\[\]{}\n]*+\]|[\w+:.-]++"
_HEADER = regex(rf"[ \t]*(?:\[\[({_NAMES})\]\]|\[{_NAMES}\])")
_PLAIN = regex(rf"(?:(?:{_HEADER.pattern}|[\w-]++[ \t]*=[ \t]*(?:{_VALUES}))?[ \t]*(?:#[^\n]*)?\r?\n)*+")
"""A text in which every key and every header stands on a line of its own, as commands write it."""


def without_rows(
    text: str, name: str, indexes: Collection[int], shown: str, data: Mapping[str, Any] | None = None
) -> str:
    """The text without these elements of the array of tables of this name, each with the blank line behind it.

    Comments between them stay. UsageError where they are not written as [[name]] each; shown names the file. data is
    what the text says, where that is known, with the numbers as texts.
    """
    if not indexes:
        return text
    if text.startswith("\ufeff"):
        return "\ufeff" + without_rows(text[1:], name, indexes, shown, data)
    lines = [line for line in _LINE.split(text) if line]
    heads, elements = _headers(text, lines, name)
    stops = dict(pairwise([*heads, len(lines) + 1]))
    gone: set[int] = set()
    for element in indexes:
        start = elements.get(element, 0)
        if start not in stops:
            raise _refused(name, shown)
        after = stops[start]
        end = after - 1
        while end > start and _ASIDE.fullmatch(lines[end - 1]):
            end -= 1
        if end < after - 1 and not lines[end].strip():
            end += 1
        gone |= set(range(start, end + 1))
    left = "".join(line for number, line in enumerate(lines, 1) if number not in gone)
    if not _is_the_rest(parsed(text) if data is None else data, left, name, indexes):
        raise _refused(name, shown)
    return left


def _headers(text: str, lines: Sequence[str], name: str) -> tuple[list[int], dict[int, int]]:
    """The lines that open a table, and those of the elements of an array of tables by their places."""
    is_plain = text.endswith("\n") and '"""' not in text and "'''" not in text
    match = _PLAIN.match(text) if is_plain else None
    if match is not None and match.end() == len(text):
        found = {number: one for number, line in enumerate(lines, 1) if (one := _HEADER.match(line)) is not None}
        starts = [number for number, one in found.items() if (one[1] or "").strip() == name]
        return list(found), dict(enumerate(starts))
    index = index_positions(text)
    heads = {place.key.line for path, place in index.items() if _is_header(lines[place.key.line - 1], path)}
    elements = {path[1]: place.key.line for path, place in index.items() if len(path) == 2 and path[0] == name}
    return sorted(heads), {element: line for element, line in elements.items() if isinstance(element, int)}


def _is_header(line: str, path: tuple[str | int, ...]) -> bool:
    """Whether the place of a table stands in a line that opens it: [name] or [[name]]."""
    return line.lstrip().startswith("[") and isinstance(path[0], str)


def _is_the_rest(before: Mapping[str, Any], left: str, name: str, indexes: Collection[int]) -> bool:
    """Whether a text says all that was said before but for these elements."""
    rows = before.get(name)
    if rows is None:
        return False
    kept = [row for place, row in enumerate(rows) if place not in indexes]
    expected = {**before, name: kept} if kept else {key: value for key, value in before.items() if key != name}
    return says(left, expected)


def parsed(text: str) -> dict[str, Any]:
    """What a TOML text says, with its numbers as texts."""
    return tomli.loads(text, parse_float=str)


def says(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether a text is TOML that says just this."""
    try:
        return parsed(text) == wanted
    except tomli.TOMLDecodeError:
        return False


def _refused(name: str, shown: str) -> UsageError:
    return UsageError(_("{path}: not every [[{name}]] to be replaced stands on lines of its own; remove them by hand",
                        path=shown, name=name))  # fmt: skip
