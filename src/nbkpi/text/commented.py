"""A docx file with comments at some of its words, written by python-docx; all else in it stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from nbkpi.errors import MissingExtra, UsageError
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.text.docx import DAMAGE, read_docx

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR, INITIALS = "nbkpi", "nb"
MAX_UNPACKED = 100_000_000

_ELSEWHERE = regex(r"word/(?:header|footer)[0-9]*\.xml|word/(?:footnotes|endnotes)\.xml")
_WORDS = re.compile(rb"<w:t[ >]")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_CLOSED = ("w:txbxContent", "w:ruby")
"""Where Word takes no comments."""


class Remark(NamedTuple):
    """What is to be said of a span of the text of a document; the lines of what is said become paragraphs."""

    start: int
    end: int
    said: str


class Commented(NamedTuple):
    """A document with its comments: how many there are, of which remarks there could be none, and what was not read."""

    data: bytes
    written: int
    left_out: list[Remark]
    unread: list[str]


def commented(data: bytes, name: str, remarks: Sequence[Remark]) -> Commented:
    """The document with a comment for each remark, at the very words; the runs that hold more are split.

    Text boxes take no comments: their remarks are left out. unread are the parts that read_docx does not read although
    they hold words: headers, footers and notes. UsageError for what python-docx cannot read, MissingExtra without it.
    """
    found = read_docx(data, name)
    text, pieces = found.text, found.pieces
    unread = _unread(data, name)
    document = _opened(data, name)
    texts = _Texts(document, [piece.element for piece in pieces])
    if not texts.hold([text[piece.start : piece.end] for piece in pieces]):
        raise _refused(name)
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    left_out = []
    for remark in remarks:
        first, last = bisect_right(ends, remark.start), bisect_left(starts, remark.end) - 1
        if first > last or not texts.are_open(first, last):
            left_out.append(remark)
            continue
        begin = texts.run_from(first, max(remark.start - starts[first], 0))
        end = texts.run_until(last, min(remark.end, ends[last]) - starts[last])
        with _refusing(name):
            document.add_comment([texts.run(begin), texts.run(end)], remark.said, AUTHOR, INITIALS)
    written = io.BytesIO()
    with _refusing(name):
        document.save(written)
    return Commented(written.getvalue(), len(remarks) - len(left_out), left_out, unread)


def _unread(data: bytes, name: str) -> list[str]:
    """The parts with words that are not read, once it is known that the whole archive may be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                limit = MAX_UNPACKED // 1_000_000
                raise UsageError(_("{path} is larger than {limit} MB when unpacked", path=name, limit=limit))
            parts = [part for part in archive.namelist() if _ELSEWHERE.fullmatch(part)]
            return [part for part in parts if _WORDS.search(archive.read(part))]
    except DAMAGE:
        raise UsageError(_("{path} is not a docx file that can be read", path=name)) from None


def _opened(data: bytes, name: str) -> Document:
    try:
        # Older versions write no comments.
        import docx.comments
    except ImportError:
        raise MissingExtra("python-docx>=1.2", "text") from None
    with _refusing(name):
        return docx.Document(io.BytesIO(data))


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """UsageError for whatever python-docx raises: it looks into a broken package until something is missing."""
    try:
        yield
    except Exception:
        raise _refused(name) from None


def _refused(name: str) -> UsageError:
    return UsageError(_("comments cannot be added to {path}: it is not a usable docx file", path=name))


def _start_of(part: tuple[int, Any]) -> int:
    """Where a part of an element begins in what the element held."""
    return part[0]


class _Texts:
    """The elements w:t that pieces of a text come from, and what they were split into on the way."""

    def __init__(self, document: Document, elements: Sequence[int]) -> None:
        from docx.oxml.ns import qn

        found = list(document.element.iter(qn("w:t")))
        self.document, self.text_tag, self.run_tag = document, qn("w:t"), qn("w:r")
        self.settings = qn("w:rPr")
        self.closed = [qn(tag) for tag in _CLOSED]
        known = [found[element] for element in elements if element < len(found)]
        self.parts: list[list[tuple[int, Any]]] = [[(0, text)] for text in known]

    def hold(self, words: Sequence[str]) -> bool:
        """Whether these are the words of the elements: both readers of the document must have met the same ones."""
        return [parts[0][1].text or "" for parts in self.parts] == list(words)

    def are_open(self, first: int, last: int) -> bool:
        """Whether comments may stand at these pieces."""
        return all(self._is_open(self.parts[piece][0][1]) for piece in (first, last))

    def _is_open(self, text: Any) -> bool:
        return text.getparent().tag == self.run_tag and next(text.iterancestors(*self.closed), None) is None

    def run_from(self, piece: int, offset: int) -> Any:
        """The run that begins with this character of a piece, made for it if need be."""
        return self._split_run(self._split_text(piece, offset))

    def run_until(self, piece: int, offset: int) -> Any:
        """The run that ends before this character of a piece, made for it if need be."""
        parts = self.parts[piece]
        start, text = parts[-1]
        after = self._split_text(piece, offset) if offset < start + len(text.text or "") else text.getnext()
        if after is not None:
            self._split_run(after)
        return parts[max(bisect_left(parts, offset, key=_start_of) - 1, 0)][1].getparent()

    def _split_text(self, piece: int, offset: int) -> Any:
        """The element w:t that begins with this character of a piece."""
        parts = self.parts[piece]
        place = bisect_right(parts, offset, key=_start_of) - 1
        start, text = parts[place]
        if start == offset:
            return text
        behind = deepcopy(text)
        text.text, behind.text = text.text[: offset - start], text.text[offset - start :]
        for one in (text, behind):
            one.set(_PRESERVE, "preserve")
        text.addnext(behind)
        parts.insert(place + 1, (offset, behind))
        return behind

    def _split_run(self, child: Any) -> Any:
        """The run that begins with this child: what stands before it in its run becomes a run of the same looks."""
        run = child.getparent()
        before = child.getprevious()
        if before is None or before.tag == self.settings:
            return run
        behind = run.makeelement(run.tag, dict(run.attrib))
        settings = run.find(self.settings)
        if settings is not None:
            behind.append(deepcopy(settings))
        behind.extend([child, *child.itersiblings()])
        run.addnext(behind)
        return behind

    def run(self, element: Any) -> Any:
        """A run as python-docx has it."""
        from docx.text.run import Run

        return Run(element, self.document)
