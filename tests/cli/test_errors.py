"""Whatever goes wrong is a sentence on standard error and exit 2: never a traceback, never half a result."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Outcome, Run


def refused(outcome: Outcome) -> str:
    """What a refusal says."""
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err
    assert len(outcome.err) < 5000
    return outcome.err


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("", "a number, a name or a function is expected here"),
        ("   ", "a number, a name or a function is expected here"),
        ("1+1", "the formula uses no indicator or metric of the book"),
        ("1/0", "the formula uses no indicator or metric of the book"),
        ("years()", "the formula uses no indicator or metric of the book"),
        ("gdp +", "a number, a name or a function is expected here"),
        ("gdp / 1e-9", "“e” is not expected here"),
        ("gdp & 1", "“&” has no meaning in a formula"),
        ("gdp'\"", "has no meaning in a formula"),
        ("gpd", "there is no indicator or metric “gpd”"),
        ("gdp ^ 100000", "an exponent must lie within ±100"),
        ("gdp ^ 9999999999999999999999", "an exponent must lie within ±100"),
        ("gdp * 10^99^99", "exponent"),
        ("gdp + population", "cannot be added or compared"),
        ("(" * 10_000 + "gdp", "the formula has more than 4000 characters"),
        ("(" * 3_000 + "gdp", ""),
        ("1" + "-" * 3_000 + "gdp", ""),
        ("growth(" * 500 + "gdp", ""),
        ("gdp\x1b[31m", "has no meaning in a formula"),
    ],
)
def test_formulas_that_cannot_be_used(formula: str, said: str, nbkpi: Run) -> None:
    error = refused(nbkpi("calc", formula))
    assert error.startswith("nbkpi: ")
    assert said in error
    assert "\x1b" not in error


def test_the_place_in_a_formula_is_marked(nbkpi: Run) -> None:
    expected = "nbkpi: “&” has no meaning in a formula\n  村集体经营性收入 & 1\n                   ^\n"
    assert refused(nbkpi("calc", "村集体经营性收入 & 1")) == expected
    assert "  did you mean " in refused(nbkpi("calc", "profit / saless"))
    _said, shown, mark = refused(nbkpi("calc", "gdp + " * 200 + "&")).splitlines()
    assert shown[mark.index("^")] == "&"


@pytest.mark.parametrize("unit", ["个", "zzz", "", "%", "元/元/元"])
def test_units_that_do_not_fit(unit: str, nbkpi: Run) -> None:
    assert refused(nbkpi("calc", "sales", "--unit", unit)).startswith("nbkpi: ")


def test_a_divisor_that_can_be_zero_is_a_state(nbkpi: Run) -> None:
    (result,) = nbkpi("calc", "profit / (sales - sales)", "--json").results()
    assert (result["value"], result["lower"], result["upper"]) == (None, None, None)
    assert result["state"] is not None
    assert "zero" in result["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "nonsense"], "there is no indicator or metric “nonsense”"),
        (["explain", "sales", "--period", "1949"], "“销售额” was not published for this selection"),
        (["metric", "nonsense"], "there is no indicator or metric “nonsense”"),
        (
            ["metric", "sales"],
            "“sales” is an indicator, not a metric\n  did you mean “销售额 growth”, “销售额 change”?",
        ),
        (["metric", "办结"], "办结率"),
        (
            ["list", "villages"],
            "“villages” cannot be listed; choose one of entities, indicators, metrics, breakdowns, sources",
        ),
        (["--lang", "fr", "summary"], "--lang must be one of en, zh, not “fr”"),
        (["summary", "--lang", "fr"], "--lang must be one of en, zh, not “fr”"),
    ],
)
def test_misuse_in_our_words(arguments: list[str], said: str, nbkpi: Run) -> None:
    error = refused(nbkpi(*arguments))
    assert error.startswith("nbkpi: ")
    assert said in error


MISUSE = {
    "unknown-command": ["growht"],
    "unknown-option": ["growth", "--vilage", "x"],
    "unknown-short-option": ["growth", "-x"],
    "unknown-option-before-the-command": ["--x"],
    "too-many-words": ["growth", "extra", "words"],
    "missing-argument": ["import"],
    "missing-value": ["growth", "--village"],
    "value-of-a-flag": ["growth", "--json=3"],
    "not-a-number": ["growth", "--places", "x"],
    "not-in-range": ["rank", "income", "--top", "0"],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_misuse_shows_the_usage(language: str, nbkpi: Run, expected: Callable[[str, str], None]) -> None:
    """Every way to call a command wrongly, in one golden text for each language."""
    said = []
    for given in MISUSE.values():
        arguments = [language if word == "en" else word for word in given]
        error = refused(nbkpi(*arguments, NBKPI_LANG=language))
        assert error.startswith("nbkpi: ")
        said.append(f"$ nbkpi {' '.join(arguments)}\n{error}")
    expected(f"misuse-{language}", "".join(said))


def test_nothing_asked_shows_the_commands_and_how_to_begin(nbkpi: Run) -> None:
    outcome = nbkpi()
    assert (outcome.code, outcome.err) == (0, "")
    commands, begin = nbkpi("--help").out, outcome.out.partition("To begin:\n")[2]
    assert all(line in commands for line in outcome.out.partition("To begin:")[0].splitlines())
    assert "nbkpi init" in begin
    assert nbkpi("--lang", "zh").out == nbkpi(NBKPI_LANG="zh").out


BROKEN = """\
[book]
title = "t"
colour = "red"
[[entity]]
id = "a"
name = "甲"
[[observation]]
entity = "乙"
indicator = "income"
period = "2O24"
value = "88万元"
"""


def test_a_broken_book_says_all_that_is_wrong(nbkpi: Run, tmp_path: Path) -> None:
    book = tmp_path / "broken.toml"
    book.write_text(BROKEN, "utf-8")
    for command in (["summary"], ["calc", "x"], ["list", "sources"], ["growth", "--village", "x"]):
        error = refused(nbkpi(*command, "--book", str(book)))
        for place in (":3:1: ", ":8:10: ", ":9:13: ", ":10:10: "):
            assert f"{book}{place}error: " in error
        assert '  8 | entity = "乙"\n    |          ^\n' in error
        assert error.splitlines()[-1] == f"nbkpi: errors in {book}: 4"


def unusable(tmp_path: Path) -> dict[str, Path]:
    """Places that are no book, by what is wrong with them."""
    places = {name: tmp_path / f"{name}.toml" for name in ("binary", "syntax", "folder", "secret", "missing", "deep")}
    places["binary"].write_bytes(b"\x00\x1b[31m\xff\xfe" * 100)
    places["syntax"].write_text("[book\n")
    places["folder"].mkdir()
    places["deep"].write_text("[book]\ntitle = " + "[" * 10_000 + "]" * 10_000)
    places["secret"].write_text('[book]\ntitle = "t"\n')
    places["secret"].chmod(0)
    (tmp_path / "holds").mkdir()
    (tmp_path / "holds" / "folder.toml").mkdir()
    return places | {"holds": tmp_path / "holds"}


@pytest.mark.parametrize("name", ["binary", "syntax", "folder", "secret", "missing", "deep", "holds"])
def test_a_place_that_is_no_book(name: str, nbkpi: Run, tmp_path: Path) -> None:
    place = unusable(tmp_path)[name]
    if name == "secret" and os.access(place, os.R_OK):
        pytest.skip("this user may read everything")
    error = refused(nbkpi("summary", "--book", str(place)))
    assert str(place) in error
    assert "\x1b" not in error
    assert refused(nbkpi("summary", NBKPI_BOOK=str(place))) == error


def test_a_file_that_may_not_be_read(nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = tmp_path / "book.toml"
    book.write_text('[book]\ntitle = "t"\n')

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused(nbkpi("summary", "--book", str(book))) == f"nbkpi: {book} cannot be read: Permission denied\n"


def test_control_characters_of_the_command_line_do_not_act(nbkpi: Run) -> None:
    hostile = "\x1b]0;title\x07\u202e東"
    calls = [["growth", flag, hostile] for flag in ("--entity", "--village", "--source", "--indicator", "--period")]
    calls += [
        ["metric", hostile],
        ["list", hostile],
        ["calc", hostile],
        ["growth", "--book", hostile],
        ["growth", "-o", f"/{hostile}/x"],
    ]
    for call in [*calls, ["growth", "--format", hostile], ["growth", "--lang", hostile]]:
        assert not set(refused(nbkpi(*call))) & set("\x1b\x07\u202e")
