"""A month of a county's statistics clerk: from an empty folder and a messy sheet to the table that is handed on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

Office = Callable[[list[Path], str], Path]
Expected = Callable[[str, str], None]

HEADINGS = {
    "A1": "示例县2025年上半年各村主要指标", "H2": "单位：万元",
    "A3": "村名", "B3": "村集体收入", "E3": "农户(户)", "F3": "群众诉求", "H3": "备注",
    "B4": "2025年1-6月", "C4": "2024年1-6月", "D4": "同比增长（%）", "F4": "受理(件)", "G4": "办结(件)",
}  # fmt: skip
MERGED = ("A1:H1", "A3:A4", "B3:D3", "E3:E4", "F3:G3", "H3:H4")
ROWS: list[list[Any]] = [
    ["合  计", "2 335.1", "2 158.9", 8.2, 985, 1130, 830, None],
    ["东村", "52.0", "49.4", 5.3, 210, "10", "10", None],
    ["西村", "64.1①", "58.4", 9.8, 320, 1000, 700, "含分红"],
    ["  #老街", "8.84", "8.01", 10.4, 40, "—", "—", None],
    ["南村", "１，２０９.０", "1 100.0", 9.9, 240, 60, 60, None],
    ["北村", "1 010.0", "935.8", 9.7, "200余", 60, 60, None],  # It grew by 7.9%.
    ["中村", "…", "***", None, None, None, None, "未报"],
]
OWN = """
[[metric]]
id = "rate"
name = "办结率"
family = "resolution"
formula = "群众诉求办结 / 群众诉求受理"
unit = "%"

[[identity]]
equation = "income = sum(income)"
""" + "".join(
    f'\n[[target]]\nentity = "{village}"\nindicator = "income"\nperiod = "2025"\nvalue = "{value}"\n'
    for village, value in (("西村", "130万元"), ("南村", "2500万元"), ("北村", "2020万元"))
)


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> Run:
    """The tool in a new folder, as a Chinese clerk uses it, with a book just begun and a sheet that just came in."""
    monkeypatch.chdir(tmp_path)
    nbkpi("--help")  # The words of help stay in the language in which their modules are first imported.

    def run(*arguments: str, columns: int = 100) -> Any:
        return nbkpi(*arguments, NBKPI_LANG="zh", COLUMNS=str(columns))

    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "各村"
    for cell, text in HEADINGS.items():
        sheet[cell] = text
    for cells in MERGED:
        sheet.merge_cells(cells)
    for row in ROWS:
        sheet.append(row)
    sheet["A13"] = "①西村含当年一次性分红。"
    made.save(tmp_path / "2025H1.xlsx")
    assert run("init").code == 0
    return run


IMPORT = ("--within", "示例县", "--new-entities", "--new-indicators", "-o", "figures.toml")


def taken_in(month: Run, sheet: str = "2025H1.xlsx") -> None:
    """The sheet imported, and what only the clerk knows added."""
    assert month("import", sheet, *IMPORT).code == 0
    Path("own.toml").write_text(OWN, "utf-8")


def corrected() -> None:
    """The one wrong figure put right, as one would in an editor."""
    file = Path("figures.toml")
    text = file.read_text("utf-8")
    assert text.count('value = "9.7"') == 1
    file.write_text(text.replace('value = "9.7"', 'value = "7.9"'), "utf-8")


def test_the_sheet_is_understood_before_anything_is_written(month: Run, expected: Expected) -> None:
    before = sorted(Path().iterdir())
    outcome = month("import", "2025H1.xlsx", "--dry-run")
    assert outcome.code == 1
    expected("month-unknown", outcome.out + outcome.err)
    outcome = month("import", "2025H1.xlsx", "--dry-run", *IMPORT[:-2])
    assert (outcome.code, outcome.err) == (0, "")
    expected("month-import", outcome.out)
    assert sorted(Path().iterdir()) == before


def test_every_figure_of_the_sheet_is_in_the_book_in_its_words(month: Run) -> None:
    taken_in(month)
    found = {(one.entity.name, one.measure.id, str(one.period)): one for one in load(Path()).observations}
    of_columns = ["income 2025H1", "income 2024H1", "income.growth 2025H1", "households 2025H1"]
    of_columns += ["群众诉求受理 2025H1", "群众诉求办结 2025H1"]
    for number, (label, *cells, _note) in enumerate(ROWS, 5):
        name = {"合  计": "示例县", "  #老街": "老街"}.get(label, label)
        for letter, what, cell in zip("BCDEFG", of_columns, cells, strict=True):
            measure, period = what.split()
            one = found[name, measure, period]
            assert (one.text, one.locator) == (str(cell or "").removesuffix("①"), f"各村!{letter}{number}")
            assert one.note == ("①" if "①" in str(cell) else "")
    assert {one.figure.missing for one in found.values()} == {
        None, "below_half", "withheld", "not_applicable", "unknown",
    }  # fmt: skip
    assert found["南村", "income", "2025H1"].nominal == 1209


def test_the_wrong_figure_is_found_and_nothing_once_it_is_right(month: Run, expected: Expected) -> None:
    taken_in(month)
    outcome = month("check")
    assert (outcome.code, outcome.err) == (1, "")
    expected("month-check", outcome.out)
    corrected()
    outcome = month("check")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("村集体收入的“合  计”未核对：中村为“***”\n")
    assert "\n已核对8项，全部相符 · 无法核对：6项（原因见-v）\n" in outcome.out


REPORTS = {
    "month-rank": ("rank", "rate"),
    "month-target": ("target", "--as-of", "2025-06"),
    "month-trend": ("trend", "income", "--village", "东村", "--period", "2024H1", "--period", "2025H1"),
    "month-compare": ("compare", "西村", "南村"),
    "month-deduce": ("deduce",),
    "month-totals": ("metric", "rate", "--aggregate", "--county", "示例县", "--period", "2025H1"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_what_the_bulletin_says(name: str, month: Run, expected: Expected) -> None:
    taken_in(month)
    corrected()
    outcome = month(*REPORTS[name])
    assert (outcome.code, outcome.err) == (0, "")
    expected(name, outcome.out)


@pytest.mark.parametrize("columns", [80, pytest.param(120, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", REPORTS)
def test_it_fits_the_screen(name: str, columns: int, month: Run, screen: Any) -> None:
    from nbkpi.report.width import width

    taken_in(month)
    corrected()
    shown = screen(columns, " ".join(REPORTS[name]), NBKPI_LANG="zh", NO_COLOR="1", TERM="dumb")
    assert shown.strip()
    assert max(width(line.rstrip()) for line in shown.splitlines()) <= columns


def test_ties_share_a_rank(month: Run) -> None:
    taken_in(month)
    for ties, last in (("min", 4), ("dense", 2)):
        ranked = json.loads(month("rank", "rate", "--ties", ties, "--json").out)["results"]
        ranks = {one["entity"]["name"]: (one["rank_best"], one["rank_worst"]) for one in ranked if one["rank_best"]}
        assert ranks == {"东村": (1, 1), "南村": (1, 1), "北村": (1, 1), "西村": (last, last)}


def test_the_table_handed_on_holds_everything(month: Run, tmp_path: Path) -> None:
    taken_in(month)
    assert month("export", "-o", "all.xlsx") == (0, "", "已写入“all.xlsx”\n")
    assert month("target", "--as-of", "2025-06", "-o", "bulletin.html") == (0, "", "已写入“bulletin.html”\n")
    page = Path("bulletin.html").read_text("utf-8")
    assert "绿灯" in page
    assert "<script" not in page
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx").worksheets[0]
    assert sheet.max_row == 1 + len(load(Path()).observations)


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_sheets_of_other_programs_say_the_same(month: Run, office: Office, ending: str, tmp_path: Path) -> None:
    taken_in(month)
    ours = [one.text for one in load(Path()).observations]
    for name in ("figures.toml", "own.toml"):
        Path(name).unlink()
    taken_in(month, str(office([tmp_path / "2025H1.xlsx"], ending) / f"2025H1.{ending}"))
    assert [one.text for one in load(Path()).observations] == ours
    assert month("check").out.startswith("矛盾 · 北村 · 村集体收入同比增速 · 2025年上半年\n")


def blank(cell: Any) -> Any:
    """LibreOffice keeps no empty texts."""
    return None if cell == "" else cell


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_the_table_handed_on_opens_elsewhere_with_the_same_values(
    month: Run, office: Office, ending: str, tmp_path: Path
) -> None:
    taken_in(month)
    assert month("export", "-o", "all.xlsx").code == 0
    there = office([tmp_path / "all.xlsx"], ending) / f"all.{ending}"
    if ending == "xlsx":
        files = (tmp_path / "all.xlsx", there)
        ours, theirs = (openpyxl.load_workbook(file, data_only=True).worksheets[0] for file in files)
        assert [[blank(cell) for cell in row] for row in theirs.values] == [
            [blank(cell) for cell in row] for row in ours.values
        ]
    before = [(one.entity.id, one.measure.id, one.text, one.locator, one.note) for one in load(Path()).observations]
    figures = Path("figures.toml").read_text("utf-8")
    start = figures.index("[[observation]]")
    Path("figures.toml").write_text(figures[:start], "utf-8")
    book = Path("book.toml").read_text("utf-8")
    first, last = book.index("[[observation]]"), book.index("[[target]]")
    Path("book.toml").write_text(book[:first] + book[last:], "utf-8")
    assert month("import", str(there), "-o", "again.toml").code == 0
    assert [
        (one.entity.id, one.measure.id, one.text, one.locator, one.note) for one in load(Path()).observations
    ] == before
