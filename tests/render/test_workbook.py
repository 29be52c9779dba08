"""Workbooks, read back by two other programs: the same figures, as numbers, in the form people know them in."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tracemalloc
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest
import python_calamine

from nbkpi.errors import OutputError
from nbkpi.render import workbook
from nbkpi.render.workbook import MAX_CELL, render_xlsx
from nbkpi.report.document import Column, Document, Table, visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from conftest import Run

CALLS = [
    ("summary",),
    ("growth",),
    ("coverage",),
    ("resolution",),
    ("metric",),
    ("calc", "profit / sales"),
    ("explain", "gdp_per_head"),
    ("list", "entities"),
    ("list", "indicators"),
    ("list", "observations"),
    ("export",),
]
TABLES = [call for call in CALLS if call[0] != "explain"]


@pytest.fixture
def written(nbkpi: Run, tmp_path: Path) -> Any:
    """Write what a command says into a workbook; its path."""

    def write(*call: str) -> Path:
        file = tmp_path / "result.xlsx"
        outcome = nbkpi(*call, "-o", str(file))
        assert (outcome.code, outcome.out) == (0, "")
        assert f"“{file}”" in outcome.err
        return file

    return write


WORDS = {
    "printed": "published", "computed": "computed", "implied": "deduced", "nearest": "rounded", "below": "less than",
    "above": "more than", "at_least": "at least", "at_most": "at most", "remainder": "more than (余, 多)",
    "growth multiple": "growth in multiples", "current": "current prices", "constant": "constant prices",
}  # fmt: skip
"""What people read in place of the codes that occur."""


def flat(record: dict[str, Any], is_named: bool = True) -> list[Any]:
    """A record as the cells of a row; by other means than the program's own."""
    cells: list[Any] = []
    exact = record.get("exact", {})
    for key, value in record.items():
        if key == "exact":
            continue
        if isinstance(value, dict):
            cells += [value["name"], value["id"]]
        elif is_named and key in ("basis", "reading", "prices") and value in WORDS:
            cells.append(WORDS[value])
        elif isinstance(value, list) and key != "inputs":
            parts = [
                one if isinstance(one, str) else "#".join(filter(None, [one["id"], one["locator"]])) for one in value
            ]
            cells.append("; ".join(parts))
        elif key != "inputs":
            cells.append(Fraction(exact[key]) if exact.get(key) is not None else value)
    return cells


def all_columns(book: Any) -> Any:
    """The sheet of all columns of all records, the one before the notes."""
    return book.worksheets[-2]


def values(sheet: Any, first: int = 2) -> list[list[Any]]:
    """The rows of a sheet, from this one on."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, Fraction):
        return isinstance(found, int | float) and abs(Fraction(found) - expected) <= abs(expected) / 10**14
    return (found or None) == (expected or None) if not isinstance(expected, bool) else found is expected


@pytest.mark.parametrize("call", TABLES, ids=" ".join)
def test_every_record_is_a_row(call: tuple[str, ...], written: Any, nbkpi: Run) -> None:
    rows = values(all_columns(openpyxl.load_workbook(written(*call))))
    records = nbkpi(*call, "--json").results()
    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        expected = flat(record, is_named=call[0] != "export")
        assert [cell for cell, want in zip(row, expected, strict=True) if not same(cell, want)] == []


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_another_reader_finds_the_same(call: tuple[str, ...], written: Any) -> None:
    file = written(*call)
    book = python_calamine.load_workbook(str(file))
    for sheet in openpyxl.load_workbook(file).worksheets:
        theirs = book.get_sheet_by_name(sheet.title).to_python()
        for found, expected in zip(theirs, values(sheet, 1), strict=True):
            assert [one for one in found if one != ""] == [one for one in expected if one not in (None, "")]


def shown(cell: Any) -> str:
    """A number as its format shows it."""
    match = re.fullmatch(r'0(?:\.(0+))?(?:"([^"]*)")?', cell.number_format)
    assert match, cell.number_format
    rounded = Decimal(str(cell.value)).quantize(Decimal(1).scaleb(-len(match[1] or "")), ROUND_HALF_UP)
    return f"{rounded}{match[2] or ''}"


@pytest.mark.parametrize("call", [("summary",), ("growth",), ("metric",), ("growth", "--places", "5")], ids=" ".join)
def test_numbers_look_as_in_the_tables(call: tuple[str, ...], written: Any, nbkpi: Run) -> None:
    """Each number of display is shown by the cells, with its decimals and its unit."""
    book = openpyxl.load_workbook(written(*call))
    records = iter(nbkpi(*call, "--json").results())
    for sheet in [all_columns(book)]:
        for row in sheet.iter_rows(min_row=2):
            record = next(records)
            cells = {key: row[place] for key, place in (("value", 7), ("lower", 8), ("upper", 10))}
            for key, cell in cells.items():
                if record[key] is None:
                    assert cell.value is None
                    continue
                seen = re.match(r"-?[\d.]+", shown(cell))
                assert seen
                assert shown(cell).endswith(record["unit"])
                # Of a bound without another people are shown a rounder one, and of a single value no bounds at all.
                has_both = None not in (record["lower"], record["upper"])
                is_shown = key == "value" or (has_both and record["lower"] < record["upper"])
                if is_shown and record["basis"] != "printed":
                    is_finer = key != "value" and record["unit"] in ("%", "‰", "pp")
                    assert is_finer or seen[0].lstrip("-") in record["display"]
                if key != "value" and record["unit"] in ("%", "‰", "pp"):
                    assert float(seen[0]) <= record["lower"] or float(seen[0]) >= record["upper"]


def test_printed_zeros_are_kept(tmp_path: Path, nbkpi: Run) -> None:
    book = tmp_path / "b.toml"
    book.write_text(
        '[[entity]]\nid = "e"\nname = "e"\n[[indicator]]\nid = "r"\nname = "r"\nunit = "%"\nkind = "rate"\n'
        '[[indicator]]\nid = "x"\nname = "x"\nunit = "万元"\n'
        '[[observation]]\nentity = "e"\nindicator = "r"\nperiod = "2024"\nvalue = "5.20%"\n'
        '[[observation]]\nentity = "e"\nindicator = "r"\nperiod = "2023"\nvalue = "-5.0"\n'
        '[[observation]]\nentity = "e"\nindicator = "x"\nperiod = "2023"\nvalue = "1.50亿元"\n',
        "utf-8",
    )
    file = tmp_path / "r.xlsx"
    for call, place in ((("list", "observations"), 6), (("export",), 9)):
        assert nbkpi(*call, "--book", str(book), "-o", str(file)).code == 0
        sheet = all_columns(openpyxl.load_workbook(file))
        assert [shown(row[place]) for row in sheet.iter_rows(min_row=2)] == ["5.20%", "-5.0%", "15000 万元"]


def test_a_sheet_is_fit_for_use(written: Any) -> None:
    book = openpyxl.load_workbook(written("growth", "--lang", "zh"))
    sheet: Worksheet = all_columns(book)
    assert book.sheetnames == ["增长情况", "全部各列", "说明"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:6] == ["对象", "对象编号（id）", "指标", "指标编号（id）", "时间", "数据性质"]
    assert {"数值", "下限", "上限", "含下限", "原文", "来源"} < set(headings)
    assert not [heading for heading in headings if heading.isascii()]
    assert {row[5].value for row in sheet.iter_rows(min_row=2)} == {"发布", "计算", "推导"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    for column in sheet.iter_cols():
        longest = max(sum(2 if ord(char) > 0x2E80 else 1 for char in str(cell.value or "")) for cell in column[1:])
        one = next(one for one in sheet.column_dimensions.values() if one.min <= column[0].column <= one.max)
        if not isinstance(column[1].value, float):
            assert one.width >= min(longest, 36)
        # What is longer is wrapped.
        assert all(cell.alignment.wrap_text for cell in column[1:] if len(str(cell.value or "")) > 36)


BOOK = (
    '[[entity]]\nid = "a"\nname = "东村"\n[[entity]]\nid = "b"\nname = "西村"\n[[indicator]]\nid = "x"\nname = "收入"\n'
    'unit = "万元"\n[[observation]]\nentity = "a"\nindicator = "x"\nperiod = "2024"\nvalue = "95.0万元"\n'
    '[[observation]]\nentity = "b"\nindicator = "x"\nperiod = "2024"\nvalue = "{value}"\n'
    '[[target]]\nentity = "a"\nindicator = "x"\nperiod = "2024"\nvalue = "100万元"\n'
)


def shown_cells(tmp_path: Path, nbkpi: Run, value: str, *call: str) -> list[list[Any]]:
    """The rows of the first sheet, numbers as they are formatted."""
    (tmp_path / "b.toml").write_text(BOOK.format(value=value), "utf-8")
    file = tmp_path / "r.xlsx"
    assert nbkpi(*call, "--book", str(tmp_path / "b.toml"), "--lang", "zh", "-o", str(file)).code == 0
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [[shown(one) if isinstance(one.value, int | float) else one.value for one in row] for row in sheet]


def test_a_table_to_hand_round_is_as_people_see_it(tmp_path: Path, nbkpi: Run) -> None:
    title, unit, headings, *rows = shown_cells(tmp_path, nbkpi, "88万元", "rank", "x")
    assert (title[0], unit[0]) == ("收入 · 2024年", "单位：万元")
    assert headings == ["名次", "对象", "数值", "区间", "数据性质", "来源"]
    assert [row[:3] for row in rows] == [["1", "东村", "95.0"], ["2", "西村", "88"]]


def test_a_unit_that_not_all_numbers_have_stays_with_each(tmp_path: Path, nbkpi: Run) -> None:
    _title, _headings, *rows = shown_cells(tmp_path, nbkpi, "0.0088亿元", "rank", "x")
    assert [row[2] for row in rows] == ["95.0 万元", "0.0088 亿元"]


def test_figures_printed_with_separators_are_numbers_that_can_be_added_and_sorted(tmp_path: Path, nbkpi: Run) -> None:
    """The format of the cell shows the separators; csv for Excel, which has no formats, is without them."""
    (tmp_path / "b.toml").write_text(BOOK.format(value="1,055.30万元"), "utf-8")
    book = ("--book", str(tmp_path / "b.toml"), "--lang", "zh")
    for call, place in ((("rank", "x"), 2), (("report", "--no-charts"), 1)):
        file = tmp_path / "r.xlsx"
        assert nbkpi(*call, *book, "-o", str(file)).code == 0
        sheet = openpyxl.load_workbook(file).worksheets[0]
        cells = {cell.value: cell.number_format for row in sheet for cell in row[place : place + 1]}
        numbers = {number: form for number, form in cells.items() if isinstance(number, int | float)}
        assert numbers == {95.0: "0.0", 1055.3: "#,##0.00"}
        assert any("万元" in str(cell.value) for row in sheet for cell in row)
    grid = list(csv.reader(io.StringIO(nbkpi("rank", "x", *book, "--excel").out)))
    assert [row[2] for row in grid if row[:1] in (["1"], ["2"])] == ["1055.30", "95.0"]


def test_what_only_looks_like_separators_stays_words() -> None:
    rows = [(one,) for one in ("1,05", "12,3456", "1,234,56", ",123", "1,234, 5", "1,234,567.8 万元", "+1,234")]
    table = Table((Column("value", "value", align="right"),), rows, "t")
    sheet = opened(Document("list", ("b", "b"), [table], records=list)).worksheets[0]
    assert [cell.value for cell in sheet["A"]][-7:] == [*(row[0] for row in rows[:5]), 1234567.8, 1234]


def test_words_that_say_more_than_a_number_stay_words(tmp_path: Path, nbkpi: Run) -> None:
    for words in ("超88万元", "88余万元", "80至88万元"):
        _title, *rows = shown_cells(tmp_path, nbkpi, words, "rank", "x")
        cells = [row[2] for row in rows if row[1] == "西村"]
        assert cells
        assert not cells[0].replace(" 万元", "").replace(".", "").isdecimal()
        # The other number keeps its unit, as not all figures are of the line above.
        assert [row[2] for row in rows if row[1] == "东村"] == ["95.0 万元"]


def test_attainment_and_points_have_their_own_units(tmp_path: Path, nbkpi: Run) -> None:
    _title, headings, row, *_rest = shown_cells(tmp_path, nbkpi, "88万元", "target")
    by_heading = dict(zip(headings, row, strict=True))
    assert Fraction(by_heading["完成率（%）"]) > 0


def test_a_shown_table_is_fit_for_print(written: Any) -> None:
    sheet = openpyxl.load_workbook(written("summary", "--lang", "zh")).worksheets[0]
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.auto_filter.ref == f"A2:{sheet.dimensions.partition(':')[2]}"


def test_rows_are_as_high_as_their_longest_text(tmp_path: Path, nbkpi: Run) -> None:
    file, wrong = tmp_path / "r.xlsx", Path(__file__).parents[1] / "errors" / "contradicted-rate"
    assert nbkpi("check", "--book", str(wrong), "-o", str(file)).code == 1
    sheet = openpyxl.load_workbook(file)["all columns"]
    longest = {row[0].row: max(len(str(cell.value or "")) for cell in row) for row in sheet.iter_rows(min_row=2)}
    assert max(longest.values()) > 36
    assert all((sheet.row_dimensions[row].height or 15) >= 15 * (most // 36) for row, most in longest.items())


@pytest.mark.parametrize("sort", ["entities", "indicators", "metrics", "observations"])
def test_headings_are_in_the_language(sort: str, written: Any) -> None:
    book = openpyxl.load_workbook(written("list", sort, "--lang", "zh"))
    assert [cell.value for cell in (*all_columns(book)[1], *book.worksheets[0][1]) if cell.value.isascii()] == []


def test_the_last_sheet_says_where_all_came_from(written: Any) -> None:
    last = openpyxl.load_workbook(written("summary")).worksheets[-1]
    lines = [row[0].value for row in last.iter_rows(min_row=2)]
    assert lines[-2].startswith("entities: ")
    assert lines[-1] == "book: 宁波 (the embedded book)"


def test_a_derivation_is_a_sheet_of_its_own_beside_the_results(written: Any, nbkpi: Run) -> None:
    book = openpyxl.load_workbook(written("explain", "resolution_rate", "--entity", "北站社区"))
    printed, implied, numbers, _notes = book.worksheets
    assert numbers.title == "all columns"
    assert numbers.max_row == 1 + len(nbkpi("explain", "resolution_rate", "--entity", "北站社区", "--json").results())
    assert [cell.value for cell in printed[3]] == [
        "办结率 (5月起)",
        "2025",
        "98%",
        "rounded",
        "97.5–98.5%",
        "nbdaily-2025#§3",
    ]
    assert implied.title == "北站社区 · 办结诉求 · 2025 = 196–294 件 ·"[:31].rstrip()
    reason = "deduced from these published figures by: 办结率 = 办结诉求 / 处理诉求"
    assert reason in [row[0].value for row in implied.iter_rows()]


def test_nothing_found_is_a_workbook_too(written: Any) -> None:
    (only,) = openpyxl.load_workbook(written("growth", "--period", "1949")).worksheets
    lines = [row[0].value for row in only.iter_rows()]
    assert lines[1].startswith("nothing to show: no figure in the book matches these filters (the last periods with")
    assert lines[2:] == [
        "book: 宁波 (the embedded book)",
    ]


def document(*titles: str, records: Any = (), title: str = "b") -> Document:
    tables = [Table((Column("name", "name"),), [("x",)], one) for one in titles]
    for table in tables if records else ():
        table.records = lambda: records
    return Document("list", (title, title), tables, records=lambda: list(records))


def opened(made: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(made)))


@pytest.mark.parametrize(
    "titles",
    [
        ["", "", ""],
        ["History", "history"],
        ["Same", "same", "SAME"],
        ["[a]:b*c?d/e\\f"],
        ["'quoted'", "''", "'"],
        ["长" * 40, "长" * 41, "长" * 42],
        ["\U0001f600" * 20, "\U0001f600" * 21],
        ["\x00\x1b[31m\u202e", "\ufffe", "a\nb"],
        ["x" * 10_000] * 12,
        ["notes", "Notes"],
    ],
    ids=repr,
)
def test_sheets_have_names_that_excel_takes(titles: list[str]) -> None:
    names = opened(document(*titles)).sheetnames
    assert len(names) == len(titles) + 1
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) / 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() != "history"
        assert name.isprintable()


def test_no_text_is_a_formula_a_link_or_a_number() -> None:
    names = [
        "=cmd()",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "{=1}",
        "https://example.org",
        "mailto:a@example.org",
        "0123",
        "1e5",
        "TRUE",
    ]
    names += ["\x1b[31m", "a\nb", "_x001B_", "\ufffe", "<script>", "&amp;", " x ", "长" * 10_000]
    records = [{"name": name, "code": name} for name in names]
    made = document("t", records=records, title="=1")
    raw = render_xlsx(made)
    for cell in all_columns(openpyxl.load_workbook(io.BytesIO(raw)))["A"][1:]:
        assert cell.data_type == "s"
        assert cell.hyperlink is None
    values = [cell.value for cell in all_columns(openpyxl.load_workbook(io.BytesIO(raw)))["B"][1:]]
    # Excel reads _x005F_ as the _ of what would otherwise be an escape; openpyxl leaves it.
    assert [str(value).replace("_x005F_", "_") for value in values] == [visible(name) for name in names]
    assert python_calamine.load_workbook(io.BytesIO(raw)).get_sheet_by_name("all columns").to_python()[1:] == [
        [visible(name)] * 2 for name in names
    ]
    with ZipFile(io.BytesIO(raw)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_what_a_cell_cannot_hold_is_cut_and_said_so() -> None:
    book = opened(document("t", records=[{"name": "长" * 40_000}, {"name": "\U0001f600" * 20_000}]))
    for cell in all_columns(book)["A"][1:]:
        assert len(cell.value.encode("utf-16-le")) / 2 in (MAX_CELL, MAX_CELL - 1)
    assert f"cells of more than {MAX_CELL} characters were shortened" in [
        row[0].value for row in book.worksheets[-1].iter_rows()
    ]
    short = opened(document("t", records=[{"name": "长" * MAX_CELL}]))
    assert all_columns(short)["A2"].value == "长" * MAX_CELL
    assert "cut" not in str([row[0].value for row in short.worksheets[-1].iter_rows()])


def test_numbers_beyond_a_spreadsheet_stay_text() -> None:
    huge, tiny = "1" + "0" * 400, "0." + "0" * 400 + "1"
    records = [{"name": "x", "value": huge, "lower": f"-{huge}", "upper": tiny, "unit": "万元"}]
    row = [cell.value for cell in all_columns(opened(document("t", records=records)))[2]]
    assert row == ["x", huge, f"-{huge}", pytest.approx(0), "万元"]


def test_units_are_only_units_in_a_number_format() -> None:
    units = ['"0', "[Red]", "%", "pp", "; ;", "长" * 300, "\\", "", "_x"]
    records = [{"value": "1.5", "unit": unit} for unit in units]
    cells = all_columns(opened(document("t", records=records)))["A"][1:]
    assert [cell.value for cell in cells] == [1.5] * len(units)
    assert [cell.number_format for cell in cells[:4]] == ['0.0" 0"', '0.0" [Red]"', '0.0"%"', '0.0" pp"']
    assert all(len(cell.number_format) <= 255 for cell in cells)


def test_there_are_no_more_formats_than_excel_can_hold() -> None:
    records = [{"value": "1.5", "unit": f"u{place}"} for place in range(1000)]
    formats = {cell.number_format for cell in all_columns(opened(document("t", records=records)))["A"]}
    assert len(formats) <= 201


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 10)
    records = [{"name": str(place)} for place in range(10)]
    assert all_columns(opened(document("t", records=records[:9]))).max_row == 10
    with pytest.raises(OutputError, match="a worksheet holds at most 10 rows; write csv or parquet instead"):
        render_xlsx(document("t", records=records))


@pytest.mark.thorough
def test_a_large_sheet_takes_little_memory() -> None:
    """Rows go to the disk as they are written: beyond the rows themselves memory does not grow with them."""
    taken = []
    for count in (2_000, 20_000):
        records = [{"entity": f"村{place}", "value": "1.5", "lower": "1.45", "upper": "1.55"} for place in range(count)]
        tables = document("t", records=records)
        tracemalloc.start()
        size = len(render_xlsx(tables))
        taken.append(tracemalloc.get_traced_memory()[1] - size)
        tracemalloc.stop()
    assert taken[1] < 20_000 * 1_000


@pytest.mark.office
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "call", [("summary",), ("growth", "--lang", "zh"), ("export",), ("list", "indicators")], ids=" ".join
)
def test_libreoffice_finds_the_same(call: tuple[str, ...], written: Any, nbkpi: Run, tmp_path: Path) -> None:
    file = written(*call)
    records = nbkpi(*call, "--json").results()
    rows = converted(file, tmp_path, shown_as_formatted=False)[-2]
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        for cell, want in zip(row, flat(record, is_named=call[0] != "export"), strict=True):
            if isinstance(want, Fraction):
                assert abs(Fraction(cell) - want) <= abs(want) / 10**13
            elif isinstance(want, bool):
                assert cell == str(want).upper()
            elif "--lang" not in call:
                assert cell == str(want if want is not None else "")


@pytest.mark.office
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_figures_as_printed(written: Any, tmp_path: Path) -> None:
    call = ("growth", "--village", "东山村")
    shown_first, rows, _notes = converted(written(*call), tmp_path, shown_as_formatted=True)
    assert [row[3] for row in shown_first[1:]] == ["43.6%", "26.72 万元", "61.28 万元"]
    assert [row[7:9] for row in rows] == [
        ["43.6%", "43.55%"],
        ["26.72 万元", "26.55 万元"],
        ["61.28 万元", "60.91 万元"],
    ]


def converted(file: Path, folder: Path, shown_as_formatted: bool) -> list[list[list[str]]]:
    """The rows of every sheet, as LibreOffice writes them to CSV, without the first."""
    settings = f"44,34,76,1,,0,false,false,{str(shown_as_formatted).lower()},false,false,-1"
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to"]
    command += [f"csv:Text - txt - csv (StarCalc):{settings}", "--outdir", str(folder / "csv"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheets: list[list[list[str]]] = []
    for name in openpyxl.load_workbook(file).sheetnames:
        with (folder / "csv" / f"{file.stem}-{name}.csv").open(encoding="utf-8", newline="") as text:
            sheets.append(list(csv.reader(text))[1:])
    return sheets
