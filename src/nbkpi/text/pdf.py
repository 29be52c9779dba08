"""The text of a PDF file, with pypdf; the only place that knows it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from nbkpi.errors import UsageError
from nbkpi.language import _

if TYPE_CHECKING:
    from pypdf import PageObject

MAX_PAGES = 2_000
MAX_UNPACKED = 24_000_000
"""What draws the pages may be so large, pictures aside."""

_MAX_OPERATORS = 3_000_000
"""So many things are drawn on all pages at most: forms that draw each other many times come to an end."""


def pdf_text(data: bytes, name: str) -> str:
    """The text of its pages; UsageError for a file that has none, is locked or too large, or without pypdf."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import FileNotDecryptedError
    except ImportError:
        raise UsageError(_("to read PDF, install pypdf: pip install 'nbkpi[text]'")) from None
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        if len(pages) > MAX_PAGES:
            raise UsageError(_("{path} has more than {limit} pages", path=name, limit=MAX_PAGES))
        text = _Extractor(name).text(pages)
    except UsageError:
        raise
    except FileNotDecryptedError:
        raise UsageError(_("{path} is encrypted: save it without a password", path=name)) from None
    except Exception:  # pypdf raises whatever a broken file makes it stumble over.
        raise UsageError(_("{path} is damaged", path=name)) from None
    if data and not text.strip():
        raise UsageError(_("{path} has no text; it may have only pictures", path=name))
    return text


class _Extractor:
    """Reads page after page, and counts what that takes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unpacked = self._operators = self._length = 0
        self._seen: dict[int, Any] = {}

    def text(self, pages: Any) -> str:
        """The text of all pages; UsageError when it, or what it is made of, is too much."""
        found = []
        for page in pages:
            self._measure(page)
            found.append(page.extract_text(visitor_operand_before=self._count))
            self._length += len(found[-1])
            self._check(self._length, MAX_UNPACKED)
        return "\n".join(found)

    def _count(self, *_drawn: object) -> None:
        self._operators += 1
        self._check(self._operators, _MAX_OPERATORS)

    def _check(self, size: int, limit: int) -> None:
        if size > limit:
            limit = MAX_UNPACKED // 1_000_000
            raise UsageError(_("{path} is larger than {limit} MB when unpacked", path=self._name, limit=limit))

    def _measure(self, page: PageObject) -> None:
        """Unpack the streams of a page, and those of the forms it draws, before any is looked through."""
        contents = page.get_contents()
        self._add(contents)
        waiting: list[Any] = [page.get("/Resources")]
        while waiting:
            resources = waiting.pop()
            forms = resources.get_object().get("/XObject") if resources is not None else None
            for form in forms.get_object().values() if forms is not None else ():
                one = form.get_object()
                if id(one) not in self._seen and one.get("/Subtype") == "/Form":
                    self._seen[id(one)] = one
                    self._add(one)
                    waiting.append(one.get("/Resources"))

    def _add(self, stream: Any) -> None:
        self._unpacked += len(stream.get_data()) if stream is not None else 0
        self._check(self._unpacked, MAX_UNPACKED)
