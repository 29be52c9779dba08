"""Getting the text out of a file: its encoding, its format, and the limits that keep a hostile one harmless."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nbkpi.errors import UsageError, reason_of
from nbkpi.language import _
from nbkpi.patterns import regex
from nbkpi.text.tabular.lines import is_row, tables_in
from nbkpi.text.tabular.table import TextTable

MAX_BYTES = 8_000_000
"""A larger file is refused: no bulletin has so much text, and all of it is held in memory."""

MAX_PACKED = 64_000_000
"""An archive may be so large: its pictures are never unpacked."""

_TEXTS = ("", ".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_OTHER_TEXTS = (".doc", ".wps", ".rtf", ".odt", ".ofd", ".ppt", ".pptx")
_ARCHIVE = b"PK\x03\x04"
_TAGGED = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CONTROL = regex("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")
_LONG_LINE = 20


class TextSource(NamedTuple):
    """A text, the name it is called by, and its tables in their order.

    docx is the whole file where it is one, for what is written into it.
    """

    name: str
    text: str
    docx: bytes | None = None
    tables: tuple[TextTable, ...] = ()


def read_source(path: Path, name: str = "") -> TextSource:
    """The text of a file, or of standard input when it is called -; UsageError when there is none to be had.

    It is called by the name of the file unless another name is given.
    """
    is_input = str(path) == "-"
    name = _("standard input") if is_input else name or path.name
    data = _input() if is_input else _file(path)
    ending = path.suffix.lower()
    _refuse_other(ending, name)
    if data.startswith(_ARCHIVE):
        from nbkpi.text.docx import read_docx

        found = read_docx(data, name)
        return TextSource(name, found.text, data, tuple(tables_in(found.text, found.tables)))
    if len(data) > MAX_BYTES:
        raise UsageError(_("{path} is larger than {limit} MB", path=name, limit=MAX_BYTES // 1_000_000))
    if data.startswith(b"%PDF"):
        from nbkpi.text.pdf import pdf_text

        text = _unfolded(pdf_text(data, name))
        return TextSource(name, text, tables=tuple(tables_in(text)))
    if ending in (".docx", ".pdf"):
        raise UsageError(_("{path} is not a file of the type of its ending", path=name))
    text = decoded(data, name)
    if ending in (".html", ".htm") or _TAGGED.match(data[:1000]):
        from nbkpi.text.markup import html_text

        shown = html_text(text)
        return TextSource(name, shown.text, tables=tuple(tables_in(shown.text, shown.tables)))
    return plain_source(text, name)


def plain_source(text: str, name: str = "") -> TextSource:
    """A text that is there already, with \\n at the ends of its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return TextSource(name, lines, tables=tuple(tables_in(lines)))


def _refuse_other(ending: str, name: str) -> None:
    """UsageError for what is no text by its ending, with what to do about it."""
    if ending in _TEXTS:
        return
    from nbkpi.sheets.open import SHEETS

    if ending in SHEETS:
        message = _("“{path}” is a table and not a text: nbkpi import takes its figures into a book, nbkpi check then "
                    "checks them", path=name)  # fmt: skip
        raise UsageError(message)
    if ending in _OTHER_TEXTS:
        raise UsageError(_("“{path}” cannot be read: save it as docx, PDF or text", path=name))


def _input() -> bytes:
    if sys.stdin is None:  # It was closed before the program began.
        raise UsageError(
            _("{path} cannot be read: {reason}", path=_("standard input"), reason=_("the pipe was closed"))
        )
    return _read(sys.stdin.buffer)


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _read(file)
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None
    except ValueError:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=_("the name is not valid"))) from None


def _read(file: BinaryIO) -> bytes:
    """As much as is ever read of a file: one byte more than a text may have, and all that an archive may have."""
    data = file.read(MAX_BYTES + 1)
    return data + file.read(MAX_PACKED - len(data)) if data.startswith(_ARCHIVE) else data


def decoded(data: bytes, name: str) -> str:
    """Bytes as text with \\n at the ends of lines: UTF-8, UTF-16 or GB18030; UsageError for anything else."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.removeprefix("\ufeff")
        if len(_CONTROL.findall(text)) * 100 <= len(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UsageError(_("{path} is not a text in UTF-8, GB18030 or UTF-16", path=name))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\x00" in data[:1000]:
        # Without a mark, Latin letters, digits and the ends of lines show which byte comes first.
        odd, even = data[1:1000:2].count(0), data[0:1000:2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _unfolded(text: str) -> str:
    """The lines of a page as paragraphs: a long line that ends within a sentence goes on in the next."""
    lines: list[str] = []
    for line in text.splitlines():
        before = lines[-1] if lines else ""
        goes_on = len(before) >= _LONG_LINE and before[-1] not in "。!?！？;；" and line.strip()
        if goes_on and not is_row(before) and not is_row(line):
            lines[-1] = before + line.strip()
        else:
            lines.append(line.strip())
    return "\n".join(lines)
