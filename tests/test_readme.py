"""Both READMEs tell the truth: their commands print what they show, their Python runs, and they have the same parts.

After a change of what commands print, `python tests/test_readme.py` writes the new output into both.
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

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>[\w.-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)

# What commands of the README may use besides nbkpi; a line to be run alone must not reach further.
TOOLS = ("nbkpi", "python")


class Readme(NamedTuple):
    """One of the two files, and the language that its commands speak."""

    name: str
    language: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return ROOT / self.name

    @property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text("utf-8")

    def blocks(self, kind: str) -> list[Block]:
        """Its blocks of one language, in order."""
        text = self.text
        return [
            Block(kind, match["name"] or "", match["body"], text.count("\n", 0, match.start()) + 1)
            for match in _BLOCK.finditer(text)
            if match["kind"] == kind
        ]

    def section(self, heading: str) -> str:
        """The text below a heading."""
        return self.text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


ENGLISH, CHINESE = Readme("README.md", "en"), Readme("README.zh.md", "zh")
READMES = (ENGLISH, CHINESE)
both = pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)


class Block(NamedTuple):
    """A fenced block: its language, its file name if it has one, its text, and the line it starts at."""

    kind: str
    name: str
    body: str
    line: int


class Shell:
    """Runs lines of a README in a folder that holds the files it shows, and nothing else."""

    def __init__(self, readme: Readme, folder: Path) -> None:
        self.files, programs = folder / "files", folder / "programs"
        self.files.mkdir()
        programs.mkdir()
        for block in (*readme.blocks("toml"), *readme.blocks("csv"), *readme.blocks("text")):
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
        self.environment = kept | {"NBKPI_LANG": readme.language, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}

    def run(self, command: str) -> str:
        """What a line prints, errors included."""
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.files, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        return done.stdout


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shell]:
    return {readme.name: Shell(readme, tmp_path_factory.mktemp("readme")) for readme in READMES}


def commands() -> Iterator[object]:
    """Every line to be run, with what it prints."""
    for readme in READMES:
        for block in readme.blocks("console"):
            for match in _COMMAND.finditer(block.body):
                name = f"{readme.name}, line {block.line}: {match['command'][:60]}"
                yield pytest.param(readme, _command(match), match["output"], id=name)


def _command(match: re.Match[str]) -> str:
    """A line with its continuations, which > marks."""
    return match["command"].replace("\n> ", "\n")


@pytest.mark.parametrize(("readme", "command", "expected"), list(commands()))
def test_a_command_prints_what_the_readme_shows(
    shells: dict[str, Shell], readme: Readme, command: str, expected: str
) -> None:
    assert command.startswith(TOOLS)
    assert shells[readme.name].run(command) == expected


@both
def test_every_console_block_is_run_as_a_whole(readme: Readme) -> None:
    for block in readme.blocks("console"):
        assert "".join(match[0] for match in _COMMAND.finditer(block.body)) == block.body


@both
def test_the_python_runs(readme: Readme) -> None:
    """All Python blocks are one session."""
    session = "\n".join(block.body for block in readme.blocks("python"))
    assert session.count(">>>") > 2
    test = doctest.DocTestParser().get_doctest(session, {}, readme.name, str(readme.path), 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert result.failed == 0, "".join(report)


@pytest.mark.parametrize(("readme", "heading"), [(ENGLISH, "How figures are read"), (CHINESE, "数据怎样读")])
def test_the_table_of_figures_is_true(readme: Readme, heading: str) -> None:
    """Both columns hold as many examples: words, and the values that nbkpi reads from them."""
    table = readme.section(heading)
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for written, values in rows:
        words = [part.strip() for part in written.split(" · ")]
        assert [_possible_values(each) for each in words] == [part.strip() for part in values.split(" · ")]


def _possible_values(words: str) -> str:
    figure = nbkpi.read(words)
    assert figure.interval is not None
    return f"{exact_interval(figure.interval)} {figure.unit}".strip()


@both
def test_the_shown_book_has_nothing_wrong(readme: Readme) -> None:
    (block,) = [block for block in readme.blocks("toml") if block.name == "villages.toml"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / block.name
        path.write_text(block.body, "utf-8")
        assert nbkpi.load(path).data.warnings == []


@both
def test_two_commands_come_first(readme: Readme) -> None:
    """The first blocks are the two commands for a fresh machine, a line each: the tool, then its tests."""
    first, second, *_others = readme.blocks("sh")
    text = readme.text
    assert first.body.count("\n") == second.body.count("\n") == 1
    assert first.body.endswith("nbkpi summary\n")
    assert second.body.endswith("pytest\n")
    assert text.index(first.body) < text.index(second.body) < text.index("```console")


def test_ci_runs_the_commands_of_the_readme() -> None:
    """.ci/run takes them from the README, so they cannot differ; here only that it still does."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    for block in ENGLISH.blocks("sh")[:2]:
        assert block.body.strip() not in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@both
def test_every_command_is_mentioned(readme: Readme) -> None:
    from nbkpi.cli import app

    assert [name for name in app.commands() if f"nbkpi {name}" not in readme.text] == []


def outline(readme: Readme) -> list[str]:
    """The parts of a README in order, without its words: headings, tables by width, blocks, what is run."""
    text, parts = readme.text, []
    for match in re.finditer(
        rf"{_BLOCK.pattern}|^(?P<heading>#+) |^\|(?P<rule>[-|]+)\|$", text, re.MULTILINE | re.DOTALL
    ):
        if match["heading"]:
            parts.append(match["heading"])
        elif match["rule"]:
            parts.append(f"table {match['rule'].count('|') + 1}")
        else:
            called = re.findall(r"^\$ (nbkpi \w+)", match["body"], re.MULTILINE)
            parts.append(f"{match['kind']} {match['name'] or ''} {', '.join(called)}".strip())
    return parts


def test_both_have_the_same_parts() -> None:
    assert outline(CHINESE) == outline(ENGLISH)
    assert "(README.zh.md)" in ENGLISH.text
    assert "(README.md)" in CHINESE.text
    assert [one.body for one in CHINESE.blocks("sh")] == [one.body for one in ENGLISH.blocks("sh")]


def rows_of_tables(readme: Readme) -> list[int]:
    """How many rows each table has."""
    return [match[0].count("\n") for match in re.finditer(r"(?:^\|.*\n)+", readme.text, re.MULTILINE)]


def test_their_tables_have_as_many_rows() -> None:
    assert rows_of_tables(CHINESE) == rows_of_tables(ENGLISH)


def test_links_lead_somewhere() -> None:
    """Files that are there, and headings as GitHub turns them into anchors."""
    for readme in READMES:
        prose = _BLOCK.sub("", readme.text)
        headings = {
            re.sub(r"[^\w -]", "", text).strip().lower().replace(" ", "-")
            for text in re.findall("^#+ (.*)$", prose, re.M)
        }
        for target in re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", prose):
            link = "".join(target)
            assert link.startswith("https://") or (
                link[1:] in headings if link[0] == "#" else (ROOT / link).exists()
            ), link


def rewritten(readme: Readme) -> str:
    """A README with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(readme, Path(folder))

        def renewed(match: re.Match[str]) -> str:
            printed = shell.run(_command(match))
            if "Traceback" in printed:
                sys.exit(f"{match['command']}\n{printed}")
            return f"$ {match['command']}\n{printed}"

        def block(match: re.Match[str]) -> str:
            if match["kind"] != "console":
                return match[0]
            return f"```console\n{_COMMAND.sub(renewed, match['body'])}```"

        return _BLOCK.sub(block, readme.text)


if __name__ == "__main__":
    for one in READMES:
        one.path.write_text(rewritten(one), "utf-8")
