"""The XML of a workbook may be spelt in many ways that mean the same, and in some that are made to harm."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbkpi.errors import UsageError
from nbkpi.sheets.grid import Grid, cell_name
from nbkpi.sheets.markup import MAX_DEPTH, MAX_MARK, visit_elements
from nbkpi.sheets.open import open_grid

if TYPE_CHECKING:
    from conftest import Run

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(path: Path, sheet: str) -> Path:
    """A workbook with two styles of cells: 1 shows two decimals, 2 indents by three."""
    made = openpyxl.Workbook()
    made.active["A1"].number_format = "0.00"
    made.active["A2"].alignment = openpyxl.styles.Alignment(indent=3)
    made.save(path)
    return rewrite(path, SHEET, lambda _part: sheet)


def ods(path: Path, rows: str, prolog: str = "", before: str = "") -> Path:
    spaces = " ".join(f'xmlns:{one}="{OFFICE}:{one}:1.0"' for one in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f'<table:table table:name="表">{before}{rows}</table:table>'
        file.writestr(
            "content.xml",
            f"{prolog}<office:document-content {spaces}><office:body><office:spreadsheet>{content}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        file.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def rewrite(path: Path, name: str, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(path) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for one, part in parts.items():
            file.writestr(one, part)
    return path


def opened(path: Path) -> Grid:
    return open_grid(path, path.name)


def sheet_of(rows: str, before: str = "", after: str = "", prolog: str = "") -> str:
    return f'{prolog}<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


CELLS = {
    "number": '<c r="{}" s="0"><v>{n}.5</v></c>',
    "decimals": '<c r="{}" s="1"><v>{n}.5</v></c>',
    "indented": '<c r="{}" s="2" t="inlineStr"><is><t>{n}</t></is></c>',
    "text": '<c r="{}" t="inlineStr"><is><t>= s t f {n}</t></is></c>',
    "formula": '<c r="{}"><f>A{n}</f><v>{n}</v></c>',
    "lost": '<c r="{}" s="1"><f>A{n}</f><v></v></c>',
    "shared": '<c r="{}"><f t="shared" si="0"/></c>',
    "error": '<c r="{}" t="e"><v>#N/A</v></c>',
}
ROW = st.tuples(st.booleans(), st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=4))


def spelt(rows: list[tuple[bool, list[str]]]) -> str:
    text = ""
    for row, (is_hidden, kinds) in enumerate(rows):
        cells = (CELLS[kind].format(cell_name(row, place), n=row + 3) for place, kind in enumerate(kinds))
        hidden = ' hidden="1"' if is_hidden else ""
        text += f'<row r="{row + 1}"{hidden}>'
        text += "".join(cells) + "</row>"
    return sheet_of(text, '<cols><col min="2" max="2" hidden="1"/></cols>')


def prefixed(sheet: str) -> str:
    for name in ("worksheet", "cols", "col", "sheetData", "row", "c", "f", "v", "is", "t"):
        for end in (" ", ">", "/"):
            sheet = sheet.replace(f"<{name}{end}", f"<x:{name}{end}")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    return sheet.replace("xmlns=", "xmlns:x=")


EXTENSION = '<extLst><ext xmlns:x14="a" xmlns:xm="b"><x14:rule><xm:f>A1</xm:f></x14:rule></ext></extLst>'
SPELLINGS: dict[str, Callable[[str], str]] = {
    "strict": lambda sheet: sheet.replace(NAMESPACE, STRICT),
    "prefixes": prefixed,
    "single quotes": lambda sheet: sheet.replace('"', "'"),
    "line breaks": lambda sheet: sheet.replace(" s=", "\n\ts=").replace(" t=", "\r\nt=").replace(" hidden", "\thidden"),
    "blanks": lambda sheet: sheet.replace(' s="', ' s = "').replace(' t="', ' t = "').replace("><f>", "><f >"),
    "zeros": lambda sheet: sheet.replace(' s="', ' s="0'),
    "truth": lambda sheet: sheet.replace('hidden="1"', 'hidden="true"'),
    "comments": lambda sheet: sheet.replace("</row>", '<!-- <c r="A1" s="1" t="e"><f>1</f></c> --></row>'),
    "declared": lambda sheet: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + sheet,
    "no addresses": lambda sheet: "".join(
        part.partition('"')[2].lstrip() if number else part for number, part in enumerate(sheet.split('r="'))
    ),
    "extension": lambda sheet: sheet.replace("</worksheet>", f"{EXTENSION}</worksheet>"),
}  # fmt: skip


@given(st.lists(ROW, min_size=1, max_size=4), st.sampled_from(sorted(SPELLINGS)))
def test_a_sheet_means_the_same_in_every_spelling(rows: list[tuple[bool, list[str]]], name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.xlsx")
        plain = spelt([(False, ["text"]), *rows])
        expected, found = opened(xlsx(path, plain)), opened(xlsx(path, SPELLINGS[name](plain)))
    assert found == expected


def test_what_is_said_of_cells_is_found(tmp_path: Path) -> None:
    rows = [["indented", "text"], ["decimals"], ["text"], ["lost"], ["error"], ["formula"]]
    sheet = spelt([(kinds == ["text"], kinds) for kinds in rows])
    grid = opened(xlsx(tmp_path / "t.xlsx", sheet))
    assert [row[0] for row in grid.rows] == ["3", "4.50", "", "", "", 8.0]
    assert grid.indents == {0: 3}
    assert set(grid.wrong) == {(3, 0), (4, 0)}
    assert len(grid.unread) == 2


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="AAA200000"><v>1</v></c></row>'


@pytest.mark.parametrize("name", ["strict", "prefixes", "single quotes", "declared", "extension", "breaks", "case"])
def test_a_far_cell_is_refused_in_every_spelling(name: str, tmp_path: Path) -> None:
    more = {"breaks": lambda sheet: sheet.replace(" r=", "\nr = "), "case": lambda sheet: sheet.replace("AAA", "aaa")}
    with pytest.raises(UsageError, match="million cells"):
        opened(xlsx(tmp_path / "t.xlsx", (SPELLINGS | more)[name](sheet_of(FAR))))


def test_a_far_cell_in_a_comment_is_none(tmp_path: Path) -> None:
    near = '<row r="1"><c r="AB1"><v>1</v></c></row>'
    assert opened(xlsx(tmp_path / "t.xlsx", sheet_of(f"{near}<!-- {FAR} -->"))).width == 28


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def number(value: str, words: str, attributes: str = "") -> str:
    return cell(words, f"office:value-type='float' office:value='{value}' {attributes}")


def test_what_an_opendocument_sheet_says_besides_its_values(tmp_path: Path) -> None:
    """Merged cells, numbers as they are shown, a formula whose result is lost, an error, and what is repeated."""
    rows = [
        cell("村", "table:number-columns-spanned='2'") + "<table:covered-table-cell/>" + cell("收入"),
        number("12.04", "12.0")
        + number("0.436", "43.60%")
        + number("88.1", "88,2", "table:number-columns-repeated='2'"),
        cell("", "table:formula='of:=[.A1]'")
        + cell("Err:502", "table:formula='of:=1' office:value-type='string'")
        + number("3", "3"),
    ]
    grid = opened(ods(tmp_path / "t.ods", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)))
    assert grid.merged == [(0, 0, 0, 1)]
    assert grid.rows[1][:4] == ["12.0", "43.60%", 88.1, 88.1]
    assert grid.wrong == {(2, 0): "a formula without a stored result", (2, 1): "an error of the spreadsheet"}


DOCTYPES = ['<!DOCTYPE a [<!ENTITY b "1">]>', '<!DOCTYPE a SYSTEM "file:///etc/hostname">', "<!DOCTYPE a>"]
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))


@pytest.mark.parametrize("doctype", [*DOCTYPES, f"<!DOCTYPE a [{LAUGHS}]>"])
def test_a_declared_document_type_is_refused(doctype: str, tmp_path: Path) -> None:
    cell = '<row r="1"><c r="A1"><v>1</v></c></row>'
    made = [
        xlsx(tmp_path / "a.xlsx", sheet_of(cell, prolog=doctype)),
        rewrite(xlsx(tmp_path / "b.xlsx", sheet_of(cell)), "xl/styles.xml", lambda part: doctype + part),
        ods(tmp_path / "c.ods", "<table:table-row><table:table-cell office:value-type='float' office:value='1'/>"
            "</table:table-row>", prolog=doctype),
    ]  # fmt: skip
    for path in made:
        with pytest.raises(UsageError, match="damaged"):
            opened(path)


@pytest.mark.parametrize("encoding", ["XFD1048576", "rot13", "idna", "utf-7"])
def test_an_encoding_that_nobody_knows_or_may_use_is_refused(encoding: str, tmp_path: Path) -> None:
    cell, declared = '<row r="1"><c r="A1"><v>1</v></c></row>', f'<?xml version="1.0" encoding="{encoding}"?>'
    parts = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml")
    for place, name in enumerate(parts):
        path = xlsx(tmp_path / f"{place}.xlsx", sheet_of(cell))
        rewrite(path, name, lambda part: declared + part.partition("?>")[2] if part[:2] == "<?" else declared + part)
        with pytest.raises(UsageError, match="damaged"):
            opened(path)
    row = "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>"
    with pytest.raises(UsageError, match="damaged"):
        opened(ods(tmp_path / "t.ods", row, prolog=declared))


@pytest.mark.parametrize("end", ["table:table", "table:table-row", "table:table-cell", "office:body"])
def test_what_does_not_end_is_not_waited_for(end: str, process: Run, tmp_path: Path) -> None:
    """Calamine would wait for the end of a table for ever; so the command is a process of its own."""
    cell = "<table:table-cell office:value-type='float' office:value='1'></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    path = rewrite(ods(tmp_path / "t.ods", row), "content.xml", lambda part: part.replace(f"</{end}>", f"</{end}x>"))
    assert process("import", str(path)) == (2, "", f"nbkpi: {path} is damaged\n")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    deep = "<x>" * 100_000 + "</x>" * 100_000
    path = xlsx(tmp_path / "t.xlsx", sheet_of('<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>', after=deep))
    with pytest.raises(UsageError, match="damaged"):
        opened(path)
    seen: list[int] = []
    visit_elements(b"<x>" * MAX_DEPTH + b"</x>" * MAX_DEPTH, lambda path, _attributes: seen.append(len(path)))
    assert max(seen) == MAX_DEPTH


@pytest.mark.parametrize("piece", ["<!-- <c <f> -->", "<c r='A2'><f/></c>", "<c ", "<c><f>", "<!--", "<![CDATA[<c>"])
def test_the_time_grows_with_the_length_only(piece: str, tmp_path: Path) -> None:
    taken = []
    for count in (40_000, 160_000):
        cell = '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>'
        path = xlsx(tmp_path / "t.xlsx", sheet_of(cell, after=f"<y>{piece * count}</y>"))
        start = time.process_time()
        with suppress(UsageError):
            opened(path)
        taken.append(time.process_time() - start)
    assert taken[1] < 10 * taken[0] + 0.5


def test_a_comment_without_end_is_refused(tmp_path: Path) -> None:
    cell = '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>'
    assert opened(xlsx(tmp_path / "t.xlsx", sheet_of(cell, after=f"<!--{' ' * (MAX_MARK // 2)}-->"))).width == 1
    with pytest.raises(UsageError, match="damaged"):
        opened(xlsx(tmp_path / "t.xlsx", sheet_of(cell, after=f"<!--{' ' * (MAX_MARK + (1 << 22))}-->")))
