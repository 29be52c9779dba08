"""Web pages put together from tags that do not fit, around sentences with figures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.hostile import number, spoiled, word
from tests.fuzz.running import within

TAGS = (
    "p", "div", "table", "tr", "td", "th", "tbody", "thead", "caption", "ul", "li", "h1", "h3", "b", "span",
    "br", "img", "script",
    "style", "title", "textarea", "select", "option", "svg", "template", "noscript", "pre", "a", "sup", "sub",
    "del", "ruby", "rt",
)  # fmt: skip
ATTRIBUTES = (
    "",
    "",
    "",
    ' rowspan="3"',
    ' colspan="2"',
    ' rowspan="99999"',
    " colspan=0",
    " hidden",
    ' style="display:none"',
    " a='",
    ' b="',
)


def page(chance: random.Random) -> str:
    """A page of so many pieces."""
    pieces = []
    for _each in range(chance.choice((3, 30, 300))):
        kind = chance.random()
        if kind < 0.45:
            pieces.append(f"<{chance.choice(TAGS)}{chance.choice(ATTRIBUTES)}>")
        elif kind < 0.7:
            pieces.append(f"</{chance.choice(TAGS)}>")
        elif kind < 0.9:
            pieces.append(
                chance.choice((f"收入{number(chance)}，", f"其中东山村{number(chance)}", "占5%。", number(chance)))
            )
        else:
            pieces.append(word(chance))
    return "".join(pieces)


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One page."""
    text = spoiled(chance, f"<html><body>{page(chance)}</body></html>")
    (folder / "a.html").write_bytes(text.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace"))
    for call in (
        ("audit", "a.html", "--json"),
        ("extract", "a.html", "--toml"),
        ("audit", "a.html", "--format", "html"),
    ):
        yield from within(*call).complaints()
