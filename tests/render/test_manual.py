"""A page of the manual on a terminal: whole, no wider than it, and through a pager where it is longer."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from wcwidth import wcswidth

from nbkpi.language import LANGUAGES
from nbkpi.manual import ManualPage, pages
from nbkpi.render.manual import show

STYLE = re.compile(r"\x1b\[[0-9;]*m")
BLOCK = re.compile(r"^```.*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = {f"{language}-{page.name}": page for language in LANGUAGES for page in pages(language)}
LONG = "# Title\n\n" + "a line of its own\n\n" * 30


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("columns", [80, pytest.param(120, marks=pytest.mark.thorough)])
def test_a_terminal_shows_the_whole_page(page: ManualPage, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = STYLE.sub("", drawn(page.text, columns, monkeypatch))
    assert max(map(wcswidth, shown.splitlines())) <= columns
    assert "```" not in shown
    assert ".md)" not in shown
    compact = "".join(shown.replace("│ ", "").split())
    for block in BLOCK.findall(page.text):
        for line in block.splitlines():
            assert set(line) <= {"─"} or "".join(line.split()) in compact


def drawn(text: str, columns: int, monkeypatch: pytest.MonkeyPatch, **changes: str) -> str:
    """What a terminal of so many columns is sent, which nothing is where a pager took it."""
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    settings = {"COLUMNS": str(columns), "LINES": "9999", "TERM": "xterm-256color", "PAGER": ""} | changes
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    show(text, stream)
    return stream.getvalue()


def test_what_stands_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        "# Title\n\nwith `code`, **bold**, [The book](book.md)\n\n- one\n- two\n\n"
        "```toml x.toml\na = 1\n```\n\n```console\n$ nbkpi\nout\n```\n\n| a | b |\n|---|---|\n| 甲 | `乙` |\n"
    )
    shown = STYLE.sub("", drawn(page, 80, monkeypatch))
    assert shown == (
        "Title\n\nwith code, bold, The book (nbkpi manual book)\n\n • one\n • two\n\n│ x.toml\n│ a = 1\n\n"
        "│ $ nbkpi\n│ out\n\na    b\n───────\n甲   乙\n"
    )


def test_chinese_is_broken_where_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = STYLE.sub("", drawn(f"# 题\n\n{'一二三四五六七八九。' * 5}`a`，（十）\n", 40, monkeypatch))
    lines = shown.split("\n")[2:]
    assert all(not line.startswith(("。", "，", "）")) and not line.endswith("（") for line in lines)
    assert max(map(wcswidth, lines)) > 36


def test_a_line_of_a_block_goes_on_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a blank where one is near, within a word where none is; a rule is cut."""
    page = f"```\n{'word ' * 9}\n{'x' * 50}\n{'─' * 60}\n{'abc ' + 'y' * 50}\n```\n"
    assert STYLE.sub("", drawn(page, 40, monkeypatch)).splitlines() == [
        "│ word word word word word word word",
        "│     word word",
        "│ " + "x" * 38,
        "│     " + "x" * 12,
        "│ " + "─" * 38,
        "│ abc " + "y" * 34,
        "│     " + "y" * 16,
    ]


def test_a_page_is_no_wider_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = STYLE.sub("", drawn("word " * 200, 300, monkeypatch)).splitlines()
    assert 100 < max(map(len, lines)) <= 110


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that writes what it reads, and how less was set, into a file beside it."""
    path = tmp_path / "pager"
    path.write_text(
        f"#!{sys.executable}\nimport os, sys\nfrom pathlib import Path\n"
        "read = sys.stdin.buffer.read().decode() if len(sys.argv) == 1 else sys.argv[1]\n"
        "Path(__file__).with_suffix('.txt').write_text(os.environ['LESS'] + chr(10) + read, 'utf-8')\n",
        "utf-8",
    )
    path.chmod(0o755)
    return path


def test_a_pager_takes_what_is_longer_than_the_screen(pager: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LESS", raising=False)
    whole = drawn(LONG, 80, monkeypatch)
    assert drawn(LONG, 80, monkeypatch, LINES="30", PAGER=str(pager)) == ""
    assert pager.with_suffix(".txt").read_text("utf-8") == f"FRX\n{whole}"
    assert drawn(LONG, 80, monkeypatch, LINES="99", PAGER=str(pager)) == whole


def test_less_is_asked_where_no_pager_is_named(pager: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pager.with_name("less")).write_bytes(pager.read_bytes())
    pager.with_name("less").chmod(0o755)
    drawn(LONG, 80, monkeypatch)
    monkeypatch.delenv("PAGER")
    monkeypatch.setenv("PATH", str(pager.parent))
    monkeypatch.setenv("LINES", "30")
    monkeypatch.setenv("LESS", "R")
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    show(LONG, stream)
    assert stream.getvalue() == ""
    assert pager.with_name("less.txt").read_text("utf-8").startswith("R\n")
    monkeypatch.setenv("PATH", str(pager.parent / "nowhere"))
    show(LONG, stream)
    assert STYLE.sub("", stream.getvalue()).startswith("Title\n")


def test_the_page_is_shown_itself_without_a_pager(pager: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None was wanted, there is none of its name, or the terminal can do nothing."""
    whole = drawn(LONG, 80, monkeypatch)
    assert drawn(LONG, 80, monkeypatch, LINES="12") == whole
    assert drawn(LONG, 80, monkeypatch, LINES="12", PAGER="/nowhere/pager -x") == whole
    assert "a line" in drawn(LONG, 80, monkeypatch, LINES="12", PAGER=str(pager), TERM="dumb")
    assert not pager.with_suffix(".txt").exists()


def test_a_reader_who_has_seen_enough_is_no_error(pager: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(LONG * 60, 80, monkeypatch, LINES="20", PAGER=f"{pager} enough") == ""
    assert pager.with_suffix(".txt").read_text("utf-8").endswith("enough")


def test_an_interrupt_is_for_the_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads presses it to end a search, and goes on reading."""
    import subprocess

    given: list[bytes | None] = []

    class Pager:
        def __init__(self, *_command: object, **_settings: object) -> None:
            pass

        def communicate(self, data: bytes | None) -> None:
            given.append(data)
            if len(given) == 1:
                raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Pager)
    assert drawn(LONG, 80, monkeypatch, LINES="20", PAGER="any") == ""
    assert given[0]
    assert given[1:] == [None]
