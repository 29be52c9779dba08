"""Standard streams that were closed, and what no system would hand over: one clear sentence, or the right output."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from nbkpi.errors import MissingExtra, as_typed, installing

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CLOSED = "nbkpi: standard output is closed: what belongs there could not be written\n"


def closed(process: Run, call: str, redirection: str, **changes: str) -> tuple[int, str, str]:
    """What a process leaves behind that a shell starts with closed streams."""
    command = f'"{sys.executable}" -m nbkpi {call} {redirection}'
    settings = process.environment(**changes)
    done = subprocess.run(["sh", "-c", command], env=settings, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("call", ["summary", "growth --json", "--help", "--version", "", "schema"])
def test_a_closed_output_is_said(call: str, process: Run) -> None:
    assert closed(process, call, ">&-") == (2, "", CLOSED)


def test_what_is_written_into_a_file_needs_no_output(process: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert closed(process, f"growth -o {path}", "<&- >&- 2>&-") == (0, "", "")
    assert path.read_text("utf-8").startswith("entity")


def test_nobody_reads_a_closed_standard_error(process: Run) -> None:
    assert closed(process, "growth --village nowhere", "2>&-") == (2, "", "")
    assert closed(process, "growth", "2>&-")[:2] == process("growth")[:2]


def test_a_closed_input(process: Run) -> None:
    assert closed(process, "growth", "<&-") == process("growth")
    code, out, err = closed(process, "audit -", "<&-")
    assert (code, out, err) == (2, "", "nbkpi: standard input cannot be read: the pipe was closed\n")


@pytest.mark.parametrize("call", [("growth", "--village", "a\0b"), ("audit", "a\0b"), ("--book", "\0"), ("\0",)])
def test_a_nul_character_is_refused(call: tuple[str, ...], nbkpi: Run) -> None:
    outcome = nbkpi(*call)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "nbkpi: an argument holds a NUL character, which no name and no path has\n"


def test_what_the_system_refuses_is_said_of_which_file(process: Run) -> None:
    name = "x" * 300 + ".csv"
    assert process("import", name) == (2, "", f"nbkpi: {name}: File name too long\n")


@pytest.mark.parametrize(
    "call",
    ["growth --village", "growth --period", "growth --book", "audit", "calc", "list", "", "target --as-of", "import"],
)
def test_bytes_that_are_no_text(call: str, nbkpi: Run) -> None:
    outcome = nbkpi(*call.split(), "\udcffx")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: ")
    assert "Traceback" not in outcome.err


def test_what_installs_an_extra_is_its_packages() -> None:
    """The name of nbkpi itself would not be found where it was installed from a clone."""
    command = installing("excel")
    assert command.startswith(as_typed(sys.executable))
    assert " -m pip install " in command
    assert "nbkpi" not in command.partition(" -m pip install ")[2]
    assert '"python-calamine>=0.6"' in command
    assert "'" not in command.partition(" -m pip install ")[2]
    assert command in str(MissingExtra("XlsxWriter", "excel"))


def test_blanks_stand_in_double_quotes() -> None:
    assert (as_typed("a"), as_typed("East Village")) == ("a", '"East Village"')
