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
