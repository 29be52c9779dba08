"""nbkpi manual: the pages of the manual, or one of them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from nbkpi.cli.options import Language
from nbkpi.language import _, later


def _words(incomplete: str) -> list[str]:
    """Names of pages, and titles of one word, that begin so."""
    from nbkpi.manual import pages

    words = [word for page in pages() for word in (page.name, page.title) if " " not in word]
    return [word for word in words if word.startswith(incomplete)]


Topic = Annotated[
    list[str],
    typer.Argument(
        metavar=later("TOPIC"),
        help=later("a page by its name or title, or a command; left out, all pages are listed"),
        autocompletion=_words,
    ),
]


def manual(topic: Topic = [], lang: Language = None) -> None:  # noqa: ARG001, B006
    """The command."""
    from nbkpi.manual import find
    from nbkpi.render.output import prepared

    stream = prepared(sys.stdout)
    if not topic:
        stream.write(_contents())
        return
    page = find(" ".join(topic))
    if stream.isatty():
        from nbkpi.render.manual import show

        show(page.text, stream)
    else:
        stream.write(page.text)


def _contents() -> str:
    """A line for each page: its name, its title, and what is in it."""
    from nbkpi.manual import pages
    from nbkpi.report.width import width

    rows = [(page.name, page.title, page.summary) for page in pages()]
    widths = [max(width(row[column]) for row in rows) for column in (0, 1)]
    lines = [_("The manual. nbkpi manual TOPIC shows a page:"), ""]
    for name, title, summary in rows:
        gaps = [" " * (wide - width(text) + 2) for wide, text in zip(widths, (name, title), strict=True)]
        lines.append(f"{name}{gaps[0]}{title}{gaps[1]}{summary}")
    return "\n".join(lines) + "\n"
