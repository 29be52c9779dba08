"""Many growths that cannot be compared for one reason are one row with their number, not a row each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Run


def test_one_row_says_how_many(nbkpi: Run, tmp_path: Path) -> None:
    text = '[[entity]]\nid = "甲县"\nname = "甲县"\n[[indicator]]\nid = "x"\nname = "收入"\nunit = "万元"\n'
    for name in ("东山村", "西河村", "北岭村"):
        text += f"[[entity]]\nid = '{name}'\nname = '{name}'\nwithin = '甲县'\n"
        text += f"[[observation]]\nentity = '{name}'\nmetric = 'x.growth'\nperiod = '2025'\nvalue = '8.0%'\n"
        text += "prices = 'comparable'\n"
    (tmp_path / "book.toml").write_text(text, "utf-8")
    out = tmp_path / "r.md"
    nbkpi("report", "--book", str(tmp_path / "book.toml"), "-o", str(out))
    rows = [line for line in out.read_text("utf-8").splitlines() if "not that of the levels given" in line]
    assert len(rows) == 1
    assert "| 3 |" in rows[0]
