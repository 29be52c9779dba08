"""Workbooks of little XML that would take all memory when they are read: refused in one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nbkpi.errors import UsageError
from nbkpi.sheets.open import open_grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def related(**targets: str) -> str:
    """The relations of a part: worksheet, sharedStrings and the like to their targets."""
    rows = (f'<Relationship Id="r{key}" Type="{DOCUMENT}/{key}" Target="{one}"/>' for key, one in targets.items())
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def workbook(path: Path, rows: str, strings: str, declared: str = "", name: str = "sharedStrings.xml") -> Path:
    """A workbook with these rows and shared strings, written by hand."""
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": related(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rworksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(worksheet="worksheets/s.xml", sharedStrings=name),
        "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        f"xl/{name}": f'<sst xmlns="{MAIN}" {declared}>{strings}</sst>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return path


def named(times: int) -> str:
    """So many cells below each other, all with the first shared string."""
    return "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))


def string(length: int) -> str:
    """One shared string."""
    return f"<si><t>{'x' * length}</t></si>"


def test_a_workbook_written_by_hand_can_be_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", named(3), string(5), 'count="3" uniqueCount="1"')
    assert open_grid(path, "a").rows == [["xxxxx"]] * 3


@pytest.mark.parametrize("name", ["sharedStrings.xml", "SharedSTRINGS.xml"])
@pytest.mark.parametrize("declared", ['uniqueCount="4000000000"', "uniqueCount = ' 4000000000'"])
def test_more_strings_declared_than_there_are(declared: str, name: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", named(1), string(1), declared, name)
    with pytest.raises(UsageError, match="is damaged"):
        open_grid(path, "a")


@pytest.mark.parametrize("address", ["ZZZZZZZ1", "ZZZZZZZZZZZZZZZZZZZZ1", "A4000000000"])
def test_a_cell_beyond_all_columns_and_rows(address: str, tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="{address}"><v>5</v></c></row>'
    with pytest.raises(UsageError, match=r"at most 30 million are read|damaged"):
        open_grid(workbook(tmp_path / "a.xlsx", rows, ""), "a")


def test_one_long_text_in_very_many_cells(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="larger than 1000 MB when unpacked"):
        open_grid(workbook(tmp_path / "a.xlsx", named(4000), string(300_000)), "a")


def test_one_long_text_among_many_short_ones(tmp_path: Path) -> None:
    rows = named(4000).replace("<v>0</v>", "<v>1</v>")
    found = open_grid(workbook(tmp_path / "a.xlsx", rows, string(300_000) + string(3)), "a")
    assert len(found.rows) == 4000
