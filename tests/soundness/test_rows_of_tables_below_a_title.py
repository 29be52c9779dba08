"""Rows of a table in a text were counted from the title above it, so that programs were led a row too far."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.text.audit import audit
from nbkpi.text.source import read_source

TABLE = "镇\t上年同期\t本期\t同比增长（%）\n甲镇\t100.0\t110.0\t10.0\n乙镇\t200.0\t190.0\t-5.0\n"


@pytest.mark.parametrize("above", ["", "表1 情况\n", "表1 情况\n单位：万元\n", "表1 情况\n\n单位：万元\n\n"])
def test_rows_count_from_the_headings(tmp_path: Path, above: str) -> None:
    (tmp_path / "a.txt").write_text(above + TABLE, "utf-8")
    source = read_source(tmp_path / "a.txt")
    cells = {one.asserted_words: one.claim.cell for one in audit(source.text, empty_book(), None, source.tables).judged}
    assert (cells["10.0"], cells["-5.0"]) == ((1, 2, 4), (1, 3, 4))
