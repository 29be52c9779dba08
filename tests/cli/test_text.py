"""nbkpi extract and nbkpi audit on the command line: what they print, write and return."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from conftest import Run

TEXTS = Path(__file__).with_name("texts")
TRUE, WRONG = str(TEXTS / "true.txt"), str(TEXTS / "wrong.txt")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("audit-wrong", ()),
        ("audit-wrong-json", ("--json",)),
        ("audit-wrong-zh", ("--lang", "zh")),
    ],
)
def test_a_wrong_text(name: str, arguments: tuple[str, ...], nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi("audit", WRONG, "--as-of", "2025-06", *arguments)
    assert (outcome.code, outcome.err) == (1, "")
    expected(name, outcome.out)


def test_drafts(nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    outcome = nbkpi("extract", TRUE, "--toml")
    assert (outcome.code, outcome.err) == (0, "")
    expected("extract-toml", outcome.out)
    rows = tomli.loads(outcome.out)
    assert rows["observation"][-2]["value"] == "超10万人次"
    assert rows["observation"][-2]["indicator"] == "visitors"


class Reader(HTMLParser):
    """The tags of a page and the text within marks."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "mark":
            self.marked.append((dict(attrs).get("class") or "", ""))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and not self.marked[-1][1]:
            self.marked[-1] = (self.marked[-1][0], data)


def test_the_page_is_whole_and_escaped(nbkpi: Run, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"
    assert nbkpi("audit", WRONG, "-o", str(page)).code == 1
    text = page.read_text("utf-8")
    reader = Reader()
    reader.feed(text)
    assert "script" not in reader.tags
    assert not re.search(r"\bb>|(?:src|href)=", text)
    assert "&lt;b&gt;[red]东山村" in text
    assert ("bad", "98.1%") in reader.marked
    assert ("good", "58.3%") in reader.marked
    assert ("open", "20%") in reader.marked


def test_drafts_are_kept_apart_until_a_person_moves_them(nbkpi: Run, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.toml").write_text('[book]\ntitle = "甲"\n\n[[entity]]\nid = "east"\nname = "东山村"\n', "utf-8")
    first = nbkpi("extract", TRUE, "--into", str(book))
    assert first.code == 0
    again = nbkpi("extract", TRUE, "--into", str(book))
    assert "0 of" in again.err
    drafts = (book / "drafts.toml").read_text("utf-8")
    assert drafts.count("[[source]]") == 1
    assert len(tomli.loads(drafts)["observation"]) == drafts.count("[[observation]]") > 10
    assert nbkpi("list", "observations", "--book", str(book), "--json").results() == []
    file = tmp_path / "one.toml"
    file.write_text((book / "book.toml").read_text("utf-8"), "utf-8")
    assert nbkpi("extract", TRUE, "--into", str(file)).code == 0
    assert (tmp_path / "one.drafts.toml").is_file()


@pytest.mark.parametrize("command", ["extract", "audit"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_misuse_is_one_sentence(command: str, lang: str, nbkpi: Run, tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)) * 4)
    for arguments in ((str(tmp_path / "none.txt"),), (str(binary),), (TRUE, "--as-of", "gestern")):
        outcome = nbkpi(command, *arguments, "--lang", lang)
        assert outcome.code == 2
        assert outcome.out == ""
        assert len(outcome.err.splitlines()) == 1


def test_nothing_in_it(nbkpi: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for command in ("extract", "audit"):
        outcome = nbkpi(command, str(empty))
        assert outcome.code == 0
        assert "no figure was found" in outcome.out
        assert nbkpi(command, str(empty), "--json").results() == []


def test_control_characters_stay_visible(nbkpi: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\x1b[31m收入88万元\u202e，去年同期为61.4万元，增长5%=cmd()。" * 3, "utf-8")
    for command in ("extract", "audit"):
        for form in ("table", "json", "md", "csv"):
            out = nbkpi(command, str(path), "--format", form).out
            assert "\x1b" not in out
            assert "\u202e" not in out


@pytest.mark.parametrize("command", ["extract", "audit"])
def test_json_keeps_to_its_schema(command: str, nbkpi: Run) -> None:
    import json

    import jsonschema

    from nbkpi.render.schema import output_schema

    for text in (TRUE, WRONG):
        jsonschema.validate(nbkpi(command, text, "--json").json(), json.loads(output_schema()))
