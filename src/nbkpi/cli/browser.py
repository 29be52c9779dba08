"""Showing a page that was written in the browser of the user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nbkpi.errors import UsageError
from nbkpi.language import _, later

if TYPE_CHECKING:
    from nbkpi.render import Format

Open = Annotated[bool, typer.Option("--open", help=later("show it in the browser; without -o as a temporary file"))]


def page_to_open(chosen: Format, out: Path | None) -> Path:
    """Where a page goes that is to be opened: the file asked for, else a new one among the temporary files.

    UsageError where something else than a page was asked for.
    """
    if chosen != "html":
        raise UsageError(_("--open shows a web page, not {format}", format=chosen))
    if out is not None and str(out) != "-":
        return out
    from tempfile import mkdtemp

    return Path(mkdtemp(prefix="nbkpi-"), "page.html")


def show_page(path: Path) -> None:
    """Open the page; where there is no browser, say so and where the page is."""
    import webbrowser

    from nbkpi.cli.failure import tell
    from nbkpi.report.document import visible

    try:
        is_open = webbrowser.open(path.resolve().as_uri())
    except webbrowser.Error:
        is_open = False
    if not is_open:
        tell(visible(_("no browser could be opened; the page is {path}", path=path)))
