"""Blanks between characters and numbers change nothing of what is found, and places are those of the text as it is."""

from __future__ import annotations

import re

import pytest
from tests.text.measuring import empty_book, gold

from nbkpi.text.audit import Audit, audit
from nbkpi.text.mentions import mentions_in
from nbkpi.text.spaced import Spaced

BORDER = re.compile(r"(?<=[\u4e00-\u9fff，。；：、])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")
TEXTS = [row["text"] for row in gold("bulletin", "develop")]


def spread(text: str) -> str:
    """The text with a blank at every border, as word processors and PDFs set it, in lines of prose."""
    return "\n".join(BORDER.sub(" ", line) if re.search("[，。；、]", line) else line for line in text.split("\n"))


def told(found: Audit, text: str) -> list[tuple[str, str, str, list[str]]]:
    """The judged relations without blanks; the words of a figure are those at its place."""
    for one in found.mentions:
        assert text[one.start : one.end] == one.words
        line = text.split("\n")[one.line - 1]
        assert line[one.column - 1 :].startswith(one.words.split("\n")[0])
    return [
        (
            one.kind,
            one.asserted_words.replace(" ", ""),
            one.verdict,
            [term.mention.words.replace(" ", "") for term in one.by.figures],
        )
        for one in found.judged
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_an_audit_is_the_same_with_blanks(text: str) -> None:
    close = Spaced(text).text
    assert told(audit(spread(close), empty_book()), spread(close)) == told(audit(close, empty_book()), close)


def test_figures_are_found_where_they_stand() -> None:
    text = "甲县 12345 热线受理 1200 件，办结 1165 件。\n办结率 97.1% 。\n"
    spaced = Spaced(text)
    assert spaced.text == "甲县12345热线受理1200件，办结1165件。\n办结率97.1%。\n"
    found = mentions_in(spaced.text, empty_book())
    spaced.restore(found)
    assert [(one.words, one.line, one.column, text[one.start : one.end]) for one in found] == [
        ("1200 件", 1, 15, "1200 件"), ("1165 件", 1, 25, "1165 件"), ("97.1%", 2, 5, "97.1%"),
    ]  # fmt: skip


def test_tables_and_texts_without_blanks_stay_as_they_are() -> None:
    for text in ("东镇 700 西镇 800\n", "办结1165件，办结率97.1%。", "", "a 1 b 2"):
        assert Spaced(text).text == text


def test_radicals_of_pdf_files_are_read() -> None:
    (found,) = mentions_in("2025年5⽉受理1200件。", empty_book())
    assert (found.period, found.words) == ("2025年5月", "1200件")
