"""The text of a PDF file, with pypdf; the only place that knows it."""

from __future__ import annotations

import io

from nbkpi.errors import UsageError
from nbkpi.language import _

MAX_PAGES = 2_000


def pdf_text(data: bytes, name: str) -> str:
    """The text of its pages; UsageError for a file that has none, is locked, or when pypdf is not installed."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise UsageError(_("reading PDF needs pypdf: pip install 'nbkpi[text]'")) from None
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        if len(pages) > MAX_PAGES:
            raise UsageError(_("{path} has more than {limit} pages", path=name, limit=MAX_PAGES))
        text = "\n".join(page.extract_text() for page in pages)
    except UsageError:
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes it stumble over.
        raise UsageError(_("{path} cannot be read: {reason}", path=name, reason=str(error).strip()[:100])) from None
    if data and not text.strip():
        raise UsageError(_("{path} holds no text, only pictures perhaps", path=name))
    return text
