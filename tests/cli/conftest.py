"""A terminal of so many columns."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


BAR = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r|\x1b\[1A|\x1b\[2K)*", re.DOTALL)
"""What a bar drew and took away again, which a slow machine sees of every command."""


@pytest.fixture
def terminal(process: Run) -> Callable[..., str]:
    """Run a command on a terminal of so many columns, as a process of its own; what it shows, with its colours."""

    def run(columns: int, command: str, **changes: str) -> str:
        settings, words = _settings(process, changes), [sys.executable, "-m", "nbkpi", *command.split()]
        with (
            _opened(columns) as (slave, shown),
            subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=settings),
        ):
            pass
        return _seen(shown)

    return run


@pytest.fixture
def screen(inside: Callable[..., int], process: Run) -> Callable[..., str]:
    """The same inside this process, many times as quick: its first three files are the terminal for a while."""

    def run(columns: int, command: str, **changes: str) -> str:
        with _opened(columns) as (slave, shown), ExitStack() as after:
            for number in range(3):
                kept = os.dup(number)
                after.callback(os.close, kept)
                after.callback(os.dup2, kept, number)
                os.dup2(slave, number)
            out, err = (after.enter_context(open(number, "w", encoding="utf-8", closefd=False)) for number in (1, 2))
            inside(command.split(), out, err, _settings(process, changes))
        return _seen(shown)

    return run


def _settings(process: Run, changes: dict[str, str]) -> dict[str, str]:
    settings = process.environment(**{"TERM": "xterm-256color", **changes})
    settings.pop("COLUMNS")
    return settings


@contextmanager
def _opened(columns: int) -> Iterator[tuple[int, bytearray]]:
    """A terminal, and what it has been sent, which is whole in the end."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 500, columns, 0, 0))
    shown = bytearray()

    def read() -> None:
        while piece := _read(master):
            shown.extend(piece)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield slave, shown
    finally:
        os.close(slave)
        reader.join()
        os.close(master)


def _seen(shown: bytearray) -> str:
    return BAR.sub("", shown.decode().replace("\r\n", "\n"))


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end of a terminal is closed.
        return b""
