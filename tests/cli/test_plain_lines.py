"""Ordinary lines are understood without Typer exactly as Typer understands them; all others are left to it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi import __main__ as program
from nbkpi.cli.app import build_app
from nbkpi.cli.catalogue import EVERY, commands
from nbkpi.cli.request import Request, plain_request
from nbkpi.render import FORMATS

if TYPE_CHECKING:
    from conftest import Run

SWITCHES = ("--json", "--excel", "--exact", "--plain-units")
VALUED = {
    **dict.fromkeys(("--entity", "--village", "--community", "--town", "--county", "--city"), ("东山村", "a b", "a=b")),
    **dict.fromkeys(
        ("--within", "--kind", "--indicator", "--source", "--of", "--by", "--across"), ("宁波市", "x", "*")
    ),
    "--period": ("2024", "2022..2024"),
    "--book": ("county", "./a/../b", "~/book"),
    "--out": ("x.csv", "a/b.json"),
    "--format": FORMATS,
    "--lang": ("zh", "en"),
}
PARTS = st.sampled_from([[flag] for flag in SWITCHES] + [[flag, one] for flag, some in VALUED.items() for one in some])


def by_typer(words: list[str]) -> Request:
    """What reaches the command when Typer reads the line."""
    seen: list[Request] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nbkpi.cli.summary.answer", lambda request, _make: seen.append(request))
        build_app()(["summary", *words], standalone_mode=False)
    (request,) = seen
    return request


@given(parts=st.lists(PARTS, max_size=6))
def test_a_plain_line_means_what_typer_makes_of_it(parts: list[list[str]]) -> None:
    words = [word for part in parts for word in part]
    found = plain_request(words)
    given_once = [flag for flag in ("--book", "--out", "--format", "--lang") if words.count(flag) > 1]
    assert (found is None) == bool(given_once)
    if found is not None:
        assert repr(found) == repr(by_typer(words))


def test_every_common_option_is_known_but_those_with_numbers() -> None:
    flags = [*SWITCHES, *VALUED]
    assert {flag.removeprefix("--").replace("-", "_") for flag in flags} == {*Request._fields} - {"places"}


OTHERS = (
    "-o x", "--json=1", "--village=x", "--places 3", "--format no", "--lang fr", "--book", "--book a --book b", "x",
    "--", "-", "--help", "-h", "--village --json", "--village -1", "--plain_units", "--Json", "--jso", "--against year",
)  # fmt: skip
ANSWERED = (
    "summary", "coverage --format csv", "resolution --lang zh", "deduce --json", "summary --village 东村",
    "summary --json --format csv", "summary --book nowhere",
)  # fmt: skip


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_are_for_typer(line: str) -> None:
    assert plain_request(line.split(" ")) is None
    assert plain_request(["--village", ""]) is None


def test_the_commands_have_all_common_options_and_no_others() -> None:
    for name in program._PLAIN:
        assert commands()[name].options == EVERY
        assert commands()[name].module == name


@pytest.mark.parametrize("line", ANSWERED)
def test_answers_are_those_of_typer(line: str, nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = nbkpi(*line.split(" "))
    monkeypatch.setattr(program, "_PLAIN", ())
    assert nbkpi(*line.split(" ")) == plainly


def test_typer_is_not_loaded_for_a_plain_line() -> None:
    code = (
        "import sys\nsys.argv = ['nbkpi', 'summary']\nfrom nbkpi.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nassert 'typer' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
