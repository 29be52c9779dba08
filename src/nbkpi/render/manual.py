"""A page of Markdown on a terminal, through the user's pager where it is longer than the screen."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from contextlib import suppress
from typing import Any, ClassVar, TextIO

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, Paragraph, TableElement
from rich.measure import Measurement
from rich.style import Style
from rich.table import Table
from rich.text import Text

from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.render.wrapping import pieces, wrapped
from nbkpi.report.width import width

_WIDEST = 110
"""Terminal cells that a page takes at most: the outputs of most commands fit, and lines of prose can be read."""

_RULE = "─"
_FURTHER = "    "
"""What a line that goes on below begins with."""

_NARROWEST = 20

_FILLING = regex(r" +((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)
"""Blanks at the end of a line, before the ends of its styles."""

_LINK = regex(r"\[([^\]]+)\]\((\w+)\.md(?:#[^)]*)?\)")


def show(text: str, stream: TextIO) -> None:
    """Draw a page; the stream is a terminal."""
    console = Console(file=stream, highlight=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    with console.capture() as drawn:
        # A terminal has no page beside this one to open.
        console.print(_Page(_LINK.sub(_reachable, text), hyperlinks=False))
    shown = _FILLING.sub(r"\1", drawn.get())
    if console.is_dumb_terminal or shown.count("\n") < console.height or not _paged(shown, stream):
        stream.write(shown)


def _reachable(link: re.Match[str]) -> str:
    """A link to another page, with the command that shows it."""
    return _("{title} (`nbkpi manual {name}`)", title=link[1], name=link[2])


def _paged(text: str, stream: TextIO) -> bool:
    """Whether a pager took the text: PAGER, which may be empty to have none, or less."""
    asked = os.environ.get("PAGER")
    command = shlex.split(asked) if asked is not None else [path] if (path := shutil.which("less")) else []
    if not command:
        return False
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    encoding = stream.encoding or "utf-8"
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings)
    except OSError:
        return False
    with suppress(BrokenPipeError):
        _fed(pager, text.encode(encoding, "replace"))
    return True


def _fed(pager: subprocess.Popen[bytes], data: bytes) -> None:
    """Wait until the reader has seen enough; an interrupt is for the pager."""
    unsent: bytes | None = data
    while True:
        try:
            pager.communicate(unsent)
        except KeyboardInterrupt:
            unsent = None
        else:
            return


class _Lines:
    """Words with their styles, broken where Chinese may be broken."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        plain, end = self.text.plain, 0
        for line in wrapped(plain, options.max_width):
            start = plain.index(line, end)
            end = start + len(line)
            yield self.text[start:end]

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        words = [width(word) for word in pieces(self.text.plain)]
        return Measurement(max(words, default=0), width(self.text.plain)).clamp(None, options.max_width)


class _Paragraph(Paragraph):
    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        yield _Lines(self.text)


class _Heading(Heading):
    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        yield Text(self.text.plain, style=Style(bold=True, underline=self.tag == "h1"))


class _Block(CodeBlock):
    """Commands and files, the name of a file above it, with a line at their left."""

    name = ""

    @classmethod
    def create(cls, markdown: Markdown, token: Any) -> _Block:
        """The block, with what stands behind its language as its name."""
        kind, _space, name = token.info.partition(" ")
        block = cls(kind, markdown.code_theme)
        block.name = name
        return block

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        if self.name:
            yield Text.assemble(("│ ", "dim"), (self.name, Style(dim=True, underline=True)))
        for line in self.text.plain.rstrip("\n").split("\n"):
            is_typed = line.startswith(("$ ", "> ", ">>> "))
            for part in _folded(line, max(options.max_width - 2, _NARROWEST)):
                yield Text.assemble(("│ ", "dim"), (part, "bold" if is_typed else ""), no_wrap=True)


def _folded(line: str, room: int) -> list[str]:
    """A line in pieces of so many terminal cells, broken at a blank where one is near; a rule is cut."""
    pieces, piece = [], ""
    for char in line:
        if width(piece + char) > room:
            if char == piece[-1] == _RULE:
                return [piece]
            place = piece.rfind(" ") + 1
            if place <= len(piece) // 2:
                place = len(piece)
            pieces.append(piece[:place])
            piece = _FURTHER + piece[place:]
        piece += char
    return [*pieces, piece]


class _Table(TableElement):
    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        if self.header is not None and self.header.row is not None:
            for cell in self.header.row.cells:
                table.add_column(_Lines(cell.content), overflow="fold")
        for row in self.body.rows if self.body is not None else ():
            table.add_row(*(_Lines(cell.content) for cell in row.cells))
        yield table


class _Page(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "paragraph_open": _Paragraph,
        "fence": _Block,
        "table_open": _Table,
    }
