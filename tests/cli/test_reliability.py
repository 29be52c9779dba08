"""What once went wrong, was lost, took for ever or ended in a traceback: one row for each, by what a user would see.

Outputs over inputs are in test_output_over_input, closed streams in test_streams, types of panels in panel/test_types.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.sheets.test_unpacked import named, string, workbook
from tests.text.test_hostile import OPENED, read_docx

if TYPE_CHECKING:
    from conftest import Run

THINGS = """
[book]
title = "甲县"
[[entity]]
id = "v"
name = "东山村"
kind = "village"
"""


def book(folder: Path, rows: str, **units: str) -> str:
    """A book with one village, an indicator for each unit, and these rows of text: indicator, period, figure."""
    kinds = {"人": "count", "件": "count", "%": "rate"}
    text = THINGS
    for name, unit in units.items():
        kind = kinds.get(unit, "amount")
        text += f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"\n'
    for row in rows.split("\n"):
        if row.startswith("["):
            text += row.replace(" | ", "\n") + "\n"
        elif row.strip():
            name, period, value = row.split()
            key = "metric" if name not in units else "indicator"
            text += f'[[observation]]\nentity = "v"\n{key} = "{name}"\nperiod = "{period}"\nvalue = "{value}"\n'
    path = folder / "book.toml"
    path.write_text(text, "utf-8")
    return str(path)


def verdicts(nbkpi: Run, folder: Path, text: str) -> list[str]:
    """The verdicts of the claims of a text."""
    (folder / "text.txt").write_text(text, "utf-8")
    outcome = nbkpi("audit", str(folder / "text.txt"), "--json")
    return [one["verdict"] for one in outcome.json()["results"] if one.get("verdict")]


def a_file_name_is_a_name(nbkpi: Run, folder: Path) -> None:
    for name, value in (("c[1].csv", 1), ("c1.csv", 9)):
        (folder / name).write_text(f"entity,period,gdp\na,2024,{value}\n", "utf-8")
    outcome = nbkpi("panel", "x=gdp", "--from", str(folder / "c[1].csv"), "--json")
    assert [one["value"] for one in outcome.json()["results"] if one["sort"] == "top"] == [1]


def a_unit_behind_a_number_makes_it_no_date(nbkpi: Run, folder: Path) -> None:
    text = "完成投资7456.70亿元，其中工业投资2058.05亿元，占{}%。"
    assert verdicts(nbkpi, folder, text.format("27.6")) == ["consistent"]
    assert verdicts(nbkpi, folder, text.format("28.6")) == ["contradicted"]


def growth_from_nothing_does_not_exist(nbkpi: Run, folder: Path) -> None:
    rules = '[[metric]] | id = "z" | name = "z" | formula = "growth(n)" | unit = "%" | family = "growth"'
    rules += '\n[[identity]] | equation = "m = n + d"'
    place = book(folder, f"{rules}\nm 2023 0人\nn 2024 5人", n="人", d="人", m="人")
    assert nbkpi("check", "--book", place).code == 0
    found = {
        (one["measure"]["id"], one["period"]): one["value"]
        for one in nbkpi("deduce", "--book", place, "--json").results()
    }
    assert found["n", "2023"] == 0


def a_growth_that_nobody_published_bounds_nothing(nbkpi: Run, folder: Path) -> None:
    rules = '[[metric]] | id = "z" | name = "z" | formula = "growth(b)" | unit = "%" | family = "growth"'
    place = book(folder, f"{rules}\nb 2024 0.0万元", b="万元")
    (one,) = nbkpi("calc", "b", "--period", "2024", "--book", place, "--json").results()
    assert one["lower"] < 0 < one["upper"]


def the_year_before_needs_no_figure_of_this_one(nbkpi: Run, folder: Path) -> None:
    place = book(folder, "b 2023 5.5万元\np 2024 11人", b="万元", p="人")
    for formula, value in (("prior(b)", 5.5), ("prior(b) / p", 0.5)):
        (one,) = nbkpi("calc", formula, "--period", "2024", "--book", place, "--json").results()
        assert one["value"] == value
    (folder / "p.csv").write_text("entity,period,b,p\nv,2023,5.5,\nv,2024,,11\n", "utf-8")
    outcome = nbkpi("panel", "x=prior(b)/p", "--from", str(folder / "p.csv"), "--book", place, "--json")
    assert [one["value"] for one in outcome.json()["results"] if one["sort"] == "top"] == [0.5]


def respectively_keeps_the_order(nbkpi: Run, folder: Path) -> None:
    text = "粮食产量100万吨，其中早稻30万吨，晚稻70万吨，分别占{}%和{}%。"
    assert set(verdicts(nbkpi, folder, text.format("30.0", "70.0"))) == {"consistent"}
    assert verdicts(nbkpi, folder, text.format("70.0", "30.0")).count("contradicted") == 2


def a_conflict_names_no_figure_too_many(nbkpi: Run, folder: Path) -> None:
    rules = '[[metric]] | id = "s" | name = "s" | formula = "share(m, n)" | unit = "%" | family = "share"'
    place = book(folder, f"{rules}\nm 2024 42件\nn 2024 1千件以下\ns 2024 691%", m="件", n="件")
    outcome = nbkpi("check", "--book", place)
    assert outcome.code == 2
    assert "691%" in outcome.err
    assert "1千件以下" not in outcome.err


def a_comment_in_a_sheet_is_no_cell(nbkpi: Run, folder: Path) -> None:
    comment = '<!-- <c r="B2"><f>1</f></c> -->'
    rows = ("村名", "收入(万元)"), ("甲村", 5)
    xml = ""
    for row, (label, value) in enumerate(rows, 1):
        number = (
            f'<c r="B{row}"><v>{value}</v></c>' if row > 1 else f'<c r="B1" t="inlineStr"><is><t>{value}</t></is></c>'
        )
        xml += f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{label}</t></is></c>{number}{comment}</row>'
    path = workbook(folder / "a.xlsx", xml, "")
    outcome = nbkpi("import", str(path), "--new", str(folder / "made"), "--period", "2024")
    assert (outcome.code, "figures imported: 1" in outcome.err) == (0, True)


def a_deep_docx_takes_no_longer_than_a_flat_one(_nbkpi: Run, folder: Path) -> None:
    for sort, depth in (("tables", 800), ("paragraphs", 16_000)):
        begin, end = OPENED[sort].split("|")
        assert read_docx(folder, begin * depth + end * depth).text.strip() == ""


def a_docx_that_unpacks_to_much_more(nbkpi: Run, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    outcome = nbkpi("extract", str(folder / "a.docx"))
    assert (outcome.code, "larger than 20 MB when unpacked" in outcome.err) == (2, True)


def a_docx_of_more_text_than_any_file_may_have(nbkpi: Run, folder: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:p><w:r><w:t>{'甲' * 2_700_000}</w:t></w:r></w:p>"
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    outcome = nbkpi("extract", str(folder / "a.docx"))
    assert (outcome.code, "larger than 8 MB when unpacked" in outcome.err) == (2, True)


def a_comment_of_broken_tags_in_a_sheet(nbkpi: Run, folder: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    path = workbook(folder / "a.xlsx", f"<!--{'<c ' * 100_000}-->{row}", "")
    assert nbkpi("import", str(path)).code in (1, 2)


def sheets_that_ask_for_all_memory(nbkpi: Run, folder: Path) -> None:
    far = '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'
    sheets = ((far, "", ""), (named(1), string(1), 'uniqueCount="4000000000"'), (named(4000), string(300_000), ""))
    for rows, strings, declared in sheets:
        outcome = nbkpi("import", str(workbook(folder / "a.xlsx", rows, strings, declared)))
        assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)


def tags_without_an_end(nbkpi: Run, folder: Path) -> None:
    for piece in ("<a ", '<a b="', "<a<", "<!--", "<![CDATA["):
        (folder / "a.html").write_text("<html>" + piece * (80_000 // len(piece)), "utf-8")
        assert nbkpi("audit", str(folder / "a.html")).code == 0


def a_text_of_half_periods(nbkpi: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("2024-" * 3_000, "utf-8")
    assert nbkpi("audit", str(folder / "a.txt")).code == 0


def an_ordinary_line_over_and_over(nbkpi: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("甲县实现收入88.5万元，同比增长5.3%，其中东山村完成收入12.5万元。" * 300, "utf-8")
    assert nbkpi("audit", str(folder / "a.txt")).code in (0, 1)


def a_formula_of_many_names(nbkpi: Run, folder: Path) -> None:
    names = [f"x{number}" for number in range(9)]
    place = book(
        folder,
        "\n".join(f"{name} 2024 {number}.5万元" for number, name in enumerate(names)),
        **dict.fromkeys(names, "万元"),
    )
    formula = "*".join(f"({one}-{other})" for one, other in pairwise(names))
    assert len(nbkpi("calc", formula, "--book", place, "--json").results()) == 1


def a_device_without_an_end(nbkpi: Run, folder: Path) -> None:
    from nbkpi.loading import files

    kept, files.MAX_BYTES = files.MAX_BYTES, 3_000_000
    try:
        for call in (("summary", "--book"), ("audit", "/dev/zero", "--book"), ("check", "--accepted")):
            outcome = nbkpi(*call, "/dev/zero")
            assert (outcome.code, "/dev/zero is larger than" in outcome.err) == (2, True)
    finally:
        files.MAX_BYTES = kept
    for call in (("audit",), ("import",), ("panel", "x=gdp", "--from")):
        assert nbkpi(*call, "/dev/zero").code == 2
        os.mkfifo(folder / f"{call[0]}.csv") if call != ("audit",) else None


def very_many_unknown_headings(nbkpi: Run, folder: Path) -> None:
    heads, cells = (",".join(f(n) for n in range(1000)) for f in (lambda n: f"指标{n}(万元)", str))
    (folder / "a.csv").write_text(f"村名,{heads}\n甲村,{cells}\n", "utf-8")
    outcome = nbkpi("import", str(folder / "a.csv"), "--period", "2024")
    assert (outcome.code, "1000 columns" in outcome.err) == (1, True)


def many_claims_that_are_not_linear(nbkpi: Run, folder: Path) -> None:
    units = {f"x{number}": "万元" for number in range(10)}
    rules = "\n".join(
        f'[[metric]] | id = "m{n}" | name = "m{n}" | formula = "x{n} * x{n + 1} / (x{n + 2} + x{n})" | unit = "万元"'
        ' | family = "average"'
        for n in range(8)
    )
    claims = "\n".join(f"m{n} {year} 5.2万元" for n in range(8) for year in range(2010, 2024))
    levels = "\n".join(f"x{n} {year} 5.2万元" for n in range(0, 10, 3) for year in range(2010, 2024))
    assert nbkpi("check", "--book", book(folder, f"{rules}\n{claims}\n{levels}", **units)).code in (0, 1)


def very_many_contradictions(nbkpi: Run, folder: Path) -> None:
    months = [f"{year}-{month:02}" for year in range(1900, 1950) for month in range(1, 13)]
    rows = "\n".join(f"{n} {month} {v}万元" for n, v in (("a", 5), ("b", 2), ("c", 1)) for month in months)
    place = book(folder, f'[[identity]] | equation = "a = b + c"\n{rows}', **dict.fromkeys("abc", "万元"))
    outcome = nbkpi("check", "--book", place, "--json")
    assert sum(one["verdict"] == "contradicted" for one in outcome.json()["results"]) >= 600


def types_that_hold_no_figure(nbkpi: Run, folder: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        for number, value in enumerate(("[1, 2]", "{'a': 1}", "'ab'::BLOB", "INTERVAL 3 DAY")):
            path = folder / f"{number}.parquet"
            rows = f"SELECT 'v' AS entity, 2024::SMALLINT AS period, {value} AS gdp"
            connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)").fetchall()
            for engine in ("duckdb", "polars"):
                outcome = nbkpi("panel", "x=gdp", "--from", str(path), "--engine", engine)
                assert (outcome.code, "has no figures" in outcome.err) == (2, True)


Check = Callable[[Any, Path], None]
WRONG: tuple[Check, ...] = (
    a_file_name_is_a_name, a_unit_behind_a_number_makes_it_no_date, growth_from_nothing_does_not_exist,
    a_growth_that_nobody_published_bounds_nothing, the_year_before_needs_no_figure_of_this_one,
    respectively_keeps_the_order,
    a_conflict_names_no_figure_too_many, a_comment_in_a_sheet_is_no_cell,
)  # fmt: skip
UNBOUNDED: tuple[Check, ...] = (
    a_deep_docx_takes_no_longer_than_a_flat_one, a_docx_that_unpacks_to_much_more,
    a_docx_of_more_text_than_any_file_may_have,
    a_comment_of_broken_tags_in_a_sheet, sheets_that_ask_for_all_memory, tags_without_an_end, a_text_of_half_periods,
    an_ordinary_line_over_and_over, a_formula_of_many_names, a_device_without_an_end, very_many_unknown_headings,
    many_claims_that_are_not_linear, very_many_contradictions, types_that_hold_no_figure,
)  # fmt: skip
QUICK = {a_deep_docx_takes_no_longer_than_a_flat_one, a_device_without_an_end}
MOST_SECONDS = 40
"""So much of a busy processor each may take, which takes a tenth of it; before, they took from a minute to for ever."""


@pytest.mark.parametrize("check", WRONG, ids=lambda check: check.__name__)
def test_what_was_wrong(check: Check, nbkpi: Run, tmp_path: Path) -> None:
    check(nbkpi, tmp_path)


@pytest.mark.parametrize(
    "check",
    [pytest.param(one, marks=[pytest.mark.thorough] * (one not in QUICK)) for one in UNBOUNDED],
    ids=lambda check: check.__name__,
)
def test_what_had_no_bounds(check: Check, nbkpi: Run, tmp_path: Path) -> None:
    begun = time.process_time()
    check(nbkpi, tmp_path)
    assert time.process_time() - begun < MOST_SECONDS


def ended(started: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit code and the errors of a process."""
    _out, err = started.communicate(timeout=120)
    return started.returncode, err.decode()


@pytest.mark.thorough
@pytest.mark.parametrize("command", ["add", "import", "extract --add-to", "check --accept"])
def test_several_at_once_write_all_or_say_so(command: str, process: Run, tmp_path: Path) -> None:
    rows = '[[identity]] | equation = "a = b + c"\na 2024 9万元\nb 2024 2万元\nc 2024 1万元'
    place = book(tmp_path, rows, a="万元", b="万元", c="万元")
    calls = []
    for number in range(8):
        (tmp_path / f"s{number}.csv").write_text(f"村名,年份,a(万元)\n东山村,{2000 + number},{number}.25\n", "utf-8")
        (tmp_path / f"t{number}.txt").write_text(f"东山村收入8{number}.5万元。", "utf-8")
        calls.append({
            "add": ["add", "--book", place, "v", "b", f"{2000 + number}", f"{number}.25万元"],
            "import": ["import", f"s{number}.csv", "--book", place],
            "extract --add-to": ["extract", f"t{number}.txt", "--add-to", place],
            "check --accept": ["check", "--book", place, "--accept", "known.toml"],
        }[command])  # fmt: skip
    settings = process.environment()
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "nbkpi", *call], env=settings, cwd=tmp_path, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for call in calls
    ]  # fmt: skip
    codes = [ended(one) for one in runs]
    assert [code for code, _err in codes] == [0] * 8, codes
    text = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.toml"))
    for number in range(8):
        wanted = {"extract --add-to": f"8{number}.5万元", "check --accept": "[[check]]"}.get(command, f"{number}.25")
        assert wanted in text
    if command == "check --accept":
        assert text.count("[[check]]") == 1
    assert process("summary", "--book", place).code == 0


def test_a_change_of_several_files_that_stopped_half_way_is_taken_back(nbkpi: Run, tmp_path: Path) -> None:
    """As after a kill between two files, which are written one after the other."""
    place = tmp_path / "mine"
    place.mkdir()
    book(place, "a 2024 9万元", a="万元")
    for number in range(2):
        rows = f"村名,年份,a(万元)\n东山村,{2000 + number},{number}.25\n"
        (tmp_path / f"s{number}.csv").write_text(rows, "utf-8")
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    files = [str(tmp_path / f"s{number}.csv") for number in range(2)]
    assert nbkpi("import", *files, "--book", str(place)).code == 0
    (place / "s1.toml").unlink()
    assert nbkpi("import", "--undo", "--book", str(place)).code == 0
    left = {path.name: path.read_bytes() for path in place.iterdir() if not path.name.startswith(".")}
    assert left == before
