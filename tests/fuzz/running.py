"""Running the tool within a case, and what must hold of every run: an answer or a clear sentence, no traceback."""

from __future__ import annotations

import contextvars
import io
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SETTINGS = {"NBKPI_LANG": "en", "NBKPI_CACHE": "0", "COLUMNS": "100", "PYTHONPATH": os.pathsep.join(sys.path)}


class Ran(NamedTuple):
    """A run: the arguments, how it ended, what it printed, and the traceback of an exception that nobody caught."""

    arguments: tuple[str, ...]
    code: int
    out: str
    err: str
    trace: str = ""

    def complaints(self) -> Iterator[str]:
        """What does not hold of it, though it would of every run."""
        shown = " ".join(map(ascii, self.arguments))[:500]
        if self.trace or "Traceback (most recent call last)" in self.err:
            yield f"traceback: nbkpi {shown}\n{self.trace or self.err}"
        elif self.code not in (0, 1, 2):
            yield f"exit code {self.code}: nbkpi {shown}\n{self.err}"
        elif self.code == 2 and not self.err.strip():
            yield f"exit code 2 without a word: nbkpi {shown}"


def within(*arguments: str, given: bytes = b"") -> Ran:
    """Run a command line inside this process; given is its standard input."""
    from nbkpi.__main__ import main

    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _each in range(2))
    os.environ.update(SETTINGS)
    code, trace = 0, ""
    try:
        sys.argv = ["nbkpi", *arguments]
        sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(given), "utf-8"), out, err
        contextvars.copy_context().run(main)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1 if leaving.code else 0
    except BaseException:
        trace = traceback.format_exc()
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
    return Ran(arguments, code, *(_text(stream) for stream in (out, err)), trace)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "replace")


def started(folder: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """A run as a process of its own."""
    command = [sys.executable, "-m", "nbkpi", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **SETTINGS}, stdout=pipe, stderr=pipe)


def ended(process: subprocess.Popen[bytes], arguments: Sequence[str]) -> Ran:
    """The end of such a run."""
    out, err = (piece.decode("utf-8", "replace") for piece in process.communicate(timeout=300))
    return Ran(tuple(arguments), process.returncode, out, err)
