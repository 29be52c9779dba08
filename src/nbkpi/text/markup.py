"""The text of an HTML page: what a reader sees, a line for every block, read in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from nbkpi.patterns import regex
from nbkpi.text.tabular.writer import FlatText, FlatWriter

_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
"""What is in these is text to their end tag, and not shown."""

_HIDDEN = frozenset({"template", "noscript", "svg", "select"})
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"),
        *("p", "pre", "section", "tbody", "tfoot", "thead", "ul"),
    ]
)
_BLANKS = regex(r"[ \t\r\n\f]+")
_NAME = regex(r"/?[a-zA-Z][^\s/>]*")
_TAG_END = regex(r"""[^"'>=]*+(?:(?:=\s*+(?:"[^"]*+"|'[^']*+'|)|["'])[^"'>=]*+)*+>""")
_SPAN = regex(r"""\s(colspan|rowspan)\s*=\s*["']?\s*([0-9]{1,4})\b""", re.IGNORECASE)
_HUGE_REFERENCE = regex(r"&#(?:0*[0-9]{8}[0-9]*|[xX]0*[0-9a-fA-F]{7}[0-9a-fA-F]*);?")


class _Tag(NamedTuple):
    """A tag: its name in small letters with / before that of an end tag, and what else stands in it."""

    name: str
    rest: str = ""


def html_text(page: str) -> FlatText:
    """The text of a page and its tables; broken markup is read as far as it goes, as browsers do."""
    flat = FlatWriter()
    hidden, depth = "", 0
    for part in _parts(page):
        if isinstance(part, str):
            if not hidden:
                flat.text(_BLANKS.sub(" ", unescape(_HUGE_REFERENCE.sub("\ufffd", part))))
        elif hidden:
            depth += (part.name == hidden and not part.rest.endswith("/")) - (part.name == f"/{hidden}")
            hidden = hidden if depth else ""
        elif part.name in _HIDDEN and not part.rest.endswith("/"):
            hidden, depth = part.name, 1
        else:
            _take(flat, part)
    return flat.finish()


def _take(flat: FlatWriter, tag: _Tag) -> None:
    """Begin or end what a tag begins or ends."""
    if tag.name in ("td", "th"):
        spans = {name.lower(): int(number) for name, number in _SPAN.findall(tag.rest)}
        flat.open_cell(spans.get("colspan", 1), spans.get("rowspan", 1) or 1)
    elif tag.name in ("/td", "/th"):
        flat.close_cell()
    elif tag.name == "tr":
        flat.open_row()
    elif tag.name == "table":
        flat.open_table()
    elif tag.name == "/table":
        flat.close_table()
    elif tag.name.removeprefix("/") in _BLOCKS:
        flat.end_line()


def _parts(page: str) -> Iterator[str | _Tag]:
    """Texts and tags in their order; comments and declarations are left out, and what is never closed to the end."""
    at = 0
    while (place := page.find("<", at)) >= 0:
        if place > at:
            yield page[at:place]
        name = _NAME.match(page, place + 1)
        if name is None:
            at = _past_no_tag(page, place)
            if at == place + 1:
                yield "<"
            continue
        end = _TAG_END.match(page, name.end())
        if end is None:
            return
        tag = _Tag(name[0].lower(), page[name.end() : end.end() - 1])
        yield tag
        at = end.end()
        if tag.name in _RAW:
            close = regex(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(page, at)
            if close is None:
                return
            at = close.start()
    yield page[at:]


def _past_no_tag(page: str, place: int) -> int:
    """Where a comment or a declaration ends; one place on for a < that is only a sign."""
    if page.startswith("<!--", place):
        end = page.find("-->", place + 4) + 3
        return end if end > 2 else len(page)
    if page.startswith(("<!", "<?", "</"), place):
        end = page.find(">", place + 2) + 1
        return end or len(page)
    return place + 1
