"""Running the tool within a case, and what must hold of every run: an answer or a clear sentence, no traceback."""

from __future__ import annotations

import contextvars
import io
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

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

    # Files, as pipes and terminals are: the tool closes by its number what nobody reads any more.
    with tempfile.TemporaryDirectory() as place:
        names = Path(place, "out"), Path(place, "err")
        with names[0].open("w", encoding="utf-8") as out, names[1].open("w", encoding="utf-8") as err:
            code, trace = _ran(main, arguments, io.TextIOWrapper(io.BytesIO(given), "utf-8"), out, err)
        return Ran(arguments, code, *(name.read_text("utf-8", "replace") for name in names), trace)


def _ran(
    main: Callable[[], None], arguments: Sequence[str], given: TextIO, out: TextIO, err: TextIO
) -> tuple[int, str]:
    """The exit code of a run with these streams, and the traceback of what it did not catch."""
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr
    os.environ.update(SETTINGS)
    try:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = ["nbkpi", *arguments], given, out, err
        contextvars.copy_context().run(main)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1 if leaving.code else 0, ""
    except BaseException:
        return 0, traceback.format_exc()
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
    return 0, ""


def started(folder: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """A run as a process of its own."""
    command = [sys.executable, "-m", "nbkpi", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **SETTINGS}, stdout=pipe, stderr=pipe)


def ended(process: subprocess.Popen[bytes], arguments: Sequence[str]) -> Ran:
    """The end of such a run."""
    out, err = (piece.decode("utf-8", "replace") for piece in process.communicate(timeout=300))
    return Ran(tuple(arguments), process.returncode, out, err)


def warmed(folder: Path) -> None:
    """Have the modules of ordinary commands imported, so that no case has to; those with threads of their own are not.

    The commands read and write in the folder.
    """
    (folder / "a.txt").write_text("东山村收入88万元，同比增长43.6%，其中一组50万元。", "utf-8")
    (folder / "a.csv").write_text("村名,收入(万元)\n东山村,5\n", "utf-8")
    text, sheet, out = (str(folder / name) for name in ("a.txt", "a.csv", "a.html"))
    for call in (
        ("check", "--json"), ("deduce",), ("export",), ("rank", "gdp"), ("audit", text), ("extract", text, "--json"),
        ("report", "-o", out, "--no-charts"), ("import", sheet, "--new", str(folder / "made"), "--period", "2024"),
    ):  # fmt: skip
        within(*call)
