"""Terminals and systems that are not UTF-8: nothing fails, and what is written into files is UTF-8 all the same."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
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


CALLER = """
import contextvars, json, os, sys
from nbkpi.__main__ import main
codes = []
errors = sys.stdout.errors, sys.stderr.errors
for place, (language, *words) in enumerate(json.loads(sys.argv[1])):
    os.environ["NBKPI_LANG"], sys.argv = language, ["nbkpi", *words]
    for stream, name, before in zip((sys.stdout, sys.stderr), ("out", "err"), errors):
        os.dup2(os.open(f"{place}.{name}", os.O_WRONLY | os.O_CREAT), stream.fileno())
        stream.reconfigure(errors=before)
    try:
        contextvars.copy_context().run(main)
    except SystemExit as leaving:
        codes.append(leaving.code)
    sys.stderr.flush()
with open("codes", "w") as file:
    json.dump(codes, file)
"""
"""Runs one command line after the other in one process: what counts is where that process is, not that it is new."""

Left = tuple[int, bytes, bytes]
"""What a call leaves behind: its exit code, and what is in both streams, as it is."""


def called(process: Run, calls: list[tuple[str, ...]], folder: Path, **settings: str) -> list[Left]:
    """What calls leave behind that are made in a folder, each behind its language."""
    command = [sys.executable, "-c", CALLER, json.dumps(calls)]
    told = subprocess.run(command, env=process.environment(**settings), cwd=folder, capture_output=True, check=True)
    assert (told.stdout, told.stderr) == (b"", b"")
    streams = [[folder / f"{place}.{name}" for name in ("out", "err")] for place in range(len(calls))]
    left = [
        (code, out.read_bytes(), err.read_bytes())
        for code, (out, err) in zip(json.loads((folder / "codes").read_bytes()), streams, strict=True)
    ]
    for path in (folder / "codes", *(path for pair in streams for path in pair)):
        path.unlink()
    return left


@pytest.fixture(scope="module")
def answers(process: Run, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[tuple[str, str], Left]]:
    """What each call leaves behind in each language on one of the systems, or where everything is UTF-8."""
    keys = [(call, language) for call in CALLS for language in LANGUAGES]

    @cache
    def answer(system: str) -> dict[tuple[str, str], Left]:
        calls = [(language, *CALLS[call]) for call, language in keys]
        left = called(process, calls, tmp_path_factory.mktemp("answers"), **SYSTEMS.get(system, {}))
        return dict(zip(keys, left, strict=True))

    return answer


@pytest.mark.parametrize("system", MOST_UNLIKE)
@pytest.mark.parametrize("call", CALLS)
def test_every_system_is_answered(
    call: str, system: str, answers: Callable[[str], dict[tuple[str, str], Left]]
) -> None:
    for language in LANGUAGES:
        encoding = SYSTEMS[system].get("PYTHONIOENCODING", "ascii")
        code, out, err = answers(system)[call, language]
        expected, whole, told = answers("UTF-8")[call, language]
        assert code == expected
        assert b"Traceback" not in err
        assert out.count(b"\n") == whole.count(b"\n")
        assert err.count(b"\n") == told.count(b"\n")
        if encoding in ("gbk", "cp936"):
            assert out.decode(encoding) == whole.decode("utf-8")
            if call != "nothing asked":
                assert err.decode(encoding) == told.decode("utf-8")


def write_files(process: Run, folder: Path, **environment: str) -> None:
    """Write each text format and a new book, which is read again."""
    names = [name for name in FORMATS if name not in BINARY]
    calls = [f"zh growth --village dongshan --format {name} -o {name}.out" for name in names]
    *_written, (code, _out, err) = left = called(
        process,
        [tuple(call.split()) for call in (*calls, "zh init book", "zh check --book book")],
        folder,
        **environment,
    )
    assert not any(one[0] for one in left)
    assert (code, err) == (0, b"")
    assert {f"{name}.out" for name in names} == {path.name for path in folder.glob("*.out")}


@pytest.fixture(scope="module")
def elsewhere(process: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are where everything is UTF-8."""
    folder = tmp_path_factory.mktemp("elsewhere")
    write_files(process, folder)
    return folder


@pytest.mark.parametrize("system", MOST_UNLIKE)
def test_files_are_utf8_everywhere(system: str, process: Run, elsewhere: Path, tmp_path: Path) -> None:
    """Each text format, and a new book, byte for byte what they are elsewhere; and they can be read there."""
    write_files(process, tmp_path, **SYSTEMS[system])
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
