"""月末农户 is 农户 at the end of the period of its sheet: one indicator, and 上期末 is another time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbkpi.loading.load import load

if TYPE_CHECKING:
    from conftest import Run

SHEET = "2025年{}月情况\n村名,收入(万元),{}\n东山村,100,300\n西河村,150,400\n"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("月末农户(户)", "农户"), ("本期末农户(户)", "农户"), ("农户（月末）(户)", "农户"), ("农户期末数(户)", "农户"),
        ("年末农户(户)", "农户"), ("上年末农户(户)", "上年末农户"), ("期初农户(户)", "期初农户"),
        ("期末在建项目(个)", "期末在建项目"),
    ],
)  # fmt: skip
def test_ends_of_months(heading: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(SHEET.format(5, "农户(户)"), "utf-8")
    Path("b.csv").write_text(SHEET.format(6, heading), "utf-8")
    nbkpi("import", "a.csv", "--new", "county")
    done = nbkpi("import", "b.csv", "--book", "county", "--new-indicators")
    assert done.code == 0, done.err
    found = load(tmp_path / "county")
    assert {one.measure.name for one in found.observations if str(one.period) == "2025-06"} == {"收入", name}


@pytest.mark.parametrize("when", ["本期末", "月末", "本月末"])
def test_a_heading_below_another(when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nbkpi: Run) -> None:
    monkeypatch.chdir(tmp_path)
    rows = f"2025年6月情况\n村名,农户(户),\n,{when},上期末\n东山村,100,300\n西河村,150,400\n"
    Path("a.csv").write_text(rows, "utf-8")
    nbkpi("import", "a.csv", "--new", "county")
    assert [one.name for one in load(tmp_path / "county").indicators] == ["农户", "农户上期末"]
