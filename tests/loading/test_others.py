"""What else is printed of the same thing: the index says what comparing every pair says, and does not grow slow."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.exact import Interval
from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.loading.observe import Resolver
from nbkpi.loading.others import Others
from nbkpi.loading.problems import Problems, TextFile
from nbkpi.model.book import Book
from nbkpi.model.records import Observation

WORDS = ("1元", "2元", "3元", "约2元", "2元以上", "超2元", "2元以下", "不到2元", "1至3元", "近1元", "1.5元", "—")
BOOK = """
[[source]]
id = "a"
title = "a"
[[source]]
id = "b"
title = "b"
[[entity]]
id = "east"
name = "东村"
kind = "village"
[[indicator]]
id = "income"
name = "收入"
unit = "元"
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book that knows what figures may be of, and has none."""
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    return load(tmp_path)


def figures(book: Book, numbers: random.Random, count: int) -> list[Observation]:
    """So many figures of one thing, from three sources and places."""
    entity, measure = book.entity("east"), book.measure("income")
    sources, read = [book.sources["a"], book.sources["b"], None], Resolver(book, Problems()).figure
    return [
        Observation(
            entity, measure, Period.parse("2024"), numbers.choice(WORDS), numbers.choice(sources),
            numbers.choice("1234567"), numbers.choice(("final", "final", "revised")), "", "", read,
        )
        for _number in range(count)
    ]  # fmt: skip


def excludes(one: Observation, other: Observation) -> bool:
    mine, theirs = one.interval, other.interval
    return mine is not None and theirs is not None and mine.intersect(theirs) is None


def expected(
    earlier: list[Observation], one: Observation, beside: list[Observation], is_revised: bool
) -> list[tuple[str, str]]:
    """The codes and the words quoted, by comparing with all that stand before, one after the other.

    is_revised: some figure of the thing was revised, which no other than a revised one contradicts.
    """
    firsts = dict[object, Observation]()
    for other in earlier if not is_revised or one.status == "revised" else []:
        if other.source is not one.source and other.status == one.status and excludes(one, other):
            firsts.setdefault(other.source, other)
    found = [("conflicting-sources", other.text) for other in firsts.values()]
    for other in earlier:
        if (other.source, other.status) != (one.source, one.status):
            continue
        if other.locator == one.locator:
            same = other.text == one.text
            return [*found, ("duplicate-observation", "") if same else ("conflicting-observation", other.text)]
        if other in beside and excludes(one, other):
            return [*found, ("conflicting-observation", other.text)]
    return found


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("has_cells", [True, False])
def test_the_index_says_what_comparing_every_pair_says(book: Book, seed: int, has_cells: bool) -> None:
    numbers = random.Random(seed)
    before, table = figures(book, numbers, numbers.randint(0, 6)), figures(book, numbers, numbers.randint(1, 20))
    book.add_observations(before)
    book.add_observations(table)
    problems, file = Problems(), TextFile("t", "")
    is_revised = any(other.status == "revised" for other in [*before, *table])
    others = Others(book, problems)
    others.stand_beside(table)
    for number, one in enumerate(table):
        problems.found.clear()
        stays = others.note(file, number, one, has_cell=has_cells)
        right = expected([*before, *table[:number]], one, table if has_cells else [], is_revised)
        told = [(problem.code, problem.message) for problem in problems.found]
        wanted = list(dict.fromkeys(right))
        codes = [code for code, _words in told if code != "conflicting-sources"]
        assert codes == [code for code, _words in wanted if code != "conflicting-sources"]
        for code, words in wanted:
            assert any(said == code and (not words or f"“{words}”" in message) for said, message in told)
        assert {code for code, _message in told} == {code for code, _words in wanted}
        assert stays == all(code == "conflicting-sources" for code, _words in right)


def test_a_thing_with_many_figures_takes_no_longer_for_each(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = SimpleNamespace(count=0)
    intersect = Interval.intersect

    def counted(self: Interval, other: Interval) -> Interval | None:
        compared.count += 1
        return intersect(self, other)

    monkeypatch.setattr(Interval, "intersect", counted)
    entity, measure, read = book.entity("east"), book.measure("income"), Resolver(book, Problems()).figure
    period, source = Period.parse("2024"), book.sources["a"]
    table = [
        Observation(entity, measure, period, f"{2 + number / 10000:.4f}元", source, f"C{number}", "final", "", "", read)
        for number in range(2000)
    ]
    book.add_observations(table)
    problems = Problems()
    others = Others(book, problems)
    others.stand_beside(table)
    for number, one in enumerate(table):
        others.note(TextFile("t", ""), number, one, has_cell=True)
    assert {problem.code for problem in problems.found} == {"conflicting-observation"}
    assert len(problems.found) == len(table) - 1
    assert compared.count <= len(table)


def test_two_sources_of_many_figures_give_one_warning_for_each(book: Book) -> None:
    entity, measure, read = book.entity("east"), book.measure("income"), Resolver(book, Problems()).figure
    period, count = Period.parse("2024"), 200
    both = [
        Observation(entity, measure, period, f"{number}.{one}元", source, f"{number}", "final", "", "", read)
        for one, source in enumerate((book.sources["a"], book.sources["b"]))
        for number in range(count)
    ]
    book.add_observations(both)
    problems = Problems()
    others = Others(book, problems)
    for number, one in enumerate(both):
        others.note(TextFile("t", ""), number, one)
    assert [problem.code for problem in problems.found] == ["conflicting-sources"] * count
