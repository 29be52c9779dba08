"""Totals that a check passed over in silence: of rows without a figure, and in the row of the place of the title."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

CHINESE = "甲县2025年6月各村指标,,\n,,单位：万元\n村名,村集体收入,农户（户）\n东山村,52.0,210\n大岙村,{income},320\n"
CHINESE += "南山村,60.3,240\n{label},{total},{households}\n"
ENGLISH = '"Ash County: village figures, June 2025",,\n,,Unit: 10000 yuan\nVillage,Income,Households (households)\n'
ENGLISH += "Elm,52.0,210\nOak,{income},320\nFir,60.3,240\n{label},{total},{households}\n"


def imported(nbkpi: Run, folder: Path, text: str, **cells: str) -> str:
    values = {"income": "61.1", "total": "173.4", "households": "770", **cells}
    (folder / "t.csv").write_text(text.format(**values), "utf-8")
    done = nbkpi("import", str(folder / "t.csv"), "--new", str(folder / "b"))
    return done.out + done.err


@pytest.mark.parametrize(("income", "said"), [("-", "大岙村 is “-”"), ("…", "大岙村 is “…”"), ("", "大岙村 is blank")])
def test_a_total_of_a_row_without_a_figure(nbkpi: Run, tmp_path: Path, income: str, said: str) -> None:
    sentence = f"“合计” of 村集体收入 is not checked: {said}"
    out = imported(nbkpi, tmp_path, CHINESE, label="合计", income=income, total="112.3")
    assert (sentence in out) == (income != "…")
    checked = nbkpi("check", "--book", str(tmp_path / "b"))
    assert not checked.code
    assert (sentence in checked.out) == (income != "…")


@pytest.mark.parametrize(("text", "label"), [(CHINESE, "甲县"), (ENGLISH, "Ash County")])
@pytest.mark.parametrize(("households", "code"), [("770", 0), ("771", 1)])
def test_the_place_of_the_title_is_the_total(
    nbkpi: Run, tmp_path: Path, text: str, label: str, households: str, code: int
) -> None:
    out = imported(nbkpi, tmp_path, text, label=label, households=households)
    assert f"total row: the figure of {label}" in out
    checked = nbkpi("check", "--book", str(tmp_path / "b"))
    assert checked.code == code
    assert ("checked: 2, all consistent" in checked.out) == (not code)
    ranked = nbkpi("rank", "农户" if text is CHINESE else "Households", "--book", str(tmp_path / "b"))
    assert label not in ranked.out


@pytest.mark.parametrize("label", ["Elm County", "Ash"])
def test_another_place_is_no_total(nbkpi: Run, tmp_path: Path, label: str) -> None:
    assert "total row" not in imported(nbkpi, tmp_path, ENGLISH, label=label, households="999")


def test_a_place_among_its_like_is_no_total(nbkpi: Run, tmp_path: Path) -> None:
    text = ENGLISH.replace("Elm,", "Elm County,").replace("Oak,", "Oak County,").replace("Fir,", "Fir County,")
    assert "total row" not in imported(nbkpi, tmp_path, text, label="Ash County")


def test_what_lacks_a_figure_says_in_which_cell(nbkpi: Run, tmp_path: Path) -> None:
    imported(nbkpi, tmp_path, CHINESE, label="合计", income="-")
    out = nbkpi("calc", "村集体收入 / 农户", "--village", "大岙村", "--book", str(tmp_path / "b")).out
    assert "published as not applicable: 村集体收入 2025-06 (t#B5)" in out


@pytest.mark.parametrize("more", [[], ["--kind", "village"], ["--entity", "甲县"]])
def test_a_county_among_its_villages_is_said(nbkpi: Run, tmp_path: Path, more: list[str]) -> None:
    """Who adds up what programs are given would count everything twice."""
    imported(nbkpi, tmp_path, CHINESE, label="甲县")
    out = nbkpi("calc", "村集体收入 / 农户", *more, "--json", "--book", str(tmp_path / "b")).out
    assert ("甲县 stand beside what lies within them; for one level alone: --kind village" in out) == (not more)


def test_a_note_says_where_a_figure_by_hand_is_from(nbkpi: Run, tmp_path: Path) -> None:
    imported(nbkpi, tmp_path, CHINESE, label="合计")
    book = ["--book", str(tmp_path / "b")]
    nbkpi("add", "东山村", "村集体收入", "2025-06", "53.0", "--note", "by telephone", *book)
    assert "note: by telephone" in nbkpi("check", *book).out
    assert not nbkpi("add", "南山村", "村集体收入", "2025-06", "60.4", "--status", "修订数", *book).code
