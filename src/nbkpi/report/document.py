"""A document of tables and notes for people, with records for programs; renderers know nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from nbkpi.language import _
from nbkpi.loading.place import EMBEDDED, folder_named
from nbkpi.patterns import regex

SCHEMA = "nbkpi/2"
"""The version of the JSON that every command prints; it changes when a program could break."""

NUMBERS = ("value", "difference", "lower", "upper", "target", "due")
"""The keys of exact numbers in most records: strings, a decimal or p/q, that a format writes as it can hold them."""

Json = str | int | bool | None | Mapping[str, "Json"] | Sequence["Json"]
Align = Literal["left", "right"]
Style = Literal["good", "bad", "near", "guess", "open"]
"""What is to be thought of something: it holds, is wrong, nearly right, may be chance, or cannot be judged."""

UNSEEN = (
    "\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e0fff"
)
"""Ranges of characters that turn the direction of text, control a terminal, cannot be seen, or are none in XML."""

_UNSAFE = regex(f"[\x00-\x1f{UNSEEN}]|\\\\(?=u[0-9a-f]{{4}}|U[0-9a-f]{{8}})")
"""Those characters, and a backslash that would look as if it stood for one."""


def visible(text: str) -> str:
    """The text with every control or invisible character written out, so that it cannot act on a terminal.

    They are written as \\u000a, beyond 16 bits as \\U000e0041, and what looks like that has its backslash written out:
    so the text can be told from what is shown.
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return _UNSAFE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class Column(NamedTuple):
    """A column: its key, the heading people read, and how it may shrink where there is little room.

    fixed: its cells are never broken over lines, as for numbers. least: it is not made narrower than so many
    terminal cells. refers: its cells are references id#place, whose ids may be replaced by numbers with a legend.
    is_aside: where it is shown how a row came about, that says this too. unit: what its numbers are written with.
    """

    key: str
    heading: str
    align: Align = "left"
    fixed: bool = False
    least: int = 0
    refers: bool = False
    is_aside: bool = False
    unit: str = ""


@dataclass(slots=True)
class Table:
    """Rows of text cells under a title and a line of reason, with further lines below it.

    The first `grouped` columns need not be shown again where they repeat the row above. records makes the same rows
    for programs, where each row stands for one record. name and names are what marks in a text lead to: the table, or
    the row of the same place; style and styles are what is to be thought of them, none where styles are fewer.
    """

    columns: tuple[Column, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    title: str = ""
    grouped: int = 0
    reason: str = ""
    more: list[str] = field(default_factory=list)
    records: Callable[[], list[dict[str, Json]]] | None = None
    name: str = ""
    names: list[str] = field(default_factory=list)
    style: Style | None = None
    styles: list[Style | None] = field(default_factory=list)

    @property
    def heading(self) -> list[str]:
        """The lines above the rows, below the title."""
        return [line for line in (self.reason, *self.more) if line]

    def add(self, *cells: str, style: Style | None = None) -> None:
        """One more row, and what is to be thought of it."""
        self.rows.append(cells)
        self.styles.append(style)


def ungrouped(row: tuple[str, ...], above: tuple[str, ...], grouped: int) -> tuple[str, ...]:
    """The row without what it repeats of the row above, from the left as long as it does."""
    same = 0
    while same < grouped and row[: same + 1] == above[: same + 1]:
        same += 1
    return ("",) * same + row[same:]


class Mark(NamedTuple):
    """A span of a text, what is to be thought of it, what to say when asked, and the table or row that says more."""

    start: int
    end: int
    style: Style
    title: str
    target: str = ""


class Marked:
    """A text with marks in it, in its order and not over each other; make makes them, when somebody asks for them."""

    def __init__(self, text: str, make: Callable[[], Sequence[Mark]]) -> None:
        self.text, self._make = text, make

    @cached_property
    def marks(self) -> Sequence[Mark]:
        """The marks."""
        return self._make()


@dataclass(slots=True)
class Document:
    """What a command has to say.

    tables and notes are for people. records makes the same for programs, one mapping for each row; numbers are the
    keys of exact numbers, by themselves or as the end of a longer one. book is the title and the
    location of the book that was used, both empty where none was. findings is how many things somebody must look
    into. marked is a text to be shown with its marks. title is what a page is called; without it, its only table and
    the book say that. is_data: its only table shows the records as they are, under the names that programs know.
    """

    command: str
    book: tuple[str, str]
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: Callable[[], list[dict[str, Json]]] = list
    findings: int = 0
    numbers: tuple[str, ...] = NUMBERS
    marked: Marked | None = None
    title: str = ""
    is_data: bool = False

    @property
    def provenance(self) -> str:
        """Which book all this comes from."""
        title, location = self.book
        if not title and not location:
            return _("without a book")
        place = _("the embedded book") if location == EMBEDDED else location
        return (
            _("book: {title}", title=title)
            if title in (place, folder_named(location))
            else _("book: {title} ({place})", title=title, place=place)
        )
