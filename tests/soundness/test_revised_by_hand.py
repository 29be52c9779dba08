"""A figure that was revised is added beside the one before, and the command that the warning shows works."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.place import template

if TYPE_CHECKING:
    from conftest import Run

ROW = ("add", "East village", "Households", "2024", "90 households")


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in the working folder, as nbkpi init writes it."""
    file = tmp_path / "book.toml"
    file.write_bytes(template("en").read_bytes())
    monkeypatch.chdir(tmp_path)
    return file


def test_the_command_of_the_warning_is_followed(nbkpi: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice was to write status = “revised”, for which add had no option."""
    words = (*ROW, "--note", "phone")
    monkeypatch.setattr("sys.argv", ["nbkpi", *words])
    told = nbkpi(*words).err
    command = told.partition("if it was revised: ")[2].strip()
    assert command == f"nbkpi add --status revised {' '.join(shlex.quote(one) for one in words[1:])}".replace("'", '"')
    assert nbkpi(*shlex.split(command)[1:]).err == ""
    assert 'status = "revised"' in book.read_text("utf-8")
    assert "90 households" in nbkpi("rank", "Households").out
    assert nbkpi("check").code == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [("revised", "revised"), ("provisional", "preliminary"), ("修订", "revised"), ("初步", "preliminary")],
)
def test_words_of_a_status(nbkpi: Run, book: Path, words: str, status: str) -> None:
    done = nbkpi(*ROW, "--status", words)
    assert (done.code, done.err) == (0, "")
    assert f'status = "{status}"' in book.read_text("utf-8")


@pytest.mark.parametrize(("value", "verdict"), [("1305 yuan", "not comparable"), ("1205.4 yuan", "consistent")])
def test_a_total_does_not_hold_for_what_was_revised_since(nbkpi: Run, book: Path, value: str, verdict: str) -> None:
    """The check said that all agree, of the figure that was there before."""
    book.unlink()
    Path("s.csv").write_text("Village,Revenue (yuan)\nAshby,1205\nDenham,983\nTotal,2188\n", "utf-8")
    nbkpi("import", "s.csv", "--new", "ash", "--period", "2025", "--total", "Ash County")
    assert nbkpi("check", "--book", "ash").out.startswith("checked: 1, all consistent")
    nbkpi("add", "Ashby", "Revenue", "2025", value, "--status", "revised", "--book", "ash")
    (check,) = nbkpi("check", "--book", "ash", "--json").results()
    assert check["verdict"] == verdict
    told = nbkpi("check", "--book", "ash", "-v").out
    assert ("the total was not revised with it" in " ".join(told.split())) == (verdict != "consistent")


def test_a_figure_of_a_sheet_that_another_contradicts_may_be_imported_anew(nbkpi: Run, book: Path) -> None:
    """Only status = “revised” was named, of a figure that a corrected sheet would replace."""
    book.unlink()
    Path("s.csv").write_text("Village,Revenue (yuan)\nAshby,1205\nDenham,983\n", "utf-8")
    nbkpi("import", "s.csv", "--new", "ash", "--period", "2025")
    told = nbkpi("add", "Ashby", "Revenue", "2025", "1305 yuan", "--book", "ash", COLUMNS="1000").err
    assert "status = “revised”" in told
    assert "--replace --source s" in told


def test_other_words_are_no_status(nbkpi: Run) -> None:
    assert "revised" in nbkpi(*ROW, "--status", "corrected").err
    assert "--target" in nbkpi(*ROW, "--status", "revised", "--target").err


def test_the_values_of_an_indicator_are_shown_by_another_command(nbkpi: Run) -> None:
    """It was only said to be no metric, with metrics of it."""
    assert 'its values: nbkpi rank "Collective income"' in nbkpi("metric", "collective income").err


def test_a_formula_of_names_with_blanks_names_the_ids(nbkpi: Run) -> None:
    """“income” was not expected, and nothing said what is."""
    assert "write the ids: income / households" in nbkpi("calc", "Collective income / Households").err
    assert nbkpi("calc", "income / households").code == 0
    assert "write the ids" not in nbkpi("calc", "Collective takings / Households").err
    assert "write the ids" not in nbkpi("calc", "income / / Households").err
