"""Where things stand in the text of a TOML document: the line and column of every key and value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import NamedTuple

from nbkpi.patterns import regex

Path = tuple[str | int, ...]

# A path costs its length, so without a bound a document of one long dotted key would cost the square of its size.
DEEPEST = 32


class Position(NamedTuple):
    """A place in the text: the line and the column, in characters, both counted from 1."""

    line: int
    column: int


class NamePosition(NamedTuple):
    """Where the name of something starts, and where its value starts."""

    key: Position
    value: Position


def index_positions(text: str) -> dict[Path, NamePosition]:
    """The place of everything in a TOML document, by its path in the loaded data; the first occurrence counts.

    An array element stands at its value; a table without braces at its name, in the header or dotted key. A byte
    order mark has no column. The index ends where the text is not TOML, and has no path of more than DEEPEST parts.
    """
    scanner = _Scanner(text)
    with suppress(_NotToml):
        scanner.document()
    starts = [scanner.start, *(newline.end() for newline in re.finditer("\n", text))]

    def position(offset: int) -> Position:
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    return {path: NamePosition(position(key), position(value)) for path, (key, value) in scanner.offsets.items()}


def nearest(index: Mapping[Path, NamePosition], path: Path) -> NamePosition | None:
    """The place of the path, else of the longest beginning of it that the index knows."""
    beginnings = (path[:length] for length in range(len(path), 0, -1))
    return next((index[beginning] for beginning in beginnings if beginning in index), None)


# Commas are no more than blanks here: a parser has had its say about them.
_GAP = regex(r"(?:[\s,]+|#.*)*")
_DOT = regex(r"[ \t]*\.[ \t]*")
_EQUALS = regex(r"[ \t]*=[ \t]*")
_HEADER_OPENS = regex(r"\[\[?[ \t]*")
_HEADER_CLOSES = regex(r"[ \t]*\]\]?")
_OPENS = regex(r"[\[{]")
_CLOSES = regex(r"[\]}]")
_BARE_NAME = regex(r"[\w-]+")
# Blanks belong to it because a date and its time may be parted by one.
_BARE_VALUE = regex(r"[^,\]}#\n]+")

_STRING_STOPS = {
    "'": regex(r"['\n]"),
    '"': regex(r'\\.|["\n]'),
    # One or two quotes may be the last characters of a multi-line string, before the three that close it.
    "'''": regex(r"'{3,5}"),
    '"""': regex(r'\\.|"{3,5}', re.DOTALL),
}

_HEX = "[0-9A-Fa-f]"
_ESCAPE = regex(rf"\\(x{_HEX}{{2}}|u{_HEX}{{4}}|U00(?:0{_HEX}|10){_HEX}{{4}}|.)")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class _NotToml(Exception):
    """The text stopped making sense at the cursor."""


class _Scanner:
    """Reads a document once from front to back, noting the offsets of the key and the value of every path."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.at = int(text.startswith("\ufeff"))
        self.offsets: dict[Path, tuple[int, int]] = {}
        self.last_element: dict[Path, int] = {}

    def document(self) -> None:
        """Read everything; raises _NotToml where the text stops making sense."""
        table: Path = ()
        self.need(_GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.value(self.key(table))
            self.need(_GAP)

    def header(self) -> Path:
        """Read a [table] or [[array of tables]] header; the path of the table that follows it."""
        path: Path = ()
        brackets = self.need(_HEADER_OPENS)
        names = self.names()
        self.need(_HEADER_CLOSES)
        for name, at in names:
            if path in self.last_element:
                path = self.note(path, self.last_element[path], at, at)
            path = self.note(path, name, at, at)
        if brackets.startswith("[["):
            element = self.last_element[path] = self.last_element.get(path, -1) + 1
            path = self.note(path, element, at, at)
        return path

    def key(self, table: Path) -> Path:
        """Read a key and its equals sign, up to the value; the path of that value."""
        *outer, (name, at) = self.names()
        self.need(_EQUALS)
        for outer_name, outer_at in outer:
            table = self.note(table, outer_name, outer_at, outer_at)
        return self.note(table, name, at, self.at)

    def value(self, path: Path) -> None:
        """Read the value of the path and all that is inside it."""
        # A list of what is open, not recursion: the text may be nested deeper than Python can call.
        inside: list[tuple[Path, Iterator[int] | None]] = []
        while True:
            if bracket := self.take(_OPENS):
                inside.append((path, count() if bracket == "[" else None))
            elif self.text.startswith(("'", '"'), self.at):
                self.string()
            else:
                self.need(_BARE_VALUE)
            self.need(_GAP)
            while inside and self.take(_CLOSES):
                self.need(_GAP)
                inside.pop()
            if not inside:
                return
            outer, elements = inside[-1]
            path = self.key(outer) if elements is None else self.note(outer, next(elements), self.at, self.at)

    def names(self) -> list[tuple[str, int]]:
        """Read a dotted key: the names in it and their offsets, at least one."""
        names: list[tuple[str, int]] = []
        while not names or self.take(_DOT):
            at = self.at
            names.append((self.name(), at))
        return names

    def name(self) -> str:
        """Read one name, bare or quoted."""
        if self.text.startswith('"', self.at):
            return _ESCAPE.sub(_unescape, self.string())
        return self.string() if self.text.startswith("'", self.at) else self.need(_BARE_NAME)

    def string(self) -> str:
        """Read a string of any of the four kinds; what is between its quotes, as written."""
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            quote *= 3
        start = self.at + len(quote)
        for stop in _STRING_STOPS[quote].finditer(self.text, start):
            if stop[0] == "\n":
                break
            if stop[0].startswith(quote):
                self.at = stop.end()
                return self.text[start : stop.start()]
        raise _NotToml

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """Step over the pattern if it stands at the cursor: what it matched."""
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
            return found[0]
        return None

    def need(self, pattern: re.Pattern[str]) -> str:
        """Step over the pattern, which must stand at the cursor: what it matched."""
        if (found := self.take(pattern)) is None:
            raise _NotToml
        return found

    def note(self, path: Path, part: str | int, key: int, value: int) -> Path:
        """Note where a part of something stands; the path of that part, or the same path where it is the deepest."""
        if len(path) < DEEPEST:
            path += (part,)
            self.offsets.setdefault(path, (key, value))
        return path


def _unescape(escape: re.Match[str]) -> str:
    """The character that an escape in a basic string stands for."""
    code = escape[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)
