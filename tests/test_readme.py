"""READMEs and manual tell the truth: their commands print what they show, and both languages have the same parts.

After a change of what commands print, `python tests/test_readme.py` writes the new output into all of them.
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
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import nbkpi
from nbkpi.figure.format import exact_interval
from nbkpi.language import LANGUAGES
from nbkpi.manual import CONTENTS, pages
from nbkpi.report.width import width

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "src" / "nbkpi" / "manual"

LONGEST = 200
"""Lines of a README: a front page."""

TOOLS = ("nbkpi", "python", "sed")
"""What commands may use; a line to be run alone must not reach further."""

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>[\w.-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
_SHELL = re.compile(r"[|<>$`;&*?\n]")
"""Signs that a shell understands, and no other program."""

_FILES = ("toml", "csv", "text")


class Block(NamedTuple):
    """A fenced block: its language, its file name if it has one, and its text."""

    kind: str
    name: str
    body: str


class Document(NamedTuple):
    """A README or a page of the manual, and the language that its commands speak."""

    path: Path
    language: str

    @property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text("utf-8")

    def blocks(self, *kinds: str) -> list[Block]:
        """Its blocks of some languages, in order."""
        found = _BLOCK.finditer(self.text)
        return [Block(one["kind"], one["name"] or "", one["body"]) for one in found if one["kind"] in kinds]

    @property
    def files(self) -> dict[str, str]:
        """The files that it shows."""
        return {block.name: block.body for block in self.blocks(*_FILES) if block.name}

    @property
    def commands(self) -> str:
        """All that is to be run."""
        return "".join(block.body for block in self.blocks("console", "python"))


READMES = {"en": Document(ROOT / "README.md", "en"), "zh": Document(ROOT / "README.zh.md", "zh")}
NAMES = [page.name for page in pages("en")]
PAGES = {
    language: {page.name: Document(MANUAL / language / f"{page.name}.md", language) for page in pages(language)}
    for language in LANGUAGES
}
DOCUMENTS = [*READMES.values(), *(page for language in LANGUAGES for page in PAGES[language].values())]
PAIRS = [(READMES["en"], READMES["zh"]), *((PAGES["en"][name], PAGES["zh"][name]) for name in NAMES)]

every = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.path.relative_to(ROOT)))
both = pytest.mark.parametrize("document", READMES.values(), ids=lambda one: one.path.name)
each_pair = pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=[one.path.stem for one, _other in PAIRS])


class Shell:
    """Runs commands in a folder of their own, which holds the files that they need and another document shows.

    Commands that need no shell are run inside this process where there is a way to, which is many times as quick.
    """

    def __init__(self, document: Document, folder: Path, inside: Run | None = None) -> None:
        self.inside, self.language = inside, document.language
        self.files, programs = folder / "files", folder / "programs"
        self.files.mkdir()
        programs.mkdir()
        own, commands = document.files, document.commands
        alike = [one for one in DOCUMENTS if one.language == document.language]
        for name, body in (shown for one in alike for shown in one.files.items()):
            if name not in own and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", commands):
                self.write(name, body)
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
        # Unbuffered, what goes to both streams comes in the order in which a terminal shows it.
        kept |= {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        self.environment = kept | {"NBKPI_LANG": document.language, "NBKPI_CACHE": "0"}

    def write(self, name: str, body: str) -> None:
        """Save a file that is shown."""
        (self.files / name).write_text(body, "utf-8")

    def run(self, command: str) -> str:
        """What a line prints, errors included."""
        assert command.startswith(TOOLS), command
        if self.inside is not None and command.startswith("nbkpi ") and not _SHELL.search(command):
            with chdir(self.files):
                arguments = shlex.split(command)[1:]
                return self.inside(*arguments, together=True, NBKPI_LANG=self.language, NO_COLOR="1").out
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.files, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        assert "Traceback" not in done.stdout, f"{command}\n{done.stdout}"
        return done.stdout


def rewritten(document: Document, inside: Run | None = None) -> str:
    """A document with what its commands print now, when a reader does one thing after the other."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(document, Path(folder), inside)

        def renewed(match: re.Match[str]) -> str:
            printed = shell.run(match["command"].replace("\n> ", "\n"))
            return f"$ {match['command']}\n{printed}"

        def block(match: re.Match[str]) -> str:
            if match["name"] and match["kind"] in _FILES:
                shell.write(match["name"], match["body"])
            if match["kind"] != "console":
                return match[0]
            return f"```console\n{_COMMAND.sub(renewed, match['body'])}```"

        return _BLOCK.sub(block, document.text)


@every
def test_commands_print_what_is_shown(document: Document, nbkpi: Run) -> None:
    assert rewritten(document, nbkpi) == document.text


@every
def test_every_console_block_is_run_as_a_whole(document: Document) -> None:
    for block in document.blocks("console"):
        assert "".join(match[0] for match in _COMMAND.finditer(block.body)) == block.body


@every
def test_a_file_is_named_before_it_is_shown(document: Document) -> None:
    """Where Markdown is rendered, the name behind ``` is not shown."""
    for match in _BLOCK.finditer(document.text):
        if match["name"]:
            paragraph = document.text[: match.start()].rstrip("\n").rpartition("\n\n")[2]
            assert f"`{match['name']}`" in paragraph


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_python_runs(language: str, tmp_path: Path) -> None:
    """All Python blocks of a page are one session."""
    sessions = {one: "\n".join(block.body for block in one.blocks("python")) for one in PAGES[language].values()}
    assert PAGES[language]["library"].commands.count(">>>") > 5
    for place, (document, session) in enumerate(sessions.items()):
        if session:
            (tmp_path / str(place)).mkdir()
            test = doctest.DocTestParser().get_doctest(session, {}, document.path.name, str(document.path), 0)
            report: list[str] = []
            with chdir(Shell(document, tmp_path / str(place)).files):
                result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
            assert result.failed == 0, "".join(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_figures_is_true(language: str) -> None:
    """Both columns hold as many examples: words, and the values that nbkpi reads from them."""
    table = PAGES[language]["figures"].text
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for written, values in rows:
        words = [part.strip() for part in written.split(" · ")]
        assert [_possible_values(each) for each in words] == [part.strip() for part in values.split(" · ")]


def _possible_values(words: str) -> str:
    figure = nbkpi.read(words)
    assert figure.interval is not None
    return f"{exact_interval(figure.interval)} {figure.unit}".strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shown_book_has_nothing_wrong(language: str, tmp_path: Path) -> None:
    path = tmp_path / "villages.toml"
    path.write_text(PAGES[language]["book"].files[path.name], "utf-8")
    assert nbkpi.load(path).data.warnings == []


@both
def test_a_readme_is_a_front_page(document: Document) -> None:
    assert document.text.count("\n") <= LONGEST
    assert "$ nbkpi growth --village 东山村\n" in document.text
    assert "--json | " in document.text


@both
def test_two_commands_come_first(document: Document) -> None:
    """The first blocks are the two commands for a fresh machine, a line each: the tool, then its tests."""
    first, second, *_others = document.blocks("sh")
    text = document.text
    assert first.body.count("\n") == second.body.count("\n") == 1
    assert first.body.endswith("nbkpi summary\n")
    assert second.body.endswith("pytest\n")
    assert text.index(first.body) < text.index(second.body) < text.index("```console")


def test_ci_runs_the_commands_of_the_readme() -> None:
    """.ci/run takes them from the README, so they cannot differ; here only that it still does."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    for block in READMES["en"].blocks("sh")[:2]:
        assert block.body.strip() not in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_speaks_of_every_command(language: str) -> None:
    from nbkpi.cli import app

    texts = [page.text for page in PAGES[language].values()]
    assert [name for name in app.commands() if not any(f"nbkpi {name}" in text for text in texts)] == []


def test_both_languages_have_the_same_pages() -> None:
    assert list(PAGES["en"]) == list(PAGES["zh"]) == [name for name in CONTENTS if name in PAGES["en"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_begins_with_its_title_and_what_is_in_it(language: str) -> None:
    for page in pages(language):
        title, blank, summary, after = page.text.split("\n")[:4]
        assert title == f"# {page.title}"
        assert (blank, after) == ("", "")
        assert summary == page.summary
        assert width(page.title) <= 32


def outline(document: Document) -> list[str]:
    """The parts of a document in order, without its words: headings, tables by width, blocks, what is run."""
    parts = []
    for match in re.finditer(
        rf"{_BLOCK.pattern}|^(?P<heading>#+) |^\|(?P<rule>[-|]+)\|$", document.text, re.MULTILINE | re.DOTALL
    ):
        if match["heading"]:
            parts.append(match["heading"])
        elif match["rule"]:
            parts.append(f"table {match['rule'].count('|') + 1}")
        else:
            called = re.findall(r"^\$ (nbkpi \w+)", match["body"], re.MULTILINE)
            parts.append(f"{match['kind']} {match['name'] or ''} {', '.join(called)}".strip())
    return parts


@each_pair
def test_both_languages_have_the_same_parts(english: Document, chinese: Document) -> None:
    assert outline(chinese) == outline(english)
    assert [_neutral(link) for link in links(chinese)] == [_neutral(link) for link in links(english)]
    assert _rows_of_tables(chinese) == _rows_of_tables(english)


def _neutral(link: str) -> str:
    """A link without the language of what it leads to."""
    return re.sub(r"README(\.zh)?\.md|/(en|zh)/|-(en|zh)\.", "·", link)


def test_both_readmes_have_the_same_commands() -> None:
    english, chinese = READMES["en"], READMES["zh"]
    assert [one.body for one in chinese.blocks("sh")] == [one.body for one in english.blocks("sh")]


def _rows_of_tables(document: Document) -> list[int]:
    """How many rows each table has."""
    return [match[0].count("\n") for match in re.finditer(r"(?:^\|.*\n)+", document.text, re.MULTILINE)]


def links(document: Document) -> list[str]:
    """Where a document leads to, in order, pictures included."""
    return re.findall(r"\]\(([^)]+)\)", _BLOCK.sub("", document.text))


@every
def test_links_lead_somewhere(document: Document) -> None:
    for link in links(document):
        path, _hash, heading = link.partition("#")
        assert path.startswith("https://") or (document.path.parent / path).exists(), link
        assert not heading, f"{link}: headings differ between the languages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_found(language: str) -> None:
    folder = f"src/nbkpi/manual/{language}"
    assert {f"{folder}/{name}.md" for name in NAMES} <= set(links(READMES[language]))


if __name__ == "__main__":
    with ThreadPoolExecutor() as pool:
        for one, text in zip(DOCUMENTS, pool.map(rewritten, DOCUMENTS), strict=True):
            one.path.write_text(text, "utf-8")
