"""Totals beside single entities are those that exact fractions give: up to a period, and of a group.

The oracle reads each figure by itself and tries every corner of what the figures of a formula can be.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[indicator]]
id = "households"
name = "农户"
unit = "户"
kind = "count"
measure = "stock"
"""
AT_ALL = pytest.approx(100, rel=1e-15)
Given = dict[tuple[str, str], str]
Ends = tuple[Fraction, Fraction]


def called(nbkpi: Run, tmp_path: Path, engine: str, text: str, *arguments: str) -> SimpleNamespace:
    """All rows that nbkpi panel writes for a file of this text: those of each entity and period."""
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "p.csv").write_text(text, "utf-8")
    call = ("panel", *arguments, "--from", str(tmp_path / "p.csv"), "--book", str(tmp_path / "book.toml"))
    outcome = nbkpi(*call, "--engine", engine, "-o", str(tmp_path / "out.parquet"))
    rows = {}
    if not outcome.code:
        with duckdb.connect() as connection:
            found = connection.execute(f"SELECT * FROM '{tmp_path}/out.parquet'")
            names = [one[0] for one in found.description or ()]
            rows = {(row[0], str(row[1])): dict(zip(names, row, strict=True)) for row in found.fetchall()}
    return SimpleNamespace(err=outcome.err, rows=rows)


def written(given: Given, counties: dict[str, str]) -> str:
    """The figures as a file."""
    lines = [f"{name},{counties[name]},{when},{text}" for (name, when), text in given.items()]
    return "\n".join(["entity,county,period,income", *lines, ""])


def ends(text: str) -> Ends | None:
    """What a figure in tenths, or in whole ones, leaves possible; None for no figure."""
    if not text:
        return None
    half = Fraction(1, 20) if "." in text else Fraction(1, 2)
    number = Fraction(text.removesuffix("万元"))
    return max(number - half, Fraction(0)), number + half


def added(figures: list[str | None]) -> Ends | None:
    """The total of all figures; None where one is missing."""
    found = [None if text is None else ends(text) for text in figures]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    return sum((one[0] for one in known), Fraction(0)), sum((one[1] for one in known), Fraction(0))


def assert_is(row: dict[str, object], name: str, wanted: Ends | None) -> None:
    """The bounds in a row hold the range that is wanted, and hardly more."""
    low, high = row[f"{name}_lower"], row[f"{name}_upper"]
    if wanted is None:
        assert (low, high, row[f"{name}_state"]) == (None, None, "unknown"), (name, row)
        return
    assert isinstance(low, float), (name, row, wanted)
    assert isinstance(high, float)
    assert Fraction(low) <= wanted[0] <= Fraction(low) + abs(wanted[0]) / 10**14, (name, row, wanted)
    assert Fraction(high) - abs(wanted[1]) / 10**14 <= wanted[1] <= Fraction(high), (name, row, wanted)


def quotient(above: Ends, below: Ends, plus: Ends) -> Ends:
    """Which values above / (below + plus) has at the corners, above and below being one where they are the same."""
    corners = [(a, b) for a, b in product(above, below) if above is not below or a == b]
    found = [a / (b + c) for (a, b), c in product(corners, plus)]
    return min(found), max(found)


def grown(value: Ends, base: Ends) -> Ends:
    """Growth in percent, of what have nothing in common."""
    return 100 * (value[0] / base[1] - 1), 100 * (value[1] / base[0] - 1)


FORMULAS = {
    "up": "running(income)", "of": "share(income, whole(income))", "total": "whole(income)",
    "grown": "growth(running(income))", "part": "income / running(income)",
}  # fmt: skip


@pytest.mark.parametrize(
    ("engine", "is_text", "names"),
    [("duckdb", True, "up of"), ("polars", False, "up of total part grown"),
     *(pytest.param(engine, is_text, " ".join(FORMULAS), marks=pytest.mark.thorough)
       for engine, is_text in (("duckdb", False), ("duckdb", True), ("polars", True)))],
)  # fmt: skip
def test_totals_up_to_a_period_and_of_a_group(
    nbkpi: Run, tmp_path: Path, engine: str, is_text: bool, names: str
) -> None:  # fmt: skip
    numbers = random.Random(16)
    counties = {f"v{village}": f"c{village % 4 if village < 12 else village}" for village in range(14)}
    years = [str(year) for year in range(2020, 2024)]
    given: Given = {}
    for name in counties:
        for year in years:
            if numbers.random() < 0.06:
                continue
            text = str(Fraction(numbers.randint(10, 9999), 10).__float__())
            given[name, year] = text if not is_text else f"{text}万元" if numbers.random() < 0.7 else f"{text[:-2]}万元"
            if numbers.random() < 0.04:
                given[name, year] = ""
    items = list(given.items())
    numbers.shuffle(items)
    formulas = [f"{name}={FORMULAS[name]}" for name in names.split()]
    text = written(dict(items), counties)
    outcome = called(nbkpi, tmp_path, engine, text, *formulas, "--group-column", "county",
                     *([] if is_text else ["--decimals", "1"]))  # fmt: skip
    assert set(outcome.rows) == set(given)
    for (name, year), row in outcome.rows.items():
        own = ends(given[name, year])
        before = added([given.get((name, one)) for one in years if one < year])
        reporting = {one for (one, _year), figure in given.items() if figure and counties[one] == counties[name]}
        others = added([given.get((one, year)) for one in sorted(reporting - {name})])
        up = None if own is None or before is None else (own[0] + before[0], own[1] + before[1])
        shares = None if own is None or others is None else quotient(own, own, others)
        last = str(int(year) - 1)
        base = None if (name, last) not in given else before
        wanted = {
            "up": up,
            "total": None if own is None or others is None else (own[0] + others[0], own[1] + others[1]),
            "of": None if shares is None else (shares[0] * 100, shares[1] * 100),
            "part": None if up is None or own is None or before is None else quotient(own, own, before),
            "grown": None if up is None or base is None else grown(up, base),
        }
        for one in names.split():
            assert_is(row, one, wanted[one])
        assert (row["up_lower_closed"], row["up_upper_closed"]) == ((None, None) if up is None else (True, False))


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("polars", marks=pytest.mark.thorough)])
def test_months_begin_anew_with_the_year(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """A month that is missing leaves all later ones of its year without a total, and none of the next."""
    given = {("甲县", f"{year}-{month:02}"): f"{year % 7 + month}.5" for year in (2023, 2024) for month in range(1, 7)}
    given.pop(("甲县", "2023-04"))
    text = written(given, {"甲县": ""})
    outcome = called(nbkpi, tmp_path, engine, text, 'up=running(income, "year")', "--decimals", "1")
    for (name, when), row in outcome.rows.items():
        earlier = [given.get((name, f"{when[:4]}-{month:02}")) for month in range(1, int(when[5:]) + 1)]
        assert_is(row, "up", added(earlier))


@pytest.mark.parametrize("engine", ["polars", pytest.param("duckdb", marks=pytest.mark.thorough)])
def test_periods_that_overlap_are_not_added_up(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """Two months from January on and two from February on are not the four before May."""
    given = {("甲县", f"2024-{month:02}..2024-{month + 1:02}"): "2.5" for month in (1, 2, 5)}
    outcome = called(nbkpi, tmp_path, engine, written(given, {"甲县": ""}), "up=running(income)", "--decimals", "1")
    known = {when for (_name, when), row in outcome.rows.items() if row["up_lower"] is not None}
    assert known == {"2024-01..2024-02"}


def test_an_only_member_is_all_of_its_group(nbkpi: Run, tmp_path: Path) -> None:
    text = "entity,county,period,income\na,甲县,2024,2.5\nb,乙县,2024,3.5\nc,,2024,4.5\n"
    outcome = called(nbkpi, tmp_path, "polars", text, "income.share", "--group-column", "county", "--decimals", "1")
    parts = ("income.share_lower", "income.share_upper")
    shares = {name: tuple(row[part] for part in parts) for (name, _when), row in outcome.rows.items()}
    assert shares == {"a": (AT_ALL, AT_ALL), "b": (AT_ALL, AT_ALL), "c": (None, None)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["running(households)"], "state at one time"),
        (["running(income, 3)"], '"year" is expected'),
        (["running()"], "takes 1–2 arguments, not 0"),
        (["whole(income, 2)"], "takes 1 arguments, not 2"),
        (["sum(running(income))", "--by", "county"], "only figures of the entity itself"),
        (["whole(income)", "--by", "county"], "leave out --by"),
        (["running(income)", "--group-column", "county"], "--group-column is for whole()"),
        (["running(incom)"], "incom"),
    ],
)
def test_what_cannot_be_said(nbkpi: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    text = "entity,county,period,income,households\na,甲县,2024,2.5,3\n"
    assert said in called(nbkpi, tmp_path, "duckdb", text, *arguments).err


def test_a_whole_in_a_metric_of_the_book(nbkpi: Run, tmp_path: Path) -> None:
    """It is that of the group, and where another metric uses it, that is refused: it was the entity's own figure."""
    more = '\n[[metric]]\nid = "part"\nname = "占比"\nformula = "share(income, whole(income))"\nunit = "%"\n'
    outer = '[[metric]]\nid = "half"\nname = "一半"\nformula = "part / 2"\nunit = "%"\n'
    book = BOOK + '[[breakdown]]\nid = "sex"\nname = "性别"\nmembers = ["男", "女"]\n' + more + outer
    (tmp_path / "b.toml").write_text(book, "utf-8")
    (tmp_path / "p.csv").write_text("entity,period,income\na,2024,2.5\nb,2024,7.5\n", "utf-8")
    call = ("--from", str(tmp_path / "p.csv"), "--book", str(tmp_path / "b.toml"), "--decimals", "1", "--json")
    found = {
        one["entity"]: one["value"] for one in nbkpi("panel", "part", *call).json()["results"] if one["sort"] == "top"
    }
    assert found == {"a": 25, "b": 75}
    assert "not in one that it uses" in nbkpi("panel", "half", *call).err
