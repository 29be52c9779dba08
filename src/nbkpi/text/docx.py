"""The text of a docx file: a zip archive with XML in it, read in one pass with the standard library."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.text.tabular.writer import FlatText, FlatWriter

MAX_UNPACKED = 8_000_000
"""The part with the text: a larger one is refused, however small it is packed."""

_MAX_ENTRIES = 10_000
_ENTRY = b"PK\x01\x02"
_DOCUMENT = "word/document.xml"
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class _Refused(Exception):
    """A file of a kind that no word processor writes."""


_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, _Refused),
    *(KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError),
)


def docx_text(data: bytes, name: str) -> FlatText:
    """Its paragraphs as lines, rows of tables as lines with tabs; UsageError when it is no docx file or too large."""
    try:
        if data.count(_ENTRY) > _MAX_ENTRIES:
            raise _Refused
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_DOCUMENT) as member:
            content = member.read(MAX_UNPACKED + 1)
        if len(content) > MAX_UNPACKED:
            limit = MAX_UNPACKED // 1_000_000
            raise UsageError(_("{path} would unpack to more than {limit} MB", path=name, limit=limit))
        reader = _Reader()
        parser = ElementTree.XMLParser(target=reader)
        parser.feed(content)
        parser.close()
    except _DAMAGE:
        raise UsageError(_("{path} is no docx file that can be read", path=name)) from None
    return reader.flat.finish()


class _Reader:
    """Follows the XML from tag to tag, so that no depth of nesting costs more than its length."""

    def __init__(self) -> None:
        self.flat = FlatWriter(keeps_blank_lines=True)
        self._hidden = self._runs = self._paragraphs = 0
        self._is_text = False

    def doctype(self, *_declared: str | None) -> None:
        """No docx file has one; what it could declare is what hostile files expand."""
        raise _Refused

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin what the tag begins."""
        if self._hidden or tag == _FALLBACK:
            self._hidden += 1
            return
        space, _brace, name = tag.rpartition("}")
        if f"{space}}}" not in _WORD:
            return
        if name == "t":
            self._is_text = True
        elif name == "r":
            self._runs += 1
        elif name == "p":
            if self._paragraphs:
                self.flat.end_line()
            self._paragraphs += 1
        elif name in ("tab", "br", "cr") and self._runs:
            self.flat.text("\t" if name == "tab" else " ")
        elif name == "tbl":
            self.flat.open_table()
        elif name == "tr":
            self.flat.open_row()
        elif name == "tc":
            self.flat.open_cell()
        elif name == "gridSpan":
            self.flat.merge(across=_number(attributes.get(f"{space}}}val")))
        elif name == "vMerge" and attributes.get(f"{space}}}val", "continue") == "continue":
            self.flat.merge(down=0)

    def end(self, tag: str) -> None:
        """End what the tag ends."""
        if self._hidden:
            self._hidden -= 1
            return
        space, _brace, name = tag.rpartition("}")
        if f"{space}}}" not in _WORD:
            return
        if name == "t":
            self._is_text = False
        elif name == "r":
            self._runs -= 1
        elif name == "p":
            self._paragraphs -= 1
            self.flat.end_line()
        elif name == "tc":
            self.flat.close_cell()
        elif name == "tbl":
            self.flat.close_table()

    def data(self, text: str) -> None:
        """Text, if it is shown."""
        if self._is_text and not self._hidden:
            self.flat.text(text)

    def close(self) -> None:
        """Nothing is left to do."""


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 5 else 1
