"""Formulas that are seldom written hold what the small engine computes as well."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from nbkpi.errors import UsageError
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.with_duckdb import DuckEngine

SELDOM = ("inverse_square", "zeroth", "thirteenth", "root_of_root", "part_and_root", "for_each_year", "minus_first",
          "cube_root", "two_years")  # fmt: skip


def test_seldom_formulas(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path) -> None:
    """Roots, powers below zero and high ones; figures of which some are zero, or below."""
    # DuckDB takes long to plan roots.
    names = SELDOM if engine == "polars" else SELDOM[:2]
    chance = random.Random(6)
    given = {
        (f"v{village}", str(year)): {
            "income": f"{chance.randint(0, 50) / 10}", "cost": str(chance.randint(0, 40)),
            "profit": f"{chance.randint(-20, 50) / 10}",
        }
        for village in range(9)
        for year in (2020, 2021, 2022, 2023)
    }  # fmt: skip
    case = panels.Case(given, {"income": 1, "profit": 1, "cost": 0})
    oracle, panel = panels.Oracle(book, case), case.panel(book, tmp_path)
    for name in names:
        found, _hard = panels.by_engine(engine, book, panel, [name])
        for key, columns in found[name].items():
            panels.assert_contains(columns, oracle.result(name, key), (name, key), 24, Fraction(100))


@pytest.mark.parametrize("claimed", ["9.5", "0.4"])
def test_claims_about_seldom_formulas(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, claimed: str
) -> None:
    """Claims are judged as the small engine does, also where there is no column to judge them by."""
    chance = random.Random(7)
    given = {
        (f"v{village}", "2023"): {
            "income": f"{chance.randint(1, 50) / 10}", "cost": str(chance.randint(1, 40)), "said": claimed,
        }
        for village in range(12)
    }  # fmt: skip
    for name in ("thirteenth", "root_of_root", "inverse_square"):
        case = panels.Case(given, {"income": 1, "cost": 0, "said": 1}, claims={"said": name})
        found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), [name])
        oracle = panels.Oracle(book, case)
        for key, columns in found[name].items():
            check = oracle.check(name, key)
            assert check is not None
            assert columns.verdict == check.verdict, (name, key)


@pytest.mark.parametrize("kind", ["VARCHAR", "BIGINT"])
@pytest.mark.parametrize("metric", ["per_household", "income.growth"])
def test_an_engine_whose_rows_have_no_order(
    panels: SimpleNamespace, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metric: str, kind: str
) -> None:
    """It finds the same by other ways, as Spark does."""
    path = written(tmp_path, f"SELECT i::{kind} AS entity, 2020 + j AS period, (i + 5 * j + 1) / 4 AS income, "
                             "3 AS households FROM range(20) a(i), range(4) b(j) ORDER BY hash(i, j)")  # fmt: skip
    panel = panel_of(book, path, "income", "households")
    plain, _hard = panels.by_engine("duckdb", book, panel, [metric])
    monkeypatch.setattr(DuckEngine, "beside", lambda *_given: None)
    without, _hard = panels.by_engine("duckdb", book, panel, [metric])
    assert plain == without


@pytest.mark.parametrize("kind", ["VARCHAR", "BIGINT"])
def test_months_in_no_order(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, kind: str
) -> None:  # fmt: skip
    months = "printf('%d-%02d', 2020 + j // 12, j % 12 + 1)"
    rows = f"SELECT i::{kind} AS entity, {months} AS period, (i + 2 * j + 1) / 4 AS income "
    rows += "FROM range(5) a(i), range(30) b(j)"
    panel = panel_of(book, written(tmp_path, f"FROM ({rows}) ORDER BY hash(entity, period)"), "income")
    found, _hard = panels.by_engine(engine, book, panel, ["income.growth"])
    known = {key: one.value for key, one in found["income.growth"].items() if one.state is None}
    # Those of the first year have none before them.
    assert len(known) == 5 * 18
    for (village, month), value in known.items():
        at = int(village) + 2 * ((int(month[:4]) - 2020) * 12 + int(month[5:]) - 1) + 1
        assert value == pytest.approx(100 * 24 / (at - 24))


@pytest.mark.parametrize(("kind", "years"), [("VARCHAR", 4), ("BIGINT", 4), ("VARCHAR", 60)])
@pytest.mark.parametrize("metric", ["income.growth", "total_rate"])
def test_a_row_too_many_in_no_order(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, kind: str, years: int, metric: str
) -> None:
    """Found where rows are sorted first, and in groups, of few periods and of many."""
    group = "county" if metric == "total_rate" else None
    for last in ("LIMIT 0", ""):
        rows = f"SELECT (i * 1000003)::{kind} AS entity, 1950 + j AS period, 5.0::DOUBLE AS income, 3 AS households, "
        rows += f"'c' || i % 2 AS county FROM range(20) a(i), range({years}) b(j) "
        again = f"(SELECT (7 * 1000003)::{kind}, 1951, 1.0, 3, 'c1' {last})"
        path = written(tmp_path, f"FROM ({rows} UNION ALL {again}) ORDER BY hash(entity, period)")
        panel = panel_of(book, path, "income", "households")
        if last:
            found, _hard = panels.by_engine(engine, book, panel, [metric], group)
            assert len(found[metric]) == (2 if group else 20) * years
            continue
        with pytest.raises(UsageError, match="7000021 1951"):
            panels.by_engine(engine, book, panel, [metric], group)


def test_a_figure_too_many_in_a_long_table(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path) -> None:
    rows = "SELECT 'v' || i AS entity, 2020 + j AS period, k AS indicator, 5 AS value "
    rows += "FROM range(5) a(i), range(3) b(j), (VALUES ('income'), ('households')) t(k) "
    rows += "UNION ALL SELECT 'v3', 2021, 'income', 6"
    panel = panel_of(book, written(tmp_path, rows), "income", "households")
    panel.indicator, panel.value = "indicator", "value"
    for metric in ("income.growth", "growth_per_household"):
        with pytest.raises(UsageError, match="v3 2021"):
            panels.by_engine(engine, book, panel, [metric])


def written(folder: Path, sql: str) -> str:
    """The rows in a file."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{folder}/p.parquet' (FORMAT parquet)").fetchall()
    return f"{folder}/p.parquet"


def panel_of(book: Book, path: str, *names: str) -> Panel:
    """The panel in a file, with these indicators."""
    fields = [PanelField(name, book.measure(name), decimals=2 * (name == "income")) for name in names]
    return Panel("p", path, "entity", "period", fields=fields)
