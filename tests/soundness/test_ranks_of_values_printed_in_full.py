"""A value with all the digits of a double is no narrower than itself: its best rank is not after its worst."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_the_best_rank_is_not_after_the_worst(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    path, out = tmp_path / "p.csv", tmp_path / "out.csv"
    cells = {"甲": "1.2345678901234", "乙": "1.2345678901234", "丙": "2.345678901234567", "丁": "-3.00000000000001",
             "戊": "-3.00000000000002", "己": "100"}  # fmt: skip
    rows = [f"{name},2024,{text}" for name, text in cells.items()]
    path.write_text("\n".join(["entity,period,v", *rows, ""]), "utf-8")
    book = tmp_path / "book.toml"
    book.write_text('[[indicator]]\nid = "v"\nname = "利润"\nunit = "万元"\nrange = "any"\n', "utf-8")
    call = ("panel", "x=v*2", "--from", str(path), "--book", str(book), "--engine", engine)
    shown = nbkpi(*call, "--json").json()["results"][:-1]
    assert nbkpi(*call, "--rank", "-o", str(out)).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        ranks = {row["entity"]: (int(row["x_rank_best"]), int(row["x_rank_worst"])) for row in csv.DictReader(file)}
    assert ranks == {"己": (1, 1), "丙": (2, 2), "甲": (3, 3), "乙": (3, 3), "丁": (5, 5), "戊": (5, 5)}
    assert {one["entity"]: (one["rank_best"], one["rank_worst"]) for one in shown} == ranks
