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


def test_lines_broken_inside_of_sentences_are_one() -> None:
    text = (
        "收入 13.58 亿元，为预算的 95.9%，下\n降 1.3%，其中税收 9.53 亿元，增长\n"
        "7.4%，非税收入 4.05 亿元，支出 22.05\n亿元。\n"
    )
    spaced = Spaced(text)
    assert (
        spaced.text
        == "收入13.58亿元，为预算的95.9%，下降1.3%，其中税收9.53亿元，增长7.4%，非税收入4.05亿元，支出22.05亿元。\n"
    )
    found = mentions_in(spaced.text, empty_book())
    spaced.restore(found)
    assert [(one.words, one.line, one.column) for one in found] == [
        ("13.58 亿元", 1, 4), ("95.9%", 1, 18), ("1.3%", 2, 3), ("9.53 亿元", 2, 13), ("7.4%", 3, 1),
        ("4.05 亿元", 3, 11), ("22.05\n亿元", 3, 22),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "甲县受理群众来电来信一共1200件，办结1165件\n乙县受理群众来电来信一共1300件，办结1265件\n丙县受理群众来电来信一共1400件，办结1365件\n",
        "全年群众反映的主要问题有以下三个方面，分别是\n1.物业管理类一共1200件，占比为百分之四十五\n2.停车类一共800件\n",
        "全县受理群众来电来信一共1200件，比上年增加一百件。\n2024年，乙县受理群众来电来信一共1300件，增加三百件。\n",
    ],
)
def test_lines_that_were_written_so_stay(text: str) -> None:
    assert Spaced(text).text == text
