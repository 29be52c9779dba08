"""全市 is the city of the text: the embedded book, which is about one city, has nothing to say about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

TEXT = "2024年，全市地区生产总值100亿元，增长5%。全市受理诉求1200件，办结1165件，办结率98.1%。\n"
CITY = '[[entity]]\nid = "jia"\nname = "甲市"\nkind = "city"\n'


@pytest.fixture(autouse=True)
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
@pytest.mark.parametrize("command", ["audit", "extract"])
def test_nothing_of_another_city_is_said(command: str, form: str, nbkpi: Run) -> None:
    outcome = nbkpi(command, "a.txt", "--format", form)
    assert "宁波" not in outcome.out + outcome.err
    assert "embedded" not in outcome.out


def test_a_report_and_drafts_neither(nbkpi: Run) -> None:
    for arguments in (("report", "--audit", "a.txt", "--format", "md"), ("extract", "a.txt", "--toml")):
        assert "宁波" not in nbkpi(*arguments).out


def test_json_names_no_book(nbkpi: Run) -> None:
    for command in ("audit", "extract"):
        assert nbkpi(command, "a.txt", "--json").json()["book"] == {"title": "", "location": ""}
    assert all(
        row["entity"] != "宁波市" and not row["entity_known"] for row in nbkpi("extract", "a.txt", "--json").results()
    )


@pytest.mark.parametrize("way", ["--book", "NBKPI_BOOK", "folder"])
def test_a_book_that_is_named_is_used(way: str, nbkpi: Run) -> None:
    Path("book.toml" if way == "folder" else "other.toml").write_text(CITY, "utf-8")
    arguments = ("--book", "other.toml") if way == "--book" else ()
    changes = {"NBKPI_BOOK": "other.toml"} if way == "NBKPI_BOOK" else {}
    outcome = nbkpi("extract", "a.txt", "--json", *arguments, **changes)
    assert {row["entity"] for row in outcome.results()} == {"甲市"}
    assert outcome.json()["book"]["location"] == ("." if way == "folder" else "other.toml")
    assert nbkpi("audit", "a.txt", *arguments, **changes).out.splitlines()[-1].startswith("book: ")
