"""What a workbook that is a zip archive says besides its values, and whether it is safe to unpack."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.sheets.grid import MAX_CELLS, Grid, column_number, too_large
from nbkpi.sheets.number_format import BUILT_IN, GENERAL
from nbkpi.version import RESULTS

if TYPE_CHECKING:
    from nbkpi.sheets.grid import Spot

DAMAGE = (BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What reading a damaged archive, or the XML in it, may raise."""

MAX_UNPACKED = 1_000_000_000
_DEFLATE_LIMIT = 1032
"""No byte of a deflated file can become more bytes than that."""

_PROPERTIES = "docProps/core.xml"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_LOOK = (b"<f>", b"<f ", b":f>", b":f ", b' t="e"', b" t='e'")
"""What the XML of a sheet must hold for there to be formulas or errors."""

_ADDRESS = re.compile(rb"\br=[\"']([A-Z]*)([0-9]+)")
_STYLE = re.compile(rb"\bs=[\"']([0-9]+)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is>)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb"\br=[\"']([0-9]+)")
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ENDS = re.compile(rb"\bm(?:in|ax)=[\"']([0-9]+)")
MAX_COLUMNS = 16_384
_FAR = re.compile(rb" r=[\"'](?:[A-Z]{2,3}[0-9]|[A-Z]?[0-9]{7})")
_COLUMNS = re.compile(rb" r=[\"']([A-Z]+)[0-9]")
_ROWS = re.compile(rb" r=[\"'][A-Z]*([0-9]+)")


def checked_archive(path: Path, shown: str) -> Facts:
    """The archive, once it is known that it does not unpack to more than MAX_UNPACKED; UsageError otherwise."""
    try:
        archive = ZipFile(path)
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        possible = sum(entry.compress_size for entry in entries) * _DEFLATE_LIMIT
        if size <= MAX_UNPACKED < possible:
            size = _true_size(archive)
    except DAMAGE:
        raise UsageError(_("{path} is damaged", path=shown)) from None
    if size > MAX_UNPACKED:
        message = _("{path} is larger than {limit} MB when unpacked", path=shown, limit=MAX_UNPACKED // 1_000_000)
        raise UsageError(message)
    return Facts(archive, shown)


def _true_size(archive: ZipFile) -> int:
    """What the entries hold, whatever the directory says: reading one that says too little fails."""
    size = 0
    for entry in archive.infolist():
        if entry.compress_size * _DEFLATE_LIMIT > MAX_UNPACKED // 100:
            with archive.open(entry) as file:
                while chunk := file.read(1 << 20):
                    size += len(chunk)
        else:
            size += entry.file_size
    return size


class Facts:
    """The XML of a workbook, read no further than it must be; for other archives than xlsx and ods it says nothing."""

    def __init__(self, archive: ZipFile, shown: str) -> None:
        self._archive, self._shown = archive, shown
        self._names = set(archive.namelist())
        self._read: dict[str, bytes] = {}

    @property
    def is_told(self) -> bool:
        """Whether it is of a kind whose XML says how cells are shown: xlsx or ods."""
        return bool({"content.xml", "xl/workbook.xml"} & self._names)

    @property
    def are_results(self) -> bool:
        """Whether nbkpi wrote it, of results: it says so in its properties, also after another program saved it."""
        return _PROPERTIES in self._names and RESULTS.encode() in self._bytes(_PROPERTIES)

    def _bytes(self, name: str) -> bytes:
        if name not in self._read:
            try:
                self._read[name] = self._archive.read(name)
            except DAMAGE:
                raise UsageError(_("{path} is damaged", path=self._shown)) from None
        return self._read[name]

    def _tree(self, name: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self._bytes(name))
        except ElementTree.ParseError:
            raise UsageError(_("{path} is damaged", path=self._shown)) from None

    def check_extent(self, sheet: str) -> None:
        """Refuse a sheet whose outermost cells lie so far apart that all between them would not fit into memory."""
        if "content.xml" in self._names:
            from nbkpi.sheets.opendocument import extent

            cells = extent(self._bytes("content.xml"), sheet)
        else:
            part = self._part(sheet)
            if part is None:
                return
            data = self._bytes(part)
            if not _FAR.search(data):
                return  # Neither column AA nor row 1,000,000 is reached.
            columns, rows = set(_COLUMNS.findall(data)), set(_ROWS.findall(data))
            width = max(((column_number(name.decode()) or 0) + 1 for name in columns), default=1)
            cells = max(map(int, rows), default=0) * width
        if cells > MAX_CELLS:
            raise UsageError(too_large(self._shown, cells))

    def apply(self, grid: Grid) -> None:
        """Tell the grid what is wrong with its cells, which are percentages, and which labels are indented."""
        if "content.xml" in self._names:
            from nbkpi.sheets.opendocument import apply

            apply(self._bytes("content.xml"), grid)
            return
        part = self._part(grid.sheet)
        if part is None:
            return
        formats, indents = self._styles()
        data = self._bytes(part)
        styles = b"|".join(b"%d" % style for style in sorted({*formats, *indents}))
        styled = styles and re.search(rb" s=[\"'](?:" + styles + rb")[\"']", data)
        if styled or any(mark in data for mark in _LOOK):
            for (row, column), attributes, inner in _cells(data):
                style = _STYLE.search(attributes)
                number = int(style[1]) if style else 0
                if number in formats:
                    grid.show(row, column, formats[number])
                if number in indents and row not in grid.indents:
                    grid.indents[row] = indents[number]
                if b't="e"' in attributes or b"t='e'" in attributes:
                    grid.wrong[row, column] = _("an error of the spreadsheet")
                elif b't="str"' not in attributes and _FORMULA.search(inner) and not _VALUE.search(inner):
                    grid.wrong[row, column] = _("a formula without a stored result")
        if b"hidden" in data:
            grid.hide(_hidden_rows(data), _hidden_columns(data))

    def _part(self, sheet: str) -> str | None:
        """The entry that holds a sheet; None when there is none, as in a binary workbook."""
        if "xl/workbook.xml" not in self._names or "xl/_rels/workbook.xml.rels" not in self._names:
            return None
        targets = {one.get("Id"): one.get("Target", "") for one in self._tree("xl/_rels/workbook.xml.rels")}
        for one in self._tree("xl/workbook.xml").iter():
            if one.tag.endswith("}sheet") and one.get("name") == sheet:
                target = targets.get(one.get(_REL) or one.get(_STRICT_REL), "")
                name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
                return name if name in self._names and name.endswith(".xml") else None
        return None

    def _styles(self) -> tuple[dict[int, str], dict[int, int]]:
        """The number formats of the cell styles that do not show all digits, and how far styles indent."""
        if "xl/styles.xml" not in self._names:
            return {}, {}
        tree = self._tree("xl/styles.xml")
        known = dict(BUILT_IN)
        for one in tree.iter():
            if one.tag.endswith("}numFmt"):
                known[int(one.get("numFmtId", "-1"))] = one.get("formatCode", GENERAL)
        formats, indents = {}, {}
        for group in tree:
            if not group.tag.endswith("}cellXfs"):
                continue
            for number, style in enumerate(group):
                code = known.get(int(style.get("numFmtId", "0")), GENERAL)
                if code != GENERAL:
                    formats[number] = code
                depth = max((int(each.get("indent", "0")) for each in style), default=0)
                if depth:
                    indents[number] = depth
        return formats, indents


def _hidden_rows(data: bytes) -> list[int]:
    """The rows that are not shown, counted from 0; those folded in an outline can be seen to be there."""
    tags = (match[0] for match in _ROW_TAG.finditer(data) if _is_hidden(match[0]))
    return [int(address[1]) - 1 for tag in tags if (address := _ROW_NUMBER.search(tag))]


def _is_hidden(tag: bytes) -> bool:
    return _HIDDEN.search(tag) is not None and b"outlineLevel" not in tag


def _hidden_columns(data: bytes) -> list[int]:
    """The columns that are not shown, counted from 0."""
    found: list[int] = []
    for match in _COLUMN_TAG.finditer(data, 0, max(data.find(b"sheetData"), 0)):
        ends = _ENDS.findall(match[0])
        if _is_hidden(match[0]) and len(ends) == 2:
            found += range(min(map(int, ends)) - 1, min(max(map(int, ends)), MAX_COLUMNS))
    return found


def _cells(data: bytes) -> Iterator[tuple[Spot, bytes, bytes]]:
    """Every cell with its attributes and what is in it; those without an address follow the one before."""
    row, column = -1, -1
    for match in _CELL.finditer(data):
        if match[1] is not None:
            address = _ADDRESS.search(match[1])
            row, column = int(address[2]) - 1 if address else row + 1, -1
            continue
        address = _ADDRESS.search(match[2])
        found = column_number(address[1].decode()) if address else None
        column = found if found is not None else column + 1
        yield (row, column), match[2], match[3] or b""
