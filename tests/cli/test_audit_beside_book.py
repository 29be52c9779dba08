"""nbkpi audit --book: the figures of a text beside those of a book, in every form of output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run, Schema

BOOK = """
[book]
title = "甲县"

[[source]]
id = "yearbook"
title = "年鉴"

[[entity]]
id = "dongshan"
name = "东山村"
kind = "village"

[[indicator]]
id = "income"
name = "村集体经营性收入"
unit = "万元"
kind = "amount"

[[observation]]
entity = "东山村"
indicator = "income"
period = "2024"
value = "92.6万元"
source = "yearbook#3"

[[observation]]
entity = "东山村"
indicator = "income"
period = "2023"
value = "64.5万元"
source = "yearbook#3"
"""
WRONG = "2024年，东山村村集体经营性收入95.6万元，同比增长43.6%。现有农户120户。\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, "utf-8")
    (tmp_path / "right.txt").write_text(WRONG.replace("95.6", "92.6"), "utf-8")
    return tmp_path


def test_a_contradiction_is_a_finding_with_both_sources(book: Path, nbkpi: Run) -> None:
    outcome = nbkpi("audit", str(book / "wrong.txt"), "--book", str(book / "book.toml"))
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith("contradicted · 1:18 · 东山村村集体经营性收入95.6万元\n")
    for words in (
        "95.6万元",
        "92.6万元",
        "yearbook#3",
        "both cannot be true, 3 万元 too high",
        "The text and the book",
    ):
        assert words in outcome.out
    assert (
        "figures: 3 · compared with the book: 2 · contradicted: 1 · agrees: 1 · not compared: 1"
        " (indicator not named, or not in the book: 1)\n"
    ) in outcome.out


def test_what_agrees_or_is_not_in_the_book_is_none(book: Path, nbkpi: Run) -> None:
    outcome = nbkpi("audit", str(book / "right.txt"), "--book", str(book / "book.toml"), "--lang", "zh")
    assert (outcome.code, outcome.err) == (0, "")
    assert "与数据集比对：2条 · 一致：2 · 未比对：1（指标未写明或数据集中没有：1）" in outcome.out


def test_that_nothing_was_compared_is_said_with_the_reasons(book: Path, nbkpi: Run) -> None:
    text = "2022年，东山村村集体经营性收入60万元。\n2024年，南田村村集体经营性收入95.6万元。\n现有农户120户。\n"
    (book / "other.txt").write_text(text, "utf-8")
    outcome = nbkpi("audit", str(book / "other.txt"), "--book", str(book / "book.toml"))
    assert outcome.code == 0
    assert "figures: 3 · no figure was compared · not compared: 3 (" in outcome.out
    assert "period not clear, or not in the book: 1" in outcome.out
    assert "not clear whose, or not in the book: 1" in outcome.out


def test_records(book: Path, nbkpi: Run, schema: Schema) -> None:
    outcome = nbkpi("audit", str(book / "wrong.txt"), "--book", str(book / "book.toml"), "--json")
    whole = outcome.json()
    schema.validate(whole)
    level, growth, households = [one for one in whole["results"] if one["kind"] == "book"]
    assert {**level, "phrase": "", "reason": ""} == {
        "kind": "book",
        "verdict": "contradicted",
        "line": 1,
        "column": 18,
        "start": 17,
        "end": 23,
        "phrase": "",
        "asserted": "95.6万元",
        "entity": {"id": "dongshan", "name": "东山村", "kind": "village", "path": "东山村"},
        "measure": {"id": "income", "name": "村集体经营性收入", "type": "indicator"},
        "period": "2024",
        "book": [
            {"words": "92.6万元", "measure": "income", "source": "yearbook#3", "period": "2024", "status": "final"}
        ],
        "difference": 3,
        "exact": {"difference": "3"},
        "reason": "",
    }
    assert (growth["verdict"], [one["status"] for one in growth["book"]]) == ("agrees", ["computed", "final", "final"])
    assert (households["verdict"], households["book"], households["measure"]) == ("not in the book", [], None)


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "jsonl", "html"])
def test_every_form(form: str, book: Path, nbkpi: Run) -> None:
    outcome = nbkpi("audit", str(book / "wrong.txt"), "--book", str(book / "book.toml"), "--format", form)
    assert (outcome.code, outcome.err) == (1, "")
    assert "92.6万元" in outcome.out
    if form == "html":
        assert 'href="#finding-book-17"' in outcome.out
        assert 'id="finding-book-17"' in outcome.out


def test_without_a_book_there_is_nothing_to_compare(book: Path, nbkpi: Run) -> None:
    outcome = nbkpi("audit", str(book / "wrong.txt"))
    assert outcome.code == 0
    assert "The text and the book" not in outcome.out
