"""nbkpi manual: its pages found by any name, whole on every terminal, plain in a pipe."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

from nbkpi.cli.app import commands
from nbkpi.formula.functions import FUNCTIONS
from nbkpi.language import LANGUAGES
from nbkpi.manual import CONTENTS, ManualPage, pages

if TYPE_CHECKING:
    from conftest import Run

STYLE = re.compile(r"\x1b\[[0-9;]*m")
PAGES = [(language, page) for language in LANGUAGES for page in pages(language)]

IDS = [f"{language}-{page.name}" for language, page in PAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_listed_a_line_each(language: str, nbkpi: Run) -> None:
    outcome = nbkpi("manual", NBKPI_LANG=language)
    assert (outcome.code, outcome.err) == (0, "")
    _heading, blank, *lines = outcome.out.splitlines()
    assert blank == ""
    for line, page in zip(lines, pages(language), strict=True):
        assert re.split("  +", line) == [page.name, page.title, page.summary]
        assert wcswidth(line) <= 80


def test_pages_are_in_the_order_of_the_contents() -> None:
    names = [page.name for page in pages("en")]
    assert names == [name for name in CONTENTS if name in names]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_of_formulas_is_explained(function: str) -> None:
    for language in LANGUAGES:
        (page,) = (page for page in pages(language) if page.name == "book")
        assert f"`{function}(" in page.text


@pytest.mark.parametrize(("language", "page"), PAGES, ids=IDS)
def test_a_pipe_gets_the_page_as_it_is_written(language: str, page: ManualPage, nbkpi: Run) -> None:
    assert nbkpi("manual", page.name, NBKPI_LANG=language) == (0, page.text, "")
    assert nbkpi("manual", page.name, "--lang", language).out == page.text


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("month", "month"),
        ("MONTH", "month"),
        ("A month of a clerk", "month"),
        ("统计员的一个月", "month"),
        ("核查文稿", "bulletin"),
        ("audit", "bulletin"),
        ("init", "month"),
        ("check", "check"),
        ("spreadsheets", "tables"),
        ("电子表格", "tables"),
        ("how figures", "figures"),
        ("JSON", "json"),
        ("json in scripts", "scripts"),
    ],
)
def test_a_page_is_found_by_any_of_its_names(topic: str, name: str, nbkpi: Run) -> None:
    for language in LANGUAGES:
        shown = nbkpi("manual", *topic.split(), NBKPI_LANG=language).out
        assert shown == next(page.text for page in pages(language) if page.name == name)


@pytest.mark.parametrize("command", commands())
def test_every_command_leads_to_a_page_about_it(command: str, nbkpi: Run) -> None:
    if command == "manual":
        pytest.skip("the manual about itself is its list")
    assert f"nbkpi {command}" in nbkpi("manual", command).out


def test_what_has_no_page_is_told_with_what_was_meant(nbkpi: Run) -> None:
    outcome = nbkpi("manual", "moth")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: the manual has no page “moth”; nbkpi manual lists them\n")
    assert "did you mean “month”" in outcome.err
    assert "核查文稿" not in nbkpi("manual", "数据集", NBKPI_LANG="zh").err
    assert "book" in nbkpi("manual", "数据怎么读", NBKPI_LANG="zh").err + nbkpi("manual", "数据", NBKPI_LANG="zh").err
    assert nbkpi("manual", "").err.startswith("nbkpi: the manual has no page “”")


def test_styles_only_where_they_are_wanted(terminal) -> None:
    assert STYLE.search(terminal(80, "manual exit", PAGER=""))
    assert "\x1b" not in terminal(80, "manual exit", PAGER="", TERM="dumb")
    styles = set(STYLE.findall(terminal(80, "manual exit", PAGER="", NO_COLOR="1")))
    assert not any(re.search(r"[34]\d", style) for style in styles)


def test_a_long_page_goes_through_the_pager(terminal, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f'#!{sys.executable}\nimport sys\nprint("paged:", len(sys.stdin.read()) > 500)\n', "utf-8")
    pager.chmod(0o755)
    assert terminal(80, "manual exit", LINES="12", PAGER=str(pager)) == "paged: True\n"
    assert terminal(80, "manual exit", LINES="400", PAGER=str(pager)).startswith("\x1b[")
