"""43.6% and 0.45 in one column: nobody can tell whether the second is 45% or 0.45%, so it is not taken for either."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

BOOK = '[[indicator]]\nid = "r"\nname = "满意率"\nunit = "%"\nkind = "rate"\n'


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
@pytest.mark.parametrize(
    ("other", "is_refused"), [("0.45", True), ("1", True), ("45.0", False), ("0", False), ("-0.5", True)]
)
def test_they_are_refused(nbkpi: Run, tmp_path: Path, engine: str, other: str, is_refused: bool) -> None:
    path, book = tmp_path / "p.csv", tmp_path / "book.toml"
    path.write_text(f"entity,period,r\n东村,2024,43.6%\n西村,2024,{other}\n", "utf-8")
    book.write_text(BOOK, "utf-8")
    outcome = nbkpi("panel", "x=r*2", "--from", str(path), "--book", str(book), "--engine", engine)
    assert outcome.code == (2 if is_refused else 0)
    assert ("西村 2024" in outcome.err) == is_refused
    assert outcome.err.count("\n") == is_refused
