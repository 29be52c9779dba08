"""What panels refuse, by every engine, and what they seldom meet: each with the sentence that says why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import narwhals as nw
import openpyxl
import pytest

from nbkpi.errors import MissingExtra
from nbkpi.panel.engines import ENGINES as KNOWN
from nbkpi.panel.engines import open_engine
from nbkpi.panel.with_duckdb import DuckEngine

if TYPE_CHECKING:
    from conftest import Run

BOOK = Path(__file__).parent / "panel.toml"
ROWS = "SELECT 'v' || i AS entity, 2020 + j AS period, 'c' || i % 2 AS county, 5.25::DOUBLE AS income, 3 AS households"
GRID = " FROM range(3) a(i), range(2) b(j)"

REFUSED = {
    "rates over groups": (ROWS + ", 5.0 AS rate" + GRID, ["rate / households", "--by", "county"], "added up over"),
    "running rates": (ROWS + ", 5.0 AS rate" + GRID, ["running(rate)"], "is a rate"),
    "running metrics": (ROWS + GRID, ["running(per_household)"], "name of an indicator"),
    "running of nothing known": (ROWS + GRID, ["running(incme)"], "income"),
    "no column": (ROWS + GRID, ["1 + 1"], "no column"),
    "a target that is missing": (ROWS + GRID, ["attained", "--decimals", "2"], "target("),
    "a name twice": (ROWS + GRID, ["per_household", "per_household"], "twice"),
    "claims over groups": (ROWS + ", 1.0 AS said" + GRID, ["total_rate", "--by", "county", "--claim", "total_rate=said",
                                                           "--decimals", "2"], "claims are for single"),
    "labels without values": (ROWS + GRID, ["per_household", "--label-column", "county"], "needs both"),
    "labels that no row has": (
        "SELECT 'v' AS entity, 2024 AS period, '收入' AS label, 5.5::DOUBLE AS value", ["income", "--label-column",
        "label", "--value-column", "value"], "no row of income; it has 收入"),
    "words of labels that no row has": (
        "SELECT 'v' AS entity, 2024 AS period, unnest(['income', '户数']) AS label, '5' AS value",
        ["per_household", "--label-column", "label", "--value-column", "value"], "no row of households"),
    "more digits than there is room for": ("SELECT 'v' AS entity, 2024 AS period, 5.5::DECIMAL(38,20) AS income",
                                           ["income"], "give the decimals kept with --decimals"),
    "more than all": (ROWS + ", 101 AS rate" + GRID, ["rate"], "above 100%"),
    "less than nothing": (ROWS + ", -1 AS cost" + GRID, ["cost"], "cannot be negative"),
    "parts of people": (ROWS.replace("3 AS house", "2.5::DOUBLE AS house") + GRID, ["households"], "whole ones"),
    "lists for keys": (f"SELECT * REPLACE ([entity] AS entity) FROM ({ROWS}{GRID})", ["per_household"],
                       "names neither"),
    "parts of numbers for keys": (f"SELECT * REPLACE (1.5::DECIMAL(9,2) AS entity) FROM ({ROWS}{GRID})",
                                  ["per_household"], "not a whole number"),
    "numbers for keys that are too large": (f"SELECT * REPLACE (1e19::DOUBLE AS entity) FROM ({ROWS}{GRID})",
                                            ["per_household"], "not a whole number"),
    "decimals for keys that are too large": (
        f"SELECT * REPLACE (99999999999999999999.5::DECIMAL(30,2) AS entity) FROM ({ROWS}{GRID})", ["per_household"],
        "not a whole number"),
    "too many periods": ("SELECT 'v' AS entity, printf('%d-%02d', i // 12 + 1000, i % 12 + 1) AS period, "
                         "1 AS households FROM range(5001) a(i)", ["households"], "more than 5000 periods"),
    "days that may be months": ("SELECT 'v' AS entity, '03/04/2024' AS period, 1 AS households", ["households"],
                                "03/04/2024"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("engine", ["duckdb", pytest.param("polars", marks=pytest.mark.thorough)])
def test_what_is_refused(nbkpi: Run, tmp_path: Path, engine: str, name: str) -> None:
    sql, arguments, why = REFUSED[name]
    outcome = nbkpi("panel", *arguments, "--book", str(BOOK), "--from", written(tmp_path, sql), "--engine", engine)
    assert outcome.code == 2, (outcome.out, outcome.err)
    assert why in outcome.err


def written(folder: Path, sql: str, name: str = "p.parquet") -> str:
    """The rows in a file."""
    with duckdb.connect() as connection:
        how = "FORMAT csv, HEADER" if name.endswith(".csv") else "FORMAT parquet"
        connection.execute(f"COPY ({sql}) TO '{folder / name}' ({how})").fetchall()
    return str(folder / name)


def test_files_that_are_not_there(nbkpi: Run, tmp_path: Path) -> None:
    """A folder without tables, a pattern that fits nothing, or files of two kinds; and files that it fits."""
    (tmp_path / "empty").mkdir()
    for name in ("a.parquet", "b.parquet", "c.csv"):
        village = f"SELECT * REPLACE ('{name}' || entity AS entity) FROM ({ROWS}{GRID})"
        written(tmp_path, village, name)

    def called(*arguments: str) -> tuple[int, str]:
        outcome = nbkpi("panel", "per_household", "--decimals", "2", "--book", str(BOOK), *arguments)
        return outcome.code, outcome.out + outcome.err

    refused = {
        "no Parquet files": [str(tmp_path / "empty")],
        "there is no file": [str(tmp_path / "d.parquet")],
        "no file fits": [str(tmp_path / "d*.parquet"), "--glob"],
        "different kinds": [str(tmp_path / "*.*"), "--glob"],
    }
    for why, (path, *more) in refused.items():
        code, said = called("--from", path, *more)
        assert code == 2
        assert why in said
    for one in (["--from", str(tmp_path / "*.parquet"), "--glob"], ["--from", str(tmp_path / "a.parquet")]):
        code, said = called(*one, "--memory", "200MB")
        assert code == 0
        assert "a.parquetv1" in said


def test_tables_of_one_name(nbkpi: Run, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "p.duckdb")) as connection:
        for schema in ("one", "other"):
            connection.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.villages AS {ROWS}{GRID}").fetchall()
    call = ("panel", "households", "--book", str(BOOK), "--from", str(tmp_path / "p.duckdb"))
    outcome = nbkpi(*call, "--table", "villages")
    assert outcome.code == 2
    assert "several tables: one.villages, other.villages" in outcome.err
    assert nbkpi(*call, "--table", "other.villages").code == 0
    outcome = nbkpi(*call, "--table", "other.villages", "--engine", "polars")
    assert outcome.code == 2
    assert "only --engine duckdb" in outcome.err


MODULES = {"duckdb": "duckdb", "polars": "polars", "spark": "pyspark"}


@pytest.mark.parametrize("name", KNOWN)
def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """What is missing is named with what installs it; any other import that fails is a fault of ours."""
    monkeypatch.setitem(sys.modules, MODULES[name], None)
    with pytest.raises(MissingExtra):
        open_engine(name, None, lambda _share: None, tmp_path)
    monkeypatch.setitem(sys.modules, f"nbkpi.panel.with_{name}", None)
    with pytest.raises(ImportError, match=f"with_{name}"):
        open_engine(name, None, lambda _share: None, tmp_path)


def test_a_machine_without_narwhals(monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    """It is named before anything is looked at: each engine needs it."""
    monkeypatch.setitem(sys.modules, "narwhals", None)
    outcome = nbkpi("panel", "collective_income.growth", "--from", "nowhere.csv")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nbkpi: Narwhals is not installed; run: ")


def test_a_run_that_is_interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The statement ends before anything else is done; what is no fault of the engine goes through as it is."""
    engine = open_engine("duckdb", None, lambda _share: None, tmp_path)
    assert isinstance(engine, DuckEngine)

    def interrupted(_share: float | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "progress", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.keep(nw.from_native(engine.connection.sql("FROM range(100000) a(i), range(1000000) b(j)")))
    monkeypatch.setattr(engine, "progress", lambda _share: None)

    def failing() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine._waited(failing)
    engine.close()


def test_a_sheet_that_is_too_large_and_one_with_an_error(
    nbkpi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in (["entity", "period", "households"], ["v", 2024, "#DIV/0!"]):
        book.active.append(row)
    book.save(tmp_path / "p.xlsx")
    call = ("panel", "households", "--book", str(BOOK), "--from", str(tmp_path / "p.xlsx"))
    outcome = nbkpi(*call)
    assert outcome.code == 2
    assert "row 2" in outcome.err
    monkeypatch.setattr("nbkpi.panel.reading._MOST_CELLS", 2)
    assert "too large a sheet" in nbkpi(*call).err


@pytest.mark.parametrize("kinds", [("INTEGER", "BIGINT"), ("DECIMAL(9,1)", "DECIMAL(12,2)")])
def test_years_across_of_different_types(nbkpi: Run, tmp_path: Path, kinds: tuple[str, str]) -> None:
    sql = f'SELECT \'v\' AS entity, 25::{kinds[0]} AS "2023", 30::{kinds[1]} AS "2024"'
    outcome = nbkpi("panel", "income.growth", "--book", str(BOOK), "--from", written(tmp_path, sql), "--json",
                    "--rounding", "exact")  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert [one["value"] for one in outcome.json()["results"] if one["sort"] == "top"] == [20]
