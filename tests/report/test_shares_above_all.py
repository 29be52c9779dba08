"""A share by a formula of a book's own that comes to more than all says to how much."""

from __future__ import annotations

from pathlib import Path

from nbkpi.figure import Period
from nbkpi.loading.load import load
from nbkpi.report.results import basis_text
from nbkpi.solve.calculate import Calculator

BOOK = """
[[source]]
id = "s"
title = "s"
[[entity]]
id = "dongshan"
name = "东山村"
kind = "village"
[[indicator]]
id = "income"
name = "收入"
unit = "万元"
kind = "amount"
[[indicator]]
id = "sales"
name = "零售额"
unit = "万元"
kind = "amount"
[[metric]]
id = "income_to_sales"
name = "收入占零售额比重"
family = "share"
formula = "income / sales"
unit = "%"
"""
ROW = '[[observation]]\nentity = "东山村"\nindicator = "{}"\nperiod = "2025"\nvalue = "{}万元"\nsource = "s"\n'


def test_why_there_is_no_such_share(tmp_path: Path) -> None:
    rows = (ROW.format("income", "118.2"), ROW.format("sales", "64.5"))
    (tmp_path / "book.toml").write_text("\n".join([BOOK, *rows]), "utf-8")
    book = load(tmp_path)
    found = Calculator(book).computed(book.metric("income_to_sales"), book.entity("东山村"), Period.parse("2025"))
    assert found.interval is None
    assert found.state == "out_of_range"
    said = "computed: 183.26 (183.03–183.48)%, which is outside the possible range (0–100%)"
    assert (found.reason, basis_text(found)) == (said, said)
