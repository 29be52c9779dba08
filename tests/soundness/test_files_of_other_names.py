"""A file is read by its name to the letter: d[1].parquet is never d1.parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from conftest import Run

PAIRS = (("d[1]", "d1"), ("g?", "g1"), ("s*", "s1"), ("b{1,2}", "b1"), ("q\\x", "qx"), ("村 #1%20", "村 #1 "))


def write(path: Path, number: int) -> None:
    rows = f"SELECT 'v' AS entity, 2024 AS period, {number} AS gdp"
    kind = "parquet" if path.suffix == ".parquet" else "csv, HEADER"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({rows}) TO '{path.parent / 'made'}' (FORMAT {kind})").fetchall()
    (path.parent / "made").replace(path)


@pytest.mark.parametrize("engine", ["duckdb", "polars", pytest.param("spark", marks=pytest.mark.spark)])
@pytest.mark.parametrize(
    ("name", "other", "ending"),
    [
        pytest.param(name, other, ending, marks=[pytest.mark.thorough] * (place % 2 != number))
        for place, (name, other) in enumerate(PAIRS)
        for number, ending in enumerate((".parquet", ".csv"))
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_name_is_a_name(nbkpi: Run, tmp_path: Path, engine: str, ending: str, name: str, other: str) -> None:
    if engine == "spark" and set(name) & set("\\#"):
        pytest.skip("Spark says that it cannot find these, which is no other file")
    write(tmp_path / f"{name}{ending}", 1)
    write(tmp_path / f"{other}{ending}", 2)
    call = ("panel", "x=gdp * 2", "--from", str(tmp_path / f"{name}{ending}"), "--engine", engine, "--json")
    outcome = nbkpi(*call)
    assert (outcome.code, outcome.err) == (0, "")
    assert [one["value"] for one in outcome.json()["results"] if one["sort"] == "top"] == [2]


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_pattern_is_asked_for(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    for year in (2023, 2024):
        write(tmp_path / f"y{year}.parquet", year)
    call = ("panel", "x=gdp * 2", "--from", str(tmp_path / "y*.parquet"), "--engine", engine)
    outcome = nbkpi(*call)
    assert outcome.code == 2
    assert "--glob" in outcome.err
    outcome = nbkpi(
        "panel", "x=gdp", "--from", str(tmp_path / "y202[4].parquet"), "--glob", "--engine", engine, "--json"
    )
    assert outcome.json()["results"][-1]["rows"] == 1
    assert nbkpi(*call[:-2], "--glob", "--engine", engine).err.startswith("nbkpi: ")  # one village twice in 2024
    assert "no file fits" in nbkpi("panel", "x=gdp", "--from", str(tmp_path / "z*.csv"), "--glob").err
    write(tmp_path / "y1.csv", 1)
    assert "different kinds" in nbkpi("panel", "x=gdp", "--from", str(tmp_path / "y*"), "--glob").err


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_folders_with_values_in_their_names(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    """The folder of a table may have signs of patterns in its name too."""
    folder = tmp_path / "t[1]"
    with duckdb.connect() as connection:
        for year in (2023, 2024):
            part = folder / f"period={year}"
            part.mkdir(parents=True)
            connection.execute(f"COPY (SELECT 'v' AS entity, {year} AS gdp) TO '{part}/a.parquet' (FORMAT parquet)")
    outcome = nbkpi("panel", "x=gdp.change", "--from", str(folder), "--engine", engine, "--json")
    assert outcome.err == ""
    assert [one["period"] for one in outcome.json()["results"] if one["sort"] == "top"] == ["2024"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no Parquet files" in nbkpi("panel", "x=gdp", "--from", str(empty)).err
