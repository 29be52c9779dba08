"""The manual: pages of Markdown, the same ones in each language, and which of them a word asks for."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from nbkpi.errors import UnknownName
from nbkpi.language import LANGUAGES, _, current

CONTENTS: dict[str, tuple[str, ...]] = {
    "install": (),
    "month": ("init", "add"),
    "bulletin": ("audit", "extract"),
    "scripts": (),
    "figures": (),
    "results": ("summary", "growth", "coverage", "resolution", "metric", "calc", "explain", "deduce", "list"),
    "check": (),
    "book": ("schema",),
    "breakdowns": ("structure",),
    "tables": ("import",),
    "ranks": ("rank", "compare", "trend", "target"),
    "report": (),
    "panel": (),
    "output": ("export",),
    "library": (),
    "json": (),
    "exit": (),
    "limits": (),
    "glossary": (),
    "development": (),
}
"""The pages in order, and besides the command of its name the commands that each explains; others come last."""


class ManualPage(NamedTuple):
    """One page: its name, which is the same in every language, and its text."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """Its first line."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def summary(self) -> str:
        """The line below the title."""
        return self.text.split("\n", 3)[2]


def pages(language: str | None = None) -> list[ManualPage]:
    """All pages in one language, by default the one that is spoken."""
    folder = Path(__file__).parent / (language or current())
    found = [ManualPage(path.stem, path.read_text("utf-8")) for path in folder.glob("*.md")]
    order = list(CONTENTS)
    return sorted(found, key=lambda page: (order.index(page.name) if page.name in order else len(order), page.name))


def find(topic: str) -> ManualPage:
    """The page of this name, of this title in any language, or about this command; UnknownName where there is none.

    A part of a title is enough where it is in no other.
    """
    wanted = topic.strip().casefold()
    shown = {page.name: page for page in pages()}
    known = _topics(shown)
    fitting = (
        {known[wanted]} if wanted in known else {name for word, name in known.items() if wanted and wanted in word}
    )
    if len(fitting) == 1:
        return shown[fitting.pop()]
    near = [name for name in shown if name in fitting] or [known[word] for word in get_close_matches(wanted, known)]
    message = _("the manual has no page “{topic}”; nbkpi manual lists them", topic=topic)
    raise UnknownName(message, list(dict.fromkeys(near)))


def _topics(shown: dict[str, ManualPage]) -> dict[str, str]:
    """What a page may be called, in small letters, and its name."""
    titles = {page.title: page.name for language in LANGUAGES for page in pages(language)}
    commands = {command: name for name, explained in CONTENTS.items() for command in explained}
    return {word.casefold(): name for word, name in {**titles, **commands}.items() if name in shown} | {
        name: name for name in shown
    }
