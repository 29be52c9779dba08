"""Files of every format, those that lie about their size, and those that are none of what they are called."""

from __future__ import annotations

import datetime
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from nbkpi.errors import UsageError, installing
from nbkpi.sheets import archive
from nbkpi.sheets.grid import Grid
from nbkpi.sheets.open import open_grid

TEXT = "村名,收入\n东村,5.20\n西村,“约88”\n"


def opened(path: Path, **options: str) -> Grid:
    return open_grid(path, path.name, **options)


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(UsageError) as caught:
        opened(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def workbook(path: Path, **cells: object) -> Path:
    made = openpyxl.Workbook()
    for name, value in cells.items():
        made.active[name] = value
    made.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_found_out(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert opened(path).rows == [["村名", "收入"], ["东村", "5.20"], ["西村", "“约88”"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_delimiter_is_found_out(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text('村名{0}"收入, 合计; 元"{0}注\n东村{0}"1,234"{0}\n\n'.replace("{0}", delimiter), "utf-8")
    assert opened(path).rows == [["村名", "收入, 合计; 元", "注"], ["东村", "1,234", ""]]


def test_an_encoding_and_a_delimiter_may_be_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a|ä\n1|2\n".encode("latin-1"))
    assert opened(path, encoding="latin-1", delimiter="|").rows == [["a", "ä"], ["1", "2"]]
    assert refusal(path, encoding="utf-8") == "t.csv is not in utf-8: byte 0xe4 at offset 2"
    for name in ("klingon", "\udc80", "undefined", "rot13"):
        assert refusal(path, encoding=name) == f"there is no encoding “{name}”"
    assert refusal(path, encoding="latin-1", delimiter="||") == "the delimiter must be one character, not “||”"


def test_text_that_is_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xff\xff,\x80\xff\n")
    assert refusal(path) == "t.csv is not in gb18030: byte 0xff at offset 0"


def test_a_field_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,"' + "x" * 200_000, "utf-8")
    assert refusal(path).startswith("t.csv cannot be read at line ")


def test_rows_of_different_lengths_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1\n\n1,2,3\n,,\n", "utf-8")
    assert opened(path).rows == [["a", "b", ""], ["1", "", ""], ["", "", ""], ["1", "2", "3"]]


def test_a_workbook_starts_at_its_first_cell_and_says_what_is_wrong(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "empty"
    sheet = made.create_sheet("表 1")
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = 0.1 + 0.2, "=1+1", True, datetime.date(2024, 6, 30)
    sheet["B3"], sheet["C3"] = 0.436, '="a"&"b"'
    sheet["B3"].number_format = '0.0%;"-"0.0%'
    sheet["C4"] = 5.2
    sheet["C4"].number_format = '0.00"%"'
    made.save(tmp_path / "t.xlsx")
    grid = opened(tmp_path / "t.xlsx")
    assert grid.name == "t.xlsx:表 1"
    assert [grid.text(1, 1), grid.text(2, 1), grid.text(3, 2)] == ["0.3", "43.6%", "5.20%"]
    formula = "a formula without a stored result"
    assert grid.wrong == {(1, 2): formula, (2, 2): formula}
    assert grid.facts == ["worksheet “表 1” of empty, 表 1"]
    assert grid.place(1, 27) == "t.xlsx:表 1!AB2"
    assert refusal(tmp_path / "t.xlsx", sheet="x") == "t.xlsx has no worksheet “x”; it has empty, 表 1"


def test_macros_are_not_run_and_values_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="村名", B1=1)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    assert opened(path.rename(tmp_path / "t.xlsm")).rows == [["村名", 1.0]]


def test_an_archive_that_would_unpack_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="x")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/bomb", bytes(3_000_000))
    assert opened(path).rows == [["x"]]
    monkeypatch.setattr(archive, "MAX_UNPACKED", 2_000_000)
    assert refusal(path) == "t.xlsx is larger than 2 MB when unpacked"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="x")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/bomb.xml", bytes(3_000_000))
    raw = path.read_bytes()
    assert raw.count(struct.pack("<I", 3_000_000)) == 2
    path.write_bytes(raw.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 3_000)))
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100_000)
    assert refusal(path).startswith("t.xlsx is damaged")


def test_cells_too_far_apart_are_refused_before_memory_is_taken(tmp_path: Path) -> None:
    for cell in ("XFD1048576", "AAA200000"):
        assert "million cells" in refusal(workbook(tmp_path / "t.xlsx", A1="x", **{cell: 1}))


def test_a_million_empty_rows_are_no_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="x", A2=1)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    rows = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(3, 1_048_577))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", rows + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    assert opened(path).rows == [["x"], [1.0]]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "xlsb", "parquet"])
@pytest.mark.parametrize(
    "content", [b"", b"no workbook", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_what_is_no_workbook_is_said_in_a_sentence(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    path.write_bytes(content)
    assert refusal(path).startswith(f"t.{ending} ")


def test_a_damaged_workbook_is_said_to_be_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", A1="x")
    raw = path.read_bytes()
    for cut in range(0, len(raw), max(1, len(raw) // 40)):
        path.write_bytes(raw[:cut])
        assert refusal(path).startswith("t.xlsx ")
    for place in range(0, len(raw), max(1, len(raw) // 60)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        with suppress(UsageError):
            opened(path)


def test_an_encrypted_workbook_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le"))
    assert (
        refusal(path)
        == "t.xlsx is encrypted: save it in a spreadsheet program without a password, even where that asks for none"
    )


def test_what_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "t.csv") == "there is no file t.csv"
    assert "t.docx is not a table" in refusal(tmp_path / "t.docx")
    (tmp_path / "t.csv").write_text("a,b\n", "utf-8")
    assert refusal(tmp_path / "t.csv", sheet="1") == "t.csv has no worksheets"
    assert refusal(workbook(tmp_path / "t.xlsx")) == "t.xlsx is empty"


def test_parquet_keeps_decimals_and_knows_what_is_null(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "t.parquet"
    with duckdb.connect(":memory:") as connection:
        connection.sql(
            "select * from (values ('东村', 5.20::decimal(9,2), 88, 0.1::double), ('西村', null, null, null))"
            " as t(a, b, c, d)"
        ).write_parquet(str(path))
    grid = opened(path)
    assert [[grid.text(row, column) for column in range(4)] for row in range(3)] == [
        ["a", "b", "c", "d"],
        ["东村", "5.20", "88", "0.1"],
        ["西村", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("module", "ending", "extra"), [("python_calamine", "xlsx", "excel"), ("duckdb", "parquet", "panel")]
)
def test_a_missing_package_is_named_with_its_extra(
    module: str, ending: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    (tmp_path / f"t.{ending}").write_bytes(b"x")
    assert installing(extra) in refusal(tmp_path / f"t.{ending}")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_that_is_called_a_workbook(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes("村名\t收入（万元）\n东村\t88.1\n西村\t70.2\n".encode(encoding))
    assert open_grid(path, "t.xls").rows == [["村名", "收入（万元）"], ["东村", "88.1"], ["西村", "70.2"]]


def test_a_web_page_that_is_called_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xls"
    path.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>", "utf-8")
    with pytest.raises(UsageError, match="web page"):
        open_grid(path, "t.xls")


@pytest.mark.parametrize("first", ["说明", "Contents", "Sheet1"])
def test_notes_on_the_other_sheets_are_not_the_table(first: str, tmp_path: Path) -> None:
    """Those called so, and those without a number; where all are such the first is taken."""
    workbook = openpyxl.Workbook()
    notes = workbook.active
    notes.title = first
    notes.append(["Table", "见各表"])
    if first != "Sheet1":
        notes.append([1, 2023])
    workbook.create_sheet("表1").append(["东村", 5])
    workbook.save(tmp_path / "t.xlsx")
    assert open_grid(tmp_path / "t.xlsx", "t.xlsx").sheet == "表1"
    del workbook["表1"]
    workbook.save(tmp_path / "u.xlsx")
    assert open_grid(tmp_path / "u.xlsx", "u.xlsx").rows[0] == ["Table", "见各表"]


def test_a_workbook_whose_figures_are_hidden_is_not_said_to_be_empty(tmp_path: Path) -> None:
    """Only its visible sheets are."""
    book = openpyxl.Workbook()
    book.active.title = "封面"
    for name, state in (("数据", "veryHidden"), ("旧数据", "hidden"), ("空", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "空":
            sheet.append(["村名", "收入(万元)"])
            sheet.append(["东山村", 5])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match=r"hidden ones do, which --sheet reads: 数据, 旧数据$"):
        open_grid(tmp_path / "a.xlsx", "a.xlsx")
    assert open_grid(tmp_path / "a.xlsx", "a.xlsx", "数据").text(1, 1) == "5"
