"""Shell completion, in the protocol of each shell: the names in the book, also in another book; silence when broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture(params=["bash", "zsh", "fish"])
def complete(request: pytest.FixtureRequest, nbkpi: Run):
    """The words a shell is offered behind a line; its last word is the one being written."""

    def offered(line: str, **changes: str) -> list[str]:
        shell, words = request.param, f"nbkpi {line}"
        protocol = {"_NBKPI_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": words}
        if shell == "bash":
            protocol |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
        elif shell == "fish":
            protocol |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        outcome = nbkpi(**protocol, **changes)
        assert outcome.err == ""
        words = re.findall(r'"([^"]*)"', outcome.out) if shell == "zsh" else outcome.out.splitlines()
        return [re.split("[\t:]", word)[0] for word in words]

    return offered


def test_names_of_the_book(complete) -> None:
    assert "东山村" in complete("growth --village ")
    assert "宁波市" not in complete("growth --village ")
    assert "北站社区" in complete("resolution --community 北")
    assert "dongshan" in complete("growth --entity dong")
    assert "办结率" in complete("explain 办")
    assert "resolution_rate" in complete("metric reso")
    assert "communique-2024" in complete("growth --source ")
    assert "gdp" in complete("growth --indicator gd")


def test_choices_and_commands(complete) -> None:
    assert "growth" in complete("gro")
    assert "observations" in complete("list ob")
    assert "jsonl" in complete("growth --format js")
    assert "zh" in complete("growth --lang ")
    assert "--village" in complete("growth --vil")


def test_another_book(complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text('[book]\ntitle = "t"\n[[entity]]\nid = "west"\nname = "西山村"\nkind = "village"\n', "utf-8")
    for changes in ({}, {"NBKPI_BOOK": str(book)}):
        option = "" if changes else f"--book {book} "
        names = complete(f"growth {option}--village ", **changes)
        assert "西山村" in names
        assert "东山村" not in names


@pytest.mark.parametrize(
    "text", ["[[[", "entity = 3", 'entity = ["a"]', "[[entity]]\nid = 3\nkind = []", "\x1b", "\xff"]
)
def test_a_broken_book_stays_silent(text: str, complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text(text, "latin-1")
    for place in (book, tmp_path, tmp_path / "missing"):
        assert not any("山" in word or "\x1b" in word for word in complete("growth --village ", NBKPI_BOOK=str(place)))


def test_names_that_would_act_on_a_shell_are_left_out(complete, tmp_path: Path) -> None:
    book = tmp_path / "b.toml"
    book.write_text('[[entity]]\nid = "a"\nname = "x\\u001b[31m"\n[[entity]]\nid = "b"\nname = "x\\ny"\n', "utf-8")
    assert not any("x" in word for word in complete("growth --entity ", NBKPI_BOOK=str(book)))


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Make the program believe that it was started from this shell, at a home of its own."""
    import typer._completion_shared as shared

    def started_from(name: str | None) -> None:
        monkeypatch.setattr(shared, "_get_shell_name", lambda: name)
        monkeypatch.setenv("HOME", str(tmp_path))

    return started_from


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_installed(name: str, nbkpi: Run, shell, tmp_path: Path) -> None:
    shell(name)
    outcome = nbkpi("--install-completion", NBKPI_LANG="zh", HOME=str(tmp_path))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{name}的自动补全已写入{tmp_path}")
    written = [path for path in tmp_path.rglob("*nbkpi*") if path.is_file()]
    assert any("_NBKPI_COMPLETE" in path.read_text("utf-8") for path in written)
    shown = nbkpi("--show-completion", HOME=str(tmp_path)).out
    assert "_NBKPI_COMPLETE" in shown
    assert "complete_" + name in shown


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_completion_for_an_unknown_shell_is_refused(option: str, nbkpi: Run, shell) -> None:
    for name in (None, "tcsh"):
        shell(name)
        outcome = nbkpi(option)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == "nbkpi: completion works in bash, zsh, fish and PowerShell, not in this shell\n"
