"""Several commands change one book at the same time: what reports success is there, and the book can be used."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.running import ended, started, within


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """Up to six at once: figures, entities, sheets, and one that takes the last change back."""
    within("init", "mine", "--lang", "en")
    calls = []
    for number in range(chance.randint(2, 6)):
        kind = chance.random()
        if kind < 0.6:
            calls.append(["add", "--book", "mine", "east", "income", f"{2000 + number}", f"{10 + number}.5万元"])
        elif kind < 0.8:
            calls.append(["add", "--book", "mine", "--new-entity", f"新{number}村", "--within", "county"])
        else:
            rows = f"村名,年份,Collective income(万元)\nEast village,{1990 + number},{number}.25\n"
            (folder / f"s{number}.csv").write_text(rows, "utf-8")
            calls.append(["import", f"s{number}.csv", "--book", "mine"])
    runs = [(started(folder, call), call) for call in calls]
    done = [ended(process, call) for process, call in runs]
    text = "".join(path.read_text("utf-8") for path in (folder / "mine").glob("*.toml"))
    for ran in done:
        yield from ran.complaints()
        wanted = _words(ran.arguments)
        if ran.code == 0 and wanted not in text:
            yield f"reported as written, but not in the book: {' '.join(ran.arguments)}"
        if ran.code == 2 and wanted in text:
            yield f"reported as refused, but in the book: {' '.join(ran.arguments)}: {ran.err}"
    after = within("summary", "--book", "mine")
    if after.code == 2:
        yield f"the book cannot be used any more: {after.err}"
    yield from (f"left behind: {one.name}" for one in (folder / "mine").rglob("*.part"))


def _words(arguments: tuple[str, ...]) -> str:
    """What stands in the book when the call did what it says."""
    if arguments[0] == "import":
        return f"{arguments[1][1:-4]}.25"
    return f'"{arguments[4] if arguments[3] == "--new-entity" else arguments[6]}"'
