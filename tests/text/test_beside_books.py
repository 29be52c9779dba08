"""Realistic texts beside books: nearly all that can be compared is, and nothing is compared with something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.loading.load import load
from nbkpi.text.against_book import compare_text

BOOKS = Path(__file__).parent / "own" / "beside_books.txt"
MARKS = {"【": "agrees", "〖": "contradicted"}
ENOUGH = 0.9


class Case(NamedTuple):
    """A book, a text, and the verdicts on its figures by where they begin."""

    name: str
    book: str
    text: str
    verdicts: dict[int, str]


def cases() -> Iterator[Case]:
    """Every book with its text."""
    for part in re.split("^=== ", BOOKS.read_text("utf-8"), flags=re.M)[1:]:
        heading, _, marked = part.partition("\n---\n")
        name, *lines = heading.splitlines()
        text, verdicts = "", {}
        for piece in re.finditer("([【〖])(.*?)[】〗]|([^【〖]+)", marked.rstrip("\n")):
            if piece[1]:
                verdicts[len(text)] = MARKS[piece[1]]
            text += piece[2] or piece[3]
        yield Case(name, "\n".join(book_of(lines)).replace("_", " "), text, verdicts)


def book_of(lines: list[str]) -> Iterator[str]:
    """The book that short lines describe."""
    yield '[book]\ntitle = "t"\n[[source]]\nid = "s"\ntitle = "s"'
    indicators = [line.split()[1] for line in lines if line[0] == "@"]
    for sign, _, rest in (line.partition(" ") for line in lines):
        for number, one in enumerate(rest.split("; ") if sign == "#" else ()):
            entity, _, within = one.partition(" < ")
            name, kind = entity.rsplit(" ", 1)
            yield f'[[entity]]\nid = "e{number}"\nname = "{name}"\nkind = "{kind}"'
            yield f'within = "{within}"' if within else ""
        if sign == "@":
            id_, name, unit, kind, *stock = rest.split()
            yield f'[[indicator]]\nid = "{id_}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"'
            yield f'measure = "{stock[0] if stock else "flow"}"'
        if sign == "M":
            id_, name, *formula, unit = rest.split()
            yield f'[[metric]]\nid = "{id_}"\nname = "{name}"\nunit = "{unit}"\nformula = "{" ".join(formula)}"'
        for one in rest.split(" | ") if sign == "%" else ():
            entity, measure, period, value, *prices = one.split()
            sort = "indicator" if measure in indicators else "metric"
            yield f'[[observation]]\nentity = "{entity}"\n{sort} = "{measure}"\nperiod = "{period}"\nvalue = "{value}"'
            yield f'prices = "{prices[0]}"' if prices else ""


CASES = list(cases())


def counted(case: Case, folder: Path) -> Counter[str]:
    """How many figures that can be compared are, and are not; AssertionError where one is compared wrongly."""
    (folder / "book.toml").write_text(case.book, "utf-8")
    counts = Counter(wanted=len(case.verdicts))
    for one in compare_text(case.text, load(folder)):
        wanted = case.verdicts.get(one.mention.start, "")
        if one.verdict in ("agrees", "contradicted"):
            assert one.verdict == wanted, (one.mention.words, one.mention.start, one.measure, one.reason)
            counts["compared"] += 1
    return counts


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_nothing_is_compared_with_something_else(case: Case, tmp_path: Path) -> None:
    assert counted(case, tmp_path)["compared"]


def test_nearly_everything_is_compared(tmp_path: Path) -> None:
    counts = sum((counted(case, tmp_path) for case in CASES if not case.name.startswith("hard")), Counter[str]())
    assert counts["wanted"] > 100
    assert counts["compared"] >= ENOUGH * counts["wanted"]
