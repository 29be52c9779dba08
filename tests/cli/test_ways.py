"""The way of a newcomer: what a failed import leaves behind, and what every refusal says to do next."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Outcome, Run

JUNE = "村名,农户(户),收入(万元)\n东山村,100,20.5\n西山村,120,30.1\n"
JULY = "村名,农户数(户),收入(万元)\n东山村,101,20.9\n新峰村,90,11.0\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("june.csv").write_text(JUNE, "utf-8")
    Path("july.csv").write_text(JULY, "utf-8")
    return tmp_path


def made(nbkpi: Run, *more: str) -> Outcome:
    """A book of the sheet of June."""
    outcome = nbkpi("import", "june.csv", "--period", "2025-06", "--new", "county", *more)
    assert outcome.code == 0, outcome.err
    return outcome


@pytest.mark.parametrize("destination", [["-o", "o.toml"], ["-o", "book.toml"], ["-o", "-"], []])
def test_with_a_finding_nothing_is_written_anywhere(destination: list[str], home: Path, nbkpi: Run) -> None:
    before = sorted(path.name for path in home.iterdir())
    outcome = nbkpi("import", "june.csv", "--new-entities", "--new-indicators", *destination)
    assert outcome.code == 1
    assert "nothing was written: findings: 1" in outcome.err
    assert "[[" not in outcome.out
    assert sorted(path.name for path in home.iterdir()) == before
    again = nbkpi("import", "june.csv", "--new-entities", "--new-indicators", "--period", "2025-06", *destination)
    assert again.code == 0, again.err


def test_what_is_not_written_is_not_said_to_be_imported(nbkpi: Run) -> None:
    made(nbkpi)
    outcome = nbkpi("import", "july.csv", "--period", "2025-07", "--book", "county")
    assert "nothing was written" in outcome.err
    assert "figures read: 1 · findings: 2" in outcome.err
    assert "imported" not in outcome.err


def test_without_a_book_the_remedy_makes_one(nbkpi: Run) -> None:
    outcome = nbkpi("import", "june.csv", "--period", "2025-06")
    assert "--map" not in outcome.err
    assert "remedy: define it with --new-indicators" in outcome.err
    assert "make one with nbkpi import june.csv --new FOLDER" in outcome.err
    assert nbkpi("import", "june.csv", "--period", "2025-06", "--new", "FOLDER").code == 0


def test_what_is_guessed_is_ready_to_paste(nbkpi: Run) -> None:
    made(nbkpi)
    command = ["import", "july.csv", "--period", "2025-07", "--book", "county"]
    outcome = nbkpi(*command)
    assert '--map "农户数(户)=农户"' in outcome.err
    assert "define it with --new-entities, or skip it with --skip 新峰村" in outcome.err
    pasted = shlex.split('--map "农户数(户)=农户" --new-entities')
    assert nbkpi(*command, *pasted).code == 0


def test_a_new_book_says_how_it_is_used(nbkpi: Run) -> None:
    assert made(nbkpi).err.endswith("to use this book: cd county, or --book county behind a command\n")


def test_a_file_that_is_written_is_the_book(nbkpi: Run) -> None:
    outcome = nbkpi(
        "import", "june.csv", "--period", "2025-06", "--new-entities", "--new-indicators", "-o", "book.toml"
    )  # fmt: skip
    assert "without a book" not in outcome.err
    assert "book: book.toml" in outcome.err


def test_the_embedded_book_is_named_where_a_name_is_not_found(nbkpi: Run) -> None:
    where = "(this is the embedded book; --book PATH chooses another)"
    for command in (["rank", "农户"], ["growth", "--village", "新峰村"], ["report", "--village", "新峰村"]):
        assert where in nbkpi(*command).err
    made(nbkpi)
    assert where not in nbkpi("rank", "没有的", "--book", "county").err


def test_a_text_is_no_table(nbkpi: Run) -> None:
    for name in ("t.txt", "t.md", "a b.md"):
        Path(name).write_text("今年全县农户增加。\n", "utf-8")
        written = f'"{name}"' if " " in name else name
        assert f"{name} looks like a text: check it with nbkpi audit {written}" in nbkpi("import", name).err
        assert f"did you mean “nbkpi audit {written}”?" in nbkpi("check", name).err
    assert "nbkpi audit" not in nbkpi("check", "june.csv").err


def test_help_is_an_option(nbkpi: Run) -> None:
    assert "did you mean “nbkpi --help”?" in nbkpi("help").err
    assert "did you mean “nbkpi rank --help”?" in nbkpi("help", "rank").err


def test_what_is_undone_can_be_typed_again(nbkpi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made(nbkpi)
    monkeypatch.chdir("county")
    given = ["import", "../july.csv", "--period", "2025-07", "--map", "农户数(户)=农户", "--new-entities"]
    monkeypatch.setattr("sys.argv", ["nbkpi", *given])
    assert nbkpi(*given).code == 0
    undone = nbkpi("import", "--undo").out.splitlines()[0].removeprefix("undone: ")
    assert shlex.split(undone) == ["nbkpi", *given]
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    refused = nbkpi("import", "--undo")
    assert refused.code == 2
    assert "made the book, of which nothing would be left: nbkpi import june.csv" in refused.err
    assert refused.err.endswith("nbkpi import --undo --new .\n")
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
    assert nbkpi("import", "--undo", "--new", ".").out.startswith("undone: nbkpi import june.csv")
    assert not list(Path().glob("*.toml"))


def test_what_could_not_be_judged_was_not_checked(nbkpi: Run) -> None:
    Path("rates.csv").write_text("村名,收入同比增长(%)\n东山村,5.0\n西山村,4.0\n", "utf-8")
    made(nbkpi)
    outcome = nbkpi("import", "rates.csv", "--period", "2025-06", "--book", "county", "--map", "[B]=收入.growth")
    assert outcome.code == 0, outcome.err
    short, whole = nbkpi("check", "--book", "county").out, nbkpi("check", "-v", "--book", "county").out
    page = nbkpi("report", "--book", "county", "--format", "md").out
    assert "checked: 0 · could not be checked: 2" in short
    for text in (whole, page):
        assert "checked: 0 · not checkable: 2" in text
        assert "no published figures contradict each other" not in text


def test_a_report_of_a_book_without_a_title_is_called_in_a_phrase(nbkpi: Run) -> None:
    made(nbkpi)
    assert nbkpi("report", "--book", "county", "--format", "md").out.startswith("# Report: county\n")
    assert nbkpi("report", "--book", "county", "--format", "md", "--lang", "zh").out.startswith("# county数据报告\n")


def test_a_report_of_a_book_without_a_title_is_called_like_the_whole(nbkpi: Run) -> None:
    made(nbkpi, "--within", "甲县")
    assert nbkpi("report", "--book", "county", "--format", "md").out.startswith("# Report: 甲县\n")


def test_a_workbook_in_chinese_is_all_chinese(nbkpi: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    made(nbkpi)
    assert nbkpi("report", "--book", "county", "--lang", "zh", "-o", "r.xlsx").code == 0
    assert nbkpi("rank", "收入", "--book", "county", "--lang", "zh", "-o", "k.xlsx").code == 0
    cells = [
        cell
        for name in ("r.xlsx", "k.xlsx")
        for sheet in openpyxl.load_workbook(name)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]
    english = {one for one in cells if one.isascii() and one.isalpha() and len(one) > 1}
    assert english <= {"june"}
    assert {"四舍五入", "最终数", "来源", "条数"} <= set(cells)
    assert "收入 · 2025年6月" in cells


@pytest.mark.parametrize("name", ["收入增速", "收入同比增速", "收入 growth", "收入 year-on-year growth", "收入.growth"])
def test_what_is_printed_can_be_typed(name: str, nbkpi: Run) -> None:
    Path("june.csv").write_text(JUNE.replace("20.5", "20.0").replace("30.1", "33.0"), "utf-8")
    Path("before.csv").write_text(JUNE.replace("20.5", "10.0").replace("30.1", "30.0"), "utf-8")
    made(nbkpi)
    assert nbkpi("import", "before.csv", "--period", "2024-06", "--book", "county").code == 0
    outcome = nbkpi("rank", name, "--book", "county", "--lang", "zh")
    assert outcome.out.startswith("收入同比增速 · 2025年6月\n"), outcome.err
    assert "收入同比增速" in nbkpi("growth", "--book", "county", "--lang", "zh").out


def test_a_sheet_called_like_its_file_is_named_once(nbkpi: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "6月"
    for row in (line.split(",") for line in JUNE.splitlines()):
        book.active.append([float(cell) if cell.replace(".", "").isdecimal() else cell for cell in row])
    book.save("6月.xlsx")
    assert nbkpi("import", "6月.xlsx", "--period", "2025-06", "--new", "county").code == 0
    shown = nbkpi("rank", "收入", "--book", "county").out
    assert "6月#C3" in shown
    assert "6月!" not in shown


def test_a_filter_that_matches_nothing_says_what_there_is(nbkpi: Run) -> None:
    made(nbkpi)
    none = nbkpi("list", "observations", "--period", "2024", "--book", "county").out
    assert "matches these filters (the last periods with figures: 2025-06)" in none
    # Growth of a period that has figures lacks something else.
    growth = nbkpi("growth", "--period", "2025-06", "--book", "county").out
    assert "figures of 2025-06, but none of the year before to compare them with" in growth
    coverage = nbkpi("coverage", "--period", "2025-06", "--book", "county").out
    assert "the book has figures for these filters, but none of these follow from them" in coverage
    assert "matches these filters" in nbkpi("growth", "--period", "2024-06", "--book", "county").out
    Path("new.csv").write_text("村名,农户(户)\n新峰村,7\n", "utf-8")
    more = ("--period", "2025-07", "--new-entities", "--new-layout", "--book", "county")
    assert nbkpi("import", "new.csv", *more).code == 0
    none = nbkpi("list", "observations", "--village", "新峰村", "--indicator", "收入", "--book", "county").out
    assert "(entities with figures: 东山村, 西山村)" in none


def test_numbers_of_one_unit_in_a_column_are_bare(nbkpi: Run) -> None:
    made(nbkpi)
    Path("june24.csv").write_text(JUNE.replace("20.5", "10.0"), "utf-8")
    assert nbkpi("import", "june24.csv", "--period", "2024-06", "--book", "county").code == 0
    lines = nbkpi(
        "trend", "收入", "--village", "东山村", "--book", "county", "--excel", "--lang", "zh"
    ).out.splitlines()
    heading = next(line for line in lines if line.startswith("时间"))
    assert heading.startswith("时间,数值（万元）,"), lines
    assert any(line.startswith("2025年6月,20.5,") for line in lines)


def test_what_changed_against_last_month(nbkpi: Run) -> None:
    made(nbkpi)
    more = ("--period", "2025-07", "--map", "农户数(户)=农户", "--new-entities", "--new-layout", "--book", "county")
    assert nbkpi("import", "july.csv", *more).code == 0
    grown = nbkpi("growth", "--against", "previous", "--book", "county").out
    assert "new in the last period, with none before it: 新峰村" in grown
    assert "西山村" not in grown
    hint = "against the period before: nbkpi growth --against previous"
    assert hint in nbkpi("trend", "收入", "--village", "东山村", "--book", "county").out
    assert hint not in nbkpi("trend", "收入", "--village", "西山村", "--book", "county").out
    assert "new in" not in nbkpi("growth", "--against", "previous", "--period", "2025-06", "--book", "county").out


def test_a_corrected_sheet_under_a_new_name_takes_the_place_of_the_first(nbkpi: Run) -> None:
    for name, amount in (("first", "5"), ("corrected", "7")):
        Path(f"{name}.csv").write_text(f"村名,2024年收入(万元)\n东山村,{amount}\n西河村,6\n", "utf-8")
    assert nbkpi("import", "first.csv", "--new", "county").code == 0
    book = ("--book", "county")
    told = nbkpi("import", "corrected.csv", *book)
    assert told.code == 0
    assert "first has “5” for the same thing" in told.err
    remedy = "if the table of first was corrected since, import the corrected one with --replace --source first"
    assert remedy in " ".join(told.err.split())
    done = nbkpi("import", "corrected.csv", "--replace", "--source", "first", *book)
    assert (done.code, "warning" in done.err) == (0, False)
    found = nbkpi("list", "observations", *book, "--json").results()
    assert [(one["printed"], one["value"]) for one in found] == [("7", 7), ("6", 6)]
