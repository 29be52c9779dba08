"""Every type that DuckDB and Parquet have, in every place of a panel: computed, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pytest

from nbkpi.errors import UsageError
from nbkpi.model.book import Book
from nbkpi.model.panels import Panel, PanelField

if TYPE_CHECKING:
    from conftest import Run


class Kind(NamedTuple):
    """A type: what stands in the column where figures are, years, and names; None where it must be refused."""

    sql: str
    figure: str | None = None
    year: str | None = None
    name: str | None = None
    decimals: int | None = None
    differs: tuple[str, ...] = ()
    """Engines that see another type in a Parquet file, and refuse it."""


KINDS = (
    *(Kind(width, "5", "2024", "5") for width in ("SMALLINT", "INTEGER", "BIGINT", "USMALLINT", "UINTEGER", "UBIGINT")),
    *(Kind(width, "5", None, "5") for width in ("TINYINT", "UTINYINT")),
    # DuckDB writes those of 128 bits into Parquet files as doubles.
    *(Kind(width, "5", "2024", "5", decimals=0) for width in ("HUGEINT", "UHUGEINT", "FLOAT", "DOUBLE")),
    *(Kind(f"DECIMAL{size}", "5", "2024", "5") for size in ("(9,2)", "(18,4)", "(38,10)")),
    Kind("DECIMAL(4,0)", "5", "2024", "5"),
    Kind("VARCHAR", "'5'", "'2024'", "'5'"),
    Kind("ENUM('5', '2023', '2024')", "'5'", "'2024'", "'5'"),
    Kind("JSON", "'5'", "'2024'", "'5'", differs=("polars",)),
    Kind("BOOLEAN", name="true"),
    Kind("UUID", name="'12345678-1234-1234-1234-123456789012'", differs=("polars",)),
    # DuckDB writes bits into Parquet files as texts.
    Kind("BIT", "'101'", name="'101'"),
    *(
        Kind(name, year="'2024-12-31 00:00:00'", name="'2024-12-31 00:00:00'")
        for name in ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMPTZ")
    ),
    *(Kind(name) for name in ("TIME", "INTERVAL", "BLOB")),
    *(Kind(name) for name in ("INTEGER[]", "INTEGER[2]", "STRUCT(a INTEGER)", "MAP(VARCHAR, INTEGER)")),
)
ANY = {
    "BOOLEAN": "true", "UUID": "'12345678-1234-1234-1234-123456789012'", "TIME": "'10:00:00'",
    "INTERVAL": "INTERVAL 3 DAYS", "BLOB": "'ab'", "INTEGER[]": "[1, 2]", "INTEGER[2]": "[1, 2]",
    "STRUCT(a INTEGER)": "{'a': 1}", "MAP(VARCHAR, INTEGER)": "MAP {'a': 1}",
}  # fmt: skip
"""Something of a type that is no figure, year or name."""


def thoroughly(*names: str) -> list[Any]:
    """What a quick run leaves out."""
    return [pytest.param(name, marks=pytest.mark.thorough) for name in names]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.sql)
@pytest.mark.parametrize("place", ["figure", "unused", *thoroughly("year", "name", "group")])
def test_every_type(engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, kind: Kind, place: str) -> None:
    """Two villages, or two years, one after the other; the odd column is where the place says."""
    taken = {"figure": kind.figure, "year": kind.year, "name": kind.name, "group": kind.name}.get(place, "")
    taken = None if engine in kind.differs and place != "unused" else taken
    value = taken or ANY.get(kind.sql) or kind.figure or kind.year or ""
    before = value.replace("2024", "2023") if place == "year" else value
    cells = {"figure": "5", "year": "2024", "name": "'v'", "group": "'c'", "unused": "1"}
    odd = f"CAST({value} AS {kind.sql})"
    rows = ", ".join(f"{odd if here == place else plain} AS {here}" for here, plain in cells.items())
    first = rows.replace(odd, f"CAST({before} AS {kind.sql})") if place == "year" else rows.replace("2024 ", "2023 ")
    path = tmp_path / "p.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY ({f'SELECT {first} UNION ALL SELECT {rows}'}) TO '{path}' (FORMAT parquet)"
        ).fetchall()
    decimals = kind.decimals if place == "figure" else None
    panel = Panel(
        "p", str(path), "name", "year", fields=[PanelField("figure", book.measure("income"), "value", "", decimals)]
    )
    metric, group = ("total_growth", "group") if place == "group" else ("income.growth", None)
    if taken is None:
        with pytest.raises(UsageError) as error:
            panels.by_engine(engine, book, panel, [metric], group)
        assert f"“{place}”" in str(error.value)
        assert "engine" not in str(error.value)
        return
    found, _hard = panels.by_engine(engine, book, panel, [metric], group)
    columns = {key[1]: one for key, one in found[metric].items()}
    assert set(columns) == {"2023", "2024"}
    assert (columns["2023"].state, columns["2024"].state) == ("unknown", None)
    assert columns["2024"].value == 0


@pytest.mark.parametrize(
    "type_of_year", ["SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT", "DOUBLE"]
)
@pytest.mark.parametrize("type_of_name", ["SMALLINT", "VARCHAR", *thoroughly("UINTEGER", "UBIGINT")])
def test_rows_that_are_computed_one_by_one_fit_to_the_others(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, type_of_year: str, type_of_name: str
) -> None:
    """Words that say only a bound are left to the small engine, beside others that are not."""
    path = tmp_path / "p.parquet"
    rows = "VALUES (1, 2023, '40万元'), (1, 2024, '超50万元'), (2, 2023, '61.4万元'), (2, 2024, '88.2万元')"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT a::{type_of_name} AS a, b::{type_of_year} AS b, c FROM ({rows}) AS t(a, b, c)) "
            f"TO '{path}' (FORMAT parquet)"
        ).fetchall()
    panel = Panel("p", str(path), "a", "b", fields=[PanelField("c", book.measure("income"))])
    found, hard = panels.by_engine(engine, book, panel, ["income.growth"])
    values = {key: (one.state, one.lower is None, one.upper is None) for key, one in found["income.growth"].items()}
    unknown, whole = ("unknown", True, True), (None, False, False)
    assert values == {
        ("1", "2023"): unknown,
        ("2", "2023"): unknown,
        ("1", "2024"): (None, False, True),
        ("2", "2024"): whole,
    }
    assert hard == 1


@pytest.mark.parametrize(
    ("cells", "decimals", "message"),
    [
        ("1.0, 1.1", 1, ""), ("1.05, 1.1", 1, "“c” has 1 numbers with more than 1 decimals or too many digits: 1 2023"),
        ("90071992547401.0, 90071992547402.1", 1, ""), ("9007199.0, 9007200.1234", None, ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["DECIMAL(18,4)", "DECIMAL(38,10)"])
def test_decimals_below_the_room_of_a_column(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, cells: str, decimals: int | None, message: str,
    kind: str,
) -> None:  # fmt: skip
    """1.0 and 1.1 in a column with room for more were printed with one decimal, when that is said."""
    path = tmp_path / "p.parquet"
    with duckdb.connect() as connection:
        rows = f"SELECT 1 AS a, unnest([2023, 2024]) AS b, unnest([{cells}]::{kind}[]) AS c"
        connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)").fetchall()
    panel = Panel("p", str(path), "a", "b", fields=[PanelField("c", book.measure("income"), decimals=decimals)])
    if message:
        with pytest.raises(UsageError, match=message):
            panels.by_engine(engine, book, panel, ["income.change"])
        return
    found, _hard = panels.by_engine(engine, book, panel, ["income.change"])
    columns = found["income.change"]["1", "2024"]
    places = decimals if decimals is not None else int(kind[:-1].split(",")[1])
    assert columns.upper - columns.lower == pytest.approx(2 / 10**places, rel=0.2, abs=1e-6)


@pytest.mark.parametrize("value", ["2024.5", "'nan'", "'inf'"])
@pytest.mark.parametrize("place", ["a", "b"])
def test_numbers_that_are_not_whole_are_no_keys(
    engine: str, book: Book, tmp_path: Path, panels: SimpleNamespace, value: str, place: str
) -> None:
    path = tmp_path / "p.parquet"
    cells = {"a": "1", "b": "2024"} | {place: f"CAST({value} AS DOUBLE)"}
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {cells['a']} AS a, {cells['b']} AS b, 1 AS c) TO '{path}' (FORMAT parquet)")
    panel = Panel("p", str(path), "a", "b", fields=[PanelField("c", book.measure("income"))])
    with pytest.raises(UsageError, match=f"column “{place}” has “.*”, which is not a whole number"):
        panels.by_engine(engine, book, panel, ["income.growth"])


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_rows_that_are_all_computed_one_by_one(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """Words of more digits than the columns hold leave them nothing to compute, and that is of a type too."""
    (tmp_path / "book.toml").write_text('[[indicator]]\nid = "v"\nname = "收入"\nunit = "万元"\n', "utf-8")
    (tmp_path / "p.csv").write_text("entity,period,v\n甲,2022,1.234567890123456\n甲,2023,2.345678901234567\n", "utf-8")
    call = ("panel", "v.growth", "--from", str(tmp_path / "p.csv"), "--book", str(tmp_path / "book.toml"))
    outcome = nbkpi(*call, "--engine", engine, "--json").json()
    assert outcome["results"][0]["value"] == pytest.approx((2.345678901234567 / 1.234567890123456 - 1) * 100)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_column_in_which_nothing_was_ever_written(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """It has no type in a Parquet file: all that is known is that nothing is."""
    (tmp_path / "book.toml").write_text('[[indicator]]\nid = "v"\nname = "收入"\nunit = "万元"\n', "utf-8")
    with duckdb.connect() as connection:
        rows = "SELECT '甲' AS entity, 2023 AS period, NULL AS v"
        connection.execute(f"COPY ({rows}) TO '{tmp_path / 'p.parquet'}' (FORMAT parquet)")
    call = ("panel", "v", "--from", str(tmp_path / "p.parquet"), "--book", str(tmp_path / "book.toml"))
    counts = nbkpi(*call, "--engine", engine, "--json").json()["results"]
    assert [(one["rows"], one["with_value"]) for one in counts if one["sort"] == "counts"] == [(1, 0)]
