"""An apostrophe before a code, as spreadsheets put it, is a part of it: names are not joined, nor are lines lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_names_with_apostrophes(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    (tmp_path / "book.toml").write_text('[[indicator]]\nid = "v"\nname = "收入"\nunit = "万元"\n', "utf-8")
    rows = ["'甲',2022,1.5", "甲,2023,2.5", "'乙',2023,3.5", "'丙,2023,4.5", "丁',2023,5.5"]
    (tmp_path / "p.csv").write_text("\n".join(["entity,period,v", *rows, ""]), "utf-8")
    call = ("--from", str(tmp_path / "p.csv"), "--book", str(tmp_path / "book.toml"), "--engine", engine, "--json")
    grown = nbkpi("panel", "v.growth", *call).json()["results"]
    assert [one["sort"] for one in grown] == ["counts"], grown
    shown = {
        one["entity"]: one["value"] for one in nbkpi("panel", "v", *call).json()["results"] if one["sort"] == "top"
    }
    assert shown == {"甲": 2.5, "'乙'": 3.5, "'丙": 4.5, "丁'": 5.5}
