"""The total row of a sheet that was imported: every later check holds it against its rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run
SHEET = "2025年上半年各村指标\n单位：万元\n村名,村集体收入,农户(户)\n甲村,63.1,210\n乙村,64.1,320\n丙村,70.0,240\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(nbkpi: Run, total: str, *options: str) -> str:
    Path("s.csv").write_text(SHEET + total, "utf-8")
    outcome = nbkpi("import", "s.csv", *options)
    assert outcome.code == 0, outcome.err
    return " ".join(outcome.err.split())


@pytest.mark.parametrize("options", [(), ("--total", "甲县"), ("--within", "甲县")])
def test_a_wrong_total_is_found_by_every_later_check(nbkpi: Run, options: tuple[str, ...]) -> None:
    told = imported(nbkpi, "合计,197.2,771\n", "--new", "county", *options)
    assert "“合计” is 771, but C4–C6 add up to 770 户" in told
    assert "totals kept for the check: 2" in told
    for _time in range(2):
        checked = nbkpi("check", "--book", "county")
        assert checked.code == 1
        assert "stated 771 户, computed 770 户, 1 户 too high" in checked.out
        assert "relation: “合计” is the total of C4–C6" in checked.out
        assert "contradicted: 1 · consistent: 1" in checked.out
    results = json.loads(nbkpi("check", "--book", "county", "--json").out)["results"]
    found = [one for one in results if one["verdict"] == "contradicted"]
    assert [(one["sort"], one["difference"]) for one in found] == [("total", 1)]
    assert "total rows that contradict their rows: 1\n" in nbkpi("summary", "--book", "county").out
    assert len(nbkpi("report", "--book", "county", "--format", "md").out.split("stated 771 户")) > 1


def test_a_corrected_sheet_replaces_its_totals_too(nbkpi: Run) -> None:
    imported(nbkpi, "合计,197.2,771\n", "--new", "county")
    imported(nbkpi, "合计,197.2,770\n", "--book", "county", "--replace")
    checked = nbkpi("check", "--book", "county")
    assert (checked.code, "checked: 2, all consistent" in checked.out) == (0, True)
    assert Path("county/s.toml").read_text("utf-8").count("[[total]]") == 2


def test_a_row_that_is_corrected_later_is_held_against_the_total(nbkpi: Run) -> None:
    imported(nbkpi, "合计,197.2,770\n", "--new", "county")
    path = Path("county/s.toml")
    text = path.read_text("utf-8")
    path.write_text(text.replace('value = "320"', 'value = "330"'), "utf-8")
    assert "stated 770 户, computed 780 户" in nbkpi("check", "--book", "county").out
    blocks = [one for one in text.split("\n\n") if 'value = "320"' not in one]
    path.write_text("\n\n".join(blocks), "utf-8")
    checked = nbkpi("check", "--book", "county", "-v")
    assert checked.code == 0
    assert "the book has no figure of C5" in " ".join(checked.out.split())


def test_what_is_not_sure_to_be_the_sum_of_the_rows_is_not_kept(nbkpi: Run) -> None:
    Path("s.csv").write_text(
        "2025年各村指标\n村名,收入(万元),办结率(%)\n甲村,6.0,90\n乙村,8.0,80\n合计,7.0,85\n", "utf-8"
    )
    told = nbkpi("import", "s.csv", "--new", "county")
    assert (told.code, "totals kept" in told.err) == (0, False)
    assert "[[total]]" not in Path("county/s.toml").read_text("utf-8")


def test_what_is_wrong_with_a_total_in_a_book_is_said_where_it_stands(nbkpi: Run) -> None:
    imported(nbkpi, "合计,197.2,770\n", "--new", "county")
    path = Path("county/s.toml")
    head, _sep, totals = path.read_text("utf-8").partition("[[total]]")
    for old, new in (("村集体收入", "无此指标"), ("2025H1", "不知何时"), ("197.2", "许多"), ("s#B7", "没有#B7")):
        path.write_text(head + "[[total]]" + totals.replace(old, new, 1), "utf-8")
        told = nbkpi("check", "--book", "county")
        assert told.code == 2
        assert "county/s.toml:" in told.err
        assert new.partition("#")[0] in told.err
