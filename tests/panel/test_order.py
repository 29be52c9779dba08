"""Files that are sorted, and those that are not, say the same; what is there twice is found in both."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from nbkpi.errors import UsageError
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField
from nbkpi.panel.engines import open_engine
from nbkpi.panel.prepare import prepare

METRICS = ["income.growth", "income.change", "two_years_of_growth", "per_household"]


def figures(seed: int, gaps: float) -> dict[tuple[str, str], dict[str, str]]:
    """Rows sorted by village and year, some of them missing."""
    numbers = random.Random(seed)
    return {
        (f"v{entity:03}", str(year)): {
            "income": f"{numbers.randint(0, 9999) / 100:.2f}",
            "households": str(numbers.randint(0, 50)),
        }
        for entity in range(60)
        for year in range(2018, 2025)
        if numbers.random() >= gaps
    }


def shuffled(given: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    items = list(given.items())
    random.Random(1).shuffle(items)
    return dict(items)


def written(path: Path, sql: str) -> str:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)").fetchall()
    return str(path)


def panel_of(book: Book, path: str, unique: bool = False) -> Panel:
    fields = [
        PanelField(name, book.measure(name), decimals=2 * (name == "income")) for name in ("income", "households")
    ]
    return Panel("p", path, "entity", "period", fields=fields, unique=unique)


@pytest.mark.parametrize("gaps", [0.0, 0.2])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_the_year_before_is_found_in_any_order(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, gaps: float, is_sorted: bool
) -> None:
    given = figures(3, gaps)
    case = panels.Case(given if is_sorted else shuffled(given), {"income": 2, "households": 0})
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), METRICS)
    oracle = panels.Oracle(book, case)
    for name in METRICS:
        assert set(found[name]) == set(given)
        for key, columns in found[name].items():
            panels.assert_contains(columns, oracle.result(name, key), (name, key), 4)


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ("('a', 2020), ('a', 2021), ('b', 2020)", (True,)),
        ("('a', 2020), ('a', 2022), ('b', 2020)", (False,)),
        ("('b', 2020), ('a', 2020)", None),
        ("('a', 2021), ('a', 2020)", None),
        ("('a', 2020), ('a', 2020)", None),
        ("('a', 2020), ('b', 2020), ('a', 2021)", None),
    ],
)
def test_the_order_of_a_file_is_looked_at(
    engine: str, book: Book, tmp_path: Path, rows: str, order: tuple[bool] | None
) -> None:
    assert order_in(engine, book, tmp_path, f"(VALUES {rows}) AS t(number, period)", "VARCHAR") == order


@pytest.mark.parametrize("kind", ["VARCHAR", "BIGINT", "USMALLINT", "DOUBLE"])
@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ("(7, 1990), (7, 2024), (8, 1990), (8, 1991)", (False,)),
        ("(7, 2023), (7, 2024), (8, 1990), (8, 1991), (9, 2024)", (True,)),
        ("(7, 2024), (8, 1990), (8, 1990)", None),
        ("(7, 2024), (8, 1991), (8, 1990)", None),
        ("(7, 2024), (9, 1990), (8, 2024)", None),
        ("(8, 1990), (7, 2024)", None),
        ("(5, 2024)", (True,)),
    ],
)
def test_the_order_of_numbers_is_that_of_texts(
    engine: str, book: Book, tmp_path: Path, kind: str, rows: str, order: tuple[bool] | None
) -> None:
    """Entity and year become one number: whatever years lie between, none is taken for a year of the next entity."""
    assert order_in(engine, book, tmp_path, f"(VALUES {rows}) AS t(number, period)", kind) == order


@pytest.mark.parametrize("least", ["-9223372036854775808", "-9000000000000000000", "0"])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_the_order_of_numbers_that_leave_no_room(
    engine: str, book: Book, tmp_path: Path, least: str, is_sorted: bool
) -> None:
    rows = f"({least}, 2023), ({least}, 2024), (9223372036854775807, {2024 - is_sorted}), (9223372036854775807, 2024)"
    found = order_in(engine, book, tmp_path, f"(VALUES {rows}) AS t(number, period)", "BIGINT")
    assert found == ((True,) if is_sorted else None)


def order_in(engine: str, book: Book, path: Path, rows: str, kind: str) -> tuple[bool] | None:
    """The order that is found in rows of these entities and periods."""
    name = written(path / "p.parquet", f"SELECT number::{kind} AS entity, period, 1.0::DOUBLE AS income, "
                                       f"1 AS households FROM {rows}")  # fmt: skip
    panel = panel_of(book, name)
    opened = open_engine(engine, None, lambda _share: None, Path(name))
    try:
        return prepare(opened, book, panel, panel.fields, None).order()
    finally:
        opened.close()


@pytest.mark.parametrize("unique", [True, False])
@pytest.mark.parametrize("order", ["ORDER BY entity, period", "ORDER BY hash(entity, period)"])
@pytest.mark.parametrize("metric", ["income.growth", "per_household"])
def test_rows_that_are_there_twice(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, order: str, metric: str, unique: bool
) -> None:
    """Refused with their names, unless they were declared not to be and nothing has to be looked up in other rows."""
    twice = "UNION ALL SELECT 'v7', 2021, 1.0, 3"
    rows = "SELECT 'v' || i AS entity, 2019 + j AS period, 5.0::DOUBLE AS income, 3 AS households "
    path = written(tmp_path / "p.parquet", f"FROM ({rows} FROM range(20) a(i), range(4) b(j) {twice}) {order}")
    panel = panel_of(book, path, unique)
    if unique and metric == "per_household":
        with pytest.raises(AssertionError):
            panels.by_engine(engine, book, panel, [metric])
        return
    with pytest.raises(UsageError, match="v7 2021"):
        panels.by_engine(engine, book, panel, [metric])
    panels.by_engine(engine, book, replace(panel, path=written(tmp_path / "q.parquet", f"{rows} FROM range(20) a(i), "
                                                               "range(4) b(j)")), [metric])  # fmt: skip


@pytest.mark.parametrize("moves", [True, False])
@pytest.mark.parametrize("is_sorted", [True, False])
@pytest.mark.parametrize("gaps", [0.0, 0.1])
def test_totals_know_their_parts_in_any_order(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, moves: bool, is_sorted: bool, gaps: float
) -> None:
    """A total lacks those that report at another time, also where an entity moves to another group."""
    given = figures(4, gaps)
    rows = ", ".join(f"('{entity}', {year}, {row['income']}::DOUBLE, {row['households']})"
                     for (entity, year), row in (given if is_sorted else shuffled(given)).items())  # fmt: skip
    county = "'c' || (right(entity, 2)::INT % 7 + CASE WHEN period > 2021 AND entity = 'v010' THEN 1 ELSE 0 END)"
    if not moves:
        county = "'c' || (right(entity, 2)::INT % 7)"
    path = written(tmp_path / "p.parquet", f"SELECT *, {county} AS county FROM (VALUES {rows}) "
                                           "AS t(entity, period, income, households)")  # fmt: skip
    found, _hard = panels.by_engine(engine, book, panel_of(book, path), ["total_rate"], "county")
    with duckdb.connect() as connection:
        complete = connection.execute(
            f"SELECT county, period::VARCHAR, n = total FROM (SELECT county, period, count(*) AS n FROM '{path}' "
            f"GROUP BY ALL) JOIN (SELECT county, count(DISTINCT entity) AS total FROM '{path}' GROUP BY ALL) "
            "USING (county)"
        ).fetchall()
    assert {(county, period): known for county, period, known in complete} == {
        key: columns.state != "unknown" for key, columns in found["total_rate"].items()
    }


def test_numbers_that_are_none_are_unknown(panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path) -> None:
    values = "('a', 'NaN'::DOUBLE), ('b', 'inf'::DOUBLE), ('c', '-inf'::DOUBLE), ('d', NULL), ('e', 2.5::DOUBLE)"
    path = written(tmp_path / "p.parquet", "SELECT entity, 2024 AS period, income, 2 AS households "
                                           f"FROM (VALUES {values}) AS t(entity, income)")  # fmt: skip
    found, _hard = panels.by_engine(engine, book, panel_of(book, path), ["per_household"])
    states = {key[0]: columns.state for key, columns in found["per_household"].items()}
    assert states == {"a": "unknown", "b": "unknown", "c": "unknown", "d": "unknown", "e": None}


@pytest.mark.parametrize("group", [None, "county"])
@pytest.mark.parametrize("number", ["1.005", "1e15"])
def test_a_number_of_more_decimals_is_named_wherever_it_is_met(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, number: str, group: str | None
) -> None:
    path = written(tmp_path / "p.parquet", "SELECT 'v' || i AS entity, 2020 AS period, 'c' AS county, 2 AS households, "
                                           f"CASE WHEN i = 777 THEN {number} ELSE 1.25 END::DOUBLE AS income "
                                           "FROM range(1000) a(i)")  # fmt: skip
    with pytest.raises(UsageError, match="v777 2020"):
        panels.by_engine(engine, book, panel_of(book, path), ["total_rate" if group else "per_household"], group)


@pytest.mark.parametrize("is_sorted", [True, False])
def test_the_row_before_may_be_another_village(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, is_sorted: bool
) -> None:
    """Villages that report one after the other: the first year of one follows the last year of another."""
    given = {
        (f"v{village}", str(2012 + 3 * village + year)): {"income": f"{village + year + 1}.00", "households": "3"}
        for village in range(4)
        for year in range(3)
    }
    case = panels.Case(given if is_sorted else shuffled(given), {"income": 2, "households": 0})
    found, _hard = panels.by_engine(engine, book, case.panel(book, tmp_path), METRICS)
    oracle = panels.Oracle(book, case)
    for name in METRICS:
        for key, columns in found[name].items():
            panels.assert_contains(columns, oracle.result(name, key), (name, key), 4)
    firsts = [("v0", "2012"), ("v1", "2015"), ("v2", "2018"), ("v3", "2021")]
    assert {found["income.growth"][key].state for key in firsts} == {"unknown"}


@pytest.mark.parametrize("entity", ["i", "i * 1000003", "'v' || i"])
@pytest.mark.parametrize("years", [5, 70])
@pytest.mark.parametrize("is_twice", [True, False])
def test_every_way_to_find_what_is_there_twice(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, entity: str, years: int, is_twice: bool
) -> None:
    """One bit for each village and year, or one sum for each village, or each pair counted: a row too many is found."""
    rows = f"SELECT {entity} AS entity, 1950 + j AS period, 5.0::DOUBLE AS income, 3 AS households "
    rows += f"FROM range(30) a(i), range({years}) b(j) WHERE (i + j) % 7 > 0"
    rows += f" UNION ALL SELECT {entity}, 1953, 1.0, 3 FROM range(9, 10) a(i)" if is_twice else ""
    path = written(tmp_path / "p.parquet", f"FROM ({rows}) ORDER BY hash(entity, period)")
    panel = panel_of(book, path)
    if not is_twice:
        found, _hard = panels.by_engine(engine, book, panel, ["per_household"])
        assert {columns.state for columns in found["per_household"].values()} == {None}
        return
    with pytest.raises(UsageError, match=r"9 1953|9000027 1953"):
        panels.by_engine(engine, book, panel, ["per_household"])


@pytest.mark.parametrize("entity", ["i", "i * 1000003", "'v' || i"])
@pytest.mark.parametrize("twice", ["2020", "2022"])
@pytest.mark.parametrize("group", ["c1", "c9"])
def test_a_row_twice_in_place_of_another_is_found_in_groups(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, entity: str, twice: str, group: str
) -> None:
    """There are as many rows as there should be: only the bits of that village tell, the last one doubled too."""
    rows = f"SELECT {entity} AS entity, 2020 + j AS period, 5.0::DOUBLE AS income, 3 AS households, 'c' || i % 2 AS "
    rows += "county FROM range(6) a(i), range(3) b(j) WHERE i <> 3 OR j <> 1"
    rows += f" UNION ALL SELECT {entity}, {twice}, 1.0, 3, '{group}' FROM range(3, 4) a(i)"
    path = written(tmp_path / "p.parquet", f"FROM ({rows}) ORDER BY hash(entity, period)")
    with pytest.raises(UsageError, match=rf"(3|3000009) {twice}"):
        panels.by_engine(engine, book, panel_of(book, path), ["total_rate"], "county")


@pytest.mark.parametrize("is_twice", [True, False])
def test_groups_of_what_is_sorted_only_at_first(
    panels: SimpleNamespace, engine: str, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_twice: bool
) -> None:
    """A later row out of order is found, and one that is there twice, which would be added up twice."""
    monkeypatch.setattr("nbkpi.panel.order.GLANCE", 4)
    rows = "SELECT i AS entity, 2020 + j AS period, 5.0::DOUBLE AS income, 3 AS households, 'c' || i % 2 AS county "
    rows += "FROM range(6) a(i), range(3) b(j)"
    last = "SELECT 1, 2021, 5.0, 3, 'c1'" if is_twice else "SELECT 0, 2023, 5.0, 3, 'c0'"
    path = written(tmp_path / "p.parquet", f"(FROM ({rows}) ORDER BY entity, period) UNION ALL {last}")
    if is_twice:
        with pytest.raises(UsageError, match="1 2021"):
            panels.by_engine(engine, book, panel_of(book, path), ["total_rate"], "county")
        return
    found, _hard = panels.by_engine(engine, book, panel_of(book, path), ["total_rate"], "county")
    unknown = {key for key, columns in found["total_rate"].items() if columns.state == "unknown"}
    assert unknown == {("c0", "2023")}
