"""The text of a docx file, and where in the document each piece of it stands: read in one pass, without a tree."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from nbkpi.errors import UsageError
from nbkpi.language import _
from nbkpi.text.tabular.writer import FlatText, FlatWriter, Line

MAX_UNPACKED = 20_000_000
"""The part with the text may be so large, however small it is packed; pictures are never unpacked."""

MAX_TEXT = 8_000_000
"""So many bytes of text, as of every other file."""
_MAX_ENTRIES = 10_000
_ENTRY = b"PK\x01\x02"
_DOCUMENT = "word/document.xml"
_WORD = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_SETTINGS = frozenset(("pPr", "rPr", "tblPr", "trPr", "sectPr"))
_TWICE = frozenset(("Fallback", "moveFrom", "rt"))
"""What says again what stands elsewhere: a drawing for old programs, the place a text was moved from, its reading."""

DAMAGE = (zipfile.BadZipFile, zlib.error, LookupError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""What reading a damaged archive may raise."""


def read_docx(data: bytes, name: str) -> FlatText:
    """Its paragraphs as lines, rows of tables as lines with tabs; UsageError when it is no docx file or too large.

    Elements of the pieces of the text are those called w:t, by their number in the document.
    """
    reader = _Reader()
    try:
        if data.count(_ENTRY) > _MAX_ENTRIES:
            raise ValueError
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_DOCUMENT) as member:
            content = member.read(MAX_UNPACKED + 1)
        _check(len(content), MAX_UNPACKED, name)
        parser = ElementTree.XMLParser(target=reader)
        parser.feed(content)
        parser.close()
    except (*DAMAGE, ElementTree.ParseError):
        raise UsageError(_("{path} is not a docx file that can be read", path=name)) from None
    found = reader.flat.finish()
    _check(len(found.text.encode("utf-8", "replace")), MAX_TEXT, name)
    return found


def _check(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise UsageError(_("{path} is larger than {limit} MB when unpacked", path=name, limit=limit // 1_000_000))


class _Reader:
    """Follows the XML from tag to tag, so that no depth of nesting costs more than its length.

    What stands in a paragraph within a paragraph, as in a text box, becomes lines behind that one.
    """

    def __init__(self) -> None:
        self.flat = FlatWriter(keeps_blanks=True)
        self._ignored = self._texts = 0
        self._open: list[Line] = []
        self._around: list[list[Line]] = []
        self._inner: list[Line] = []
        self._text: list[str] | None = None

    def doctype(self, *_declared: str | None) -> None:
        """Documents declare nothing: what does is made to harm."""
        raise ValueError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _brace, name = tag[1:].rpartition("}")
        if space not in _WORD and space != _COMPATIBLE:
            self._ignored += self._ignored > 0
            return
        self._texts += name == "t"
        if self._ignored or name in _TWICE or name in _SETTINGS:
            self._ignored += 1
        elif name == "t":
            self._text = []
        elif name in _SIGNS:
            self._add(_SIGNS[name], None)
        elif name == "p":
            self._open.append([])
        else:
            self._part_of_table(name, attributes.get(f"{{{space}}}val"))

    def _part_of_table(self, name: str, value: str | None) -> None:
        if name == "tbl":
            self._leave_paragraphs()
            self.flat.open_table()
        elif name == "tr":
            self.flat.open_row()
        elif name == "tc":
            self.flat.open_cell()
        elif name == "gridSpan":
            self.flat.merge(across=_number(value))
        elif name == "vMerge" and value in (None, "continue"):
            self.flat.merge(down=0)

    def _add(self, text: str, element: int | None) -> None:
        if self._open:
            self._open[-1].append((text, element))
        else:
            self.flat.text(text, element)

    def data(self, text: str) -> None:
        """Some of the characters of an element, or of those between elements."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._ignored:
            self._ignored -= 1
            return
        space, _brace, name = tag[1:].rpartition("}")
        if space not in _WORD:
            return
        if name == "t":
            self._add("".join(self._text or ()), self._texts - 1)
            self._text = None
        elif name == "p" and self._open:
            self._end_paragraph()
        elif name == "tc":
            self.flat.close_cell()
        elif name == "tbl":
            self.flat.close_table()
            self._open = self._around.pop()

    def _end_paragraph(self) -> None:
        line = self._open.pop()
        if self._open:
            self._inner.append(line)
        else:
            self.flat.lines([line, *self._inner])
            self._inner = []

    def _leave_paragraphs(self) -> None:
        """A table in a paragraph, as in a text box, ends what is before it, and has paragraphs of its own."""
        self.flat.lines([line for line in (*self._open, *self._inner) if line])
        self._around.append([[] for _line in self._open])
        self._open, self._inner = [], []

    def close(self) -> None:
        """The end of the document."""


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 5 else 1
