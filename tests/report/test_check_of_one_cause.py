"""Findings that one repair explains are one block and a table of the others; independent ones stay blocks."""

from __future__ import annotations

from pathlib import Path

from nbkpi.loading.load import load
from nbkpi.report.accepted import Acceptance
from nbkpi.report.check import check
from nbkpi.report.document import Document
from nbkpi.report.results import Style
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.select import Selection

DEFINITIONS = """
[[entity]]
id = "c"
name = "c"
kind = "county"
[[identity]]
equation = "t = a + b"
"""
ONE_WRONG = [
    ("a", "2023", "54.4万元"), ("b", "2023", "66.1万元"), ("t", "2023", "127.5万元"),
    ("t", "2022", "66.6万元"), ("t.growth", "2023", "80.9%"), ("t", "2024", "91.2万元"), ("t.growth", "2024", "-24.3%"),
]  # fmt: skip
INDEPENDENT = [("a", "2020", "1.0万元"), ("b", "2020", "1.0万元"), ("t", "2020", "7.0万元")]


def checked(folder: Path, figures: list[tuple[str, str, str]]) -> Document:
    text = DEFINITIONS
    for name in ("a", "b", "t"):
        text += f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "万元"\n'
    for what, period, value in figures:
        key = "metric" if "." in what else "indicator"
        text += f'[[observation]]\nentity = "c"\n{key} = "{what}"\nperiod = "{period}"\nvalue = "{value}"\n'
    (folder / "book.toml").write_text(text, encoding="utf-8")
    return check(Calculator(load(folder / "book.toml")), Selection(), Style(), 100, False, Acceptance())


def test_what_one_repair_mends_is_one_block_and_a_table(tmp_path: Path) -> None:
    document = checked(tmp_path, ONE_WRONG)
    assert document.findings == 3
    first, others = document.tables
    # The figure that is wrong is the one that is asserted.
    assert first.title == "contradicted · c · t · 2023"
    assert [line for line in first.more if line.startswith("perhaps")] == [
        "perhaps: c t 2023: “127.5万元” should be “120.5万元” (one digit wrong)"
    ]
    assert others.title == "The same repair makes these fit too"
    assert len(others.rows) == 2


def test_an_independent_contradiction_keeps_its_block(tmp_path: Path) -> None:
    document = checked(tmp_path, ONE_WRONG + INDEPENDENT)
    assert document.findings == 4
    assert [table.title for table in document.tables] == [
        "contradicted · c · t · 2023",
        "The same repair makes these fit too",
        "contradicted · c · t · 2020",
    ]
