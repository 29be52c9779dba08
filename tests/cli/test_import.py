"""nbkpi import: what it writes is a book again, what was there stays, and everything left out is said."""

from __future__ import annotations

import csv
import os
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[book]
title = "two"

[[entity]]
id = "county"
name = "甲县"

[[entity]]
id = "east"
name = "东村"
within = "甲县"

[[indicator]]
id = "income"
name = "收入"
unit = "万元"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "t.csv").write_text("村名,2023年收入,收入\n东村,5.20,6.1\n", "utf-8")
    return tmp_path


OPTIONS = ("--book", "book", "--map", "2023年收入=income", "--period", "2024")


def test_observations_become_a_file_of_the_book(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,年份,收入（万元）\n东村,2023,5.20\n甲县,2023,约 60\n", "utf-8")
    outcome = nbkpi("import", "t.csv", "--book", "book", "-o", "book/figures.toml")
    assert (outcome.code, outcome.out) == (0, "")
    assert "C       收入（万元）  a column of figures  收入     万元 (of the indicator)" in outcome.err
    book = load("book")
    assert [(one.entity.id, str(one.period), one.text, one.source.id, one.locator) for one in book.observations] == [
        ("east", "2023", "5.20", "t", "C2"),
        ("county", "2023", "约 60", "t", "C3"),
    ]
    before = (folder / "book" / "figures.toml").read_bytes()
    again = nbkpi("import", "t.csv", "--book", "book", "-o", "book/figures.toml")
    assert again.code == 2
    assert again.err == (
        "nbkpi: book/figures.toml already exists: remove it, or give -o another name; "
        "into a book figures go with --book instead of -o\n"
    )
    assert (folder / "book" / "figures.toml").read_bytes() == before


def test_a_reference_is_added_to_a_file_and_read_in_place(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,年份,收入（万元）\n东村,2023,5.20\n甲县,2023,约 60\n", "utf-8")
    before = (folder / "book" / "book.toml").read_text("utf-8") + "\n# a last word"
    (folder / "book" / "book.toml").write_text(before, "utf-8")
    assert nbkpi("import", "t.csv", "--book", "book", "--as-table", "--out", "book/book.toml").code == 0
    after = (folder / "book" / "book.toml").read_text("utf-8")
    assert after.startswith(before + '\n\n[[table]]\npath = "../t.csv"\n')
    assert [(one.entity.id, one.text, one.locator) for one in load("book").observations] == [
        ("east", "5.20", "C2"),
        ("county", "约 60", "C3"),
    ]


@pytest.mark.parametrize("way", ["observations", "table"])
def test_new_names_are_defined_when_that_is_asked_for(way: str, folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text(
        '2023年情况\n村名,总支出(万元),农户(户)\n东村,5.20,7\n北 "村",1,2\n#[red]其中,1,1\n合计,6.2,9\n', "utf-8"
    )
    options = ("--within", "甲县", "--new-entities", "--new-indicators")
    listed = nbkpi("import", "t.csv", "--book", "book")
    assert (listed.code, listed.out) == (1, "")
    assert "the book has no indicator “总支出”" in listed.err
    as_table = ("--as-table",) if way == "table" else ()
    outcome = nbkpi("import", "t.csv", "--book", "book", *options, *as_table, "-o", "book/new.toml")
    assert outcome.code == 0, outcome.err
    book = load("book")
    assert {(one.entity.path, one.measure.name, one.text) for one in book.observations} == {
        ("甲县/东村", "总支出", "5.20"),
        ("甲县/东村", "农户", "7"),
        ('甲县/北 "村"', "总支出", "1"),
        ('甲县/北 "村"', "农户", "2"),
        ('甲县/北 "村"/[red]其中', "总支出", "1"),
        ('甲县/北 "村"/[red]其中', "农户", "1"),
        ("甲县", "总支出", "6.2"),
        ("甲县", "农户", "9"),
    }


def test_import_after_export_gives_the_same_observations(folder: Path, nbkpi: Run) -> None:
    """The columns are those of nbkpi export."""
    book = load()
    with (folder / "all.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        names = (
            "entity",
            "entity_id",
            "kind",
            "measure",
            "period",
            "value",
            "unit",
            "source",
            "status",
            "prices",
            "note",
        )
        writer.writerow(names)
        for one in book.observations:
            source = f"{one.source.id}#{one.locator}" if one.source else ""
            text = "'" + one.text if one.text[:1] in ("=", "+", "-", "@") else one.text
            row = (one.entity.name, one.entity.id, one.entity.kind, one.measure.id, str(one.period), text)
            writer.writerow((*row, one.measure.unit.symbol, source, one.status, one.prices, one.note))
    (folder / "tables").mkdir()
    for path in Path(load_place()).glob("*.toml"):
        text = path.read_text("utf-8")
        (folder / "tables" / path.name).write_text(without_observations(text), "utf-8")
    outcome = nbkpi("import", "all.csv", "--book", "tables", "-o", "tables/all.toml")
    assert outcome.code == 0
    assert facts(load("tables")) == facts(book)
    (folder / "tables" / "all.toml").write_text('[[table]]\npath = "../all.csv"\n', "utf-8")
    assert facts(load("tables")) == facts(book)


def load_place() -> str:
    from nbkpi.loading.place import embedded_book

    return str(embedded_book())


def without_observations(text: str) -> str:
    blocks = text.split("\n[[")
    return "\n[[".join(block for block in blocks if not block.startswith("observation]]"))


def facts(book: object) -> list[tuple[object, ...]]:
    found = []
    for one in book.observations:
        about = (one.entity.id, one.measure.id, str(one.period), one.text)
        place = (one.source and one.source.id, one.locator)
        found.append((*about, *place, one.status, one.prices, one.note))
    return sorted(found)


def test_what_a_sheet_holds_cannot_act_on_the_terminal(folder: Path, nbkpi: Run) -> None:
    sheet = openpyxl.Workbook()
    for row in (["[bold]村名", "收入\u202e"], ["\u001b[31m东村", 1], ["=cmd()", "=1+1"], ["[red]", "2\u200b"]):
        sheet.active.append([cell.replace("\u001b", "\u009b") if isinstance(cell, str) else cell for cell in row])
    sheet.save(folder / "t.xlsx")
    outcome = nbkpi("import", "t.xlsx", "--book", "book", "--period", "2024", "--map", "[B]=income")
    assert outcome.code == 1
    shown = outcome.out + outcome.err
    assert not any(char in shown for char in "\u009b\u202e\u200b\x1b")
    assert "\\u009b" in shown


def test_a_reference_remembers_what_was_said_of_the_file(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_bytes("村名|年份|收入\n东村|2023|5.20\n".encode("gb18030"))
    told = ("--encoding", "gb18030", "--delimiter", "|", "--unit", "元", "--missing", "x=skip", "--name", "东=东村")
    outcome = nbkpi("import", "t.csv", "--book", "book", *told, "--as-table", "-o", "book/t.toml")
    assert outcome.code == 0, outcome.err
    (one,) = load("book").observations
    assert (one.text, one.nominal) == ("5.20元", Fraction("0.00052"))


def test_every_key_of_a_table_is_written() -> None:
    from nbkpi.loading.models import TableRow
    from nbkpi.tables.importing import TABLE_KEYS

    assert set(TABLE_KEYS) == set(TableRow.model_fields)


def test_columns_may_be_said_by_heading_and_by_letter(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,甲,甲\n东村,5.20,6.1\n", "utf-8")
    mapped = ("--map", "[B]=income", "--map", "[C]=income.growth", "--period", "2024")
    outcome = nbkpi("import", "t.csv", "--book", "book", *mapped, "--as-table")
    assert outcome.code == 0, outcome.err
    assert 'columns = { "[B]" = "income", "[C]" = { metric = "income.growth" } }' in outcome.out


def test_an_empty_file_has_nothing_to_import(folder: Path, nbkpi: Run) -> None:
    for text in ("", "\n\n", "村名,收入\n", "只有一格"):
        (folder / "t.csv").write_text(text, "utf-8")
        outcome = nbkpi("import", "t.csv", "--book", "book", "-o", "book/new.toml")
        assert outcome.code == 1
        assert "no row with a row label and a figure was found" in outcome.err
        assert not (folder / "book" / "new.toml").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--header", "0"), "--header must be written as 3, 3-4, not “0”"),
        (("--header", "9"), "t.csv has no rows 9–9"),
        (("--map", "income"), "--map must be written as A=B, not “income”"),
        (("--map", "收入=gdp"), "there is no indicator or metric “gdp”"),
        (("--missing", "x=nothing"), "--missing must be one of"),
        (("--within", "乙县"), "there is no entity “乙县”"),
        (("--total", "乙县"), "there is no entity “乙县”"),
        (("--source", "paper"), "there is no source “paper”"),
        (("--period", "上年"), "“上年” is not a period"),
        (("--sheet", "x"), "t.csv has no worksheets"),
        (("--encoding", "x"), "there is no encoding “x”"),
        (("-o", "nowhere/t.toml"), "nowhere/t.toml cannot be written"),
    ],
)
def test_misuse_is_said_in_a_sentence(options: tuple[str, ...], said: str, folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,年份,收入\n东村,2023,5.20\n", "utf-8")
    outcome = nbkpi("import", "t.csv", "--book", "book", *options)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_said(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,年份,收入\n东村,2023,5.20\n", "utf-8")
    outcome = nbkpi("import", "t.csv", "--book", "book", "-o", "/dev/full")
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_a_terminal_sees_the_progress_of_long_work_only(folder: Path, process: Run) -> None:
    import pty
    import subprocess

    def seen(name: str) -> bytes:
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "nbkpi", "import", name, "--book", "book", "-o", f"{name}.toml"]
        with subprocess.Popen(command, env=process.environment(TERM="xterm"), stderr=follower):
            os.close(follower)
            shown = b""
            while True:
                try:
                    more = os.read(leader, 4096)
                except OSError:
                    break
                if not more:
                    break
                shown += more
        os.close(leader)
        return shown

    for name, months in (("short.csv", 12), ("long.csv", 9000 * 12)):
        said = [f"{1000 + month // 12}-{month % 12 + 1:02},5.2\n" for month in range(months)]
        # Of one entity alone, the long file is read within the second that nobody minds to wait on a fast machine.
        entities = ("东村", "甲县") if months > 12 else ("东村",)
        rows = "".join(f"{entity},{month}" for entity in entities for month in said)
        (folder / name).write_text("村名,月份,收入\n" + rows, "utf-8")
    assert b"reading" in seen("long.csv")
    short = seen("short.csv")
    assert b"figures imported: 12" in short
    assert b"reading" not in short
    assert process("import", "long.csv", "--book", "book", "--dry-run").err == ""


def test_a_sheet_alone_becomes_a_book_whatever_the_embedded_book_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run
) -> None:
    """东山村 is a village of the embedded book, which the new file is no part of."""
    monkeypatch.chdir(tmp_path)
    Path("sheet.csv").write_text("2025年各村收入\n村名,村集体收入(万元)\n东山村,52.0\n西村,64.1\n", "utf-8")
    assert nbkpi("import", "sheet.csv", "--new-entities", "--new-indicators", "-o", "book.toml").code == 0
    assert {entity.name for entity in load(Path()).entities} == {"东山村", "西村"}
    assert nbkpi("rank", "村集体收入", "--json").results()[0]["entity"]["name"] == "西村"


def test_what_is_named_by_an_option_is_defined_too(folder: Path, nbkpi: Run) -> None:
    (folder / "t.csv").write_text("村名,经营情况(万元)\n李家村,5\n王家村,7\n合计,12\n", "utf-8")
    (folder / "new").mkdir()
    new = ("--new-entities", "--new-indicators")
    outcome = nbkpi(
        "import", "t.csv", *new, "--within", "新桥镇", "--total", "新桥镇", "--map", "经营情况(万元)=新收入",
        "--period", "2024", "-o", "new/book.toml",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    book = load("new")
    assert {(one.entity.path, one.measure.name, one.text) for one in book.observations} == {
        ("新桥镇/李家村", "新收入", "5"), ("新桥镇/王家村", "新收入", "7"), ("新桥镇", "新收入", "12"),
    }  # fmt: skip
    assert book.entity("新桥镇").kind == "town"
    outcome = nbkpi("import", "t.csv", "--within", "别处镇", "--period", "2024")
    assert (outcome.code, outcome.out) == (2, "")
    assert "there is no entity “别处镇”" in outcome.err


def test_a_cell_that_cannot_be_read_keeps_no_other_out(folder: Path, nbkpi: Run) -> None:
    """It is said, and the command ends with 1; where many cannot be read, the sheet is not what it was taken for."""
    lines = ["村名,年份,收入（万元）", *(f"东村,{year},{year}" for year in range(2011, 2020)), "东村,2020,某数"]
    (folder / "t.csv").write_text("\n".join(lines) + "\n", "utf-8")
    outcome = nbkpi("import", "t.csv", "--book", "book")
    assert outcome.code == 1
    assert "t.csv!C11: error:" in outcome.err
    assert sorted(one.text for one in load("book").observations) == [f"{year}" for year in range(2011, 2020)]
    (folder / "u.csv").write_text("\n".join([*lines[:3], *lines[-1:]]).replace("收入", "收入 "), "utf-8")
    again = nbkpi("import", "u.csv", "--book", "book")
    assert again.code == 1
    assert "nothing was written" in again.err
    assert len(load("book").observations) == 9
