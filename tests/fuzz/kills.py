"""Killed in the middle: a book is the old one or the new one, whole, and the next command works."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.running import ended, started, within


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """One change that is killed after a moment; then another one that is not."""
    within("init", "mine", "--lang", "en")
    rows = "".join(f"East village,{year},{year}.25\n" for year in range(1500, 1500 + chance.choice((1, 200))))
    (folder / "s.csv").write_text(f"村名,年份,Collective income(万元)\n{rows}", "utf-8")
    call = chance.choice((
        ["add", "--book", "mine", "east", "income", "2001", "10.5万元"],
        ["import", "s.csv", "--book", "mine"],
        ["export", "--book", "mine", "-o", "out.csv"],
    ))  # fmt: skip
    (folder / "out.csv").write_text("old", "utf-8")
    before = _books(folder)
    process = started(folder, call)
    time.sleep(chance.random() * chance.choice((0.3, 1.0, 2.0)))
    process.kill()
    process.communicate()
    after = _books(folder)
    reference = folder / "reference"
    reference.mkdir()
    for name, content in before.items():
        (reference / name).parent.mkdir(exist_ok=True)
        (reference / name).write_bytes(content)
    (reference / "s.csv").write_bytes((folder / "s.csv").read_bytes())
    yield from ended(started(reference, call), call).complaints()
    whole = _books(reference)
    for name in sorted({*before, *after, *whole}):
        states = (before.get(name), whole.get(name))
        if after.get(name) not in states:
            yield f"{name} is neither as before nor as after nbkpi {' '.join(call)}: {after.get(name)!r:.300}"
    ran = ended(started(folder, added := ["add", "--book", "mine", "east", "income", "2002", "11.5万元"]), added)
    yield from ran.complaints()
    if ran.code:
        yield f"the next command fails: {ran.err}"


def _books(folder: Path) -> dict[str, bytes]:
    """The files that a command may write, by their names, without what says how a change is undone."""
    found = [*(folder / "mine").glob("[!.]*"), folder / "out.csv"]
    return {str(one.relative_to(folder)): one.read_bytes() for one in found if one.is_file()}
