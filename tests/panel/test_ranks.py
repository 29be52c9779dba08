"""The ranks of every row are those of nbkpi rank, whichever engine counts them."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbkpi.exact.ranks import rank_ranges
from nbkpi.model.book import Book
from nbkpi.panel.engines import open_engine
from nbkpi.panel.plan import Wanted
from nbkpi.panel.ranks import with_ranks
from nbkpi.panel.run import run
from nbkpi.panel.summary import summarise
from nbkpi.solve.calculate import Calculator

YEARS = ("2022", "2023", "2024")
FORMS = ("{}万元", "{}.5万元", "约{}万元", "超{}万元", "近{}万元", "{}余万元", "{}元至{}元", "—", "…")


def cells(seed: int) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of which many have the same values, or values that overlap, or no end above or below."""
    numbers = random.Random(seed)
    given = {}
    for village in range(60):
        for year in YEARS:
            size, number = numbers.choice((10, 100)), numbers.randint(1, 9)
            text = numbers.choice(FORMS).format(size * number, size * number)
            given[f"v{village}", year] = {"income": text, "households": str(numbers.choice((7, 13, 100)))}
    return given


@pytest.mark.parametrize("better", ["", "lower"])
@pytest.mark.parametrize("name", ["per_household", "income.growth", "households.growth"])
def test_ranks_agree(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, name: str, better: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    metric = book.metric(name)
    monkeypatch.setattr(metric, "better", better)
    case = panels.Case(cells(3), {"income": None, "households": 0})
    oracle = panels.Oracle(book, case)
    panel = case.panel(book, tmp_path)
    opened = open_engine(engine, None, lambda _share: None, Path(panel.path))
    try:
        answer = run(opened, book, panel, [Wanted(metric, name, Calculator(book).program(metric))], None)
        plain = summarise(opened, answer, answer.frame, 1000)
        ranked = with_ranks(opened, answer)
        summary = summarise(opened, ranked, ranked.frame, 1000)
        headings = list(ranked.named().collect_schema())
        rows = opened.rows(ranked.named())
    finally:
        opened.close()
    assert headings[-2:] == [f"{name}_rank_best", f"{name}_rank_worst"]
    found = {(str(row[0]), str(row[1])): row[-2:] for row in rows}
    assert set(found) == set(case.rows)
    seen = set()
    for year in YEARS:
        results = {village: oracle.result(name, (village, when)) for village, when in case.rows if when == year}
        held = {village: one.interval for village, one in results.items() if one.interval is not None}
        intervals = [one if better != "lower" else -one for one in held.values()]
        exact = dict(zip(held, rank_ranges(intervals), strict=True))
        for village in results:
            assert found[village, year] == tuple(exact.get(village, (None, None))), (village, year)
        seen |= set(exact.values())
    assert plain.top == summary.top
    assert {(line.best, line.worst) for line in summary.top[name]} <= seen
    assert len(seen) > 10


@pytest.mark.parametrize("quarter", ["", "Q3"])
def test_ranks_of_several_metrics_with_and_without_rows_in_order(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, quarter: str
) -> None:
    """What is sorted once says the same as one window for each, which engines need whose rows have no order."""
    numbers = random.Random(5)
    keys = [(f"v{village}", f"{year}{quarter}") for village in range(40) for year in ("2021", *YEARS)]
    random.Random(2).shuffle(keys)
    # In one period nobody has a value, in others some have none.
    given = {
        key: {"income": f"{numbers.randint(10, 30) / 10}", "households": str(numbers.choice((0, 7, 9)))}
        | ({"income": "", "households": ""} if "2023" in key[1] else {})
        for key in keys
    }
    panel = panels.Case(given, {"income": 1, "households": 0}).panel(book, tmp_path)
    names = ["per_household", "income.growth"]
    wanted = [Wanted(book.metric(name), name, Calculator(book).program(book.metric(name))) for name in names]
    found = []
    for _way in range(2):
        opened = open_engine(engine, None, lambda _share: None, Path(panel.path))
        try:
            ranked = with_ranks(opened, run(opened, book, panel, wanted, None))
            found.append(opened.rows(ranked.named()))
        finally:
            opened.close()
        monkeypatch.setattr(type(opened), "numbered", lambda *_given: None)
    assert found[0] == found[1]
    assert len(found[0]) == len(given)
    for best in (8, 16):
        widths = {row[best + 1] - row[best] for row in found[0] if row[best] is not None}
        assert len(widths) > 2
