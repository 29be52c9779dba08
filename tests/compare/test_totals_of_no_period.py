"""What lacks its bases was told of the year after the last one, of which the book has nothing."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.load import load
from nbkpi.report.results import Style
from nbkpi.report.totals import totals
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import select

BOOK = """
[[entity]]
id = "甲县"
name = "甲县"
[[indicator]]
id = "x"
name = "收入"
unit = "万元"
"""


def test_the_period_of_the_figures_is_told(tmp_path: Path) -> None:
    text = BOOK
    for name in ("东山村", "西河村"):
        text += f"[[entity]]\nid = '{name}'\nname = '{name}'\nwithin = '甲县'\n"
        text += f"[[observation]]\nentity = '{name}'\nindicator = 'x'\nperiod = '2025H1'\nvalue = '88'\n"
    (tmp_path / "book.toml").write_text(text, "utf-8")
    book = load(tmp_path / "book.toml")
    document = totals(Calculator(book), select(book), Style(), ["x.growth"])
    told = " ".join(cell for row in document.tables[0].rows for cell in row)
    assert "2025H1" in told
    assert "2026H1" not in told
