"""Parquet files, read back: the records of JSON in typed columns, bounds never narrower than they are."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from nbkpi.errors import OutputError
from nbkpi.render.parquet import render_parquet
from nbkpi.report.document import Document

if TYPE_CHECKING:
    from conftest import Run


def read(file: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The types of the columns, and the rows."""
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet(?)", [str(file)])
        types = {name: str(kind) for name, kind, *_more in found.description}
        return types, [dict(zip(types, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("call", [("summary",), ("metric",), ("list", "observations"), ("export",)], ids=" ".join)
def test_every_record_is_a_row(call: tuple[str, ...], nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.parquet"
    assert nbkpi(*call, "-o", str(file)) == (0, "", f"written to “{file}”\n")
    _types, rows = read(file)
    records = nbkpi(*call, "--json").results()
    assert len(rows) == len(records)
    best = "nominal" if call == ("export",) else "value"
    for row, record in zip(rows, records, strict=True):
        for key in ("period", "unit", "lower_closed", "upper_closed", *({"printed", "note", "missing"} & set(record))):
            assert row[key] == record[key]
        for key in (best, "lower", "upper"):
            if record[key] is None:
                assert row[key] is None
                continue
            found, exact = Fraction(row[key]), Fraction(record["exact"][key])
            assert found <= exact if key == "lower" else found >= exact if key == "upper" else True
            assert abs(found - exact) <= abs(exact) / 2**52


def test_columns_have_types(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.parquet"
    assert nbkpi("export", "-o", str(file)).code == 0
    types, _rows = read(file)
    numbers = {key for key, kind in types.items() if kind in ("DOUBLE", "NUMBER")}
    assert numbers == {"nominal", "lower", "upper"}
    assert {key for key, kind in types.items() if kind.startswith("BOOL")} == {"lower_closed", "upper_closed"}


def test_texts_stay_as_they_are(tmp_path: Path) -> None:
    names = ["=cmd()", "\x1b[31m", "a\nb", "", "长" * 10_000, '"', "'", "\x00", "\\u0041", "NULL", "true", "1"]
    file = tmp_path / "r.parquet"
    file.write_bytes(render_parquet(Document("list", ("b", "b"), records=lambda: [{"name": name} for name in names])))
    assert [row["name"] for row in read(file)[1]] == names


def test_a_folder_with_a_quote_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "it's"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert render_parquet(Document("list", ("b", "b"), records=lambda: [{"name": "x"}])).startswith(b"PAR1")
    assert list(folder.iterdir()) == []


def test_nothing_found_is_a_file_too(nbkpi: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.parquet"
    assert nbkpi("growth", "--period", "1949", "-o", str(file)).code == 0
    assert read(file)[1] == []


def test_numbers_beyond_all_doubles_are_left_out_on_their_side_only(tmp_path: Path) -> None:
    file = tmp_path / "r.parquet"
    record = {"value": "1e400", "lower": "1", "upper": "1/3", "count": 3, "is_new": None}
    file.write_bytes(render_parquet(Document("list", ("b", "b"), records=lambda: [record, {"is_new": True}])))
    types, (row, _other) = read(file)
    assert (row["value"], row["lower"], row["count"]) == (None, 1.0, 3)
    assert Fraction(row["upper"]) > Fraction(1, 3)
    assert (types["count"], types["is_new"]) == ("BIGINT", "BOOLEAN")


def test_what_the_engine_refuses_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(config: object) -> object:
        raise duckdb.IOException(f"no room on the disk, {config}")

    monkeypatch.setattr(duckdb, "connect", connect)
    with pytest.raises(OutputError, match="the file cannot be written: no room on the disk"):
        render_parquet(Document("list", ("b", "b"), records=lambda: [{"name": "x"}]))
