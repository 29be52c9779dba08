"""Taking rows out of a TOML text by their places, with every other character of it left as it was."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

import tomli

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.loading.positions import index_positions

_LINE = re.compile(r"(?<=\n)")
_ASIDE = re.compile(r"[ \t]*(?:#.*)?\r?\n?")


def without_rows(text: str, name: str, indexes: Collection[int], shown: str) -> str:
    """The text without these elements of the array of tables of this name, each with the blank line behind it.

    Comments between them stay. UsageError where they are not written as [[name]] each; shown names the file.
    """
    if not indexes:
        return text
    if text.startswith("\ufeff"):
        return "\ufeff" + without_rows(text[1:], name, indexes, shown)
    lines = [line for line in _LINE.split(text) if line]
    index = index_positions(text)
    heads = sorted({place.key.line for path, place in index.items() if _is_header(lines[place.key.line - 1], path)})
    stops = dict(pairwise([*dict.fromkeys(heads), len(lines) + 1]))
    gone: set[int] = set()
    for element in indexes:
        start = index[name, element].key.line if (name, element) in index else 0
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
    if not _is_the_rest(text, left, name, indexes):
        raise _refused(name, shown)
    return left


def _is_header(line: str, path: tuple[str | int, ...]) -> bool:
    """Whether the place of a table stands in a line that opens it: [name] or [[name]]."""
    return line.lstrip().startswith("[") and isinstance(path[0], str)


def _is_the_rest(text: str, left: str, name: str, indexes: Collection[int]) -> bool:
    """Whether a text says all that another one does but for these elements."""
    before = _read(text)
    rows = before.get(name)
    if rows is None:
        return False
    kept = [row for place, row in enumerate(rows) if place not in indexes]
    expected = before | {name: kept} if kept else {key: value for key, value in before.items() if key != name}
    try:
        return _read(left) == expected
    except tomli.TOMLDecodeError:
        return False


def _read(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=str)


def _refused(name: str, shown: str) -> UsageError:
    message = _("{path}: not every [[{name}]] to be replaced stands on lines of its own; remove them by hand",
                path=shown, name=name)  # fmt: skip
    return UsageError(message)
