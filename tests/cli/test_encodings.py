"""Terminals and systems that are not UTF-8: nothing fails, and what is written into files is UTF-8 all the same."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.errors import REASONS
from nbkpi.language import LANGUAGES
from nbkpi.render import BINARY, FORMATS

if TYPE_CHECKING:
    from conftest import Run

SYSTEMS = {
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "GBK": {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"},
    "Windows, Chinese": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp936"},
    "Windows, Western": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
    "Windows, OEM": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp437"},
}
"""Environments by what they are like; the last are those of consoles with other code pages than UTF-8."""

MOST_UNLIKE = [
    pytest.param(system, marks=[pytest.mark.thorough] * (system not in ("C", "GBK", "Windows, Western")))
    for system in SYSTEMS
]
"""All of them; a quick run takes those that differ most."""

CALLS = {
    "help": ("growth", "--help"),
    "all help": ("--help",),
    "a table": ("growth", "--village", "dongshan"),
    "misuse": ("growth", "--places", "x"),
    "no such name": ("growth", "--village", "nowhere"),
    "nothing asked": (),
}


def bytes_of(process: Run, *arguments: str, cwd: Path | None = None, **settings: str) -> tuple[int, bytes, bytes]:
    """What a process leaves behind, as it is."""
    done = subprocess.run(
        [sys.executable, "-m", "nbkpi", *arguments],
        env=process.environment(**settings),
        cwd=cwd,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def answers(process: Run) -> Callable[..., tuple[int, bytes, bytes]]:
    """What calls leave behind where everything is UTF-8, each made once."""
    return lru_cache(maxsize=None)(lambda *arguments, language: bytes_of(process, *arguments, NBKPI_LANG=language))


@pytest.mark.parametrize("system", MOST_UNLIKE)
@pytest.mark.parametrize("call", CALLS)
def test_every_system_is_answered(
    call: str, system: str, process: Run, answers: Callable[..., tuple[int, bytes, bytes]]
) -> None:
    for language in LANGUAGES:
        settings = {**SYSTEMS[system], "NBKPI_LANG": language}
        encoding = settings.get("PYTHONIOENCODING", "ascii")
        code, out, err = bytes_of(process, *CALLS[call], **settings)
        expected, whole, told = answers(*CALLS[call], language=language)
        assert code == expected
        assert b"Traceback" not in err
        assert out.count(b"\n") == whole.count(b"\n")
        assert err.count(b"\n") == told.count(b"\n")
        if encoding in ("gbk", "cp936"):
            assert out.decode(encoding) == whole.decode("utf-8")
            if call != "nothing asked":
                assert err.decode(encoding) == told.decode("utf-8")


WRITER = """
import sys
from nbkpi.__main__ import main
for call in sys.argv[1:]:
    sys.argv = ["nbkpi", *call.split()]
    try:
        main()
    except SystemExit as leaving:
        assert not leaving.code, call
"""
"""Runs one command line after the other in one process: what counts is where that process is, not that it is new."""


def write_files(process: Run, folder: Path, **environment: str) -> None:
    """Write each text format and a new book, which is read again."""
    calls = [f"growth --village dongshan --format {name} -o {name}.out" for name in FORMATS if name not in BINARY]
    settings = process.environment(**environment)
    subprocess.run([sys.executable, "-c", WRITER, *calls, "init book"], env=settings, cwd=folder, check=True)
    code, _out, err = bytes_of(process, "check", "--book", "book", cwd=folder, **environment)
    assert (code, err) == (0, b"")
    assert {f"{name}.out" for name in FORMATS if name not in BINARY} == {path.name for path in folder.glob("*.out")}


@pytest.fixture(scope="module")
def elsewhere(process: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are where everything is UTF-8."""
    folder = tmp_path_factory.mktemp("elsewhere")
    write_files(process, folder, NBKPI_LANG="zh")
    return folder


@pytest.mark.parametrize("system", MOST_UNLIKE)
def test_files_are_utf8_everywhere(system: str, process: Run, elsewhere: Path, tmp_path: Path) -> None:
    """Each text format, and a new book, byte for byte what they are elsewhere; and they can be read there."""
    write_files(process, tmp_path, **SYSTEMS[system], NBKPI_LANG="zh")
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")}
    assert written == {path.relative_to(elsewhere) for path in elsewhere.rglob("*.*")}
    for path in written:
        data = (tmp_path / path).read_bytes()
        assert data == (elsewhere / path).read_bytes(), path.name
        assert data.decode("utf-8")


def test_what_the_system_refuses_is_told_in_both_languages(nbkpi: Run, tmp_path: Path) -> None:
    call = ("growth", "-o", str(tmp_path / "nowhere" / "x.csv"))
    assert "No such file or directory" in nbkpi(*call).err
    assert "没有该文件或文件夹" in nbkpi(*call, NBKPI_LANG="zh").err


def test_the_words_of_systems_are_those_of_this_one() -> None:
    known = {os.strerror(code) for code in errno.errorcode}
    if "No such file or directory" in known:
        assert set(REASONS) <= known
