"""The whole of a group is that of all its entities, never the entity's own figure, which made every share 100%."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = """
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
"""


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_the_share_of_an_entity(nbkpi: Run, tmp_path: Path, engine: str) -> None:
    (tmp_path / "book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "p.csv").write_text("entity,period,income\n甲,2024,2.5\n乙,2024,7.5\n", "utf-8")
    call = ("panel", "share(income, whole(income))", "--from", str(tmp_path / "p.csv"), "--decimals", "1",
            "--book", str(tmp_path / "book.toml"), "--engine", engine, "--json")  # fmt: skip
    shown = {one["entity"]: one["value"] for one in nbkpi(*call).json()["results"] if one["sort"] == "top"}
    assert shown == {"甲": 25, "乙": 75}
