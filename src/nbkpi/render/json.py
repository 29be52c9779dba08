"""Documents as JSON, or as one JSON value a line."""

from __future__ import annotations

import json
import re

from nbkpi.report.document import SCHEMA, Document

_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]")
"""What JSON may hold as it is but a terminal would act on; the rest is escaped by JSON itself."""


def render_json(document: Document) -> str:
    """The document as one JSON object; see nbkpi schema --output."""
    title, location = document.book
    whole = {
        "schema": SCHEMA,
        "command": document.command,
        "book": {"title": title, "location": location},
        "results": document.records(),
        "notes": document.notes,
    }
    return _safe(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def render_jsonl(document: Document) -> str:
    """Each record on a line of its own."""
    return "".join(_safe(json.dumps(record, ensure_ascii=False)) + "\n" for record in document.records())


def _safe(text: str) -> str:
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
