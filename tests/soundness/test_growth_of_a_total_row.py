"""The growth of a total was let pass though its rows give what it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import load
from nbkpi.solve.calculate import Calculator
from nbkpi.solve.check.everything import check
from nbkpi.solve.check.hints import hints
from nbkpi.solve.select import select

BOOK = """
[[source]]
id = "s"
title = "表"
[[entity]]
id = "甲县"
name = "甲县"
[[entity]]
id = "东山村"
name = "东山村"
within = "甲县"
[[entity]]
id = "西河村"
name = "西河村"
within = "甲县"
[[indicator]]
id = "x"
name = "NAME"
unit = "万元"
kind = "amount"
[[total]]
label = "合计"
indicator = "x"
period = "2025H1"
value = "310.0"
source = "s#Sheet1!B4"
cells = ["Sheet1!B2:B3"]
"""
ROWS = (("东山村", "110.0", "10.0", 2), ("西河村", "200.0", "0.0", 3))


def _book(grown: str, name: str, prices: str, rows: tuple[tuple[str, str, str, int], ...]) -> str:
    text = BOOK.replace("NAME", name)
    for entity, level, growth, row in (*rows, ("甲县", "310.0", grown, 4)):
        for key, value, column in (("indicator = 'x'", level, "B"), ("metric = 'x.growth'", growth, "C")):
            if value:
                text += f"[[observation]]\nentity = '{entity}'\n{key}\nperiod = '2025H1'\nvalue = '{value}'\n"
                text += f"source = 's#Sheet1!{column}{row}'\n" + (
                    f"prices = '{prices}'\n" if prices and column == "C" else ""
                )
    return text


@pytest.mark.parametrize(
    ("grown", "name", "prices", "rows", "verdict"),
    [
        ("3.3", "村集体经济收入", "", ROWS, "consistent"),
        ("9.9", "村集体经济收入", "", ROWS, "contradicted"),
        # The growth of these need not follow from the amounts beside it.
        ("9.9", "工业总产值", "", ROWS, "unknown"),
        ("9.9", "村集体经济收入", "constant", ROWS, "not comparable"),
        # Of one row the base does not follow.
        ("9.9", "村集体经济收入", "", (ROWS[0], ("西河村", "200.0", "", 3)), "unknown"),
        ("9.9", "村集体经济收入", "", (ROWS[0], ("西河村", "200.0", "-100", 3)), "unknown"),
    ],
)
def test_the_bases_of_the_rows_are_added_up(
    tmp_path: Path, grown: str, name: str, prices: str, rows: tuple[tuple[str, str, str, int], ...], verdict: str
) -> None:
    """310 over 100 and 200 is 3.3 %, whatever the total row says."""
    path = tmp_path / "book.toml"
    path.write_text(_book(grown, name, prices, rows), encoding="utf-8")
    book = load(path)
    calculator = Calculator(book)
    found = [one for one in check(calculator, select(book)) if one.asserted and one.asserted.is_claim]
    whole = next(one for one in found if one.entity.name == "甲县")
    assert whole.verdict == verdict
    assert hints(calculator, whole) == ()
