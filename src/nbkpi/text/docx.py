"""The text of a docx file, and where in the document each piece of it stands: read with the standard library."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

from nbkpi.errors import UsageError
from nbkpi.language import _

MAX_UNPACKED = 20_000_000
MAX_TEXT = 8_000_000
MAX_DEPTH = 200
"""So many paragraphs, rows and cells may lie in each other; Word itself stops far below."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _PARAGRAPH, _ROW, _CELL = (f"{_WORD}{name}" for name in ("t", "p", "tr", "tc"))
_SIGNS = {f"{_WORD}{name}": sign for name, sign in (("tab", " "), ("br", " "), ("cr", " "), ("noBreakHyphen", "-"))}
_BOX = f"{_WORD}txbxContent"
_SETTINGS = frozenset(f"{_WORD}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"))
_TWICE = frozenset(
    ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_WORD}moveFrom", f"{_WORD}rt")
)
"""What says again what stands elsewhere: a drawing for old programs, the place a text was moved from, its reading."""


DAMAGE = (zipfile.BadZipFile, zlib.error, LookupError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""What reading a damaged archive may raise."""


class Piece(NamedTuple):
    """A span of the text and the element w:t that it is the content of, by its number in the document from 0."""

    start: int
    end: int
    element: int


class DocxText(NamedTuple):
    """The text of a document, and the pieces of it that stand there, in the order of the text."""

    text: str
    pieces: list[Piece]


Line = list[tuple[str, int | None]]
"""Strings with the numbers of their elements; none for what the document has no text for."""


@dataclass(slots=True)
class _Frame:
    """A paragraph, row, cell, text box or body that is being read."""

    tag: str
    line: Line = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)


def docx_text(data: bytes, name: str) -> str:
    """Its paragraphs as lines, the cells of a table row with tabs between them; UsageError when it is no docx file."""
    return read_docx(data, name).text


def read_docx(data: bytes, name: str) -> DocxText:
    """The same text with the elements that its pieces come from; UsageError when it is no docx file."""
    reader = _Reader()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as member:
            content = member.read(MAX_UNPACKED + 1)
        if len(content) > MAX_UNPACKED:
            raise ValueError
        parser = ElementTree.XMLParser(target=reader)
        parser.feed(content)
        parser.close()
    except (*DAMAGE, ElementTree.ParseError):
        raise UsageError(_("{path} is no docx file that can be read", path=name)) from None
    return _joined(reader.body.lines)


class _Reader:
    """Takes in a document element by element; nothing is kept of it but its text."""

    def __init__(self) -> None:
        self.body = _Frame("")
        self.frames = [self.body]
        self.texts = self.size = self.ignored = 0
        self.text: list[str] | None = None

    def doctype(self, *_declared: object) -> None:
        """Documents declare nothing: what does is made to harm."""
        raise ValueError

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self.texts += tag == _TEXT
        if self.ignored or tag in _TWICE or tag in _SETTINGS:
            self.ignored += 1
        elif tag in (_PARAGRAPH, _ROW, _CELL, _BOX):
            if len(self.frames) > MAX_DEPTH:
                raise ValueError
            self.frames.append(_Frame(tag))
        elif tag in _SIGNS:
            self.frames[-1].line.append((_SIGNS[tag], None))
        elif tag == _TEXT:
            self.text = []

    def data(self, text: str) -> None:
        """Some of the characters of an element, or of those between elements."""
        if self.text is not None:
            self.size += len(text)
            if self.size > MAX_TEXT:
                raise ValueError
            self.text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self.ignored:
            self.ignored -= 1
        elif tag == _TEXT:
            self.frames[-1].line.append(("".join(self.text or ()), self.texts - 1))
            self.text = None
        elif tag in (_PARAGRAPH, _ROW, _CELL, _BOX):
            self._leave(self.frames.pop())

    def _leave(self, left: _Frame) -> None:
        """Hand over what is in a frame to the one around it; a row of one cell is no row but frames its lines."""
        around = self.frames[-1]
        if left.tag == _PARAGRAPH:
            around.lines += [left.line, *left.lines]
        elif left.tag == _CELL and around.tag == _ROW:
            around.cells.append(left.lines)
        elif left.tag == _ROW and len(left.cells) != 1:
            around.lines += [list(_between("\t", [list(_between(" ", cell)) for cell in left.cells])), *left.lines]
        else:
            around.lines += [line for cell in left.cells for line in cell] + left.lines

    def close(self) -> None:
        """The end of the document."""


def _between(separator: str, lines: Sequence[Line]) -> Iterator[tuple[str, int | None]]:
    """Several lines as one."""
    for place, line in enumerate(lines):
        if place:
            yield separator, None
        yield from line


def _joined(lines: Sequence[Line]) -> DocxText:
    """The lines of a document as one text."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for line in lines:
        for text, element in (*line, ("\n", None)):
            parts.append(text)
            if element is not None:
                pieces.append(Piece(at, at + len(text), element))
            at += len(text)
    return DocxText("".join(parts), pieces)
