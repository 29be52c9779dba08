"""The fuzzer itself: it finds what is planted, and says how to see it again; and the first case of each part."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fuzz import __main__ as fuzz
from tests.fuzz.cases import Case, tried
from tests.fuzz.running import Ran


def ends_itself(_chance: random.Random, _folder: Path) -> Iterator[str]:
    os.abort()
    yield ""


def raises(_chance: random.Random, _folder: Path) -> Iterator[str]:
    yield "first"
    raise ZeroDivisionError


def complains(chance: random.Random, folder: Path) -> Iterator[str]:
    (folder / "input").write_text(str(chance.random()), "utf-8")
    yield "this does not hold"


def is_content(_chance: random.Random, _folder: Path) -> Iterator[str]:
    yield from ()


@pytest.mark.parametrize(
    ("attempt", "told"),
    [(ends_itself, "SIGABRT"), (raises, "ZeroDivisionError"), (complains, "this does not hold"), (is_content, "")],
)
def test_whatever_happens_in_a_case_is_told(attempt: fuzz.Attempt, told: str, tmp_path: Path) -> None:
    found = tried(Case("planted", 1, 0), attempt, tmp_path)
    assert bool(found) == bool(told)
    assert told in "".join(found)


def test_what_is_found_is_counted_and_can_be_repeated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = time.monotonic()
    assert fuzz.run({"planted": complains, "content": is_content}, 7, 0) == 1
    assert time.monotonic() - begun < 20
    shown = capsys.readouterr().out
    assert "python -m tests.fuzz --only planted --seed 7 --case 0" in shown
    assert "this does not hold" in shown
    assert "2 cases, 1 found" in shown
    (kept,) = tmp_path.iterdir()
    assert (kept / "case" / "input").read_text("utf-8") == str(Case("planted", 7, 0).chance.random())
    assert fuzz.run({"content": is_content}, 7, 0) == 0


@pytest.mark.parametrize(
    ("code", "err", "trace", "is_wrong"),
    [
        (0, "", "", False), (1, "", "", False), (2, "nbkpi: no", "", False), (2, "", "", True), (3, "x", "", True),
        (-6, "", "", True), (1, "Traceback (most recent call last):", "", True), (0, "", "Traceback", True),
    ],
)  # fmt: skip
def test_what_every_run_must_be(code: int, err: str, trace: str, is_wrong: bool) -> None:
    assert bool([*Ran(("x",), code, "", err, trace).complaints()]) is is_wrong


@pytest.mark.thorough
@pytest.mark.parametrize(
    "part", ["truths", "books", "arguments", "archives", "markup", "tables", "together", "outputs", "kills"]
)
def test_the_first_case_of_each_part(part: str) -> None:
    """In a process of its own: what is forked from one with threads, as engines have, may wait for a lock for ever."""
    command = [sys.executable, "-m", "tests.fuzz", "--only", part, "--seed", "1", "--case", "0"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
