"""Nothing that a command reads is written over, by whatever name it is called; what must stay as it is, stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[book]
title = "甲县"
[[entity]]
id = "east"
name = "东山村"
kind = "village"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
kind = "amount"
[[observation]]
entity = "east"
indicator = "income"
period = "2024"
value = "88万元"
[[table]]
path = "sheet.csv"
entity = "村名"
period = "年份"
columns = { "收入(万元)" = "income" }
[[panel]]
id = "rows"
path = "rows.csv"
entity = "entity"
period = "period"
columns = { "income" = "income" }
"""
ROWS = "entity,period,income\na,2024,1\nb,2024,2\n"
TEXT = "东山村收入88万元，其中一组50万元，二组38万元。"
READ = "is read by this command: write to another file"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book in it, a table and a panel of the book, and texts."""
    files = {"mine/book.toml": BOOK, "mine/sheet.csv": "村名,年份,收入(万元)\n东山村,2023,60\n", "mine/rows.csv": ROWS}
    files |= {"a.html": f"<html><p>{TEXT}</p>", "a.md": TEXT}
    (tmp_path / "mine").mkdir()
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = {
    "results over a table of the book": ("export --book mine", "mine/sheet.csv"),
    "results over a panel of the book": ("growth --book mine", "mine/rows.csv"),
    "results over the book, whatever the format": ("check --book mine --format csv", "mine/book.toml"),
    "a report over the book": ("report --book mine --format html", "mine/book.toml"),
    "a report of a text over the text": ("report --audit a.html", "a.html"),
    "an audit over the text": ("audit a.html", "a.html"),
    "an audit over a table of the book": ("audit a.md --book mine", "mine/sheet.csv"),
    "figures of a text over the text": ("extract a.md", "a.md"),
    "drafts over the book": ("extract a.md --toml --book mine", "mine/book.toml"),
    "rows over the rows they come from": ("panel x=gdp --map income=gdp --from mine/rows.csv", "mine/rows.csv"),
    "rows over a table of the book": ("panel x=income --from mine/rows.csv --book mine", "mine/sheet.csv"),
    "a [[table]] over its sheet": ("import mine/sheet.csv --as-table", "mine/sheet.csv"),
}


@pytest.mark.parametrize("way", ["its name", "another path", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("case", COMMANDS)
def test_what_is_read_is_not_written_over(case: str, way: str, nbkpi: Run, place: Path) -> None:
    call, name = COMMANDS[case]
    path, target = place / name, Path(name)
    if way == "another path":
        target = Path("..", place.name, name)
    elif way != "its name":
        target = Path(f"other{path.suffix if path.suffix != '.toml' or '--toml' in call else '.' + call.split()[-1]}")
        (target.symlink_to if way == "a symbolic link" else target.hardlink_to)(path)
    before = path.read_bytes()
    outcome = nbkpi(*call.split(), "-o", str(target))
    assert outcome.code == 2, outcome
    assert READ in outcome.err or "no format has the ending" in outcome.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("call", ["export --book mine", "add --book mine east income 2022 5万元", "report --book mine"])
@pytest.mark.parametrize("why", ["write-protected", "hard link"])
def test_a_file_that_must_stay_as_it_is(why: str, call: str, nbkpi: Run, place: Path) -> None:
    target = place / {"add": "mine/book.toml", "export": "x.csv", "report": "x.html"}[call.split(maxsplit=1)[0]]
    target.touch()
    before = target.read_bytes()
    if why == "hard link":
        (place / "other").hardlink_to(target)
    else:
        target.chmod(0o444)
    outcome = nbkpi(*call.split(), *([] if call.startswith("add") else ["-o", str(target)]))
    assert outcome.code == 2
    assert f"{target.name} cannot be written: it " in outcome.err
    assert why in outcome.err
    assert target.read_bytes() == before
    assert not [one for one in place.rglob("*") if one.name.endswith((".part", "undo.json"))]


def test_a_schema_is_no_book(nbkpi: Run, place: Path) -> None:
    assert nbkpi("schema", "-o", "mine/book.toml").code == 2
    assert (place / "mine/book.toml").read_text("utf-8") == BOOK


def test_a_table_is_added_to_toml_only(nbkpi: Run, place: Path) -> None:
    (place / "notes.txt").write_text("not TOML", "utf-8")
    outcome = nbkpi("import", "mine/sheet.csv", "--as-table", "-o", "notes.txt")
    assert (outcome.code, "is not a TOML file" in outcome.err) == (2, True)
    assert (place / "notes.txt").read_text("utf-8") == "not TOML"


def test_a_file_that_is_not_there_is_no_input(nbkpi: Run, place: Path) -> None:
    assert nbkpi("export", "--book", "mine", "-o", "mine/new.csv").code == 0
    assert nbkpi("export", "--book", "mine", "-o", "mine/new.csv").code == 0
    assert (place / "mine/new.csv").read_text("utf-8").startswith("entity")
    assert os.stat(place / "mine/new.csv").st_nlink == 1
