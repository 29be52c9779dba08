"""Lines on a terminal are what Rich would write, which takes longer to load than the command to answer."""

from __future__ import annotations

import io
import os
import sys

import pytest

from nbkpi.render import screen
from nbkpi.render.marked import COLOURS
from nbkpi.report.document import visible

STYLES = ["", "bold", "bold ", "dim", *COLOURS.values(), *(f"bold {colour}" for colour in COLOURS.values())]
LINES = ["", "村集体收入  88万元", "[bold]x[/bold] :smile: 12.5", "a" * 300, visible("a\tb\x07c\x1b[31m\u202e")]
TERMINALS = [
    {"TERM": "xterm"},
    {"TERM": "xterm-256color"},
    {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    {"TERM": "xterm-16color", "NO_COLOR": ""},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
    {"TERM": "dumb"},
    {"TERM": "unknown", "COLUMNS": "50"},
    {"TERM": "linux", "COLUMNS": "50"},
    {"TERM": "xterm", "COLUMNS": "wide"},
    {},
]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(sys.platform == "win32", reason="there it is Rich")
@pytest.mark.parametrize("kind", [Terminal, io.StringIO])
@pytest.mark.parametrize("settings", TERMINALS, ids=str)
def test_lines_are_those_of_rich(
    settings: dict[str, str], kind: type[io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    streams = kind(), kind()
    ours, rich = screen.screen_of(streams[0]), screen._RichScreen(streams[1])
    assert type(ours) is not type(rich)
    assert ours.width == rich.width
    for style in STYLES:
        for line in LINES:
            ours.show(line, style)
            rich.show(line, style)
    assert streams[0].getvalue() == streams[1].getvalue()
    assert ("\x1b" in streams[0].getvalue()) == (kind is Terminal and settings.get("TERM") not in ("dumb", "unknown"))


@pytest.mark.parametrize(("said", "width"), [((120, 40), 120), ((0, 0), 80)])
def test_the_terminal_says_how_wide_it_is(said: tuple[int, int], width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any of the standard streams may be connected to it."""

    def size(number: int) -> os.terminal_size:
        if number < 2:
            raise OSError
        return os.terminal_size(said)

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", size)
    assert screen.screen_of(Terminal()).width == screen._RichScreen(Terminal()).width == width
