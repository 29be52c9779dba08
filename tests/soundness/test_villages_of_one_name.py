"""Two villages of one name stood under one heading in tables, as if they were one."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

BOOK = """
[[entity]]
id = "c1"
name = "甲县"
[[entity]]
id = "c2"
name = "乙县"
[[entity]]
id = "v1"
name = "东村"
within = "c1"
[[entity]]
id = "v2"
name = "东村"
within = "c2"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
[[observation]]
entity = "v1"
indicator = "income"
period = "2024"
value = "88万元"
[[observation]]
entity = "v2"
indicator = "income"
period = "2024"
value = "90万元"
"""


def test_villages_of_one_name(nbkpi: Run, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    shown = nbkpi("list", "observations", "--book", str(tmp_path)).out
    assert "甲县/东村" in shown
    assert "乙县/东村" in shown
