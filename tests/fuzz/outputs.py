"""Output onto something that the command reads, by whatever name: refused, and the file as it was."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

from tests.cli.test_output_over_input import BOOK, ROWS, TEXT
from tests.fuzz.running import within

FILES = {
    "mine/book.toml": BOOK, "mine/sheet.csv": "村名,年份,收入(万元)\n东山村,2023,60\n",
    "mine/rows.csv": ROWS, "a.md": TEXT,
    "a.html": f"<html><p>{TEXT}</p>", "mine/recipes.toml": "",
}  # fmt: skip
BOOK_COMMANDS = (
    "export", "check", "summary", "growth", "deduce", "list observations", "trend", "rank income", "report",
    "audit a.md",
    "audit a.html", "extract a.md", "extract a.html --toml", "panel x=income --from mine/rows.csv",
    "calc income*2", "explain income",
    "import mine/sheet.csv --as-table", "report --audit a.html", "export --sdmx", "metric", "compare", "target",
)  # fmt: skip
FORMATS = ("", "", "--format json", "--format csv", "--format md", "--format html", "--json", "--excel")


def attempt(chance: random.Random, folder: Path) -> Iterator[str]:
    """Three commands with an output that is one of the files."""
    (folder / "mine").mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    for number in range(3):
        command = chance.choice(BOOK_COMMANDS)
        read = [one for one in FILES if one in command or (one.startswith("mine") and "recipes" not in one)]
        name = chance.choice(read)
        target = _called(chance, name, number)
        call = [*command.split(), *chance.choice(FORMATS).split(), "--book", "mine", "-o", str(target)]
        ran = within(*call)
        yield from ran.complaints()
        for one, content in FILES.items():
            now = (folder / one).read_text("utf-8")
            if command.startswith("import") and one.endswith(".toml") and now.startswith(content):
                (folder / one).write_text(content, "utf-8")  # A [[table]] may join what is TOML.
            elif now != content:
                yield f"{one} was changed by nbkpi {' '.join(call)} (exit {ran.code}: {ran.err})"
                (folder / one).write_text(content, "utf-8")


def _called(chance: random.Random, name: str, number: int) -> Path:
    """A file by its name, or by another one that leads to it; of links with an ending that commands write to."""
    kind = chance.randrange(5)
    if kind == 0:
        return Path(name)
    if kind == 1:
        return Path("mine", "..", name)
    if kind == 2:
        return Path(name).absolute()
    link = Path(f"link{number}{chance.choice(('.csv', '.json', '.html', '.md', '.toml', '.parquet', '.xlsx', ''))}")
    if kind == 3:
        link.symlink_to(name)
    else:
        os.link(name, link)
    return link
