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
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


BAR = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r|\x1b\[1A|\x1b\[2K)*", re.DOTALL)
"""What a bar drew and took away again, which a slow machine sees of every command."""


@pytest.fixture
def terminal(process: Run):
    """Run a command on a terminal of so many columns; what it shows, with its colours."""

    def run(columns: int, command: str, **changes: str) -> str:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 500, columns, 0, 0))
        settings = process.environment(**{"TERM": "xterm-256color", **changes})
        settings.pop("COLUMNS")
        words = [sys.executable, "-m", "nbkpi", *command.split()]
        with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=settings):
            os.close(slave)
            shown = bytearray()
            while piece := _read(master):
                shown += piece
        os.close(master)
        return BAR.sub("", shown.decode().replace("\r\n", "\n"))

    return run


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end of a terminal is closed.
        return b""
