"""A text with marks: as a part of a page, and coloured in a terminal; every mark has a sign beside its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from nbkpi.language import _
from nbkpi.report.document import Mark, Marked, Style, visible

if TYPE_CHECKING:
    from rich.text import Text

SIGNS: dict[Style, str] = {"bad": "✗", "near": "≈", "guess": "~", "good": "✓", "open": "?"}
COLOURS: Mapping[Style | None, str] = {
    "good": "green", "bad": "bold red", "near": "yellow", "guess": "cyan", "open": "bright_black",
}  # fmt: skip
"""What a terminal shows them in."""


def marked_html(marked: Marked) -> str:
    """What the marks mean, and the text with them; each leads to the table or row that says more."""
    counts = Counter(mark.style for mark in marked.marks)
    meanings: dict[Style, str] = {
        "bad": _("wrong"),
        "near": _("likely, but slightly off"),
        "good": _("holds"),
        "guess": _("fits, but perhaps by chance"),
        "open": _("cannot be checked within the text"),
    }
    legend = "\n".join(
        f'<span><mark class="{style}">{counts[style]}</mark> {escape(meaning)}</span>'
        for style, meaning in meanings.items()
    )
    label = escape(_("the text with marks"))
    text = "".join(_spans(marked))
    return f'<p class="legend">\n{legend}\n</p>\n<div class="text" role="region" aria-label="{label}">{text}</div>\n'


def _spans(marked: Marked) -> Iterator[str]:
    at = 0
    for mark in marked.marks:
        yield escape(_lines(marked.text[at : mark.start]))
        yield _span(mark, marked.text[mark.start : mark.end])
        at = mark.end
    yield escape(_lines(marked.text[at:]))


def _span(mark: Mark, words: str) -> str:
    title = escape(visible(mark.title.replace("\n", " · ")))
    marked = f'<mark class="{mark.style}" title="{title}">{escape(_lines(words))}</mark>'
    return f'<a id="{anchor(mark.target)}" href="#{escape(mark.target)}">{marked}</a>' if mark.target else marked


def anchor(target: str) -> str:
    """The name of the mark that a table or row belongs to: finding-3 and claim-3 belong to the third."""
    return escape(f"mark-{target.rpartition('-')[2]}")


def coloured(marked: Marked, signs: Mapping[Style, str]) -> Text:
    """The text for a terminal: the marks as colours, and as signs for those who see none."""
    from rich.text import Text

    shown, at = Text(), 0
    for mark in marked.marks:
        shown.append(_lines(marked.text[at : mark.start]))
        shown.append(_lines(marked.text[mark.start : mark.end]) + signs[mark.style], COLOURS[mark.style])
        at = mark.end
    shown.append(_lines(marked.text[at:].rstrip("\n")))
    return shown


def _lines(text: str) -> str:
    """Lines stay lines; whatever else cannot be seen is written out."""
    return "\n".join(visible(line.replace("\t", "  ")) for line in text.split("\n"))
