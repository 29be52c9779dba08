"""A total of a sheet that its rows contradict was taken, or left out, without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbkpi.loading.load import empty_book
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import import_grid
from nbkpi.tables.understood import Asked

HEAD = "村名,农户(户),收入(万元)\n"


def warned(tmp_path: Path, text: str, within: str = "", total: str = "") -> dict[str, str]:
    """The cells of totals that are warned of, with what is said."""
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=True, within=within, total=total)
    found = import_grid(open_grid(path, "t.csv"), empty_book(), asked, "t.csv")
    assert found.is_whole
    return {one.path.rpartition("!")[2]: one.message for one in found.findings if one.code == "wrong-total"}


def test_a_wrong_total_is_named_with_its_sum(tmp_path: Path) -> None:
    found = warned(tmp_path, HEAD + "东村,100,50.2\n西村,200,30.1\n合计,310,80.3\n")
    assert list(found) == ["B4"]
    assert found["B4"].endswith("“合计” is 310, but B2–B3 add up to 300 户")


@pytest.mark.parametrize("label", ["合计", "全县合计"])
@pytest.mark.parametrize("total", ["", "甲县"])
def test_a_wrong_total_of_what_all_rows_lie_within_is_found(label: str, total: str, tmp_path: Path) -> None:
    found = warned(tmp_path, HEAD + f"{label},310,80.3\n东村,100,50.2\n西村,200,30.1\n", "甲县", total)
    assert list(found) == ["B2"]


def test_a_wrong_total_above_towns_and_villages_of_a_county_is_found(tmp_path: Path) -> None:
    text = "镇,村名,农户(户)\n合计,,310\n青山镇,东村,100\n,西村,200\n"
    assert list(warned(tmp_path, text, "甲县", "甲县")) == ["C2"]


WRONG = {
    "a total first": (HEAD + "合计,310,80.3\n东村,100,50.2\n西村,200,30.1\n", {"B2"}),
    "a subtotal": (HEAD + "东村,1,5\n西村,2,6\n小计,4,11\n南村,3,7\n北村,4,8\n小计,7,15\n合计,10,26\n", {"B4", "B8"}),
    "a subtotal and a row beside it": (HEAD + "东村,1,5\n西村,2,6\n小计,3,11\n南村,3,7\n合计,8,18\n", {"B6"}),
    "an amount beyond its rounding": (HEAD + "东村,1,5.1\n西村,2,6.1\n合计,3,11.4\n", {"C4"}),
    "less than what is known": (HEAD + "东村,50,1\n西村,/,2\n合计,40,3\n", {"B4"}),
    "less than a row with a digit too many": (HEAD + "东村,1,50.2\n西村,2,301\n南村,3,20.4\n合计,6,100.7\n", {"C5"}),
    "one of two years": (
        "村名,年份,农户(户)\n东村,2023,1\n西村,2023,2\n合计,2023,3\n东村,2024,1\n西村,2024,2\n合计,2024,4\n",
        {"C7"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_total_that_cannot_be_true_is_found(name: str, tmp_path: Path) -> None:
    text, cells = WRONG[name]
    assert set(warned(tmp_path, text)) == cells


RIGHT = {
    "within rounding": HEAD + "东村,1,5.1\n西村,2,6.1\n合计,3,11.3\n",
    "an average in its place": "村名,人均收入(元),住房(平方米)\n东村,100,30\n西村,200,50\n合计,150,40\n",
    "an average of many": "村名,住房(平方米)\n东村,30\n西村,50\n南村,41\n合计,40\n",
    "rates": "村名,完成率(%)\n东村,50\n西村,70\n合计,60\n",
    "a part of the row above": HEAD + "东村,10,50\n其中：山区,4,20\n西村,2,6\n合计,12,56\n",
    "rows under others": HEAD + "青山镇,3,11\n　东村,1,5\n　西村,2,6\n白水镇,4,7\n　南村,4,7\n合计,7,18\n",
    "towns and villages as if side by side": HEAD
    + "青山镇,3,11\n东村,1,5\n西村,2,6\n白水镇,4,7\n南村,4,7\n合计,7,18\n",
    "what is not known may be anything": HEAD + "东村,1,50\n西村,2,/\n合计,3,90\n",
    "parts that are shown with their sums": HEAD + "甲区,3,3\n乙,1,1\n丙,2,2\n合计,3,3\n",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_total_that_may_be_true_is_not(name: str, tmp_path: Path) -> None:
    assert not warned(tmp_path, RIGHT[name])


def test_a_total_that_may_be_an_average_is_said_to_be_unchecked(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("村名,住房(平方米)\n东村,30\n西村,50\n合计,40\n", "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=True)
    found = import_grid(open_grid(path, "t.csv"), empty_book(), asked, "t.csv")
    assert [one.partition(" is not checked")[0] for one in found.unchecked] == ["“合计” of 住房"]


def test_a_row_that_is_skipped_may_be_a_part_of_the_total(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "东村,1,5\n西村,2,6\n南村,3,7\n合计,6,18\n", "utf-8")
    asked = Asked(period="2024", new_entities=True, new_indicators=True, skip=("南村",))
    found = import_grid(open_grid(path, "t.csv"), empty_book(), asked, "t.csv")
    assert not found.findings


def test_a_row_that_the_book_does_not_know_is_still_added(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "东村,1,5\n未知村,2,6\n合计,3,11\n", "utf-8")
    from nbkpi.loading.load import load

    (tmp_path / "book.toml").write_text(
        '[[entity]]\nid = "e"\nname = "东村"\n[[indicator]]\nid = "h"\nname = "农户"\nunit = "户"\nkind = "count"\n'
        '[[indicator]]\nid = "i"\nname = "收入"\nunit = "万元"\nrange = "nonnegative"\n',
        "utf-8",
    )
    found = import_grid(open_grid(path, "t.csv"), load(tmp_path / "book.toml"), Asked(period="2024"), "t.csv")
    assert {one.code for one in found.findings} == {"unknown-name"}
