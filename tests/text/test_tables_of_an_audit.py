"""Tables of a text are judged as its sentences are: each claim with its verdict, its relation and its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.text.audit import audit
from nbkpi.text.source import read_source
from nbkpi.text.verdicts import Judged

GROWTH = (
    "镇,上年同期,本期,同比增长(%)|甲镇,100.0,110.0,10.0|乙镇,200.0,190.0,-5.0|丙镇,50.0,60.0,20.0|合计,350.0,360.0,2.9"
)
RATES = "部门,受理（件）,办结（件）,办结率|甲局,50,45,90.0%|乙局,40,38,95.0%|丙局,30,24,80.0%|合计,120,107,89.2%"
SHARES = "来源,件数（件）,占比（%）|电话,50,50.0|网络,30,30.0|来访,20,20.0|合计,100,100.0"


def judged(folder: Path, table: str, **changed: str) -> dict[tuple[int, int], Judged]:
    """The claims of a table with some of its cells changed ("r2c3"), by row and column; the headings are row 1."""
    rows = [line.split(",") for line in table.split("|")]
    for place, words in changed.items():
        row, column = (int(number) - 1 for number in place[1:].split("c"))
        rows[row][column] = words
    (folder / "a.txt").write_text("\n".join(["表1 2024年各镇情况", "", *map("\t".join, rows), ""]), "utf-8")
    source = read_source(folder / "a.txt")
    found = audit(source.text, empty_book(), None, source.tables).judged
    cells = [one.claim.cell for one in found]
    assert None not in cells
    # Of a cell that several relations speak of, what is wrong counts.
    graver = sorted(found, key=lambda one: one.verdict == "contradicted")
    return {one.claim.cell[1:]: one for one in graver if one.claim.cell is not None}


@pytest.mark.parametrize(
    ("table", "kind", "column"), [(GROWTH, "growth", 4), (RATES, "rate", 4), (SHARES, "share", 3)], ids=str
)
def test_what_is_right_is_confirmed(tmp_path: Path, table: str, kind: str, column: int) -> None:
    found = judged(tmp_path, table)
    assert {one.verdict for one in found.values()} <= {"exact", "consistent"}
    assert {found[row, column].kind for row in (2, 3, 4)} == {kind}
    assert found[5, 2].kind == "sum"


@pytest.mark.parametrize(
    ("table", "place", "words", "cell", "kind"),
    [
        (GROWTH, "r3c4", "5.0", (3, 4), "growth"),
        (GROWTH, "r5c3", "380.0", (5, 3), "sum"),
        (RATES, "r2c4", "59.0%", (2, 4), "rate"),
        (RATES, "r5c2", "102", (5, 2), "sum"),
        (SHARES, "r3c3", "25.0", (3, 3), "share"),
    ],
)
def test_what_is_wrong_is_accused_at_its_cell(
    tmp_path: Path, table: str, place: str, words: str, cell: tuple[int, int], kind: str
) -> None:
    one = judged(tmp_path, table, **{place: words})[cell]
    assert (one.verdict, one.kind, one.asserted_words) == ("contradicted", kind, words)


def test_a_rate_below_zero_keeps_its_sign(tmp_path: Path) -> None:
    found = judged(tmp_path, GROWTH)
    assert found[3, 4].asserted_words == "-5.0"
    assert found[3, 4].claim.quantity.value < 0


def test_a_table_that_names_no_relation_accuses_nobody(tmp_path: Path) -> None:
    found = judged(tmp_path, "镇,面积,人口|甲镇,100,7|乙镇,200,5|丙镇,50,60")
    assert not any(one.verdict == "contradicted" for one in found.values())
