"""What a workbook that is a zip archive says besides its values, and whether it is safe to unpack."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.sheets import openxml, shared_strings
from nbkpi.sheets.grid import MAX_CELLS, Grid, too_large
from nbkpi.sheets.markup import check_markup
from nbkpi.version import RESULTS

DAMAGE = (BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What reading a damaged archive, or the XML in it, may raise."""

MAX_UNPACKED = 1_000_000_000
_DEFLATE_LIMIT = 1032
"""No byte of a deflated file can become more bytes than that."""

_PROPERTIES, _OPEN_DOCUMENT = "docProps/core.xml", "content.xml"


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
        raise UsageError(larger_unpacked(shown, MAX_UNPACKED))
    facts = Facts(archive, shown)
    facts.check_strings()
    return facts


def larger_unpacked(shown: str, limit: int) -> str:
    """That a file holds more than so many bytes when it is unpacked."""
    return _("{path} is larger than {limit} MB when unpacked", path=shown, limit=limit // 1_000_000)


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
        return bool({_OPEN_DOCUMENT, openxml.WORKBOOK} & self._names)

    @property
    def are_results(self) -> bool:
        """Whether nbkpi wrote it, of results: it says so in its properties, also after another program saved it."""
        return _PROPERTIES in self._names and RESULTS.encode() in self._bytes(_PROPERTIES)

    def check_strings(self) -> None:
        """Refuse a workbook that declares more strings than it has: reading it would make room for all of them.

        And one whose words are no XML: of a string that does not end calamine makes one with the next, and for a table
        of OpenDocument that does not end it waits forever.
        """
        with self._sound():
            for part in (self._strings, self._bytes(_OPEN_DOCUMENT) if _OPEN_DOCUMENT in self._names else b""):
                if part:
                    check_markup(part)
        if shared_strings.are_too_many(self._strings):
            raise UsageError(_("{path} is damaged", path=self._shown))

    def check_extent(self, sheet: str) -> None:
        """Refuse a sheet whose outermost cells lie so far apart that all between them would not fit into memory.

        And one that is no XML, of which calamine takes several cells for one.
        """
        cells = text = 0
        with self._sound():
            if (part := self._part(sheet)) is not None:
                check_markup(self._bytes(part))
                cells = openxml.extent(self._bytes(part))
                text = shared_strings.size_in(self._bytes(part), self._strings)
        if cells > MAX_CELLS:
            raise UsageError(too_large(self._shown, cells))
        if text > shared_strings.MAX_TEXT:
            raise UsageError(larger_unpacked(self._shown, shared_strings.MAX_TEXT))

    def apply(self, grid: Grid) -> None:
        """Tell the grid what is wrong with its cells, how numbers are shown, and which labels are indented."""
        with self._sound():
            if _OPEN_DOCUMENT in self._names:
                from nbkpi.sheets import opendocument

                opendocument.apply(self._bytes(_OPEN_DOCUMENT), grid)
            elif (part := self._part(grid.sheet)) is not None:
                is_styled = openxml.STYLES in self._names
                styles = openxml.read_styles(self._bytes(openxml.STYLES)) if is_styled else openxml.Styles()
                openxml.apply(self._bytes(part), styles, grid)

    @property
    def _strings(self) -> bytes:
        """The shared strings of an xlsx workbook, which calamine finds in whatever letters their name is written."""
        found = [name for name in self._names if name.lower() == shared_strings.PART]
        return self._bytes(found[0]) if found else b""

    def _bytes(self, name: str) -> bytes:
        if name not in self._read:
            with self._sound():
                self._read[name] = self._archive.read(name)
        return self._read[name]

    def _part(self, sheet: str) -> str | None:
        """The entry that holds a sheet; None when there is none, as in a binary workbook."""
        if not {openxml.WORKBOOK, openxml.RELATIONS} <= self._names:
            return None
        part = openxml.part_of_sheet(self._bytes(openxml.WORKBOOK), self._bytes(openxml.RELATIONS), sheet)
        return part if part in self._names and part.endswith(".xml") else None

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Say of what cannot be read that the file is damaged."""
        try:
            yield
        except DAMAGE:
            raise UsageError(_("{path} is damaged", path=self._shown)) from None
