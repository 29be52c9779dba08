"""Starting the tool: which book, which language, which version, and how it is called."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.cli.catalogue import commands

if TYPE_CHECKING:
    from conftest import Run

BOOK = '[book]\ntitle = "{title}"\n[[source]]\nid = "s"\ntitle = "{title}"\n'


def written(path: Path, title: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(BOOK.format(title=title), "utf-8")
    return path


def used(nbkpi: Run, *arguments: str, **changes: str) -> str:
    """The last line: which book was used."""
    return nbkpi("list", "sources", *arguments, **changes).out.splitlines()[-1]


def test_which_book(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert used(nbkpi) == "book: 宁波 (the embedded book)"
    written(tmp_path / "book.toml", "here")
    assert used(nbkpi) == "book: here (.)"
    other, folder = (
        written(tmp_path / "other.toml", "other"),
        written(tmp_path / "folder" / "any.toml", "folder").parent,
    )
    other.rename(folder.parent / "other.book")
    other = folder.parent / "other.book"
    assert used(nbkpi, NBKPI_BOOK=str(other)) == f"book: other ({other})"
    assert used(nbkpi, "--book", str(folder), NBKPI_BOOK=str(other)) == f"book: folder ({folder})"
    assert used(nbkpi, "--book", "folder/any.toml") == "book: folder (folder/any.toml)"
    assert used(nbkpi, NBKPI_BOOK="") == "book: here (.)"


def test_programs_see_the_book_too(nbkpi: Run, tmp_path: Path) -> None:
    book = written(tmp_path / "b.toml", "mine")
    assert nbkpi("list", "sources", "--json").json()["book"] == {"title": "宁波", "location": "embedded"}
    assert nbkpi("list", "sources", "--json", "--book", str(book)).json()["book"] == {
        "title": "mine",
        "location": str(book),
    }


ENGLISH, CHINESE = "Growth", "增长情况"


@pytest.mark.parametrize(
    ("arguments", "changes", "title"),
    [
        ([], {}, ENGLISH),
        ([], {"NBKPI_LANG": "zh"}, CHINESE),
        ([], {"NBKPI_LANG": "", "LANG": "zh_CN.UTF-8"}, CHINESE),
        ([], {"NBKPI_LANG": "", "LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, ENGLISH),
        ([], {"NBKPI_LANG": "en", "LANG": "zh_CN.UTF-8"}, ENGLISH),
        ([], {"NBKPI_LANG": "fr"}, ENGLISH),
        (["--lang", "zh"], {}, CHINESE),
        (["--lang=zh"], {}, CHINESE),
        (["--lang", "en"], {"NBKPI_LANG": "zh"}, ENGLISH),
    ],
)
def test_language(arguments: list[str], changes: dict[str, str], title: str, nbkpi: Run) -> None:
    for call in (["growth", *arguments], [*arguments, "growth"]):
        assert nbkpi(*call, **changes).out.splitlines()[0] == title


def test_help_and_errors_speak_the_language_too(nbkpi: Run) -> None:
    assert "显示版本号" in nbkpi("--lang", "zh", "--help").out
    assert nbkpi("growth", "--village", "东三村", "--lang", "zh").err.isascii() is False
    assert "there is no" not in nbkpi("growth", "--village", "东三村", NBKPI_LANG="zh").err


def test_version(nbkpi: Run, process: Run) -> None:
    from nbkpi import __version__

    for flag in ("--version", "-V"):
        assert nbkpi(flag) == (0, f"nbkpi {__version__}\n", "")
    assert nbkpi("--lang", "zh", "-V").out == f"nbkpi {__version__}\n"
    assert process("--version").out == f"nbkpi {__version__}\n"


def test_as_a_process_of_its_own(nbkpi: Run, process: Run, tmp_path: Path) -> None:
    for call in (["summary"], ["growth", "--json"], ["growth", "--village", "西山村"]):
        assert process(*call, cwd=tmp_path) == nbkpi(*call)
    assert process("--help").out.startswith("Usage: python -m nbkpi [OPTIONS] COMMAND")


@pytest.mark.skipif(not version("typer").startswith("0.28."), reason="another Typer imports more")
def test_help_of_one_command_imports_nothing_heavy(process: Run) -> None:
    for call in (["--help"], ["growth", "--help"], ["-V"], ["growth", "--bogus"]):
        modules = process(*call, PYTHONPROFILEIMPORTTIME="1").err
        assert not [name for name in ("pydantic", "rich", "tomli", "nbkpi.solve") if f" {name}\n" in modules]


def test_only_the_command_that_is_called_is_imported(process: Run) -> None:
    own = {command.module for command in commands().values()}
    for call, wanted in (
        (["--help"], set()),
        ([], set()),
        (["nonsense"], set()),
        (["summary", "--help"], {"summary"}),
        (["--lang", "zh", "summary", "--help"], {"summary"}),
    ):
        told = process(*call, PYTHONVERBOSE="1").err
        assert {name for name in own if f"import 'nbkpi.cli.{name}' " in told} == wanted
