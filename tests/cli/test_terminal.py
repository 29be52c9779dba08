"""What a person sees on a terminal: nothing wider than it, no number cut or folded, colours only there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

if TYPE_CHECKING:
    from conftest import Run

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
IDS = re.compile(r"nbdaily-2025|communique-2024")
"""What may be replaced by the number of a source."""

COUNTY = Path(__file__).parent / "books" / "county.toml"
UNNAMED = {"", "entity", "measure", "period", "verdict", "input", "id", "name"}
"""Headings of what a row is about, which goes without them where there is too little room for columns."""

SCREENS = {
    "summary": "summary",
    "growth": "growth --within 宁波市",
    "metric": "metric",
    "explain": "explain gdp_per_head",
    "observations": "list observations",
    "metrics": "list metrics",
    "exact": "growth --village 东山村 --exact",
    "check": "check -v",
    "deduce": "deduce",
    "trend": "trend collective_income",
    "places": "growth --village 东山村 --places 30",
}


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("call", ["rank income", "compare 东村 西村 南村", "trend income", "target"])
def test_a_county(call: str, columns: int, screen, nbkpi: Run) -> None:
    call = f"{call} --book {COUNTY}"
    shown = COLOUR.sub("", screen(columns, call))
    numbers = NUMBER.findall(nbkpi(*call.split()).out)
    assert max(map(wcswidth, shown.splitlines())) <= columns
    assert set(numbers) - set(NUMBER.findall(str(COUNTY))) <= set(NUMBER.findall(shown))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("name", SCREENS)
def test_terminal(name: str, columns: int, screen, nbkpi: Run, expected) -> None:
    shown = COLOUR.sub("", screen(columns, SCREENS[name]))
    assert max(map(wcswidth, shown.splitlines())) <= columns
    if columns == 80:
        expected(f"terminal-{name}", "".join(f"{line.rstrip()}\n" for line in shown.splitlines()))
    if (name, columns) == ("places", 40):
        return  # Two numbers of 33 digits and a dash are wider than that.
    whole = nbkpi(*SCREENS[name].split()).out
    assert set(NUMBER.findall(IDS.sub("", whole))) <= set(NUMBER.findall(shown))
    headings = next(line for line in whole.splitlines() if "period" in line or "formula" in line).split("  ")
    named = [heading.strip() for heading in headings if heading.strip() not in UNNAMED]
    assert all(word in shown for heading in named for word in heading.split())


def test_colours_only_on_a_terminal_that_wants_them(terminal, process: Run) -> None:
    assert COLOUR.search(terminal(100, "coverage"))
    assert "\x1b" not in terminal(100, "coverage", TERM="dumb")
    styles = set(COLOUR.findall(terminal(100, "coverage", NO_COLOR="1")))
    assert not any(re.search(r"[34]\d", style) for style in styles)
    assert "\x1b" not in process("coverage").out
    assert "\x1b" not in process("coverage", FORCE_COLOR="1").out


def test_help_and_errors_are_plain_even_on_a_terminal(terminal) -> None:
    assert "\x1b" not in terminal(80, "--help") + terminal(80, "growth --village 东三村")


def test_formats_for_programs_are_plain_even_on_a_terminal(screen, nbkpi: Run) -> None:
    assert screen(40, "growth --json") == nbkpi("growth", "--json").out


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_what_is_not_for_reading_is_refused(name: str, screen) -> None:
    said = f"nbkpi: {name} cannot be shown on a terminal; write it to a file with -o\n"
    assert screen(80, f"growth --format {name}") == said


WRONG = Path(__file__).parent / "texts" / "wrong.txt"


@pytest.mark.parametrize("call", [f"audit {WRONG} --as-of 2025-06", "check --book {folder}", "growth --book {folder}"])
def test_contradictions_are_red_where_colours_are_wanted(call: str, screen, tmp_path: Path) -> None:
    figure = '[[observation]]\nentity = "a"\n{} = "{}"\nperiod = "2024"\nvalue = "{}"\n'
    (tmp_path / "book.toml").write_text(
        '[[entity]]\nid = "a"\nname = "甲村"\n[[indicator]]\nid = "n"\nname = "农户"\nunit = "户"\nkind = "count"\n'
        + figure.format("indicator", "n", "100户")
        + figure.format("metric", "n.growth", "5.0%"),
        "utf-8",
    )
    call = call.format(folder=tmp_path)
    red = "\x1b[1;31m" if "growth" not in call else "31m"
    assert red in screen(100, call)
    assert "31m" not in screen(100, call, NO_COLOR="1")


@pytest.mark.parametrize("columns", [40, 80])
def test_errors_fit_the_terminal(columns: int, screen, tmp_path: Path) -> None:
    text = "".join(
        f'[[observation]]\nentity = "村{n % 3}"\nindicator = "x"\nperiod = "2024"\nvalue = "1"\n' for n in range(9)
    )
    (tmp_path / "book.toml").write_text(text + f'note = "{"长" * 90}"\nx = 1\n', "utf-8")
    for lang in ("en", "zh"):
        shown = screen(columns, f"summary --book {tmp_path} --lang {lang}")
        assert max(map(wcswidth, shown.splitlines())) <= columns
        assert "[unknown-name]" in shown


@pytest.mark.parametrize("columns", range(30, 90, 7))
def test_an_audited_text_breaks_no_number(columns: int, screen) -> None:
    shown = COLOUR.sub("", screen(columns, f"audit {WRONG} --as-of 2025-06"))
    assert max(map(wcswidth, shown.splitlines())) <= columns
    numbers = set(re.findall(r"\d+\.\d+", WRONG.read_text("utf-8")))
    assert numbers <= set(re.findall(r"\d+\.\d+", shown))
    assert not any(line.lstrip()[:1] in "、，。；：）" for line in shown.splitlines() if line.strip())


@pytest.mark.thorough
def test_long_work_shows_a_bar_and_takes_it_away(process: Run, tmp_path: Path) -> None:
    """On standard error where that is a screen, and nowhere else."""
    import os
    import pty
    import subprocess

    long = tmp_path / "long.txt"
    long.write_text((WRONG.read_text("utf-8") + "\n\n") * 150, "utf-8")
    command = [sys.executable, "-m", "nbkpi", "audit", str(long), "--as-of", "2025-06"]
    leader, follower = pty.openpty()
    with (
        (tmp_path / "out.txt").open("wb") as out,
        subprocess.Popen(command, env=process.environment(TERM="xterm"), stdout=out, stderr=follower),
    ):
        os.close(follower)
        shown = b""
        while True:
            try:
                more = os.read(leader, 65536)
            except OSError:  # Linux says so when the other end of a terminal is closed.
                break
            if not more:
                break
            shown += more
    os.close(leader)
    assert b"checking" in shown
    assert shown.rstrip().endswith(b"\x1b[2K")
    assert "checking" not in (tmp_path / "out.txt").read_text("utf-8")
