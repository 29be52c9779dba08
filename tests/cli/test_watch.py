"""nbkpi audit --watch: judged at every save, whatever editors do to a file, until it is ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")

WRONG = "村集体收入达88.2万元，去年同期为61.4万元，同比增长46.3%。\n"
RIGHT = "村集体收入达88.2万元，去年同期为61.4万元，同比增长43.6%。\n"

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def watching(tmp_path: Path, process: Run) -> Iterator[Start]:
    """Start to watch notice.txt in an empty folder; whatever still runs at the end is ended."""
    running = []

    def start(*options: str) -> subprocess.Popen[str]:
        with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
            command = [sys.executable, "-m", "nbkpi", "audit", "notice.txt", "--watch", *options]
            running.append(
                subprocess.Popen(command, cwd=tmp_path, env=process.environment(), stdout=out, stderr=err, text=True)
            )
        return running[-1]

    yield start
    for one in running:
        with contextlib.suppress(ProcessLookupError):
            one.kill()
        one.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait for something to happen, for half a minute at most."""
    for _each in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def ended(one: subprocess.Popen[str]) -> int:
    """End it as Ctrl-C does; its exit code."""
    time.sleep(1.5)  # What was seen was said before the last audit came to its end.
    one.send_signal(signal.SIGINT)
    return one.wait(20)


def test_it_judges_at_every_save_and_ends_with_the_last_verdict(tmp_path: Path, watching: Start) -> None:
    notice, out = tmp_path / "notice.txt", tmp_path / "out"
    notice.write_text(WRONG, "utf-8")
    running = watching()
    until(lambda: "contradicted: 1" in out.read_text("utf-8"))
    # As editors save: a new file takes the place of the old one.
    (tmp_path / "new").write_text(RIGHT, "utf-8")
    (tmp_path / "new").replace(notice)
    until(lambda: out.read_text("utf-8").count("== notice.txt · ") == 2)
    until(lambda: "consistent: 1" in out.read_text("utf-8"))
    assert ended(running) == 0
    assert (tmp_path / "err").read_text("utf-8") == ""


def test_it_ends_with_1_where_something_is_still_wrong(tmp_path: Path, watching: Start) -> None:
    (tmp_path / "notice.txt").write_text(WRONG, "utf-8")
    running = watching("--json")
    # For programs each time is one document, and nothing stands between them.
    until(lambda: (tmp_path / "out").read_text("utf-8").endswith("}\n"))
    assert (tmp_path / "out").read_text("utf-8").startswith("{")
    assert ended(running) == 1


@pytest.mark.thorough
def test_a_file_that_is_away_or_broken_is_waited_for(tmp_path: Path, watching: Start) -> None:
    notice, out, err = (tmp_path / name for name in ("notice.txt", "out", "err"))
    notice.write_text(WRONG, "utf-8")
    running = watching()
    until(lambda: "contradicted: 1" in out.read_text("utf-8"))
    notice.unlink()
    time.sleep(0.6)
    assert running.poll() is None
    # Nothing new when it comes back as it was, nor when only its time changes.
    notice.write_text(WRONG, "utf-8")
    time.sleep(0.6)
    os.utime(notice)
    time.sleep(0.6)
    assert out.read_text("utf-8").count("== notice.txt · ") == 1
    notice.write_bytes(b"PK\x03\x04 half a docx")
    until(lambda: "nbkpi: " in err.read_text("utf-8"))
    assert running.poll() is None
    notice.write_text(RIGHT, "utf-8")
    until(lambda: "consistent: 1" in out.read_text("utf-8"))
    assert ended(running) == 0


@pytest.mark.thorough
def test_a_page_is_written_anew_each_time(tmp_path: Path, watching: Start) -> None:
    notice, page = tmp_path / "notice.txt", tmp_path / "a.html"
    notice.write_text(WRONG, "utf-8")
    running = watching("-o", "a.html")
    until(lambda: page.exists() and "增长46.3%" in page.read_text("utf-8"))
    notice.write_text(RIGHT, "utf-8")
    until(lambda: "增长43.6%" in page.read_text("utf-8"))
    assert ended(running) == 0


def test_a_file_that_is_not_there_is_an_error_at_once(tmp_path: Path, watching: Start) -> None:
    assert watching().wait(30) == 2
    assert "notice.txt" in (tmp_path / "err").read_text("utf-8")


@pytest.mark.parametrize("call", [("-",), ("a.txt", "b.txt"), (".",)], ids=" ".join)
def test_one_file_is_watched(call: tuple[str, ...], nbkpi: Run) -> None:
    outcome = nbkpi("audit", *call, "--watch")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", "nbkpi: --watch takes one file\n")


def test_nothing_is_accepted_unseen(nbkpi: Run, tmp_path: Path) -> None:
    outcome = nbkpi("audit", "a.txt", "--watch", "--accept", str(tmp_path / "accepted.toml"))
    assert (outcome.code, outcome.err) == (2, "nbkpi: --watch and --accept exclude each other\n")
