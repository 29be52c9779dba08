"""Books spoiled in places: an answer, or errors with their lines; and adding to what loads keeps it loadable."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.hostile import spoiled, spoiled_bytes, word
from tests.fuzz.running import within

DATA = Path(__file__).parents[2] / "data"
ERRORS = Path(__file__).parents[1] / "errors"
CALLS = (
    ("check", "--json"), ("summary",), ("deduce", "--json"), ("export", "--json"), ("list", "observations"),
    ("rank", "income"), ("trend",), ("report", "--format", "md"), ("structure",), ("target",),
    ("check", "--format", "html"),
)  # fmt: skip


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One book, three questions, and a figure for it."""
    sources = [*DATA.glob("*.toml"), *ERRORS.glob("*/*.toml")]
    text = chance.choice(sorted(sources)).read_text("utf-8", "replace")
    rows = text.split("\n[[")
    if len(rows) > 60 and chance.random() < 0.8:  # Small books are quick ones.
        start = chance.randrange(len(rows) - 40)
        rows = [*rows[:20], *rows[start : start + 40]]
    chance.shuffle(rows) if chance.random() < 0.2 else None
    raw = spoiled(chance, "\n[[".join(rows)).encode("utf-8", "surrogateescape")
    book = folder / "book.toml"
    book.write_bytes(spoiled_bytes(chance, raw) if chance.random() < 0.2 else raw)
    for call in chance.sample(CALLS, 3):
        yield from within(*call, "--book", "book.toml").complaints()
    before = book.read_bytes()
    added = within("add", "--book", "book.toml", "--", word(chance), word(chance), "2024", word(chance))
    yield from added.complaints()
    if added.code == 0:
        if not book.read_bytes().startswith(before):
            yield "what stood in the book was changed by add"
        after = within("summary", "--book", "book.toml")
        if after.code == 2:
            yield f"the book cannot be used after add: {after.err}"
    elif book.read_bytes() != before:
        yield f"the book was changed though add ended with {added.code}"
