"""Documents as JSON, or as one JSON value a line."""

from __future__ import annotations

import json
import re

from nbkpi.report.document import SCHEMA, UNSEEN, Document

_ACTIVE = re.compile(f"[{UNSEEN}]")
"""What JSON may hold as it is but a terminal would act on; the rest is escaped by JSON itself."""

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


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


def in_ascii(rendered: str) -> str:
    """The same JSON with everything beyond ASCII escaped: all of that stands inside its strings."""
    return _BEYOND_ASCII.sub(_escaped, rendered)


def _safe(rendered: str) -> str:
    return _ACTIVE.sub(_escaped, rendered)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
