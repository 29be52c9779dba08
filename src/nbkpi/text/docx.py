"""The text of a docx file: a zip archive with XML in it, read with the standard library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from nbkpi.errors import UsageError
from nbkpi.language import _

MAX_UNPACKED = 64_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(data: bytes, name: str) -> str:
    """Its paragraphs as lines, the cells of a table row with tabs between them; UsageError when it is no docx file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as member:
            content = member.read(MAX_UNPACKED + 1)
        if len(content) > MAX_UNPACKED or b"<!DOCTYPE" in content[:1000]:
            raise UsageError(_("{path} is no docx file that can be read", path=name))
        root = ElementTree.fromstring(content)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, NotImplementedError, OSError, EOFError):
        raise UsageError(_("{path} is no docx file that can be read", path=name)) from None
    body = root.find(f"{_WORD}body")
    return "\n".join(_lines(body)) + "\n" if body is not None else ""


def _lines(body: ElementTree.Element) -> Iterator[str]:
    for element in body:
        if element.tag == f"{_WORD}tbl":
            for row in element.iter(f"{_WORD}tr"):
                yield "\t".join(_text(cell) for cell in row.iter(f"{_WORD}tc"))
        else:
            yield from (_text(paragraph) for paragraph in element.iter(f"{_WORD}p"))


def _text(element: ElementTree.Element) -> str:
    parts = []
    for one in element.iter():
        if one.tag == f"{_WORD}t":
            parts.append(one.text or "")
        elif one.tag in (f"{_WORD}tab", f"{_WORD}br"):
            parts.append(" ")
    return "".join(parts)
