"""The README tells the truth: its commands print what it shows, and its Python runs.

After a change of what commands print, `python tests/test_readme.py` writes the new output into the README.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import nbkpi
from nbkpi.figure.format import exact_interval

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>[\w.-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)

# What commands of the README may use besides nbkpi; a line to be run alone must not reach further.
TOOLS = ("nbkpi", "python")


class Block(NamedTuple):
    """A fenced block: its language, its file name if it has one, its text, and the line it starts at."""

    kind: str
    name: str
    body: str
    line: int


def blocks(kind: str) -> list[Block]:
    """The blocks of one language, in order."""
    return [
        Block(kind, match["name"] or "", match["body"], TEXT.count("\n", 0, match.start()) + 1)
        for match in _BLOCK.finditer(TEXT)
        if match["kind"] == kind
    ]


class Shell:
    """Runs lines of the README in a folder that holds the files the README shows, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.files, programs = folder / "files", folder / "programs"
        self.files.mkdir()
        programs.mkdir()
        for block in (*blocks("toml"), *blocks("csv"), *blocks("text")):
            if block.name:
                (self.files / block.name).write_text(block.body, "utf-8")
        entry = programs / "entry" / "nbkpi"
        entry.parent.mkdir()
        entry.write_text("import sys\nfrom nbkpi.__main__ import main\nsys.exit(main())\n", "utf-8")
        python = shlex.quote(sys.executable)
        for name, command in (("python", python), ("nbkpi", f"{python} -W error {shlex.quote(str(entry))}")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("NBKPI", "LC_", "LANG"))}
        kept |= {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(sys.path)}
        self.environment = kept | {"NBKPI_LANG": "en", "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}

    def run(self, command: str) -> str:
        """What a line prints, errors included."""
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.files, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        return done.stdout


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("readme"))


def commands() -> Iterator[object]:
    """Every line to be run, with what it prints."""
    for block in blocks("console"):
        for match in _COMMAND.finditer(block.body):
            name = f"line {block.line}: {match['command'][:60]}"
            yield pytest.param(_command(match), match["output"], id=name)


def _command(match: re.Match[str]) -> str:
    """A line with its continuations, which > marks."""
    return match["command"].replace("\n> ", "\n")


@pytest.mark.parametrize(("command", "expected"), list(commands()))
def test_a_command_prints_what_the_readme_shows(shell: Shell, command: str, expected: str) -> None:
    assert command.startswith(TOOLS)
    assert shell.run(command) == expected


def test_every_console_block_is_run_as_a_whole() -> None:
    for block in blocks("console"):
        assert "".join(match[0] for match in _COMMAND.finditer(block.body)) == block.body


def test_the_python_runs() -> None:
    """All Python blocks are one session."""
    session = "\n".join(block.body for block in blocks("python"))
    assert session.count(">>>") > 2
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", str(README), 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert result.failed == 0, "".join(report)


def test_the_table_of_figures_is_true() -> None:
    """Both columns hold as many examples: words, and the values that nbkpi reads from them."""
    table = TEXT.partition("## How figures are read")[2].partition("##")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for written, values in rows:
        words = [part.strip() for part in written.split(" · ")]
        assert [_possible_values(each) for each in words] == [part.strip() for part in values.split(" · ")]


def _possible_values(words: str) -> str:
    figure = nbkpi.read(words)
    assert figure.interval is not None
    return f"{exact_interval(figure.interval)} {figure.unit}".strip()


def test_the_shown_book_has_nothing_wrong() -> None:
    (block,) = [block for block in blocks("toml") if block.name == "villages.toml"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / block.name
        path.write_text(block.body, "utf-8")
        assert nbkpi.load(path).data.warnings == []


def test_two_commands_come_first() -> None:
    """The first blocks are the two commands for a fresh machine, a line each: the tool, then its tests."""
    first, second, *_others = blocks("sh")
    assert first.body.count("\n") == second.body.count("\n") == 1
    assert first.body.endswith("nbkpi summary\n")
    assert second.body.endswith("pytest\n")
    assert TEXT.index(first.body) < TEXT.index(second.body) < TEXT.index("```console")


def test_ci_runs_the_commands_of_the_readme() -> None:
    """.ci/run takes them from the README, so they cannot differ; here only that it still does."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    for block in blocks("sh")[:2]:
        assert block.body.strip() not in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_command_is_mentioned() -> None:
    from nbkpi.cli import app

    assert [name for name in app.commands() if f"nbkpi {name}" not in TEXT] == []


def rewritten() -> str:
    """The README with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))

        def renewed(match: re.Match[str]) -> str:
            printed = shell.run(_command(match))
            if "Traceback" in printed:
                sys.exit(f"{match['command']}\n{printed}")
            return f"$ {match['command']}\n{printed}"

        def block(match: re.Match[str]) -> str:
            if match["kind"] != "console":
                return match[0]
            return f"```console\n{_COMMAND.sub(renewed, match['body'])}```"

        return _BLOCK.sub(block, TEXT)


if __name__ == "__main__":
    README.write_text(rewritten(), "utf-8")
