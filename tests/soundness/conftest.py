"""A book of one village, two indicators and whatever a test adds to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.solve import implied
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.verdicts import Check
from nbkpi.solve.result import Result
from nbkpi.solve.select import select
from nbkpi.text.against_book import compare_text
from nbkpi.text.book_judge import BookComparison

BASE = """
[[entity]]
id = "town"
name = "镇"
[[entity]]
id = "a"
name = "甲村"
within = "镇"
[[indicator]]
id = "x"
name = "利润"
unit = "万元"
range = "any"
[[indicator]]
id = "y"
name = "收入"
unit = "万元"
range = "any"
"""

COUNTY = """
[book]
title = "甲县"
[[source]]
id = "s"
title = "s"
[[entity]]
id = "jia"
name = "甲县"
kind = "county"
"""


Ask = Callable[..., Result]
Compare = Callable[[str, str], list[BookComparison]]


def as_toml(line: str) -> str:
    """One addition: TOML as it is, a metric (`name unit = formula`), or a figure (`x 2024 88`, `target x 2024 90`)."""
    if line.startswith("["):
        return line
    head, _equals, formula = line.partition(" = ")
    if formula:
        name, unit = head.split()
        return f'[[metric]]\nid = "{name}"\nname = "{name}"\nformula = \'{formula}\'\nunit = "{unit}"'
    sort, words = ("target", line.split()[1:]) if line.startswith("target") else ("observation", line.split())
    what, period, value, *more = words
    rows = [f"[[{sort}]]", 'entity = "a"', f'{"metric" if "." in what or what == "ratio" else "indicator"} = "{what}"']
    pairs = [f"period={period}", f"value={value}", *more]
    return "\n".join(rows + ['{} = "{}"'.format(*pair.split("=")) for pair in pairs])


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A measure of the village in 2024, from the book with these additions."""

    def answer(measure: str, *additions: str, period: str = "2024", entity: str = "a") -> Result:
        path = tmp_path / "book.toml"
        path.write_text("\n".join([BASE, *map(as_toml, additions)]), encoding="utf-8")
        book = load(path)
        return Calculator(book).result(book.measure(measure), book.entity(entity), Period.parse(period))

    return answer


@pytest.fixture
def findings(tmp_path: Path) -> Callable[..., list[Check]]:
    """What nbkpi check finds wrong in the book with these additions."""

    def answer(*additions: str) -> list[Check]:
        path = tmp_path / "book.toml"
        path.write_text("\n".join([BASE, *map(as_toml, additions)]), encoding="utf-8")
        book = load(path)
        return [one for one in check(Calculator(book), select(book)) if one.is_finding]

    return answer


@pytest.fixture
def deduced(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """What follows for the indicators that nobody printed in the book with these additions, as it is shown."""

    def answer(*additions: str) -> dict[str, str]:
        path = tmp_path / "book.toml"
        path.write_text("\n".join([BASE, *map(as_toml, additions)]), encoding="utf-8")
        book = load(path)
        return {one.measure.id: one.display() for one in implied.deduced(Calculator(book), select(book))}

    return answer


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """A text held against the book of one county with these additions."""

    def answer(text: str, additions: str) -> list[BookComparison]:
        (tmp_path / "book.toml").write_text(COUNTY + additions, "utf-8")
        return compare_text(text, load(tmp_path))

    return answer
